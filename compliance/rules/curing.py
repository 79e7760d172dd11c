"""When an act would close a gap: the first day on which the records that the act brings leave nothing short."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from compliance.evidence import Evidence
from compliance.rules.rule import Rule, View
from compliance.tally import tally
from compliance.timeline import ONE_DAY


class Cure(NamedTuple):
    """The records that would close a gap, and the day from which they do; no record and no day where none would."""

    records: tuple[Evidence, ...] = ()
    day: date | None = None


def first_cure(
    rule: Rule, view: View, bring: Callable[[date], Sequence[Evidence]], after: Iterable[date] = ()
) -> Cure:
    """The first day from the view's on that leaves nothing short once what `bring` gives for that day is on record.

    Tried are the day of the view and the days that follow those `after` which nothing said before counts any more.
    """
    later = {last + ONE_DAY for last in after if view.on <= last < view.duty.last}
    for on in sorted({view.on, *later}):
        brought = tuple(bring(on))
        ledger = rule.ledger([*view.records.values(), *brought], view.duty)
        stands = tally(ledger, on, on + ONE_DAY).at(on)
        if stands.ready if stands.asked == 0 else stands.short == 0:
            return Cure(brought, on)
    return Cure()
