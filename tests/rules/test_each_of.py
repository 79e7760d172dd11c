"""Each of a roster: what one officer asks and from when, what a training gives, and which list it is told by."""

from typing import Any

import pytest

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import asks, brought, gives
from tests.rules.rosters import a_list, code
from tests.small import criterion, d, finding, history, policy, record

ALL = criterion("each_trained", roster="roster")
INITIAL = ALL | {"initial_within_days": {"2019-03-01": "30", "2020-03-01": "10"}}
ON_VERSION = ALL | {"policy": "rules", "grace_days": "30"}
EVALUATED = criterion("each_evaluated", roster="roster", every_days={"2019-03-01": "100", "2020-03-01": "10"})
SCREENED = criterion("each_screened", roster="roster", look_back_years="3", due="2019-03-01")
ONE = a_list("list", "2020-01-01", "o-1 2020-01-01")


def training(key: str, happened: str, *officers: str, **fields: Any) -> Evidence:
    """A training of one officer unless others are named."""
    return record(
        "training", key, happened=happened, course="A course", officers=officers or ["o-1"], **fields
    )


def rules(key: str, effective: str, **fields: str) -> Evidence:
    """A version of the rules."""
    return policy(key, effective, subject=["rules"], **fields)


def barred(officer: str) -> Evidence:
    """A screening that found an open disqualifier."""
    return code(
        "screening", f"bar-{officer}", "2020-01-01", officer, look_back_years=5, open_disqualifier="yes"
    )


# What one officer asks


@pytest.mark.parametrize(
    ("check", "lists", "asked"),
    [
        (ALL, [ONE], ["units x100 from 2020-01-01 to 2022-12-31 because o-1"]),
        (
            ALL | {"due": "2020-06-30"},
            [ONE],
            ["units x100 from 2020-07-01 to 2022-12-31 due 2020-06-30 because o-1"],
        ),
        (
            INITIAL,
            [ONE],
            ["units x100 from 2020-02-01 to 2022-12-31 due 2020-01-31 because o-1 never before"],
        ),
        (
            INITIAL,
            [a_list("list", "2020-01-01", "o-1 2019-03-01")],
            ["units x100 from 2019-04-01 to 2022-12-31 due 2019-03-31 because o-1 never before"],
        ),
        (
            INITIAL,
            [a_list("list", "2020-01-01", "o-1 2019-02-28")],
            ["units x100 from 2019-03-31 to 2022-12-31 because o-1 never before"],
        ),
        (
            INITIAL | {"due": "2020-06-30"},
            [ONE],
            ["units x100 from 2020-07-01 to 2022-12-31 due 2020-06-30 because o-1 never before"],
        ),
        (
            INITIAL | {"due": "2019-06-30"},
            [ONE],
            ["units x100 from 2020-02-01 to 2022-12-31 due 2020-01-31 because o-1 never before"],
        ),
    ],
)
def test_an_officer_is_asked_about_once_the_duty_and_the_days_allowed_are_over(
    check: dict, lists: list[Evidence], asked: list[str]
) -> None:
    assert asks(history(check, *lists)) == asked


def test_days_told_by_an_inferred_list_alone_are_asked_with_no_due_date() -> None:
    guess = a_list("guess", "2020-01-01", "o-1 2020-01-01 2020-01-20", inferred="The list.")
    sure = a_list("sure", "2020-01-21", "o-1 2020-01-21")
    assert asks(history(INITIAL | {"due": "2019-06-30"}, guess, sure)) == [
        "units x100 from 2020-02-01 to 2020-02-20 because o-1 never before",
        "units x100 from 2020-02-21 to 2022-12-31 due 2020-02-20 because o-1 never before",
    ]
    alone = a_list("guess", "2020-01-01", "o-1 2020-01-01 2020-03-20", inferred="The list.")
    assert asks(history(INITIAL, alone)) == [
        "units x100 from 2020-02-01 to 2020-03-20 because o-1 never before"
    ]


def test_before_the_days_allowed_are_over_only_a_sure_training_counts_and_then_the_officer_too() -> None:
    sure = history(INITIAL, ONE, training("t", "2020-01-15"))
    assert asks(sure) == [
        "units x100 from 2020-01-15 to 2020-01-31 due 2020-01-31 because o-1 never before",
        "units x100 from 2020-02-01 to 2022-12-31 due 2020-01-31 because o-1 never before",
    ]
    assert gives(sure) == ["units by t x100 from 2020-01-15 to 2022-12-31"]
    guess = a_list("guess", "2020-01-01", "o-1 2020-01-01 2020-01-20", inferred="The list.")
    listed = a_list("sure", "2020-01-21", "o-1 2020-01-21")
    perhaps = history(INITIAL, guess, listed, training("t", "2020-01-15", inferred="The day."))
    assert gives(perhaps) == ["perhaps units by t x100 from 2020-02-01 to 2022-12-31"]


def test_two_officers_who_are_denied_count_both_and_only_while_they_surely_are_on_the_roster() -> None:
    three = a_list("list", "2020-01-10", "o-1 2020-01-10", "o-2 2020-01-10", "o-3 2020-01-10")
    half = SCREENED | {"percent": "50"}
    assert all("denied" in line for line in asks(history(half, three, barred("o-1"), barred("o-2"))))
    assert not any("denied" in line for line in asks(history(half, three, barred("o-1"))))
    gone = a_list("whole", "2020-03-01", "o-3 2020-01-10", whole=True)
    one = a_list("list", "2020-01-10", "o-1 2020-01-10")
    own = [line for line in asks(history(SCREENED, one, gone, barred("o-1"))) if "because o-1" in line]
    assert own == [
        "units x100 from 2020-01-10 to 2020-01-10 due 2019-03-01 because o-1 denied",
        "units x100 from 2020-01-11 to 2020-02-29 because o-1",
    ]


def test_a_share_that_the_others_can_just_not_reach_is_out_of_reach() -> None:
    two = a_list("list", "2020-01-10", "o-1 2020-01-10", "o-2 2020-01-10")
    for percent, denied in (("50", False), ("51", True)):
        lines = asks(history(SCREENED | {"percent": percent}, two, barred("o-1")))
        assert ["denied" in line for line in lines] == [denied, denied]


# What a training or an evaluation gives


@pytest.mark.parametrize(
    ("check", "told", "given"),
    [
        (ALL, [training("t", "2020-01-05")], ["units by t x100 from 2020-01-05 to 2022-12-31"]),
        (
            ALL | {"every_days": {"2019-03-01": "100", "2020-03-01": "10"}},
            [training("t", "2020-02-28/2020-03-01")],
            [
                "units by t x100 from 2020-03-01 to 2020-03-09",
                "perhaps units by t x100 from 2020-02-28 to 2020-02-29",
                "perhaps units by t x100 from 2020-03-10 to 2020-06-09",
            ],
        ),
        (
            ON_VERSION,
            [
                rules("v", "2019-06-01"),
                rules("w", "2020-03-01/2020-03-11"),
                training("t", "2020-01-05", on_version="v"),
            ],
            [
                "units by t x100 from 2020-01-05 to 2020-03-30",
                "perhaps units by t x100 from 2020-03-31 to 2020-04-09",
            ],
        ),
        (
            ON_VERSION | {"every_days": "60"},
            [
                rules("v", "2019-06-01", ends="2020-02-01/2020-02-15"),
                training("none", "2020-01-05"),
                training("t", "2020-01-05/2020-01-20", on_version="v"),
            ],
            [
                "units by t x100 from 2020-01-20 to 2020-03-01",
                "perhaps units by t x100 from 2020-01-05 to 2020-01-19",
                "perhaps units by t x100 from 2020-03-02 to 2020-03-15",
            ],
        ),
        (
            ON_VERSION | {"every_days": "20"},
            [
                rules("v", "2019-06-01", ends="2020-02-01/2020-02-15"),
                training("t", "2020-01-05/2020-01-10", on_version="v"),
            ],
            [
                "units by t x100 from 2020-01-10 to 2020-01-25",
                "perhaps units by t x100 from 2020-01-05 to 2020-01-09",
                "perhaps units by t x100 from 2020-01-26 to 2020-01-30",
            ],
        ),
        (
            EVALUATED,
            [code("evaluation", "e", "2020-02-28/2020-03-01", "o-1")],
            [
                "units by e x100 from 2020-03-01 to 2020-03-09",
                "perhaps units by e x100 from 2020-04-11 to 2020-06-09",
            ],
        ),
    ],
    ids=["once", "cycle", "next version", "version or cycle", "cycle before version", "evaluation"],
)
def test_from_when_to_when_a_training_or_an_evaluation_counts(
    check: dict, told: list[Evidence], given: list[str]
) -> None:
    assert gives(history(check, ONE, *told)) == given


# What is said, and what would close the gap


def test_each_check_says_what_is_to_be_done_and_for_whom_alone() -> None:
    two = a_list("list", "2020-01-01", "o-1 2019-03-01", "o-2 2019-03-01")
    trained = finding(history(ALL, two, training("t", "2020-01-05")), "2020-02-01")
    assert [m.en for m in trained.missing] == ["trainings of: o-2"]
    assert trained.act and trained.act.text.en == "Train, or supply the trainings of: o-2."
    seen = code("evaluation", "e", "2020-01-05", "o-1")
    evaluated = finding(history(EVALUATED, two, seen), "2020-02-01")
    assert [m.en for m in evaluated.missing] == ["evaluations of: o-2"]
    assert evaluated.act and evaluated.act.text.en == "Evaluate, or supply the evaluations of: o-2."


def test_the_sentence_counts_those_who_have_what_is_asked() -> None:
    two = a_list("list", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01")
    one = finding(history(ALL, two, training("t", "2020-01-05")), "2020-02-01").says
    assert one.en.startswith(
        "Of 2 officers on the roster on 1 February 2020, 1 has a training on record that counts;"
    )
    assert "1 tiene una capacitación" in one.es
    both = finding(history(ALL, two, training("t", "2020-01-05", "o-1", "o-2")), "2020-02-01").says
    assert "2 have a training" in both.en and "2 tienen una capacitación" in both.es


def test_the_check_reads_only_the_subjects_that_it_names() -> None:
    assert history(ALL).criterion.check.subjects() == {"topic", "roster"}
    assert history(ON_VERSION).criterion.check.subjects() == {"topic", "roster", "rules"}


@pytest.mark.parametrize(
    ("check", "begins"),
    [
        (ALL, "2020-06-01"),
        (INITIAL, "2020-05-01"),
        (EVALUATED, "2020-02-21"),
        (SCREENED, "2020-06-01"),
        (criterion("each_supervised", roster="roster"), "2020-06-01"),
    ],
)
def test_a_list_that_is_to_be_supplied_says_since_when_so_that_it_can_be_asked(
    check: dict, begins: str
) -> None:
    roster = history(check).would(d("2020-06-01")).records[0]
    assert [str(a.first) for a in roster.assignments] == [begins]  # type: ignore[attr-defined]
    assert acted(check, day="2020-06-01")


@pytest.mark.parametrize(
    ("versions", "day", "taught"),
    [
        ([rules("v", "2019-06-01")], "2020-03-01", "v"),
        ([rules("v", "2020-03-01")], "2020-03-01", "v"),
        ([rules("v", "2019-06-01"), rules("w", "2020-03-01")], "2020-03-01", "w"),
        ([rules("v", "2019-06-01"), rules("w", "2020-03-01/2020-03-10")], "2020-03-05", "v"),
        (
            [rules("v", "2019-06-01"), rules("w", "2020-02-01", number="N-2", inferred="It.")],
            "2020-03-01",
            "v",
        ),
        ([rules("v", "2019-06-01", ends="2020-03-01")], "2020-03-30", "v"),
        ([rules("v", "2019-06-01", ends="2020-03-01")], "2020-03-31", "would-be-policy"),
        ([rules("v", "2019-06-01"), rules("w", "2020-06-01", number="N-2")], "2020-03-01", "v"),
        ([], "2020-03-01", "would-be-policy"),
    ],
)
def test_the_training_to_hold_is_on_the_latest_version_that_then_counts(
    versions: list[Evidence], day: str, taught: str
) -> None:
    found = history(ON_VERSION, ONE, *versions)
    assert brought(found, day, "key")[:-1] == ([] if taught in ("v", "w") else [("would-be-policy",)])
    assert found.would(d(day)).records[-1].on_version == taught  # type: ignore[attr-defined]


# By which list it is told


def test_the_latest_list_of_the_day_is_named_and_cited() -> None:
    lists = [
        a_list("first", "2020-01-01", "o-1 2020-01-01"),
        a_list("third", "2020-03-01", "o-1 2020-01-01"),
        a_list("second", "2020-02-01", "o-1 2020-01-01"),
        a_list("other", "2020-02-15", "o-1 2020-01-01", subject=["topic"]),
    ]
    found = history(ALL, *lists)
    for day, key, told in (
        ("2020-02-01", "second", "1 February 2020"),
        ("2020-02-29", "second", "1 February 2020"),
        ("2020-03-01", "third", "1 March 2020"),
    ):
        shown = finding(found, day)
        assert shown.says.en.endswith(f"By the list of {told}, the latest on record.")
        assert [record.key for record in found.criterion.check.counted_by(found.view(d(day)))] == [key]
    early = a_list("late", "2020-03-01", "o-1 2020-01-01")
    before = history(ALL, early)
    assert "By the list of" not in finding(before, "2020-02-29").says.en
    assert before.criterion.check.counted_by(before.view(d("2020-02-29"))) == []


def test_of_two_lists_of_one_day_the_same_one_is_named_in_whatever_order_they_came() -> None:
    both = [a_list(key, "2020-01-01", "o-1 2020-01-01", kept_by=key) for key in ("police", "schools")]
    for order in (both, both[::-1]):
        found = history(ALL, *order)
        assert [r.key for r in found.criterion.check.counted_by(found.view(d("2020-02-01")))] == ["schools"]
