"""Votes of school councils: what several records tell of one vote, and from when to when it counts in its school year."""

from typing import Any

import pytest

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import asks, gives
from tests.rules.rosters import a_list
from tests.small import criterion, d, finding, history, on, record

YEARLY = criterion("each_voted_yearly", roster="roster", year_begins="08-15", due="2019-03-01")
ONE = a_list("list", "2020-01-10", "o-1 2020-01-10 - s-1")
TWO = a_list("list", "2020-01-10", "o-1 2020-01-10 - s-1", "o-2 2020-01-10 - s-2")


def council(key: str, happened: str, school: str = "s-1", **fields: Any) -> Evidence:
    """A vote for officers with quorum and minutes, unless told otherwise."""
    facts = {"decision": "for", "quorum": "yes", "minutes": "yes"}
    return record("council_vote", key, happened=happened, school=school, **(facts | fields))


def against(key: str, happened: str, **fields: Any) -> Evidence:
    """A vote against officers."""
    return council(key, happened, decision="against", **fields)


@pytest.mark.parametrize(
    ("votes", "given"),
    [
        ([council("v", "2020-02-01")], ["units by v x100 from 2020-02-01 to 2020-08-14"]),
        ([council("v", "2020-08-14")], ["units by v x100 from 2020-08-14 to 2020-08-14"]),
        ([council("v", "2020-08-15")], ["units by v x100 from 2020-08-15 to 2021-08-14"]),
        ([council("v", "2020-09-01")], ["units by v x100 from 2020-09-01 to 2021-08-14"]),
        (
            [council("v", "2020-08-10/2020-08-20")],
            ["perhaps units by v x100 from 2020-08-10 to 2021-08-14"],
        ),
        (
            [council("v", "2020-08-14", minutes="unknown")],
            ["perhaps units by v x100 from 2020-08-14 to 2020-08-14"],
        ),
        (
            [council("v", "2020-02-01", inferred="The vote.")],
            ["perhaps units by v x100 from 2020-02-01 to 2020-08-14"],
        ),
        ([council("v", "2020-02-01", minutes="no")], []),
        (
            [council("v", "2020-02-01"), against("w", "2020-03-01/2020-03-09")],
            [
                "units by v x100 from 2020-02-01 to 2020-02-29",
                "perhaps units by v x100 from 2020-03-01 to 2020-03-08",
            ],
        ),
        (
            [council("v", "2020-02-01"), against("w", "2020-03-01", inferred="The vote.")],
            [
                "units by v x100 from 2020-02-01 to 2020-02-29",
                "perhaps units by v x100 from 2020-03-01 to 2020-08-14",
            ],
        ),
    ],
)
def test_a_vote_counts_to_the_end_of_its_school_year_or_to_one_against_it(
    votes: list[Evidence], given: list[str]
) -> None:
    assert gives(history(YEARLY, ONE, *votes)) == given


def test_of_two_votes_of_one_day_the_one_against_holds_in_whatever_order_they_came() -> None:
    both = [council("v", "2020-03-01"), against("w", "2020-03-01")]
    for votes in (both, both[::-1]):
        assert gives(history(YEARLY, ONE, *votes)) == []
        assert on(history(YEARLY, ONE, *votes), "2020-03-01") == "not_met"


@pytest.mark.parametrize(
    ("votes", "denied"),
    [
        ([against("w", "2020-03-01")], ["from 2020-03-01 to 2020-08-14"]),
        ([against("w", "2020-03-01"), council("v", "2020-04-01")], ["from 2020-03-01 to 2020-03-31"]),
        ([against("w", "2020-03-01"), council("v", "2020-03-02")], ["from 2020-03-01 to 2020-03-01"]),
        ([against("w", "2020-03-01", inferred="The vote.")], []),
    ],
)
def test_a_vote_against_denies_until_its_school_year_ends_or_another_vote_is_held(
    votes: list[Evidence], denied: list[str]
) -> None:
    lines = [line for line in asks(history(YEARLY, ONE, *votes)) if "denied" in line]
    assert [line.removeprefix("units x100 ").partition(" due")[0] for line in lines] == denied


def test_what_is_only_inferred_of_a_vote_adds_nothing_to_what_a_source_tells_of_it() -> None:
    told = council("v", "2020-02-01", minutes="unknown", thing="vote")
    guess = council("w", "2020-02-01", thing="vote", inferred="That there are minutes.")
    for order in ([told, guess], [guess, told]):
        assert on(history(YEARLY, ONE, *order), "2020-03-01") == "cannot_tell"
    source = council("w", "2020-02-01", quorum="unknown", thing="vote")
    assert on(history(YEARLY, ONE, told, source), "2020-03-01") == "met"


def test_a_vote_of_which_nobody_tells_the_decision_may_count_and_is_not_shown_to() -> None:
    open_vote = council("v", "2020-02-01", decision="unknown")
    assert on(history(YEARLY, ONE, open_vote, silence="not_met"), "2020-03-01") == "cannot_tell"


def test_only_schools_without_a_vote_that_counts_are_named_and_can_hold_one() -> None:
    found = finding(history(YEARLY, TWO, council("v", "2020-02-01")), "2020-03-01")
    assert [m.en for m in found.missing] == ["council votes of this school year at: s-2"]
    act = acted(YEARLY, TWO, council("v", "2020-02-01"), day="2020-03-01").act
    assert act and act.day == d("2020-03-01")
    assert act.text.en == (
        "Hold the vote and put on file what is asked of it, or supply the council votes of this school year at: s-2."
    )
