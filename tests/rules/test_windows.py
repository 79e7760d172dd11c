"""Comment windows: how long each was open, what is said of it, and the days that would settle it."""

import pytest

from compliance.evidence import Evidence
from tests.rules.ledgers import act_on, asks, brought, gives
from tests.small import criterion, finding, history, on, posting

LONG = criterion("window_long_enough", at_least_days="15", due="each round")
STEPPED = LONG | {"at_least_days": {"2019-03-01": "10", "2022-06-13": "15"}}


@pytest.mark.parametrize(
    ("closes", "given"),
    [
        ("2022-06-30", ["p from 2022-06-30"]),
        ("2022-06-29", ["perhaps p from 2022-06-20"]),
        ("2022-06-20", ["perhaps p from 2022-06-20"]),
        ("2022-06-19", []),
    ],
)
def test_a_window_that_may_have_opened_under_either_of_two_limits_has_to_keep_both_to_be_sure(
    closes: str, given: list[str]
) -> None:
    found = history(STEPPED, posting("p", "2022-06-10/2022-06-15", closes))
    assert asks(found) == ["p from 2022-07-01 due 2022-06-30 because p"]
    assert gives(found) == given


def test_a_window_on_record_once_is_counted_once() -> None:
    found = history(LONG, posting("p", "2022-06-13", "2022-07-31"))
    assert gives(found) == ["p from 2022-06-28"]


def test_one_window_and_several_are_told_in_whole_sentences() -> None:
    one = posting("p1", "2022-06-13", "2022-06-28")
    shown = finding(history(LONG, one), "2022-12-31").says
    assert shown.en == (
        "1 of 1 comment round on record was announced for at least 15 days: 13 June 2022 to 28 June 2022 (15 days)."
    )
    assert "(15 días)" in shown.es
    shown = finding(history(LONG, one, posting("p2", "2022-07-01", "2022-07-09")), "2022-12-31").says
    assert shown.en == (
        "1 of 2 comment rounds on record were announced for at least 15 days: 13 June 2022 to 28 June 2022 (15 days) "
        "and 1 July 2022 to 9 July 2022 (8 days)."
    )


def test_where_the_limit_changed_the_days_asked_of_each_window_are_said_in_both_languages() -> None:
    windows = [posting("p1", "2022-06-01", "2022-06-11"), posting("p2", "2022-06-13", "2022-06-28")]
    shown = finding(history(STEPPED, *windows), "2022-12-31").says
    assert "(10 of 10 days)" in shown.en and "(15 of 15 days)" in shown.en
    assert "(10 de 10 días)" in shown.es and "(15 de 15 días)" in shown.es


def test_of_several_records_of_a_window_the_longest_days_are_said() -> None:
    told = [
        posting("p1", "2022-06-13", "2022-06-20", thing="june"),
        posting("p2", "2022-06-13", "2022-06-20", thing="june", extended_to="2022-06-28"),
    ]
    assert "13 June 2022 to 28 June 2022 (15 days)" in finding(history(LONG, *told), "2022-12-31").says.en


@pytest.mark.parametrize(
    ("window", "settled"),
    [
        (posting("p", "2022-06-12/2022-06-14", "2022-06-28"), ("2022-06-12", "2022-06-28", None)),
        (posting("p", "2022-06-13", "2022-06-14", inferred="Its end."), ("2022-06-13", "2022-06-28", None)),
        (
            posting("p", "2022-06-13", "2022-06-20", extended_to="2022-06-27/2022-06-30"),
            ("2022-06-13", "2022-06-20", "2022-06-30"),
        ),
        (
            posting(
                "p",
                "2022-06-13",
                "2022-06-20",
                extended_to="2022-06-28",
                extended_on="2022-06-19/2022-06-22",
            ),
            ("2022-06-13", "2022-06-20", "2022-06-28"),
        ),
        (
            posting(
                "p", "2022-06-13", "2022-06-27/2022-06-30", extended_to="2022-07-10", extended_on="2022-07-02"
            ),
            ("2022-06-13", "2022-06-30", None),
        ),
    ],
)
def test_the_act_names_exact_days_that_agree_with_what_is_on_record(
    window: Evidence, settled: tuple[str, str, str | None]
) -> None:
    found = history(LONG, window)
    assert on(found, "2022-12-31") == "cannot_tell"
    assert brought(found, "2022-12-31", "happened", "closes", "extended_to", "extended_on") == [
        (*settled, None)
    ]
    act = finding(found, "2022-12-31").act
    assert act and act.text.en.startswith("Supply records of the first and last day of the round of ")


def test_of_two_limits_the_act_names_the_opening_under_which_the_window_was_long_enough() -> None:
    eased = LONG | {"at_least_days": {"2019-03-01": "30", "2022-06-13": "15"}}
    found = history(eased, posting("p", "2022-06-10/2022-06-15", "2022-06-28"))
    assert brought(found, "2022-12-31", "happened", "closes") == [("2022-06-13", "2022-06-28")]


def test_where_every_window_was_long_enough_no_day_is_promised() -> None:
    found = history(LONG, posting("p", "2022-06-13", "2022-06-28"))
    assert act_on(found, "2022-12-31").day is None
