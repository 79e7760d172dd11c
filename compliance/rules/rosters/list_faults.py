"""What is wrong with lists of officers: an officer at two posts at once, a post left empty, lists that do not agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from compliance.dated import Dated
from compliance.evidence.roster import Assignment, Roster
from compliance.timeline import ONE_DAY


def at_two_posts(roster: Roster) -> list[str]:
    """The officers who, by one list, are at two fixed posts on one day."""
    by_officer: dict[str, list[Assignment]] = defaultdict(list)
    for a in roster.assignments:
        if a.post == "fixed" and a.school is not None:
            by_officer[a.officer].append(a)
    return sorted(officer for officer, own in by_officer.items() if _overlap(own))


def _overlap(own: list[Assignment]) -> bool:
    """Whether assignments to different schools share a day."""
    if len({a.school for a in own}) < 2:
        return False
    until: dict[str, date] = {}
    for a in sorted(own, key=lambda one: one.first):
        if any(last >= a.first for school, last in until.items() if school != a.school):
            return True
        school = a.school or ""
        until[school] = max(until.get(school, date.min), a.last or date.max)
    return False


def left_empty(roster: Roster, allowed_days: Dated[int]) -> list[str]:
    """The schools at which, by one list, more days than allowed lie between one officer's fixed post and the next one's;
    what is allowed is read on the first of these days."""
    by_school: dict[str, list[Assignment]] = defaultdict(list)
    for a in roster.assignments:
        if a.post == "fixed" and a.school is not None:
            by_school[a.school].append(a)
    return sorted(school for school, own in by_school.items() if _gap(own, allowed_days))


def _gap(own: Iterable[Assignment], allowed_days: Dated[int]) -> bool:
    until: date | None = None
    for a in sorted(own, key=lambda one: one.first):
        if until is not None and until < date.max:
            empty = (a.first - until).days - 1
            if empty > allowed_days.on(until + ONE_DAY):
                return True
        until = max(until or date.min, a.last or date.max)
    return False


def disagreeing(lists: Sequence[Roster]) -> list[tuple[Roster, Roster]]:
    """Of the lists of one day, the pairs that two bodies keep and that differ."""
    return [
        (one, other)
        for one, other in combinations(lists, 2)
        if one.kept_by != other.kept_by and None not in (one.kept_by, other.kept_by)
        if one.differs_from(other)
    ]


def told_apart(one: Roster, other: Roster) -> list[str]:
    """The officers of whom two lists of one day say different things."""
    mine, theirs = one.on_its_day(), other.on_its_day()
    return sorted(
        officer
        for officer in mine.keys() | theirs.keys()
        if one.model_copy(update={"assignments": tuple(mine.get(officer, ()))}).differs_from(
            other.model_copy(update={"assignments": tuple(theirs.get(officer, ()))})
        )
    )
