"""Looks at data sets: the days on which each look counts, and on each day the data set that shows most of what is asked.

A data set is fit only if it alone has everything: what one set has and another has not does not add up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import groupby, pairwise
from typing import NamedTuple

from compliance.dated import Dated
from compliance.days import When
from compliance.evidence.dataset import Dataset, YesNo
from compliance.timeline import ONE_DAY

Wanted = Mapping[str, Callable[[Dataset], YesNo]]
"""Each property asked, by its slot, and how a look answers it."""


class Answers(NamedTuple):
    """What a look says of each slot."""

    by_slot: Mapping[str, YesNo]
    absent: int
    """How many are known to be absent."""
    unknown: int
    """How many it does not settle."""

    @classmethod
    def of(cls, look: Dataset, wanted: Wanted) -> "Answers":
        """The answers of a look."""
        by_slot = {slot: _answer(look, says) for slot, says in wanted.items()}
        said = list(by_slot.values())
        return cls(by_slot, said.count("no"), said.count("unknown"))

    def said(self, answer: YesNo) -> list[str]:
        """The slots that are answered so."""
        return [slot for slot, said in self.by_slot.items() if said == answer]


class Spell(NamedTuple):
    """A look and the days, both included, on which it counts; not `sure` where it holds only on the favourable reading of
    a vague day or an inferred record."""

    first: date
    last: date
    sure: bool
    look: Dataset
    answers: Answers


def spells(looks: Iterable[Dataset], wanted: Wanted, fresh_days: Dated[int]) -> list[Spell]:
    """The days on which each look counts: from its day for `fresh_days`, or until a later look at the same data set finds
    that something asked is not there. Of two looks on one day that differ so, the better one is not sure."""
    by_set: dict[str, list[Dataset]] = defaultdict(list)
    for look in looks:
        by_set[look.data_set].append(look)
    found = []
    for same_set in by_set.values():
        denied: When | None = None
        latest_first = sorted(same_set, key=_last_day, reverse=True)
        for _, group in groupby(latest_first, key=_last_day):
            answered = [(look, Answers.of(look, wanted)) for look in group]
            denials = [look.happened for look, said in answered if said.absent and look.inferred is None]
            for look, said in answered:
                differs = bool(denials) and not said.absent
                found += _days(look, said, fresh_days, denied, unsure=differs or look.inferred is not None)
            denied = min(denials, key=lambda when: when.earliest, default=denied)
    return found


def best_by_day(found: Sequence[Spell]) -> list[Spell]:
    """Of the sure spells, on each day the one with the fewest properties not shown; of equals the one with the fewest
    known to be absent, then the latest."""
    sure = sorted((spell for spell in found if spell.sure), key=lambda spell: spell.first)
    days = sorted({day for spell in sure for day in (spell.first, spell.last + ONE_DAY)})
    in_force: list[tuple[tuple[int, int, int, str, int], Spell]] = []
    best: list[Spell] = []
    i = 0
    for day, following in pairwise(days):
        while i < len(sure) and sure[i].first <= day:
            heappush(in_force, (_rank(sure[i], i), sure[i]))
            i += 1
        while in_force and in_force[0][1].last < day:
            heappop(in_force)
        if not in_force:
            continue
        spell = in_force[0][1]
        if best and best[-1].look is spell.look and best[-1].last + ONE_DAY == day:
            best[-1] = best[-1]._replace(last=following - ONE_DAY)
        else:
            best.append(spell._replace(first=day, last=following - ONE_DAY))
    return best


def _answer(look: Dataset, says: Callable[[Dataset], YesNo]) -> YesNo:
    """What a look says of a property; a data set without a row shows nothing by having it."""
    answer = says(look)
    return "unknown" if look.rows == 0 and answer == "yes" else answer


def _days(
    look: Dataset, answers: Answers, fresh_days: Dated[int], denied: When | None, *, unsure: bool
) -> list[Spell]:
    last = look.happened.earliest + timedelta(days=fresh_days.on(look.happened.latest))
    surely_last, perhaps_last = last, last
    if denied is not None:
        surely_last = min(last, denied.earliest - ONE_DAY)
        perhaps_last = min(last, denied.latest - ONE_DAY)
    found = [] if unsure else [Spell(look.happened.latest, surely_last, True, look, answers)]
    if unsure or not look.happened.exact or surely_last != perhaps_last:
        found.append(Spell(look.happened.earliest, perhaps_last, False, look, answers))
    return [spell for spell in found if spell.first <= spell.last]


def _last_day(look: Dataset) -> date:
    return look.happened.latest


def _rank(spell: Spell, number: int) -> tuple[int, int, int, str, int]:
    absent, unknown = spell.answers.absent, spell.answers.unknown
    return absent + unknown, absent, -spell.look.happened.latest.toordinal(), spell.look.key, number
