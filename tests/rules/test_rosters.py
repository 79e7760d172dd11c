"""Training: so many percent of the officers on the roster of the day."""

import pytest

from compliance.evidence import Evidence
from tests.small import criterion, finding, history, on, outcomes, policy, record

ALL = criterion("each_trained", roster="roster")
MOST = ALL | {"percent": "95"}
ON_VERSION = ALL | {"policy": "rules", "grace_days": "30"}


def roster(*officers: tuple[str, str, str | None], **fields: str) -> Evidence:
    """Officers with their first and last days."""
    days = [{"officer": o, "first": a} | ({"last": b} if b else {}) for o, a, b in officers]
    return record(
        "roster", "roster", **({"subject": ["roster"], "happened": "2019-03-01"} | fields), assignments=days
    )


def training(key: str, happened: str, *officers: str, **fields: str) -> Evidence:
    """A training."""
    return record("training", key, happened=happened, course="A course", officers=list(officers), **fields)


def rules(key: str, effective: str, **fields: str) -> Evidence:
    """A version of the rules."""
    return policy(key, effective, subject=["rules"], **fields)


def test_without_a_roster_there_is_nobody_to_look_for() -> None:
    for check in (ALL, MOST, ON_VERSION):
        found = history(check | {"due": "2019-06-01"}, training("t", "2019-05-01", "o-1"), silence="not_met")
        assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2019-06-02", "cannot_tell")]
        assert finding(found, "2019-06-01").says.en == "Nothing is asked before 2 June 2019."
        assert (
            finding(found, "2020-01-01").missing[0].en == "a roster of the officers assigned on 1 June 2019"
        )


def test_the_due_date_is_inclusive() -> None:
    found = history(ALL | {"due": "2020-12-31"}, roster(("o-1", "2019-03-01", None)), silence="not_met")
    assert on(found, "2020-12-31") == "not_yet_due"
    assert on(found, "2021-01-01") == "not_met"
    assert finding(found, "2021-01-01").missing[0].en == "trainings of: o-1"


def test_an_officer_trained_on_the_first_day_is_trained_and_a_roster_day_later_is_short() -> None:
    found = history(ALL, roster(("o-1", "2020-01-01", None)), training("t", "2020-01-01", "o-1"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2020-01-01", "met")]
    late = history(ALL, roster(("o-1", "2020-01-01", None)), training("t", "2020-01-02", "o-1"))
    assert on(late, "2020-01-01") == "cannot_tell"
    assert on(late, "2020-01-02") == "met"


@pytest.mark.parametrize(("trained", "outcome"), [(19, "met"), (18, "cannot_tell"), (20, "met")])
def test_exactly_ninety_five_percent_is_enough_and_one_officer_less_is_not(
    trained: int, outcome: str
) -> None:
    officers = [(f"o-{i}", "2019-03-01", None) for i in range(20)]
    course = training("t", "2020-01-01", *(f"o-{i}" for i in range(trained)))
    assert on(history(MOST, roster(*officers), course), "2020-06-01") == outcome


def test_an_officer_who_left_is_no_longer_asked_for_and_gives_no_more() -> None:
    found = history(
        ALL,
        roster(("o-1", "2019-03-01", "2020-01-31"), ("o-2", "2019-03-01", None)),
        training("t", "2019-03-01", "o-2"),
    )
    assert on(found, "2020-01-31") == "cannot_tell"
    assert on(found, "2020-02-01") == "met"
    only_the_other = history(
        ALL,
        roster(("o-1", "2019-03-01", "2020-01-31"), ("o-2", "2019-03-01", None)),
        training("t", "2019-03-01", "o-1"),
    )
    assert on(only_the_other, "2020-02-01") == "cannot_tell"


def test_two_trainings_of_one_officer_do_not_stand_in_for_another_officer() -> None:
    found = history(
        ALL,
        roster(("o-1", "2019-03-01", None), ("o-2", "2019-03-01", None)),
        training("t1", "2019-04-01", "o-1"),
        training("t2", "2019-05-01", "o-1"),
    )
    assert on(found, "2020-01-01") == "cannot_tell"
    assert finding(found, "2020-01-01").missing[0].en == "trainings of: o-2"


def test_a_training_counts_until_the_next_version_plus_grace() -> None:
    found = history(
        ON_VERSION,
        roster(("o-1", "2019-03-01", None)),
        rules("v", "2019-06-01"),
        rules("w", "2020-06-01"),
        training("t", "2019-07-01", "o-1", on_version="v"),
    )
    assert on(found, "2020-06-30") == "met"
    assert on(found, "2020-07-01") == "cannot_tell"


def test_a_training_on_no_named_version_is_none_on_the_version_in_force() -> None:
    found = history(
        ON_VERSION,
        roster(("o-1", "2019-03-01", None)),
        rules("v", "2019-06-01"),
        training("t", "2019-07-01", "o-1"),
    )
    assert on(found, "2020-01-01") == "cannot_tell"


def test_a_vague_training_counts_from_its_last_possible_day_and_is_never_a_no_before() -> None:
    found = history(
        ALL | {"due": "2019-06-01"},
        roster(("o-1", "2019-03-01", None)),
        training("t", "2019-07-01/2019-07-10", "o-1"),
        silence="not_met",
    )
    assert on(found, "2019-06-30") == "not_met"
    assert on(found, "2019-07-09") == "cannot_tell"
    assert on(found, "2019-07-10") == "met"


def test_a_vague_next_version_ends_the_training_on_its_first_possible_day_but_is_never_a_no_before_its_last() -> (
    None
):
    found = history(
        ON_VERSION | {"grace_days": "0", "due": "2019-07-01"},
        roster(("o-1", "2019-03-01", None)),
        rules("v", "2019-06-01"),
        rules("w", "2020-06-01/2020-06-10"),
        training("t", "2019-07-01", "o-1", on_version="v"),
        silence="not_met",
    )
    assert on(found, "2020-05-31") == "met"
    assert on(found, "2020-06-01") == "cannot_tell"
    assert on(found, "2020-06-09") == "cannot_tell"
    assert on(found, "2020-06-10") == "lapsed"


def test_inferred_records_fill_nothing_and_blame_nobody() -> None:
    due = ALL | {"due": "2019-06-01"}
    one = roster(("o-1", "2019-03-01", None))
    inferred = training("t", "2019-05-01", "o-1", inferred="Who took it.")
    assert on(history(due, one, inferred, silence="not_met"), "2020-01-01") == "cannot_tell"
    guessed = roster(("o-1", "2019-03-01", None), inferred="The days.")
    assert on(history(due, guessed, silence="not_met"), "2020-01-01") == "cannot_tell"


def test_two_rosters_that_name_one_officer_ask_for_one_officer() -> None:
    first = roster(("o-1", "2019-03-01", "2019-12-31"))
    second = record(
        "roster",
        "r2",
        subject=["roster"],
        happened="2019-06-01",
        assignments=[{"officer": "o-1", "first": "2019-06-01"}],
    )
    found = history(ALL, first, second, training("t", "2019-03-01", "o-1"))
    assert on(found, "2019-08-01") == "met"
    assert "Of 1 officer " in finding(found, "2019-08-01").says.en
