"""Reporting periods: in which one a day lies, and which was the last to end before it."""

from datetime import date, timedelta

from compliance.catalogue import Period
from compliance.reporting_periods import last_ended, period_of

PERIODS = [
    Period(key="IMR-1", first=date(2019, 3, 1), last=date(2019, 8, 31), source="reports"),
    Period(key="IMR-2", first=date(2019, 9, 2), last=date(2020, 2, 29), source="reports"),
]


def test_a_day_lies_in_the_period_whose_first_and_last_days_hold_it() -> None:
    days = (date(2019, 2, 28), date(2019, 3, 1), date(2019, 8, 31), date(2019, 9, 1), date(2019, 9, 2))
    found = [period_of(day, PERIODS) for day in days]
    assert [period and period.key for period in found] == [None, "IMR-1", "IMR-1", None, "IMR-2"]


def test_a_period_has_not_ended_on_its_last_day() -> None:
    for period, earlier in zip(PERIODS, (None, PERIODS[0]), strict=True):
        assert last_ended(period.last, PERIODS) is earlier
        assert last_ended(period.last + timedelta(1), PERIODS) is period
