"""Which of the rows that changed turned a finding: those without whose change it would not be what it is.

What a finding names as its proof is not always what moved it: a list that brings one more officer is the proof of nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.rows import Rows
from compliance.timeline import Timeline


class Change(NamedTuple):
    """What became of one row: as it was, None where it was not there; and as it is, None where it is gone."""

    before: Entry | None
    after: Entry | None

    @property
    def key(self) -> str:
        """The key of the record."""
        one = self.after or self.before
        assert one is not None
        return one.evidence.key

    def bears(self, *, accepted: bool) -> bool:
        """Whether it can turn anything, where `accepted` rows alone count or not: a review that leaves a row counting as it
        did cannot."""
        if self.before is None or self.after is None:
            return True
        was, now = (row._replace(review=None) for row in (self.before, self.after))
        counted, counts = ((row.counts, row.is_sure(accepted=accepted)) for row in (self.before, self.after))
        return was != now or counted != counts


Changes = Sequence[Change]


def turning(changed: Changes, check: CriterionHistory, rows: Rows, days: Sequence[date]) -> Changes:
    """Of changes of rows those that turned the outcome of a day: with that one change undone it is another. The day is the
    first of some that would have another outcome with all of them undone. Empty where there is none, or where no change
    did so alone, as where either of two records is enough.

    `rows` are those on which `check` stands, once the changes were made.
    """
    obligation, criterion, horizon = check.obligation, check.criterion, check.outcomes.last

    def without(undone: Changes) -> Timeline[Outcome]:
        gone = [change.after for change in undone if change.after]
        come = [change.before for change in undone if change.before]
        world = rows.replaced(gone, come)
        return CriterionHistory(check.catalogue, obligation, criterion, world, horizon).outcomes

    as_it_is, as_it_would_be = without([]), without(changed)
    day = next((on for on in days if as_it_is.at(on) is not as_it_would_be.at(on)), None)
    if day is None:
        return []
    return list(_alone(changed, lambda undone: without(undone).at(day) is not as_it_is.at(day)))


def _alone(changed: Changes, turned: Callable[[Changes], bool]) -> Iterator[Change]:
    """The changes that turn it alone, sought by halves: of many, few do."""
    if not turned(changed):
        return
    if len(changed) == 1:
        yield from changed
        return
    half = len(changed) // 2
    yield from _alone(changed[:half], turned)
    yield from _alone(changed[half:], turned)
