"""Shares: how many percent of the meetings held were open to everyone."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Ledger
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.meeting import Meeting
from compliance.rules.closing import again
from compliance.rules.counts.meetings import HELD_ON_RECORD, Held, InPeriod, earlier
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.things import told
from compliance.sentences import Text, counted, say
from compliance.timeline import ONE_DAY


class OpenToPublic(InPeriod, Rule):
    """So many percent of the meetings on record as held within the period were open to everyone.

    Each meeting asks the percentage of its day and gives 100 where a record says that it was open.
    """

    name: ClassVar[str] = "open_to_public"
    family: ClassVar[Family] = "count and coverage"
    reads: ClassVar = (Meeting,)
    checks: ClassVar[Text] = Text(
        en="Of the meetings on record as held within the period, so many percent are on record as open to everyone.",
        es="De las reuniones que constan como celebradas en el periodo, ese porcentaje consta como abierto a todos.",
    )
    person: ClassVar[Text] = Text(
        en="Whether people could really come and speak.", es="Si la gente de verdad podía ir y hablar."
    )

    rule: Literal["open_to_public"] = "open_to_public"
    percent: Dated[Annotated[int, Field(ge=1, le=100)]]

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        held = self.held(records, self.subject)
        gives = []
        for meeting in held:
            access, told_by = told(meeting.told_by, "access")
            if access == "invited":
                continue
            sure = access == "open" and told_by.inferred is None
            for give in meeting.gives("open", 100 * meeting.record.sessions):
                gives.append(give._replace(evidence=told_by.key, sure=give.sure and sure))
        asks = [
            part._replace(
                start=max(part.start, ask.start), stop=earlier(part.stop, ask.stop), due=part.due and ask.due
            )
            for ask in duty.asks("open")
            for part in self._shares(held, ask)
            if (part.stop is None or part.stop >= ask.start) and (ask.stop is None or ask.stop >= part.start)
        ]
        return Ledger(tuple(asks), tuple(gives))

    def _shares(self, held: Sequence[Held], ask: Ask) -> Iterator[Ask]:
        """What the meetings ask: those that surely count together, each further one from the day it was held; any other
        from the first day on which it may have been, with no due date."""
        surely: dict[date, int] = {}
        for meeting in held:
            amount = self._asked_by(meeting)
            if meeting.sure:
                surely[meeting.when.latest] = surely.get(meeting.when.latest, 0) + amount
            if not (meeting.sure and meeting.when.exact):
                stop = meeting.when.latest - ONE_DAY if meeting.sure else None
                yield Ask(
                    "open", amount, meeting.when.earliest, stop, because=meeting.record.key, never_before=True
                )
        total = 0
        for first, following in pairwise([*sorted(surely), date.max]):
            total += surely[first]
            stop = None if following == date.max else following - ONE_DAY
            yield ask._replace(amount=total, start=first, stop=stop)

    def _asked_by(self, meeting: Held) -> int:
        """What one meeting asks: of the percentages that held on the days it may have been, the highest."""
        highest = max(percent for _, _, percent in self.percent.within(meeting.first, meeting.last))
        return highest * meeting.record.sessions

    def says(self, view: View) -> Text:
        number = {"open": 0, "invited": 0, "unknown": 0}
        for meeting in self._held_by(view, view.on):
            access, told_by = told(meeting.told_by, "access")
            known = meeting.sure and told_by.inferred is None
            number[access if known else "unknown"] += meeting.record.sessions
        return say(
            "{held} {period}: {open} open to everyone, {invited} by invitation, {unknown} where that is not "
            "known. At least {percent} percent have to be open.",
            "{held} {period}: {open} abiertas a todos, {invited} con invitación, {unknown} sin que se "
            "sepa. Al menos el {percent} por ciento debe ser abierto.",
            held=counted(sum(number.values()), *HELD_ON_RECORD),
            period=self.as_days(),
            percent=self.percent.on(min(view.on, self.last)),
            **number,
        )

    def _held_by(self, view: View, on: date) -> list[Held]:
        """The meetings that may have been held by a day."""
        held = self.held(tuple(view.records.values()), self.subject)
        return [meeting for meeting in held if meeting.when.earliest <= on]

    def slot_name(self, slot: str, view: View) -> Text:
        short = view.states[slot].need - view.states[slot].have
        return say(
            "records that show at least {n} open to everyone, of those held {period}",
            "registros que muestren al menos {n} abiertas a todos, de las celebradas {period}",
            n=counted(
                -(-short // 100),
                Text(en="more meeting", es="reunión más"),
                Text(en="more meetings", es="reuniones más"),
            ),
            period=self.as_days(),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a record of a meeting held {period} that says whether it was open to everyone",
            "un registro de una reunión celebrada {period} que diga si estuvo abierta a todos",
            period=self.as_days(),
        )

    def act(self, view: View) -> Act:
        kind, when, _ = self._closing(view)
        if kind == "none":
            text = say(
                "None can cure this: the meetings held {period} are on record, and too few of them were open to everyone.",
                "Nada puede remediarlo: las reuniones celebradas {period} constan, y muy pocas estuvieron abiertas a todos.",
                period=self.as_days(),
            )
        elif kind == "do":
            text = say(
                "Hold further meetings {period} that are open to everyone, and record that they were.",
                "Celebrar más reuniones {period} abiertas a todos, y registrar que lo estuvieron.",
                period=self.as_days(),
            )
        else:
            text = say(
                "Supply records that say on which day each meeting {period} was held, and whether it was open to everyone.",
                "Aportar registros que digan qué día se celebró cada reunión {period} y si estuvo abierta a todos.",
                period=self.as_days(),
            )
        return Act(kind, RESPONSIBLE, text, when)

    def would(self, view: View) -> Would:
        return Would(self._closing(view)[2])

    def _closing(
        self, view: View
    ) -> tuple[Literal["none", "do", "supply"], date | None, tuple[Meeting, ...]]:
        """The kind of the act, the day from which it would be met, and the records that would make it so."""
        met = max(view.on, self.first)
        state = view.states_on(met).get("open")
        if state is not None and state.need <= state.have:
            return "supply", None, ()
        happened = When.on(min(met, self.last))
        told_again, change = self._told_again(view, met)
        if state is not None and told_again and state.have + change >= state.need:
            # Where all that is told again lay outside the period, an open meeting within it has to be on record too.
            some = state.have > 0 or any(record.access == "open" for record in told_again)
            further = () if some else (self._further(view, happened, 1),)
            return "supply", met, (*told_again, *further)
        percent = self.percent.on(happened.latest)
        if state is None:
            return "supply" if view.on > self.last else "do", met, (self._further(view, happened, 1),)
        if view.on > self.last or percent == 100:
            return "none", None, ()
        more = -(-(state.need - state.have) // (100 - percent))
        return "do", met, (self._further(view, happened, more),)

    def _told_again(self, view: View, met: date) -> tuple[list[Meeting], int]:
        """Records that would settle in its favour what is not known of the meetings, and what they would add."""
        records, change = [], 0
        for i, meeting in enumerate(self._held_by(view, met)):
            access, told_by = told(meeting.told_by, "access")
            inferred = meeting.record.inferred is not None or told_by.inferred is not None
            counts = meeting.sure and meeting.when.latest <= met
            if access == "unknown" or inferred or (access == "open" and not counts):
                happened = meeting.when.latest if counts else meeting.first
                change += 100 * meeting.record.sessions
                access = "open"
            elif access == "invited" and (outside := self._outside(meeting, met)):
                happened = outside
                change += self._asked_by(meeting)
            else:
                continue
            records.append(
                again(self, view, meeting.record, f"held-{i}", happened=When.on(happened), access=access)
            )
        return records, change

    def _outside(self, meeting: Held, met: date) -> date | None:
        """A day outside the period on which a meeting may have been held by then; None if there is none."""
        if meeting.when.earliest < self.first:
            return meeting.when.earliest
        return meeting.when.latest if self.last < meeting.when.latest <= met else None

    def _further(self, view: View, happened: When, sessions: int) -> Meeting:
        """A further meeting that is open to everyone."""
        return self.proposed(
            Meeting, view, "further", happened=happened, state="held", access="open", sessions=sessions
        )
