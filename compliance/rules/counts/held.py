"""Count and coverage: how many meetings were held, and whom they reached. Announced is not held."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from compliance.asks import Give, Ledger
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.meeting import Meeting
from compliance.evidence.record import Count, Key
from compliance.rules.closing import short_on
from compliance.rules.counts.meetings import Held, InPeriod, earlier
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.sentences import Text, counted, day, listing, say

_MORE = Text(en="more meeting", es="reunión más celebrada")
_MANY_MORE = Text(en="more meetings", es="reuniones más celebradas")


class MeetingsHeld(InPeriod, Rule):
    """At least so many meetings, each on record as held on a day within the period.

    `about` is the number a source gives as "about so many", and `at_least` the lower end of the band that the catalogue
    declares for it. A record that names no thing of its own counts only perhaps where another has its day and place.
    """

    name: ClassVar[str] = "meetings_held"
    family: ClassVar[Family] = "count and coverage"
    reads: ClassVar = (Meeting,)
    checks: ClassVar[Text] = Text(
        en="At least so many meetings are on record as held within the period, each counted once.",
        es="Consta al menos ese número de reuniones celebradas en el periodo, cada una contada una vez.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the reading of “about” and of the season is fair.",
        es="Si la lectura de «unas» y de la temporada es justa.",
    )

    rule: Literal["meetings_held"] = "meetings_held"
    at_least: Dated[Annotated[Count, Field(ge=1)]]
    about: Count | None = None

    @model_validator(mode="after")
    def _band_around_the_number(self) -> "MeetingsHeld":
        highest = max(value.value for value in self.at_least.values)
        if self.about is not None and self.about < highest:
            raise ValueError(
                f"about {self.about} lies below at_least {highest}, the lower end of its band; swap them"
            )
        return self

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        held = self.held(records, self.subject)
        seen = {place for meeting in held if meeting.record.thing and (place := _place(meeting))}
        gives: list[Give] = []
        for meeting in held:
            again_told = False
            if meeting.record.thing is None and (place := _place(meeting)):
                again_told = place in seen
                seen.add(place)
            parts = meeting.gives("meetings", meeting.record.sessions)
            gives += [give._replace(sure=False) for give in parts] if again_told else parts
        return Ledger(tuple(duty.asks("meetings", self.at_least)), tuple(gives))

    def says(self, view: View) -> Text:
        sentence = say(
            "Meetings on record with their day and as held, from {first} to {last}: {have}; at least {need} would show the "
            "number. Claims of a total do not count as meetings.",
            "Reuniones registradas con su día y como celebradas, del {first} al {last}: {have}; al menos {need} mostrarían el "
            "número. Las afirmaciones de un total no cuentan como reuniones.",
            have=sum(give.weight for give in view.proof),
            first=day(self.first),
            last=day(self.last),
            need=self._need(view),
        )
        if self.about is None:
            return sentence
        return sentence + say(
            "“About {about}” is read as {need} to {most}; this catalogue declares the band.",
            "«Unas {about}» se lee como de {need} a {most}; este catálogo declara el margen.",
            about=self.about,
            need=self._need(view),
            most=2 * self.about - self._need(view),
        )

    def _need(self, view: View) -> int:
        state = view.states.get("meetings")
        return state.need if state else self.at_least.on(view.on)

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "records of {more} held from {first} to {last}",
            "registros de {more} del {first} al {last}",
            more=counted(self._more(view, view.on), _MORE, _MANY_MORE),
            first=day(self.first),
            last=day(self.last),
        )

    def _more(self, view: View, on: date) -> int:
        return sum(state.need - state.have for state in short_on(view, on).values())

    def act(self, view: View) -> Act:
        met = max(view.on, self.first)
        if view.on > self.last:
            text = say(
                "Supply records of the meetings held from {first} to {last}: day, place and who took part. "
                "The record needs proof of past meetings, not more meetings.",
                "Aportar los registros de las reuniones celebradas del {first} al {last}: día, lugar y participantes. "
                "Hacen falta pruebas de las reuniones pasadas, no más reuniones.",
                first=day(self.first),
                last=day(self.last),
            )
        else:
            text = say(
                "Hold {more} {period}, or supply the records of those already held: day, place and who took part.",
                "Celebrar {more} {period}, o aportar los registros de las ya celebradas: día, lugar y participantes.",
                more=counted(
                    self._more(view, met),
                    Text(en="more meeting", es="reunión más"),
                    Text(en="more meetings", es="reuniones más"),
                ),
                period=self.as_days(),
            )
        kind: Literal["supply", "do"] = "supply" if view.on > self.last else "do"
        return Act(kind, RESPONSIBLE, text, met if self._more(view, met) else None)

    def would(self, view: View) -> Would:
        met = max(view.on, self.first)
        more = self._more(view, met)
        happened = When.on(min(met, self.last))
        record = more and self.proposed(Meeting, view, "held", happened=happened, state="held", sessions=more)
        return Would((record,) if record else ())


class GroupsReached(InPeriod, Rule):
    """Each named group took part in at least one meeting on record as held within the period."""

    name: ClassVar[str] = "groups_reached"
    family: ClassVar[Family] = "count and coverage"
    reads: ClassVar = (Meeting,)
    checks: ClassVar[Text] = Text(
        en="A record of a meeting held within the period names each group as taking part.",
        es="Un registro de una reunión celebrada en el periodo nombra a cada grupo como participante.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the chance to speak was meaningful.", es="Si la oportunidad de opinar fue real."
    )

    rule: Literal["groups_reached"] = "groups_reached"
    groups: Dated[Annotated[tuple[Key, ...], Field(min_length=1)]]

    @model_validator(mode="after")
    def _each_group_once(self) -> "GroupsReached":
        for value in self.groups.values:
            seen: set[str] = set()
            for group in value.value:
                if group in seen:
                    raise ValueError(f"groups names '{group}' a second time; name each group once")
                seen.add(group)
        return self

    def part_of(self, record: Evidence) -> str:
        return record.identity

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks = [
            ask._replace(start=max(ask.start, first), stop=earlier(ask.stop, last))
            for first, last, groups in self.groups.spans(duty.begins)
            for group in groups
            for ask in duty.asks(group)
            if (last is None or ask.start <= last) and (ask.stop is None or ask.stop >= first)
        ]
        gives = [
            Give(group, 1, give.start, give.stop, named_by.key, give.sure and named_by.inferred is None)
            for meeting in self.held(records, self.subject)
            for give in meeting.gives("", 1)
            for group, named_by in _named(meeting).items()
        ]
        return Ledger(tuple(asks), tuple(gives))

    def says(self, view: View) -> Text:
        asked = view.states or dict.fromkeys(self.groups.on(view.on))
        return say(
            "Records of meetings held from {first} to {last} name {reached} of the {need} groups.",
            "Los registros de reuniones celebradas del {first} al {last} nombran a {reached} de los {need} grupos.",
            first=day(self.first),
            last=day(self.last),
            reached=len(
                {give.slot for give in view.proof if give.slot in asked and give.slot not in view.short}
            ),
            need=len(asked),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        """A record is missing, not the people: whether they took part is not known."""
        return say(
            "a record of a meeting held that names {group} as taking part",
            "un registro de una reunión celebrada que nombre como participantes a: {group}",
            group=view.name(slot),
        )

    def act(self, view: View) -> Act:
        met = max(view.on, self.first)
        short = list(short_on(view, met))
        groups = listing([view.name(group) for group in short or self.groups.on(view.on)])
        when = met if short else None
        if view.on > self.last:
            text = say(
                "Supply records of the meetings already held that name who took part, for: {groups}.",
                "Aportar registros de las reuniones ya celebradas que nombren a quienes participaron, para: {groups}.",
                groups=groups,
            )
            return Act("supply", RESPONSIBLE, text, when)
        text = say(
            "Hold a meeting {period} with: {groups}; or supply records of those already held that name who took part.",
            "Celebrar una reunión {period} con: {groups}; o aportar registros de las ya celebradas que nombren a quienes "
            "participaron.",
            period=self.as_days(),
            groups=groups,
        )
        return Act("do", RESPONSIBLE, text, when)

    def would(self, view: View) -> Would:
        met = max(view.on, self.first)
        short = tuple(short_on(view, met))
        if not short:
            return Would()
        happened = When.on(min(met, self.last))
        return Would((self.proposed(Meeting, view, "held", happened=happened, state="held", groups=short),))


def _named(meeting: Held) -> dict[str, Meeting]:
    """Each group that a record of the meeting names as taking part, with the surest record that does: a record that names
    fewer does not say that the others stayed away."""
    named: dict[str, Meeting] = {}
    for record in meeting.told_by:
        for group in record.groups:
            named.setdefault(group, record)
    return named


def _place(meeting: Held) -> tuple[date, date, str] | None:
    """The day and the place of a meeting, None where no record names the place."""
    place = meeting.record.place
    return None if place is None else (meeting.when.earliest, meeting.when.latest, place.casefold())
