"""Comment windows: was each announced for long enough?"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.asks import Give, Ledger
from compliance.dated import Dated
from compliance.days import Days, When, days_between
from compliance.evidence import Evidence
from compliance.evidence.posting import Posting
from compliance.rules.closing import again, said_short
from compliance.rules.rounds import ROUND, ROUNDS, Round, days_open, round_name, rounds
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY


class WindowLongEnough(Rule):
    """Each comment window that opened since the duty began was announced for at least so many days.

    The number of days is read on the day it opened. An extension counts unless the record says that it was announced
    after the window had closed.
    """

    name: ClassVar[str] = "window_long_enough"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (Posting,)
    checks: ClassVar[Text] = Text(
        en="Each comment window, any extension included, was announced for at least so many days (last day minus first).",
        es="Cada periodo de comentarios, con sus prórrogas, se anunció por al menos esos días (último menos primero).",
    )
    person: ClassVar[Text] = Text(
        en="Whether the page could be reached throughout.",
        es="Si la página estuvo disponible todo el periodo.",
    )
    own_due: ClassVar[str | None] = "each round"

    rule: Literal["window_long_enough"] = "window_long_enough"
    at_least_days: Dated[Annotated[Days, Field(ge=1)]]

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        for one in rounds(records, self.subject, duty):
            opens = one.posting.happened
            spells = self.at_least_days.within(opens.earliest, opens.latest)
            most = timedelta(days=max(days for _, _, days in spells))
            asks.append(one.asks_after(opens.latest + most, duty))
            for posting in one.windows:
                sure, perhaps = self._long_enough(posting)
                if sure and posting.inferred is None:
                    # From the day on which the days have run, which a longer window reaches before it closes.
                    gives.append(Give(one.key, 1, opens.latest + most, None, posting.key))
                elif perhaps:
                    ran = opens.earliest + timedelta(days=min(days for _, _, days in spells))
                    gives.append(Give(one.key, 1, ran, None, posting.key, sure=False))
        return Ledger(tuple(asks), tuple(gives))

    def _long_enough(self, posting: Posting) -> tuple[bool, bool]:
        """Whether a window was surely open for the days asked on the day it opened, and whether it perhaps was."""
        opens, closed = posting.happened, posting.closed
        spells = self.at_least_days.within(opens.earliest, opens.latest)
        sure = all(days_between(last, closed.earliest) >= days for _, last, days in spells)
        return sure, any(days_between(first, closed.latest) >= days for first, _, days in spells)

    def says(self, view: View) -> Text:
        asked = [one for one in self._rounds(view) if one.key in view.states]
        if not asked:
            return say(
                "No comment round that had to be complete by {on} is on record.",
                "No consta ninguna ronda de comentarios que debiera estar completa el {on}.",
                on=day(view.on),
            )
        needs = {self._need(one) for one in asked}
        return say(
            "{met} of {rounds} on record was announced for at least {days}: {which}."
            if len(asked) == 1
            else "{met} of {rounds} on record were announced for at least {days}: {which}.",
            "{met} de {rounds} del registro se anunciaron por al menos {days}: {which}.",
            met=len(asked) - len(view.short),
            rounds=counted(len(asked), ROUND, ROUNDS),
            days=_days(needs.pop())
            if len(needs) == 1
            else say("the days asked when it opened", "los días pedidos al abrirse"),
            which=listing([self._with_days(one, of=bool(needs)) for one in asked]),
        )

    def _rounds(self, view: View) -> list[Round]:
        return rounds(tuple(view.records.values()), self.subject, view.duty)

    def _need(self, one: Round) -> int:
        return self.at_least_days.on(one.posting.happened.latest)

    def _with_days(self, one: Round, *, of: bool) -> Text:
        posting = max(one.windows, key=days_open)
        return say(
            "{a} to {b} ({n})",
            "{a} al {b} ({n})",
            a=posting.happened.text(),
            b=posting.closed.text(),
            n=say(
                "{n} of {days}" if of else "{days}",
                "{n} de {days}" if of else "{days}",
                n=days_open(posting),
                days=_days(self._need(one) if of else days_open(posting)),
            ),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        return round_name(view.records[slot])

    def ground(self, view: View) -> Text:
        return say(
            "a comment round that opened by {on}",
            "una ronda de comentarios abierta hasta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        cannot = [slot for slot in view.short if said_short(view, slot, view.on)]
        others = [round_name(view.records[slot]) for slot in view.short if slot not in cannot]
        if cannot:
            text = say(
                "None can cure this for {rounds}: a window that has closed cannot be made longer.",
                "Nada puede remediarlo para {rounds}: un periodo cerrado no puede alargarse.",
                rounds=listing([round_name(view.records[slot]) for slot in cannot]),
            )
            if others:
                text = text + say(
                    "The exact days of {others} can still be supplied.",
                    "Todavía se pueden aportar los días exactos de {others}.",
                    others=listing(others),
                )
            return Act("none", RESPONSIBLE, text)
        if others:
            text = say(
                "Supply records of the first and last day of {rounds}, and of any extension. A window that has closed cannot "
                "be made longer.",
                "Aportar registros del primer y último día de {rounds}, y de toda prórroga. Un periodo cerrado no puede "
                "alargarse.",
                rounds=listing(others),
            )
            return Act("supply", RESPONSIBLE, text, view.on)
        days = self.at_least_days.on(view.on)
        return Act(
            "do",
            RESPONSIBLE,
            say(
                "Post the next draft for at least {days}.",
                "Publicar el próximo borrador por al menos {days}.",
                days=_days(days),
            ),
            None if view.states else view.on + timedelta(days=days) + ONE_DAY,
        )

    def would(self, view: View) -> Would:
        if any(said_short(view, slot, view.on) for slot in view.short):
            return Would()
        if view.short:
            short = [one for one in self._rounds(view) if one.key in view.short]
            return Would(tuple(self._told_again(one, view, f"window-{i}") for i, one in enumerate(short)))
        if view.states:
            return Would()
        closes = view.on + timedelta(days=self.at_least_days.on(view.on))
        posting = self.proposed(
            Posting,
            view,
            "round",
            happened=When.on(view.on),
            closes=When.on(closes),
            posted="draft",
            draft_promised="yes",
        )
        return Would((posting,))

    def _told_again(self, one: Round, view: View, key: str) -> Posting:
        """The round with exact days that are long enough, as far as the records allow such days."""
        posting = next((p for p in one.windows if self._long_enough(p)[1]), one.posting)
        opens, closed = posting.happened, posting.closed
        # A round that opened before the duty began is not asked, so telling of it so would show nothing.
        earliest = min(max(opens.earliest, view.duty.begins), opens.latest)
        spells = self.at_least_days.within(earliest, opens.latest)
        fits = [first for first, _, days in spells if days_between(first, closed.latest) >= days]
        opened = fits[0] if fits else earliest
        last = max(closed.latest, opened + timedelta(days=self.at_least_days.on(opened)))
        extended = posting.extended_to is not None and closed != posting.closes
        return again(
            self,
            view,
            posting,
            key,
            happened=When.on(opened),
            closes=When.on(posting.closes.latest if extended else last),
            extended_to=When.on(last) if extended else None,
            extended_on=None,
        )


def _days(n: int) -> Text:
    return counted(n, Text(en="day", es="día"), Text(en="days", es="días"))
