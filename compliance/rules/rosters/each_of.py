"""Each of a roster: what every rule has that asks something of each officer or each school on the roster of the day."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from compliance.asks import Ask, Give, Ledger
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.record import Key
from compliance.evidence.roster import Assignment, Roster
from compliance.rules.curing import Cure, first_cure
from compliance.rules.rosters.stretches import Stretch, stretches
from compliance.rules.rule import RESPONSIBLE, Act, ActKind, Duty, Family, Rule, View, Would
from compliance.rules.spans import Shown, Span, besides, in_both, joined, only_during, without_overlap
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY, sum_of_spans, together

Percent = Annotated[int, Field(ge=1, le=100)]
UNITS = "units"
"""The one slot: a share of the units is asked, whichever they are."""
OFFICERS = (Text(en="officer", es="policía"), Text(en="officers", es="policías"))
TO_BE_ASSIGNED = "officer-to-be-named"
"""The code of an officer of whom no list on record tells."""


class Found(NamedTuple):
    """What the records show, by unit: the days on which it has what is asked, and those on which a record says that it has
    not."""

    shown: Mapping[str, Sequence[Shown]]
    denied: Mapping[str, Sequence[Span]] = {}


class Plan(NamedTuple):
    """One way in which a gap may be closed: the act, and the records it would bring on a day."""

    kind: ActKind
    text: Text
    bring: Callable[[date], Sequence[Evidence]]
    after: tuple[date, ...] = ()
    """Last days of what stands in its way: on the day after each it is tried again."""


class EachOf(Rule):
    """So many percent of the units on the roster of the day have what is asked.

    Each unit asks `percent` while on the roster; each one that has what is asked gives 100.
    """

    family: ClassVar[Family] = "each of a roster"
    units: ClassVar[tuple[Text, Text]] = OFFICERS
    have: ClassVar[Text]
    """What is asked of each, as in “5 have …”."""
    lacking: ClassVar[Text]
    """What is missing, as in “… of: o-1”."""
    nobody: ClassVar[Text] = Text(
        en="No roster on record shows which officers were assigned on {on}, so it is not known whose records to look for.",
        es="Ninguna lista del registro muestra qué policías estaban asignados el {on}; no se sabe de quiénes buscar registros.",
    )
    needed_roster: ClassVar[Text] = Text(
        en="a roster of the officers assigned on {on}", es="una lista de los policías asignados el {on}"
    )
    supply_roster: ClassVar[Text]

    roster: Key
    percent: Dated[Percent] = Dated[Percent].model_validate(100)

    def subjects(self) -> set[str]:
        return {self.subject, self.roster}

    @abstractmethod
    def found(self, records: Sequence[Evidence], on_roster: Mapping[str, list[Stretch]], duty: Duty) -> Found:
        """What the records show of the units on the roster; days that overlap count once."""

    @abstractmethod
    def units_of(self, record: Evidence) -> Iterable[str]:
        """The units of which a record shows what is asked; on a day it shows it of all of them or of none."""

    @abstractmethod
    def plans(self, view: View) -> Iterator[Plan]:
        """The ways in which the gap may be closed where somebody is on the roster, best first."""

    @abstractmethod
    def incurable(self, view: View) -> Text:
        """Why nothing can close the gap."""

    @abstractmethod
    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        """Records that would show what is asked of a unit that is on the roster from a day on."""

    def unit_of(self, assignment: Assignment) -> str | None:
        """The unit that an assignment puts on the roster."""
        return assignment.officer

    def allowed_days(self, stretch: Stretch) -> int | None:
        """How many days after the first of a stretch nothing is asked yet; None where it is asked at once."""
        return None

    @property
    def longest_allowed(self) -> int:
        """Of those days the most there can be, so that a roster which says since when is long enough past."""
        return -1

    def stretches(self, records: Iterable[Evidence], horizon: date) -> dict[str, list[Stretch]]:
        """Each unit's days on the roster."""
        return stretches(records, self.roster, horizon, self.unit_of)

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        on_roster = self.stretches(records, duty.last)
        found = self.found(records, on_roster, duty)
        standing = duty.asks(UNITS, self.percent)
        asks: list[Ask] = []
        gives: list[Give] = []
        denied: list[Span] = []
        for unit, own in on_roster.items():
            days = without_overlap(found.shown.get(unit, ()))
            said_no = joined(found.denied.get(unit, ()))
            for stretch in own:
                opens = self._opens(stretch)
                has = list(_within(days, stretch, opens[0]))
                gives += [Give(UNITS, 100, p.first, p.last, p.evidence, p.sure) for p in has]
                own_asks = list(self._asks(unit, stretch, opens, has, standing, duty))
                asks += own_asks
                if said_no:
                    dated = joined((a.start, a.stop or duty.last) for a in own_asks if a.due)
                    denied += besides(in_both(dated, said_no), joined((p.first, p.last) for p in has))
        return Ledger(tuple(_denied(asks, denied, duty)), tuple(gives))

    def _opens(self, stretch: Stretch) -> Span:
        """The first day on which a stretch may ask, and the first on which it surely does."""
        allowed = self.allowed_days(stretch)
        if allowed is None:
            return stretch.first, stretch.first
        wait = timedelta(days=allowed) + ONE_DAY
        return stretch.first + wait, stretch.surely_from + wait

    def _asks(
        self,
        unit: str,
        stretch: Stretch,
        opens: Span,
        shown: Sequence[Shown],
        standing: Sequence[Ask],
        duty: Duty,
    ) -> Iterator[Ask]:
        """What one stretch asks. Before it opens a unit is counted only on the days on which it has what is asked."""
        waits = self.allowed_days(stretch) is not None
        may, surely = opens
        early = [(p.first, min(p.last, may - ONE_DAY)) for p in shown if p.sure and p.first < may]
        for ask in standing:
            own = ask._replace(because=unit, never_before=waits)
            unknown = own._replace(due=None)
            due = max(ask.due, surely - ONE_DAY) if ask.due else surely - ONE_DAY
            # Where it is not known when the duty was due, it is for those who came after it began.
            known = own._replace(due=due) if waits and (ask.due or stretch.first >= duty.begins) else own
            for first, last in early:
                yield from only_during(known, first, last)
            for first, last in stretch.sure:
                yield from only_during(unknown, max(first, may), min(last, surely - ONE_DAY))
                yield from only_during(known, max(first, surely), last)
            for first, last in stretch.unsure:
                yield from only_during(unknown, max(first, may), last)

    def on_roster(self, view: View) -> list[str]:
        """The units of which it is asked on the day."""
        return list(dict.fromkeys(ask.because for ask in view.ledger.asks_on(view.on)))

    def lacks(self, view: View, on: date) -> list[str]:
        """The units of which it is asked on a day and not surely shown, by code."""
        given = {give.evidence for give in view.ledger.gives_on(on) if give.sure}
        have = {unit for key in given for unit in self.units_of(view.records[key])}
        return sorted({ask.because for ask in view.ledger.asks_on(on)} - have)

    def says(self, view: View) -> Text:
        if not view.states:
            return say(self.nobody.en, self.nobody.es, on=day(view.on))
        having = sum(give.weight for give in view.proof) // 100
        sentence = say(
            "Of {units} on the roster on {on}, {n} {have} {what}; {percent}% are asked.",
            "De {units} en la lista del {on}, {n} {have} {what}; se pide el {percent}%.",
            units=counted(len(self.on_roster(view)), *self.units),
            on=day(view.on),
            n=having,
            have=say("has", "tiene") if having == 1 else say("have", "tienen"),
            what=self.have,
            percent=self.percent.on(view.on),
        )
        latest = self._latest_list(view)
        if latest is not None:
            sentence = sentence + say(
                "By the list of {d}, the latest on record.",
                "Según la lista del {d}, la última que consta.",
                d=latest.happened.text(),
            )
        if not any(ask.denied for ask in view.ledger.asks_on(view.on)):
            return sentence
        return sentence + say(
            "Of so many of the others a record says that they do not that this share is out of reach.",
            "De tantos de los demás un registro dice que no, que esa proporción es inalcanzable.",
        )

    def counted_by(self, view: View) -> list[Evidence]:
        latest = self._latest_list(view)
        return [latest] if latest else []

    def _latest_list(self, view: View) -> Roster | None:
        lists = [r for r in view.of_kind(Roster) if r.happened.latest <= view.on and self.roster in r.subject]
        return max(lists, key=lambda r: (r.happened.latest, r.key), default=None)

    def slot_name(self, slot: str, view: View) -> Text:
        return self.lacking_of(view, self.lacks(view, view.on))

    def lacking_of(self, view: View, units: Sequence[str]) -> Text:
        """What is missing of some units, by code."""
        return say(
            "{what}: {units}",
            "{what}: {units}",
            what=self.lacking,
            units=self.names_of(view, units),
        )

    def names_of(self, view: View, units: Sequence[str]) -> Text:
        """Units in a list, as a reader names them."""
        return listing([view.name(unit) for unit in units])

    def ground(self, view: View) -> Text:
        return say(
            self.needed_roster.en, self.needed_roster.es, on=day(max(view.on, view.duty.due or view.on))
        )

    def act(self, view: View) -> Act:
        for plan in self._plans(view):
            cure = self._cure(view, plan)
            if cure.day is not None:
                return Act(plan.kind, RESPONSIBLE, plan.text, cure.day)
        return Act("none", RESPONSIBLE, self.incurable(view))

    def would(self, view: View) -> Would:
        cures = (self._cure(view, plan) for plan in self._plans(view))
        return Would(next((cure.records for cure in cures if cure.day is not None), ()))

    def _cure(self, view: View, plan: Plan) -> Cure:
        return first_cure(self, view, plan.bring, plan.after)

    def _plans(self, view: View) -> Iterator[Plan]:
        if view.states:
            yield from self.plans(view)
        else:
            yield Plan("supply", self.supply_roster, lambda on: self._a_roster_and_proof(view, on))

    def _a_roster_and_proof(self, view: View, on: date) -> list[Evidence]:
        begins = on - timedelta(days=self.longest_allowed + 1)
        post = {"officer": TO_BE_ASSIGNED, "school": "school-to-be-named", "first": begins}
        assigned = Assignment.model_validate(post)
        lists = self.proposed(
            Roster, view, "roster", subject=[self.roster], happened=When.on(on), assignments=[assigned]
        )
        unit = self.unit_of(assigned)
        assert unit is not None, "an assignment to a school tells of an officer and of a school"
        return [lists, *self.proof_of(view, unit, begins, on)]


def _within(days: Sequence[Shown], stretch: Stretch, opens: date) -> Iterator[Shown]:
    """What is shown of a stretch; what is unsure, only from the day on which it is asked."""
    for each in days:
        first, last = max(each.first, stretch.first if each.sure else opens), min(each.last, stretch.last)
        if first <= last:
            yield Shown(first, last, each.evidence, each.sure)


def _denied(asks: Sequence[Ask], denied: Sequence[Span], duty: Duty) -> list[Ask]:
    """The asks, each marked on the days on which so many units are denied that the share is out of reach, whatever the
    others have."""
    if not denied:
        return list(asks)
    first = min(duty.begins, *(ask.start for ask in asks), *(span[0] for span in denied))
    stop = duty.last + ONE_DAY
    need = sum_of_spans(((a.start, a.stop, a.amount) for a in asks), first, stop)
    most = sum_of_spans(
        [*((a.start, a.stop, 100) for a in asks), *((a, b, -100) for a, b in denied)], first, stop
    )
    out_of_reach = [
        (step.first, step.last) for step in together(lambda n, m: n > m, need, most).steps() if step.value
    ]
    found: list[Ask] = []
    for ask in asks:
        span = (ask.start, min(ask.stop or duty.last, duty.last))
        for a, b in besides([span], out_of_reach):
            found += only_during(ask, a, b)
        for a, b in out_of_reach:
            if a <= span[1] and span[0] <= b:
                found += only_during(ask._replace(denied=True), a, b)
    return found
