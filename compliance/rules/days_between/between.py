"""Days between: how many lie between two days that the records of a thing tell."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from compliance.asks import Ask, Give, Ledger
from compliance.dated import Dated
from compliance.days import Days
from compliance.days import days_between as count
from compliance.evidence import KINDS, Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.instrument import Instrument
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.evidence.request import Request
from compliance.rules.closing import again, said_short, short_on
from compliance.rules.days_between.facts import DAYS, anew, known_day, span
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.things import of_things, told
from compliance.sentences import Text, counted, day, listing, same, say
from compliance.timeline import ONE_DAY

Span = tuple[date, date]


class Between(NamedTuple):
    """A thing with the days between which its two facts lie, None where nobody tells one; `inferred` where any of it is."""

    record: Evidence
    start: Span | None
    end: Span | None
    told_by: str
    end_inferred: bool
    inferred: bool


class DaysBetween(Rule):
    """Between two days of each thing of a kind, `start` and `end`, lie at least or at most so many days (end minus start).

    The number is read on the first of the two. Only things whose start lies in the days of the duty are asked about.
    """

    name: ClassVar[str] = "days_between"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (Agreement, Instrument, Policy, Posting, Request)
    checks: ClassVar[Text] = Text(
        en="Between two days that the record tells of each thing lie at least, or at most, so many days.",
        es="Entre dos días que el registro da de cada cosa hay al menos, o como mucho, esos días.",
    )
    person: ClassVar[Text] = Text(
        en="Whether a longer or shorter time was justified.",
        es="Si un plazo más largo o más corto estaba justificado.",
    )
    own_due: ClassVar[str | None] = "each thing"

    rule: Literal["days_between"] = "days_between"
    kind: Literal["agreement", "instrument", "policy", "posting", "request"]
    start: str
    end: str
    at_least_days: Dated[Annotated[Days, Field(ge=1)]] | None = None
    at_most_days: Dated[Annotated[Days, Field(ge=1)]] | None = None

    @model_validator(mode="after")
    def _two_days_and_one_limit(self) -> "DaysBetween":
        known_day(self.kind, self.start)
        known_day(self.kind, self.end)
        if self.start == self.end:
            raise ValueError(f"start and end are both {self.start}; name two different days")
        if (self.at_least_days is None) == (self.at_most_days is None):
            raise ValueError("write either at_least_days or at_most_days; for both, write two criteria")
        return self

    @property
    def _limit(self) -> Dated[int]:
        limit = self.at_least_days or self.at_most_days
        assert limit is not None
        return limit

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        for thing in self._things(records, duty):
            key = thing.record.key
            if thing.start is None:
                first = max(duty.begins, thing.end[0]) if thing.end else duty.begins
                asks.append(Ask(key, 1, first, because=key, never_before=True))
                gives.append(Give(key, 1, first, None, key, sure=False))
                continue
            limits = [days for _, _, days in self._limit.within(*thing.start)]
            ask = Ask.after(
                key, thing.start[1] + timedelta(days=max(limits)), begins=duty.begins, because=key
            )
            asks.append(ask._replace(due=None, never_before=True) if thing.inferred else ask)
            sure, perhaps = self._holds(thing)
            ran = thing.start[0] + timedelta(days=min(limits))
            since = ran if self.at_least_days or thing.end is None else thing.end[0]
            if sure and not thing.inferred and thing.end is not None:
                since = thing.start[1] + timedelta(days=max(limits)) if self.at_least_days else thing.end[1]
                gives.append(Give(key, 1, since, None, thing.told_by))
            elif perhaps:
                gives.append(Give(key, 1, since, None, thing.told_by, sure=False))
        return Ledger(tuple(asks), tuple(gives))

    def _things(self, records: Iterable[Evidence], duty: Duty) -> list[Between]:
        """The things asked about, earliest first."""
        found = []
        for told_of in of_things((r for r in records if r.kind == self.kind), Evidence, self.subject):
            start, started_by = told(told_of, self.start)
            end, ended_by = told(told_of, self.end)
            inferred = any(r.inferred is not None for r in (told_of[0], started_by, ended_by))
            thing = Between(
                told_of[0], span(start), span(end), ended_by.key, ended_by.inferred is not None, inferred
            )
            anchor = thing.start or thing.end
            if anchor is None or anchor[1] >= duty.begins:
                found.append(thing)
        return sorted(found, key=lambda t: ((t.start or t.end or (date.min,))[0], t.record.key))

    def _holds(self, thing: Between) -> tuple[bool, bool]:
        """Whether the limit surely holds of a thing whose start is told, and whether it perhaps does. Of an end that nobody
        tells it perhaps lies long enough after, and is not shown to have come soon enough."""
        assert thing.start is not None
        spells = self._limit.within(*thing.start)
        if thing.end is None:
            return False, self.at_least_days is not None
        if self.at_least_days is not None:
            sure = all(count(last, thing.end[0]) >= days for _, last, days in spells)
            return sure, any(count(first, thing.end[1]) >= days for first, _, days in spells)
        sure = all(count(first, thing.end[1]) <= days for first, _, days in spells)
        return sure, any(count(last, thing.end[0]) <= days for _, last, days in spells)

    def says(self, view: View) -> Text:
        asked = [thing for thing in self._asked(view) if thing.record.key in view.states]
        if not asked:
            return say(
                "No record of this kind whose days had run by {on} is on record: {kind}.",
                "No consta ningún registro de este tipo cuyos días hubieran corrido al {on}: {kind}.",
                on=day(view.on),
                kind=self._kind(),
            )
        return say(
            "{met} of {n} on record shows {limit}: {which}."
            if len(asked) == 1
            else "{met} of {n} on record show {limit}: {which}.",
            "{met} de {n} del registro muestran {limit}: {which}.",
            met=len(asked) - len(view.short),
            n=len(asked),
            limit=self._limit_in_words(asked[-1].start[1] if asked[-1].start else view.on),
            which=listing([self._with_days(thing) for thing in asked]),
        )

    def _asked(self, view: View) -> list[Between]:
        return self._things(tuple(view.records.values()), view.duty)

    def _kind(self) -> Text:
        en, es = KINDS[self.kind].kind_text
        return Text(en=en, es=es)

    def _limit_in_words(self, on: date) -> Text:
        return say(
            "at least {days} from {start} to {end}"
            if self.at_least_days
            else "at most {days} from {start} to {end}",
            "al menos {days} desde {start} hasta {end}"
            if self.at_least_days
            else "como mucho {days} desde {start} hasta {end}",
            days=_days(self._limit.on(on)),
            start=DAYS[self.kind][self.start],
            end=DAYS[self.kind][self.end],
        )

    def _name(self, thing: Between) -> Text:
        anchor = thing.start or thing.end
        if anchor is None:
            return same(thing.record.key)
        return say("{kind} of {d}", "{kind} del {d}", kind=self._kind(), d=day(anchor[1]))

    def _with_days(self, thing: Between) -> Text:
        if thing.start is None or thing.end is None:
            unknown = DAYS[self.kind][self.start if thing.start is None else self.end]
            return say(
                "{name} (no record gives the day: {fact})",
                "{name} (ningún registro da el día: {fact})",
                name=self._name(thing),
                fact=unknown,
            )
        if thing.start[0] == thing.start[1] and thing.end[0] == thing.end[1]:
            days = _days(count(thing.start[0], thing.end[0]))
        else:
            days = say(
                "{least} to {most} days",
                "de {least} a {most} días",
                least=count(thing.start[1], thing.end[0]),
                most=count(thing.start[0], thing.end[1]),
            )
        return say("{name} ({days})", "{name} ({days})", name=self._name(thing), days=days)

    def slot_name(self, slot: str, view: View) -> Text:
        thing = next(thing for thing in self._asked(view) if thing.record.key == slot)
        return say(
            "{limit}, for {name}",
            "{limit}, para {name}",
            limit=self._limit_in_words(thing.start[1] if thing.start else view.on),
            name=self._name(thing),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a record with the days of {start} and of {end}: {kind}",
            "un registro con los días de {start} y de {end}: {kind}",
            start=DAYS[self.kind][self.start],
            end=DAYS[self.kind][self.end],
            kind=self._kind(),
        )

    def act(self, view: View) -> Act:
        met, short = self._short(view)
        cannot = [thing for thing in short if self._cannot(view, thing, met)]
        others = [self._name(thing) for thing in short if thing not in cannot]
        if cannot:
            text = say(
                "None can cure this: both days are on record, and do not show {limit}, for {which}.",
                "Nada puede remediarlo: ambos días constan, y no muestran {limit}, para {which}.",
                limit=self._limit_in_words(cannot[-1].start[1] if cannot[-1].start else view.on),
                which=listing([self._name(thing) for thing in cannot]),
            )
            if others:
                text = text + say(
                    "The exact days of {others} can still be supplied.",
                    "Todavía se pueden aportar los días exactos de {others}.",
                    others=listing(others),
                )
            return Act("none", RESPONSIBLE, text)
        if short:
            told_again = [self._told_again(view, thing, str(i)) for i, thing in enumerate(short)]
            text = say(
                "Supply records of the exact days of {start} and of {end}, for: {others}.",
                "Aportar registros de los días exactos de {start} y de {end}, para: {others}.",
                start=DAYS[self.kind][self.start],
                end=DAYS[self.kind][self.end],
                others=listing(others),
            )
            sure = all(record is not None for record in told_again)
            return Act("supply" if sure else "ask", RESPONSIBLE, text, met if sure else None)
        text = say(
            "Record both days of the next one, with {limit}, or supply the records of any since {begins}: {kind}.",
            "Registrar ambos días del próximo, con {limit}, o aportar los registros de todos desde el {begins}: {kind}.",
            limit=self._limit_in_words(view.on),
            begins=day(view.duty.begins),
            kind=self._kind(),
        )
        could = not view.states and self._next(view) is not None
        return Act("do", RESPONSIBLE, text, self._runs_to(view.on) if could else None)

    def _next(self, view: View) -> Evidence | None:
        """A further thing that begins on the day and keeps the limit; None where no thing of the kind can have such days."""
        end = view.on + timedelta(days=self._limit.on(view.on))
        try:
            return anew(self, view, self.kind, view.on, "next", **{self.start: view.on, self.end: end})
        except ValidationError:
            return None

    def _runs_to(self, start: date) -> date:
        """The day from which something is asked of a thing that starts on a day."""
        return start + timedelta(days=self._limit.on(start)) + ONE_DAY

    def _cannot(self, view: View, thing: Between, on: date) -> bool:
        """Whether both days are told and surely do not keep the limit."""
        return thing.start is not None and thing.end is not None and said_short(view, thing.record.key, on)

    def _short(self, view: View) -> tuple[date, list[Between]]:
        """The day from which what is short could be met, and the things that are short then."""
        met, asked = view.on, self._asked(view)
        while True:
            slots = short_on(view, met)
            short = [thing for thing in asked if thing.record.key in slots]
            days = [self._days_told_again(thing, view.duty) for thing in short]
            ready = max((self._runs_to(found[0]) for found in days if found), default=met)
            if ready <= met:
                return met, short
            met = ready

    def would(self, view: View) -> Would:
        _, short = self._short(view)
        if not short:
            if view.states:
                return Would()
            following = self._next(view)
            return Would((following,) if following else ())
        records = [self._told_again(view, thing, str(i)) for i, thing in enumerate(short)]
        # Of a thing that surely does not keep the limit there are no days that do.
        known = tuple(record for record in records if record is not None)
        return Would(known if len(known) == len(short) else ())

    def _told_again(self, view: View, thing: Between, key: str) -> Evidence | None:
        """The thing with exact days that keep the limit; None where no such days agree with what is on record."""
        days = self._days_told_again(thing, view.duty)
        if days is None:
            return None
        facts = {self.start: str(days[0]), self.end: str(days[1])}
        try:
            return again(self, view, thing.record, f"days-{key}", **facts)
        except ValidationError:
            return None

    def _days_told_again(self, thing: Between, duty: Duty) -> Span | None:
        """Exact days that keep the limit and agree with those on record; None if there are none."""
        if thing.start is None:
            if thing.end is None:
                return duty.begins, duty.begins + timedelta(days=self._limit.on(duty.begins))
            longest = max(value.value for value in self._limit.values)
            start = thing.end[1] - timedelta(days=longest if self.at_least_days else 0)
            return (start, thing.end[1]) if start >= duty.begins else None
        if thing.end is None or thing.end_inferred:
            start = max(thing.start[1], duty.begins)
            return start, start + timedelta(days=self._limit.on(start))
        for first, last, days in self._limit.within(max(thing.start[0], duty.begins), thing.start[1]):
            if self.at_least_days is not None and count(first, thing.end[1]) >= days:
                return first, thing.end[1]
            start = max(first, min(last, thing.end[1]))
            end = max(thing.end[0], min(start, thing.end[1]))
            if self.at_most_days is not None and count(start, end) <= days:
                return start, end
        return None


def _days(n: int) -> Text:
    return counted(n, Text(en="day", es="día"), Text(en="days", es="días"))
