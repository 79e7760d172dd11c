"""Which reporting period a day lies in, and which was the last to end before it."""

from collections.abc import Collection
from datetime import date

from compliance.catalogue import Period


def period_of(day: date, periods: Collection[Period]) -> Period | None:
    """The reporting period in which a day lies; None where none that is loaded holds it."""
    return next((period for period in periods if period.first <= day <= period.last), None)


def last_ended(before: date, periods: Collection[Period]) -> Period | None:
    """The last reporting period that had ended before a day; None where none that is loaded had."""
    return max((p for p in periods if p.last < before), key=lambda period: period.last, default=None)
