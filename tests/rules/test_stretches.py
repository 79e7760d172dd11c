"""Who was on the roster from when to when, by all lists on record; and what is wrong with a list."""

import pytest

from compliance.evidence import Evidence
from compliance.rules.rosters.list_faults import disagreeing, left_empty, told_apart
from compliance.rules.rosters.stretches import stretches
from tests.rules.rosters import a_list
from tests.small import criterion, d, finding, history

HORIZON = d("2020-12-31")


def days_of(*lists: Evidence, officer: str = "o-1") -> list[str]:
    """An officer's days: `?` before those on which they may merely have been on the roster."""
    found = []
    for stretch in stretches(lists, "roster", HORIZON).get(officer, ()):
        spans = [(span, "") for span in stretch.sure] + [(span, "?") for span in stretch.unsure]
        found += [f"{mark}{first}/{last}" for (first, last), mark in sorted(spans)]
    return found


A = a_list("a", "2020-01-10", "o-1 2020-01-01 - s-1", "o-2 2020-01-01")
WITHOUT = a_list("b", "2020-03-01", "o-2 2020-01-01", whole=True)


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ([], ["2020-01-01/2020-12-31"]),
        ([WITHOUT], ["2020-01-01/2020-01-10", "?2020-01-11/2020-02-29"]),
        ([WITHOUT.model_copy(update={"whole": False})], ["2020-01-01/2020-12-31"]),
        ([WITHOUT.model_copy(update={"kept_by": "schools"})], ["2020-01-01/2020-12-31"]),
        ([WITHOUT.model_copy(update={"inferred": "That it is whole."})], ["2020-01-01/2020-12-31"]),
        ([a_list("b", "2020-01-10", "o-2 2020-01-01", whole=True)], ["2020-01-01/2020-12-31"]),
        (
            [a_list("b", "2020-03-01/2020-03-09", "o-2 2020-01-01", whole=True)],
            ["2020-01-01/2020-01-10", "?2020-01-11/2020-03-08"],
        ),
        (
            [a_list("c", "2020-06-01", "o-3 2020-01-01", whole=True), WITHOUT],
            ["2020-01-01/2020-01-10", "?2020-01-11/2020-02-29"],
        ),
        (
            [a_list("b", "2020-03-01", "o-1 2020-01-01 2020-03-31", whole=True)],
            ["2020-01-01/2020-12-31"],
        ),
        (
            [a_list("b", "2020-03-01", "o-1 2020-03-01 2020-03-31 s-2", whole=True)],
            ["2020-01-01/2020-01-10", "?2020-01-11/2020-02-29", "2020-03-01/2020-03-31"],
        ),
    ],
    ids=[
        "none",
        "whole",
        "in part",
        "other body",
        "inferred",
        "same day",
        "vague",
        "two",
        "no school",
        "other school",
    ],
)
def test_an_assignment_goes_on_until_a_later_whole_list_of_that_body_leaves_it_out(
    later: list[Evidence], told: list[str]
) -> None:
    for lists in ([A, *later], [*later, A]):
        assert days_of(*lists) == told


def test_an_officer_whom_a_list_names_at_no_school_is_there_whichever_school_a_later_one_names() -> None:
    nowhere = a_list("a", "2020-01-10", "o-1 2020-01-01")
    somewhere = a_list("b", "2020-03-01", "o-1 2020-01-01 2020-03-31 s-1", whole=True)
    assert days_of(nowhere, somewhere) == ["2020-01-01/2020-12-31"]


def test_a_last_day_is_the_end_also_where_the_list_of_that_day_leaves_the_officer_out() -> None:
    ends = a_list("a", "2020-01-10", "o-1 2020-01-01 2020-03-01")
    assert days_of(ends, WITHOUT) == ["2020-01-01/2020-01-10", "?2020-01-11/2020-02-29"]
    assert days_of(a_list("a", "2020-01-10", "o-1 2020-01-01 2020-02-29"), WITHOUT) == [
        "2020-01-01/2020-02-29"
    ]


AHEAD = a_list("a", "2020-01-10", "o-1 2020-03-01")


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (["2020-02-01"], ["2020-03-01/2020-12-31"]),
        (["2020-02-01", "2020-05-01"], ["2020-03-01/2020-03-01", "?2020-03-02/2020-04-30"]),
        (["2020-03-01"], []),
        (["2020-03-01", "2020-05-01"], []),
        (["2020-03-01/2020-03-05"], ["?2020-03-01/2020-03-04"]),
        (["2020-03-02"], ["2020-03-01/2020-03-01"]),
    ],
)
def test_a_list_from_before_an_assignment_was_to_begin_says_nothing_of_it_and_a_later_one_ends_it(
    whole: list[str], told: list[str]
) -> None:
    later = [a_list(f"w{i}", day, "o-2 2020-01-01", whole=True) for i, day in enumerate(whole)]
    assert days_of(AHEAD, *later) == told


def test_an_assignment_beyond_the_horizon_hides_none_after_it() -> None:
    assert days_of(a_list("a", "2020-01-10", "o-2 2021-06-01", "o-1 2020-01-01")) == ["2020-01-01/2020-12-31"]


def test_days_that_only_an_inferred_list_tells_are_not_sure_and_the_sure_ones_keep_their_first_day() -> None:
    lists = [
        a_list("guess", "2020-01-10", "o-1 2020-01-01 2020-02-15", inferred="The list."),
        a_list("one", "2020-02-01", "o-1 2020-02-01 2020-02-10"),
        a_list("two", "2020-02-12", "o-1 2020-02-12 2020-02-15"),
        a_list("three", "2020-06-01", "o-1 2020-06-01 2020-06-30"),
    ]
    first, second = stretches(lists, "roster", HORIZON)["o-1"]
    assert first.sure == ((d("2020-02-01"), d("2020-02-10")), (d("2020-02-12"), d("2020-02-15")))
    assert first.unsure == ((d("2020-01-01"), d("2020-01-31")), (d("2020-02-11"), d("2020-02-11")))
    assert (first.surely_from, second.surely_from) == (d("2020-02-01"), d("2020-06-01"))
    guess = stretches(lists[:1], "roster", HORIZON)["o-1"][0]
    assert guess.surely_from == guess.first == d("2020-01-01")


# What is wrong with a list


CURRENT = criterion("roster_current", subject="roster", limit_days="30", due="2019-03-01")


@pytest.mark.parametrize(
    ("posts", "wrong"),
    [
        (["o-1 2020-01-01 - s-1 fixed", "o-1 2020-02-01 - s-1 fixed", "o-1 2020-03-01 - s-2 fixed"], True),
        (
            [
                "o-1 2020-01-01 2020-01-10 s-1 fixed",
                "o-1 2020-01-11 2020-01-20 s-2 fixed",
                "o-1 2020-01-21 2020-01-30 s-1 fixed",
                "o-1 2020-01-31 - s-2 fixed",
            ],
            False,
        ),
        (
            [
                "o-1 2020-01-01 2020-01-31 s-1 fixed",
                "o-1 2020-01-05 2020-01-10 s-1 fixed",
                "o-1 2020-02-01 - s-2 fixed",
            ],
            False,
        ),
        (
            [
                "o-1 2020-01-01 2020-03-31 s-1 fixed",
                "o-1 2020-01-05 2020-01-10 s-1 fixed",
                "o-1 2020-02-01 - s-2 fixed",
            ],
            True,
        ),
    ],
)
def test_an_officer_is_at_two_posts_only_where_two_schools_share_a_day(posts: list[str], wrong: bool) -> None:
    found = finding(history(CURRENT, a_list("a", "2020-04-01", *posts)), "2020-04-01")
    assert ("at two fixed posts" in found.says.en) == wrong


@pytest.mark.parametrize(
    ("posts", "empty"),
    [
        (["o-1 2020-01-01 2020-01-10 s-1 fixed", "o-2 2020-01-11 - s-1 fixed"], []),
        (["o-1 2020-01-01 2020-01-10 s-1 fixed", "o-2 2020-01-12 - s-1 fixed"], ["s-1"]),
        (["o-1 2020-01-01 2020-01-10 s-1 fixed", "o-2 2020-01-05 - s-1 fixed"], []),
        (["o-1 2020-01-01 - s-1 fixed", "o-2 2020-03-05 - s-1 fixed"], []),
        (["o-1 2020-01-01 2020-01-10 s-1 fixed", "o-2 2020-03-05 - s-1 roving"], []),
        (["o-1 2020-01-01 2020-01-10 s-1 roving", "o-2 2020-03-05 - s-1 fixed"], []),
        (["o-1 2020-01-01 2020-01-10 - fixed", "o-2 2020-03-05 - - fixed"], []),
        (["o-1 2020-01-01 2020-01-10 s-1 fixed", "o-2 2020-03-05 - s-2 fixed"], []),
    ],
)
def test_a_post_is_left_empty_between_two_officers_at_one_school(posts: list[str], empty: list[str]) -> None:
    check = history(CURRENT | {"empty_days": "0"}).criterion.check
    assert left_empty(a_list("a", "2020-04-01", *posts), check.empty_days) == empty


def test_only_lists_that_two_bodies_keep_disagree_and_only_the_officers_told_of_otherwise_are_named() -> None:
    def kept(key: str, by: str | None, *posts: str) -> Evidence:
        return a_list(key, "2020-01-10", *posts, **({"kept_by": by} if by else {}))

    police = kept("a", "police", "o-1 2020-01-01", "o-2 2020-01-01", "o-3 2020-01-01 - s-1")
    schools = kept("b", "schools", "o-1 2020-01-01", "o-3 2020-01-01 - s-2", "o-4 2020-01-01")
    nobodys, again = kept("c", None, "o-9 2020-01-01"), kept("d", "police", "o-9 2020-01-01")
    assert disagreeing([police, schools]) == [(police, schools)]
    assert disagreeing([police, nobodys]) == disagreeing([police, again]) == []
    assert disagreeing([nobodys, kept("e", None, "o-8 2020-01-01")]) == []
    assert told_apart(police, schools) == ["o-2", "o-3", "o-4"]
