"""Each of a roster: has each officer a supervisor every day, and no supervisor too many officers?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.record import Count
from compliance.evidence.roster import Roster
from compliance.evidence.supervision import Supervision
from compliance.rules.rosters.each_of import EachOf, Found, Plan
from compliance.rules.rosters.stretches import Stretch
from compliance.rules.rule import Duty, View, of_kind
from compliance.rules.spans import Shown, Span
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

Officers = Annotated[Count, Field(ge=1)]


class Under(NamedTuple):
    """Days on which an officer is under a supervisor, by the word of a record."""

    first: date
    last: date
    officer: str
    supervisor: str
    record: Supervision


class EachSupervised(EachOf):
    """So many percent of the officers on the roster have a supervisor on the day.

    A supervision lasts to its last day, or until the officer's next one on record begins. With `span`, one under whom more
    officers are on a day than it allows on that day counts as nobody's supervisor then.
    """

    name: ClassVar[str] = "each_supervised"
    reads: ClassVar = (Roster, Supervision)
    checks: ClassVar[Text] = Text(
        en="The officers on the roster of the day have a supervisor on that day, and no supervisor has more officers than "
        "the span allows, where one is named.",
        es="Los policías de la lista de ese día tienen un supervisor ese día, y ningún supervisor tiene más policías de "
        "los permitidos, si se indica un máximo.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the supervision is close and thorough.", es="Si la supervisión es cercana y a fondo."
    )
    have: ClassVar[Text] = Text(
        en="a supervisor on record that counts", es="un supervisor válido en el registro"
    )
    lacking: ClassVar[Text] = Text(en="supervisors of", es="supervisores de")
    supply_roster: ClassVar[Text] = Text(
        en="Supply the roster of the day by officer code, and who supervised each of those officers, by code.",
        es="Aportar la lista de ese día por código de policía y quién supervisaba a cada uno, por código.",
    )
    means: ClassVar[Mapping[str, Text]] = {
        "span": Text(en="Officers per supervisor at most", es="Policías por supervisor como máximo")
    }

    rule: Literal["each_supervised"] = "each_supervised"
    span: Dated[Officers] | None = None

    def found(self, records: Sequence[Evidence], on_roster: Mapping[str, list[Stretch]], duty: Duty) -> Found:
        by_supervisor: dict[str, list[Under]] = defaultdict(list)
        for under in self._supervised(records, duty.last):
            by_supervisor[under.supervisor].append(under)
        shown: dict[str, list[Shown]] = defaultdict(list)
        denied: dict[str, list[Span]] = defaultdict(list)
        for own in by_supervisor.values():
            for first, last, there in _spells(own):
                for a, b, most in self._allowed(first, last):
                    every = {under.officer for under in there}
                    sure = {under.officer for under in there if under.record.inferred is None}
                    for under in there:
                        surely = under.record.inferred is None
                        if len(sure) > most:
                            if surely:
                                denied[under.officer].append((a, b))
                            continue
                        fits = surely and len(every) <= most
                        shown[under.officer].append(Shown(a, b, under.record.key, fits))
        return Found(shown, denied)

    def _allowed(self, first: date, last: date) -> Iterator[tuple[date, date, float]]:
        """How many officers a supervisor may have, on each part of some days."""
        if self.span is None:
            yield first, last, float("inf")
            return
        for start, stop, most in self.span.spans(first):
            if start > last:
                return
            yield start, min(stop or last, last), most

    def _supervised(self, records: Iterable[Evidence], horizon: date) -> Iterator[Under]:
        """Who is under whom, until the officer's next supervision begins."""
        by_officer: dict[str, list[Supervision]] = defaultdict(list)
        for record in of_kind(records, Supervision, self.subject):
            for officer in dict.fromkeys(record.officers):
                by_officer[officer].append(record)
        for officer, own in by_officer.items():
            own.sort(key=lambda record: record.first, reverse=True)
            following = at = horizon + ONE_DAY
            later = horizon + ONE_DAY
            for record in own:
                if record.first < at:
                    at, following = record.first, later
                last = min(record.last or horizon, following - ONE_DAY)
                if record.first <= last:
                    yield Under(record.first, last, officer, record.supervisor, record)
                if record.inferred is None:
                    later = record.first

    def units_of(self, record: Evidence) -> Iterable[str]:
        return record.officers if isinstance(record, Supervision) else ()

    def says(self, view: View) -> Text:
        sentence = super().says(view)
        crowded = self._crowded(view, view.on)
        if self.span is None or not crowded:
            return sentence
        return sentence + say(
            "Under more than {officers} stand these supervisors’ officers, which do not count: {who}.",
            "Con más de {officers} a su cargo figuran estos supervisores, que no se cuentan: {who}.",
            officers=counted(
                self.span.on(view.on), Text(en="officer", es="policía"), Text(en="officers", es="policías")
            ),
            who=listing([view.name(supervisor) for supervisor in sorted(crowded)]),
        )

    def _crowded(self, view: View, on: date) -> dict[str, list[str]]:
        """The supervisors who have more officers on a day than the span allows, each with those officers."""
        if self.span is None:
            return {}
        under: dict[str, set[str]] = defaultdict(set)
        for each in self._supervised(view.records.values(), view.duty.last):
            if each.first <= on <= each.last:
                under[each.supervisor].add(each.officer)
        most = self.span.on(on)
        return {supervisor: sorted(own) for supervisor, own in under.items() if len(own) > most}

    def plans(self, view: View) -> Iterator[Plan]:
        begun = [
            record.first
            for record in of_kind(view.records.values(), Supervision, self.subject)
            if view.on <= record.first
        ]
        yield Plan(
            "do",
            say(
                "Put these officers, or so many that no supervisor has too many, under a supervisor with room for them, or "
                "supply the {missing}.",
                "Poner a estos policías, o a tantos que ningún supervisor tenga demasiados, a cargo de un supervisor con "
                "cupo, o aportar los {missing}.",
                missing=self.slot_name("", view),
            )
            if self._crowded(view, view.on)
            else say(
                "Name a supervisor, or supply the {missing}.",
                "Nombrar un supervisor, o aportar los {missing}.",
                missing=self.slot_name("", view),
            ),
            lambda on: self._named(view, self._to_place(view, on), on),
            tuple(begun),
        )

    def _to_place(self, view: View, on: date) -> list[str]:
        """The officers for whom a supervisor is to be named: those who have none, and of those under one who has too many
        all but as many as the span allows."""
        crowded = self._crowded(view, on)
        kept = {officer for own in crowded.values() for officer in own[: self._room(on)]}
        moved = {officer for own in crowded.values() for officer in own[self._room(on) :]}
        return sorted((set(self.lacks(view, on)) - kept) | moved)

    def _room(self, on: date) -> int | None:
        return self.span.on(on) if self.span is not None else None

    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        return self._named(view, [unit], on)

    def _named(self, view: View, officers: Sequence[str], on: date) -> list[Evidence]:
        room = self._room(on) or max(len(officers), 1)
        return [
            self.proposed(
                Supervision,
                view,
                f"supervision-{i // room + 1}",
                happened=When.on(on),
                supervisor=f"supervisor-to-be-named-{i // room + 1}",
                officers=officers[i : i + room],
                first=on,
            )
            for i in range(0, len(officers), room)
        ]

    def incurable(self, view: View) -> Text:
        return say(
            "Naming further supervisors does not close this for {on} by what is on record; which supervisions held is to be "
            "settled first.",
            "Según el registro, nombrar más supervisores no lo resuelve para el {on}; antes hay que aclarar qué supervisión "
            "regía.",
            on=day(view.on),
        )


def _spells(own: Sequence[Under]) -> Iterator[tuple[date, date, list[Under]]]:
    """The days of one supervisor, cut wherever an officer comes or goes, each with who is there."""
    coming: dict[date, list[Under]] = defaultdict(list)
    for under in own:
        coming[under.first].append(under)
    days = sorted({day for under in own for day in (under.first, under.last + ONE_DAY)})
    there: list[Under] = []
    for first, following in pairwise(days):
        there = [under for under in there if under.last >= first] + coming[first]
        if there:
            yield first, following - ONE_DAY, there
