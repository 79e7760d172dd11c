"""Who was on the roster, and from when to when: stretches of days on end, from all lists on record."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.roster import Assignment, Roster
from compliance.rules.rule import of_kind
from compliance.rules.spans import Span, besides, joined
from compliance.timeline import ONE_DAY

UnitOf = Callable[[Assignment], str | None]
"""The unit that an assignment puts on the roster: its officer, or its school; None where it tells of none."""
Place = tuple[str, str | None]
"""An officer at a school, None where no source says which."""


class Stretch(NamedTuple):
    """Days on end on which a unit may have been on the roster. On those under `sure` it surely was; those under `unsure`
    stand on the word of an inferred list, or between the last list that names it and a whole list that does not."""

    first: date
    last: date
    sure: tuple[Span, ...]
    unsure: tuple[Span, ...]

    @property
    def surely_from(self) -> date:
        """The first day on which the unit surely was on the roster; where it never surely was, the first at all."""
        return self.sure[0][0] if self.sure else self.first


class _Days(NamedTuple):
    """The days of one assignment: the last on which it surely goes on, and the last on which it may."""

    unit: str
    first: date
    surely_until: date
    until: date


def stretches(
    records: Iterable[Evidence], roster: str, horizon: date, unit_of: UnitOf = lambda a: a.officer
) -> dict[str, list[Stretch]]:
    """Each unit's stretches, earliest first, to the horizon.

    An assignment without a last day goes on, until a later whole list of the same body leaves the officer out: by the
    day of that list it has ended, and from the day after the earlier list on that is unsure. A list from before the
    assignment was to begin says nothing of it.
    """
    by_keeper: dict[str | None, list[Roster]] = defaultdict(list)
    for each in of_kind(records, Roster, roster):
        by_keeper[each.kept_by].append(each)
    sure: dict[str, list[Span]] = defaultdict(list)
    every: dict[str, list[Span]] = defaultdict(list)
    for lists in by_keeper.values():
        for days, inferred in _assignments(lists, horizon, unit_of):
            every[days.unit].append((days.first, days.until))
            if not inferred and days.first <= days.surely_until:
                sure[days.unit].append((days.first, days.surely_until))
    return {unit: _stretches(joined(sure[unit]), joined(spans)) for unit, spans in every.items()}


def _assignments(lists: Sequence[Roster], horizon: date, unit_of: UnitOf) -> Iterable[tuple[_Days, bool]]:
    """The days of each assignment on one body's lists, each with whether its list is inferred."""
    left_out: dict[Place, list[When]] = defaultdict(list)
    places = {(a.officer, a.school) for each in lists for a in each.assignments}
    for each in sorted(lists, key=lambda one: one.happened.latest, reverse=True):
        for a in each.assignments:
            unit, last = unit_of(a), min(a.last or horizon, horizon)
            if unit is None or a.first > last:
                continue
            gone = _gone(
                left_out.get((a.officer, a.school), ()), max(each.happened.latest + ONE_DAY, a.first)
            )
            surely = last
            if gone is not None and gone.earliest <= last:
                # On its own day the earlier list holds; of the days until the later one nothing is known.
                surely = max(each.happened.latest, min(a.first, gone.earliest - ONE_DAY))
                last = min(last, gone.latest - ONE_DAY)
            if a.first <= last:
                yield _Days(unit, a.first, surely, last), each.inferred is not None
        if each.whole and each.inferred is None:
            there = each.on_its_day()
            for place in places:
                if not _is_there(place, there):
                    left_out[place].append(each.happened)


def _gone(left_out: Sequence[When], since: date) -> When | None:
    """Of the days on which whole lists leave an officer out, the latest first, the earliest from a day on."""
    return next((when for when in reversed(left_out) if when.earliest >= since), None)


def _is_there(place: Place, there: dict[str, list[Assignment]]) -> bool:
    officer, school = place
    return any(a.school in (None, school) or school is None for a in there.get(officer, []))


def _stretches(sure: Sequence[Span], every: Sequence[Span]) -> list[Stretch]:
    found, i = [], 0
    for first, last in every:
        own = []
        while i < len(sure) and sure[i][0] <= last:
            own.append(sure[i])
            i += 1
        found.append(Stretch(first, last, tuple(own), tuple(besides([(first, last)], own))))
    return found
