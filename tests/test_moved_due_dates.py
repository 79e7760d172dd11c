"""A due date that a court order moved: what was late before the order acts stays late on those days, and from then on it is
due on the new day."""

import pytest

from compliance.evidence import Evidence
from tests.small import criterion, finding, history, meeting, on, outcomes, record

HELD = criterion("meetings_held", at_least="1", first="2019-03-01", last="2021-12-31", due="2019-12-31")


def order(key: str, happened: str, new_due: str, type: str = "court order", **fields: object) -> Evidence:
    """An order that moves the due date of the one duty."""
    given = {"subject": ["program"], "by": "A court", "obligations": ["duty"]}
    return record(
        "instrument",
        key,
        happened=happened,
        type=type,
        effect="moves due date",
        new_due=new_due,
        **(given | fields),
    )


def test_an_order_before_the_due_date_moves_it() -> None:
    found = history(HELD, order("o", "2019-10-01", "2020-06-30"), silence="not_met")
    assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2020-07-01", "not_met")]


def test_what_was_late_before_the_order_acts_was_late() -> None:
    found = history(HELD, order("o", "2020-03-01", "2020-06-30"), silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2020-01-01", "not_met"),
        ("2020-03-01", "not_yet_due"),
        ("2020-07-01", "not_met"),
    ]


def test_an_order_that_is_dated_back_takes_the_lateness_away() -> None:
    found = history(
        HELD, order("o", "2020-03-01", "2020-06-30", takes_effect="2019-12-31"), silence="not_met"
    )
    assert on(found, "2020-02-01") == "not_yet_due"


def test_days_late_are_counted_from_the_new_due_date() -> None:
    found = history(
        HELD, order("o", "2019-10-01", "2020-06-30"), meeting("m", "2020-07-10"), silence="not_met"
    )
    assert finding(found, "2020-08-01").late_days == 10


@pytest.mark.parametrize(
    "powerless",
    [
        order("o", "2019-10-01", "2020-06-30", "vote"),
        order("o", "2019-10-01", "2020-06-30", inferred="From its name."),
        order("o", "2019-10-01", "2020-06-30", obligations=["another"]),
        order("o", "2019-10-01", "2020-06-30", criteria=["another"]),
    ],
)
def test_what_has_no_power_over_the_due_date_moves_nothing(powerless: Evidence) -> None:
    assert on(history(HELD, powerless, silence="not_met"), "2020-01-01") == "not_met"


def test_an_order_is_found_by_the_obligation_that_it_names_whatever_it_is_about() -> None:
    found = history(HELD, order("o", "2019-10-01", "2020-06-30", subject=["contract"]), silence="not_met")
    assert on(found, "2020-01-01") == "not_yet_due"


def test_the_order_is_cited_and_said() -> None:
    found = finding(history(HELD, order("o", "2019-10-01", "2020-06-30"), silence="not_met"), "2020-07-01")
    assert found.cited == ("o",)
    assert "The due date was moved: “A paper told of o.”" in found.says.en
    assert str(found.due) == "2020-06-30"


def test_before_the_order_acts_it_is_not_named() -> None:
    found = finding(history(HELD, order("o", "2020-03-01", "2020-06-30"), silence="not_met"), "2020-02-01")
    assert found.cited == ()
    assert str(found.due) == "2019-12-31"


def test_while_nothing_is_due_the_new_day_is_named() -> None:
    found = finding(history(HELD, order("o", "2019-10-01", "2020-06-30"), silence="not_met"), "2020-02-01")
    assert found.says.en.startswith("Nothing is asked before 1 July 2020.")


def test_what_came_before_the_new_due_date_is_not_late() -> None:
    found = history(
        HELD, order("o", "2020-01-05", "2020-06-30"), meeting("m", "2020-01-15"), silence="not_met"
    )
    shown = finding(found, "2020-08-01")
    assert (shown.outcome, shown.late_days, shown.late_days_at_most) == ("met", None, None)
    assert "late" not in shown.says.en


def test_an_order_made_after_its_own_due_date_counts_from_that_date() -> None:
    found = history(
        HELD, order("o", "2020-08-01", "2020-06-30"), meeting("m", "2020-07-10"), silence="not_met"
    )
    assert finding(found, "2020-09-01").late_days == 10


def test_of_a_vague_day_no_more_lateness_is_said_than_is_known() -> None:
    perhaps = finding(history(HELD, meeting("m", "2019-12-20/2020-01-15")), "2020-08-01")
    assert (perhaps.late_days, perhaps.late_days_at_most) == (None, 15)
    assert "It was at most 15 days late, or not at all: which day it was is not known." in perhaps.says.en
    surely = finding(history(HELD, meeting("m", "2020-01-10/2020-01-15")), "2020-08-01")
    assert (surely.late_days, surely.late_days_at_most) == (10, 15)
    assert "It was 10 to 15 days late" in surely.says.en


def test_an_order_that_is_set_aside_leaves_in_doubt_what_was_late_before_the_due_date_it_sets() -> None:
    found = history(HELD, order("o", "2019-10-01", "2020-06-30"), silence="not_met", aside={"o": "hidden"})
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2020-01-01", "cannot_tell"),
        ("2020-07-01", "not_met"),
    ]
