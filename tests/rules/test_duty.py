"""When a standing duty asks, and until when it is not yet due, with due dates that orders set instead."""

from datetime import date

import pytest

from compliance.dated import Dated
from compliance.rules.rule import Duty
from tests.small import d

BEGINS, LAST = d("2019-03-01"), d("2022-12-31")


def duty(due: str | None, *moved: tuple[str, str | None]) -> Duty:
    """A duty with a due date and those that orders set, each with the day from which the order acts."""
    return Duty(
        BEGINS,
        LAST,
        (due and d(due)) or None,
        tuple((d(acts), (new and d(new)) or None) for acts, new in moved),
    )


def days(spans: list[tuple[date, date | None]]) -> list[str]:
    """Spans of days, short to read."""
    return [f"{first}..{last or ''}" for first, last in spans]


@pytest.mark.parametrize(
    ("of", "asked", "ahead"),
    [
        (duty(None), ["2019-03-01.."], []),
        (duty("2019-12-31"), ["2020-01-01.."], ["0001-01-01..2019-12-31"]),
        (duty("2018-12-31"), ["2019-03-01.."], ["0001-01-01..2018-12-31"]),
        (
            duty("2019-12-31", ("2020-03-01", "2020-06-30")),
            ["2020-01-01..2020-02-29", "2020-07-01.."],
            ["0001-01-01..2019-12-31", "2020-03-01..2020-06-30"],
        ),
        # An order that acts on the first day asked, a day later, and on the due date itself.
        (
            duty("2019-12-31", ("2020-01-01", "2020-06-30")),
            ["2020-07-01.."],
            ["0001-01-01..2019-12-31", "2020-01-01..2020-06-30"],
        ),
        (
            duty("2019-12-31", ("2020-01-02", "2020-06-30")),
            ["2020-01-01..2020-01-01", "2020-07-01.."],
            ["0001-01-01..2019-12-31", "2020-01-02..2020-06-30"],
        ),
        (
            duty("2019-12-31", ("2019-12-31", "2020-06-30")),
            ["2020-07-01.."],
            ["0001-01-01..2019-12-30", "2019-12-31..2020-06-30"],
        ),
        # Dated back: due on the very day from which it acts, or before.
        (
            duty("2019-12-31", ("2019-10-01", "2019-10-01")),
            ["2019-10-02.."],
            ["0001-01-01..2019-09-30", "2019-10-01..2019-10-01"],
        ),
        (duty("2019-12-31", ("2019-10-01", "2019-09-01")), ["2019-10-01.."], ["0001-01-01..2019-09-30"]),
        (
            duty("2019-12-31", ("2019-10-01", None), ("2020-02-01", "2020-03-01")),
            ["2019-10-01..2020-01-31", "2020-03-02.."],
            ["0001-01-01..2019-09-30", "2020-02-01..2020-03-01"],
        ),
    ],
)
def test_it_is_asked_on_the_days_after_the_due_date_that_holds_and_not_yet_due_on_those_before(
    of: Duty, asked: list[str], ahead: list[str]
) -> None:
    assert days([(ask.start, ask.stop) for ask in of.asks("slot")]) == asked
    assert days(list(of.not_yet_due())) == ahead


def test_an_amount_that_changes_is_asked_on_the_days_on_which_it_and_the_due_date_hold() -> None:
    amount: Dated[int] = Dated.model_validate(
        {"2019-03-01": 1, "2020-02-01": 2, "2020-02-29": 3, "2020-09-01": 4}
    )
    asks = duty("2019-12-31", ("2020-03-01", "2020-06-30")).asks("slot", amount)
    assert [f"{ask.amount}: {ask.start}..{ask.stop or ''} due {ask.due}" for ask in asks] == [
        "1: 2020-01-01..2020-01-31 due 2019-12-31",
        "2: 2020-02-01..2020-02-28 due 2019-12-31",
        "3: 2020-02-29..2020-02-29 due 2019-12-31",
        "3: 2020-07-01..2020-08-31 due 2020-06-30",
        "4: 2020-09-01.. due 2020-06-30",
    ]


def test_the_due_date_of_a_day_is_that_of_the_last_order_that_acts_by_then() -> None:
    moved = duty("2019-12-31", ("2020-03-01", "2020-06-30"), ("2020-05-01", None))
    found = {day: moved.due_on(d(day)) for day in ("2020-02-29", "2020-03-01", "2020-04-30", "2020-05-01")}
    assert list(found.values()) == [d("2019-12-31"), d("2020-06-30"), d("2020-06-30"), None]
