"""What has to come before an assignment begins: of each officer, a screening."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar, Generic, Literal, TypeVar

from pydantic import Field

from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.roster import Assignment, Roster
from compliance.evidence.screening import Screening
from compliance.rules.rosters.each_of import EachOf, Found, Plan
from compliance.rules.rosters.stretches import Stretch
from compliance.rules.rule import Duty, View, of_kind
from compliance.rules.spans import Shown, Span
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

E = TypeVar("E", bound=Evidence)
Answer = Literal["yes", "no", "less", "unknown"]
"""Whether a record has what is asked: `no` where it says that it is not so, `less` where it merely shows less."""
Told = tuple[When, Evidence, Answer]
"""The day of the fact, the record that tells of it, and what it answers."""


class EachBefore(EachOf, Generic[E]):
    """So many percent of the units have what is asked from before the first day of their days on end on the roster.

    What came on that day or later does not count for these days, and nothing can make it earlier: only a new assignment
    can begin after it. Of several records the latest that says yes or no before that day counts.
    """

    @abstractmethod
    def about(self, records: Sequence[Evidence]) -> Mapping[str, Sequence[E]]:
        """The records about each unit, each real thing once."""

    @abstractmethod
    def answers(self, record: E, begins: date) -> Answer:
        """What a record answers for an assignment that begins on a day."""

    @abstractmethod
    def taken_off(self, view: View, units: Sequence[str]) -> Text:
        """The act of taking units off the roster."""

    def found(self, records: Sequence[Evidence], on_roster: Mapping[str, list[Stretch]], duty: Duty) -> Found:
        shown: dict[str, list[Shown]] = {}
        denied: dict[str, list[Span]] = {}
        for unit, about in self.about(records).items():
            for stretch in on_roster.get(unit, ()):
                span = (stretch.first, stretch.last)
                told = self._before(stretch, about)
                counting = [Shown(*span, key, sure) for key, sure in _counting(stretch, told)]
                shown.setdefault(unit, []).extend(counting)
                if not counting and any(_surely_no(stretch, each) for each in told):
                    denied.setdefault(unit, []).append(span)
        return Found(shown, denied)

    def _before(self, stretch: Stretch, about: Iterable[E]) -> list[Told]:
        """What was told of a unit that may lie before its stretch began."""
        surely_from = stretch.surely_from
        return [
            (r.happened, r, self.answers(r, stretch.first))
            for r in about
            if r.happened is not None and r.happened.earliest < surely_from
        ]

    def plans(self, view: View) -> Iterator[Plan]:
        too_late = self._too_late(view)
        to_supply = [unit for unit in self.lacks(view, view.on) if unit not in too_late]
        if to_supply:
            text = say(
                "Supply, if it was made before the assignment began, the {missing}.",
                "Aportar, si se hizo antes de que empezara la asignación: {missing}.",
                missing=self.lacking_of(view, to_supply),
            )
            yield Plan("supply", text, lambda on: self._proofs(view, on, too_late))
        if too_late:
            text = self.taken_off(view, sorted(too_late))
            if to_supply:
                text = text + say(
                    "Besides, supply, if it was made before the assignment began, the {missing}.",
                    "Además, aportar, si se hizo antes de que empezara la asignación: {missing}.",
                    missing=self.lacking_of(view, to_supply),
                )
            yield Plan(
                "do",
                text,
                lambda on: [*self._lists_without(view, on, too_late), *self._proofs(view, on, too_late)],
            )

    def _too_late(self, view: View) -> set[str]:
        """The units that lack what is asked and of which the record says no, or shows it only after it was to be there."""
        records = list(view.records.values())
        about, lacks = self.about(records), self.lacks(view, view.on)
        on_roster = self.stretches(records, view.duty.last)
        found = set()
        for unit in lacks:
            for stretch in _on(on_roster[unit], view.on):
                for record in about.get(unit, ()):
                    when, answer = record.happened, self.answers(record, stretch.first)
                    if when is None or when.earliest > stretch.last:
                        continue
                    surely_late = when.earliest >= stretch.first and record.inferred is None
                    if surely_late or (answer == "no" and when.earliest < stretch.surely_from):
                        found.add(unit)
        return found

    def in_the_way(self, view: View) -> Text:
        """The units that nothing supplied could help, by code; where none stands out, all that lack what is asked."""
        return self.names_of(view, sorted(self._too_late(view)) or self.lacks(view, view.on))

    def _proofs(self, view: View, on: date, but: set[str]) -> list[Evidence]:
        on_roster = self.stretches(view.records.values(), view.duty.last)
        return [
            record
            for unit in self.lacks(view, on)
            if unit not in but
            for stretch in _on(on_roster[unit], on)
            for record in self.proof_of(view, unit, stretch.first, on)
        ]

    def _lists_without(self, view: View, on: date, units: set[str]) -> list[Evidence]:
        """A whole list of the day for each body that keeps one, without some units; none where a list would be empty, or
        where one on record names them on that day or later."""
        lists = of_kind(view.records.values(), Roster, self.roster)
        on_roster = self.stretches(lists, view.duty.last)
        staying: dict[str | None, dict[Assignment, None]] = {each.kept_by: {} for each in lists}
        for each in lists:
            for a in each.assignments:
                unit = self.unit_of(a)
                if unit in units and a.covers(on) and each.happened.latest >= on:
                    return []
                there = unit is None or _on(on_roster.get(unit, []), on)
                if a.covers(on) and there and unit not in units:
                    staying[each.kept_by][a] = None
        if not all(staying.values()):
            return []
        return [
            self.proposed(
                Roster,
                view,
                f"roster-{i}",
                subject=[self.roster],
                happened=When.on(on),
                kept_by=keeper,
                whole=True,
                assignments=tuple(assignments),
            )
            for i, (keeper, assignments) in enumerate(staying.items(), 1)
        ]


def _on(own: Iterable[Stretch], on: date) -> list[Stretch]:
    return [stretch for stretch in own if stretch.first <= on <= stretch.last]


def _surely_no(stretch: Stretch, told: Told) -> bool:
    when, record, answer = told
    return answer == "no" and record.inferred is None and when.latest < stretch.first


def _counting(stretch: Stretch, told: Sequence[Told]) -> Iterator[tuple[str, bool]]:
    """The records that may show of a stretch what is asked, each with whether it surely does."""
    overruled = max((when.earliest for when, *_ in (t for t in told if _surely_no(stretch, t))), default=None)
    doubted = max((when.latest for when, _, answer in told if answer == "no"), default=None)
    for when, record, answer in told:
        if answer in ("no", "less") or (overruled is not None and when.latest < overruled):
            continue
        in_time = when.latest < stretch.first and (doubted is None or doubted < when.earliest)
        yield record.key, answer == "yes" and record.inferred is None and in_time


class EachScreened(EachBefore[Screening]):
    """So many percent of the officers on the roster were screened before their assignment began.

    A screening counts if it was made before the first of the officer's days on end on the roster, looked back at least
    `look_back_years`, as they were on that first day, and found no open disqualifier.
    """

    name: ClassVar[str] = "each_screened"
    reads: ClassVar = (Roster, Screening)
    checks: ClassVar[Text] = Text(
        en="The officers on the roster of the day were screened before their assignment began, far enough back, and no "
        "open disqualifier was found.",
        es="A los policías de la lista de ese día se les revisaron los antecedentes antes de asignarlos, con la "
        "antigüedad pedida, y no se halló ningún impedimento pendiente.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the screening was sound.", es="Si la revisión de antecedentes fue sólida."
    )
    have: ClassVar[Text] = Text(
        en="a screening on record from before the assignment began that counts",
        es="una revisión de antecedentes válida en el registro, anterior a la asignación",
    )
    lacking: ClassVar[Text] = Text(
        en="screenings from before the assignment of",
        es="revisiones de antecedentes anteriores a la asignación de",
    )
    supply_roster: ClassVar[Text] = Text(
        en="Supply the roster of the day by officer code, and the screenings of those officers from before they were "
        "assigned.",
        es="Aportar la lista de ese día por código de policía y las revisiones de antecedentes de esos policías "
        "anteriores a su asignación.",
    )
    means: ClassVar[Mapping[str, Text]] = {
        "look_back_years": Text(
            en="Years that a screening has to look back through at least",
            es="Años hacia atrás que la revisión debe abarcar como mínimo",
        )
    }

    rule: Literal["each_screened"] = "each_screened"
    look_back_years: Dated[Annotated[int, Field(ge=0, le=100)]]

    def about(self, records: Sequence[Evidence]) -> Mapping[str, Sequence[Screening]]:
        found: dict[str, list[Screening]] = {}
        for screening in of_kind(records, Screening, self.subject):
            found.setdefault(screening.officer, []).append(screening)
        return found

    def answers(self, record: Screening, begins: date) -> Answer:
        if record.open_disqualifier == "yes":
            return "no"
        years = record.look_back_years
        if years is not None and years < self.look_back_years.on(begins):
            return "less"
        return "yes" if years is not None and record.open_disqualifier == "no" else "unknown"

    def units_of(self, record: Evidence) -> Iterable[str]:
        return (record.officer,) if isinstance(record, Screening) else ()

    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        facts = {"officer": unit, "open_disqualifier": "no"}
        years = self.look_back_years.on(begins)
        happened = When.on(begins - ONE_DAY)
        key = f"screening-{unit}"
        return [self.proposed(Screening, view, key, happened=happened, look_back_years=years, **facts)]

    def taken_off(self, view: View, units: Sequence[str]) -> Text:
        return say(
            "Take off the roster: {units}. No screening made now can come before their assignment; a new assignment may "
            "begin after a screening that finds no open disqualifier.",
            "Retirar de la lista: {units}. Ninguna revisión hecha ahora puede ser anterior a su asignación; una nueva "
            "puede empezar tras una revisión que no halle impedimentos pendientes.",
            units=self.names_of(view, units),
        )

    def incurable(self, view: View) -> Text:
        return say(
            "Nothing done now can cure this for {on}: what is on record of the screenings of {officers} came too late, or "
            "found or may have found an open disqualifier, and no list made now can take them off the roster of that day.",
            "Nada que se haga ahora lo subsana para el {on}: lo que consta de las revisiones de {officers} llegó tarde, o "
            "halló o pudo hallar un impedimento pendiente, y ninguna lista hecha ahora puede retirarlos de la lista de ese "
            "día.",
            on=day(view.on),
            officers=self.in_the_way(view),
        )
