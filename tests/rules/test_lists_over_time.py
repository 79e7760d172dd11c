"""Lists over time: from when to when each counts, what a wrong one ends, and what is said of them."""

import pytest

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import asks, gives
from tests.rules.rosters import a_list, code
from tests.small import criterion, d, finding, history, on

CURRENT = criterion("roster_current", subject="roster", limit_days="30", due="2019-03-01")
BOTH = CURRENT | {"bodies": ["police", "schools"]}
STEPPED = CURRENT | {"limit_days": {"2019-03-01": "100", "2020-01-01": "10"}}
TWICE = ("o-1 2019-12-01 - s-1 fixed", "o-1 2019-12-01 - s-2 fixed")


def good(key: str, day: str, **fields: str) -> Evidence:
    """A list with nothing wrong."""
    return a_list(key, day, "o-1 2019-12-01", **fields)


def wrong(key: str, day: str, **fields: str) -> Evidence:
    """A list on which an officer is at two fixed posts."""
    return a_list(key, day, *TWICE, **fields)


@pytest.mark.parametrize(
    ("check", "lists", "given"),
    [
        (CURRENT, [good("a", "2020-01-01")], ["list by a from 2020-01-01 to 2020-01-31"]),
        (
            STEPPED,
            [good("a", "2019-12-31/2020-01-02")],
            [
                "list by a from 2020-01-02 to 2020-01-10",
                "perhaps list by a from 2019-12-31 to 2020-01-01",
                "perhaps list by a from 2020-01-11 to 2020-04-11",
            ],
        ),
        (
            CURRENT,
            [
                good("a", "2020-02-20"),
                wrong("b", "2020-03-01/2020-03-20"),
                wrong("c", "2020-03-05/2020-03-06"),
            ],
            [
                "list by a from 2020-02-20 to 2020-02-29",
                "perhaps list by a from 2020-03-01 to 2020-03-05",
            ],
        ),
        (
            CURRENT,
            [good("a", "2020-02-20"), wrong("b", "2020-03-01", inferred="What it says.")],
            [
                "list by a from 2020-02-20 to 2020-02-29",
                "perhaps list by a from 2020-03-01 to 2020-03-21",
            ],
        ),
        (
            BOTH,
            [good("a", "2020-01-01", kept_by="police"), good("b", "2020-01-01", kept_by="schools")],
            [
                "police by a from 2020-01-01 to 2020-01-31",
                "schools by b from 2020-01-01 to 2020-01-31",
                "agreement of the lists by a from 2020-01-01 to 2020-01-31",
            ],
        ),
        (
            BOTH,
            [
                good("a", "2020-01-01", kept_by="police", inferred="The list."),
                good("b", "2020-01-01", kept_by="schools", inferred="The list."),
            ],
            [
                "perhaps police by a from 2020-01-01 to 2020-01-31",
                "perhaps schools by b from 2020-01-01 to 2020-01-31",
            ],
        ),
    ],
    ids=["exact", "vague", "two wrong ones", "wrong by inference", "agreeing", "inferred"],
)
def test_from_when_to_when_lists_count(check: dict, lists: list[Evidence], given: list[str]) -> None:
    assert gives(history(check, *lists)) == given


@pytest.mark.parametrize(
    ("check", "lists", "asked"),
    [
        (CURRENT, [], ["list from 2019-03-02 due 2019-03-01"]),
        (CURRENT | {"bodies": ["police"]}, [], ["police from 2019-03-02 due 2019-03-01"]),
        (
            CURRENT,
            [wrong("a", "2020-01-10")],
            [
                "list from 2019-03-02 to 2020-01-09 due 2019-03-01",
                "list from 2020-02-10 due 2019-03-01",
                "list from 2020-01-10 to 2020-02-09 due 2019-03-01 denied",
            ],
        ),
        (
            CURRENT | {"limit_days": "0"},
            [wrong("a", "2020-01-10")],
            [
                "list from 2019-03-02 to 2020-01-09 due 2019-03-01",
                "list from 2020-01-11 due 2019-03-01",
                "list from 2020-01-10 to 2020-01-10 due 2019-03-01 denied",
            ],
        ),
        (
            STEPPED,
            [wrong("a", "2019-12-30"), good("b", "2020-01-05")],
            [
                "list from 2019-03-02 to 2019-12-29 due 2019-03-01",
                "list from 2020-01-05 due 2019-03-01",
                "list from 2019-12-30 to 2020-01-04 due 2019-03-01 denied",
            ],
        ),
    ],
    ids=["none", "one body", "wrong", "for a day", "made anew"],
)
def test_a_wrong_list_denies_until_it_runs_out_or_another_is_made(
    check: dict, lists: list[Evidence], asked: list[str]
) -> None:
    assert asks(history(check, *lists)) == asked


def test_lists_that_differed_on_one_day_stay_wrong_whatever_those_of_other_days_say() -> None:
    apart = [
        a_list("a", "2020-01-01", "o-1 2019-12-01", kept_by="police", thing="x"),
        a_list("b", "2020-01-01", "o-2 2019-12-01", kept_by="schools", thing="x"),
    ]
    found = history(CURRENT, *apart, good("c", "2020-06-01"))
    assert on(found, "2020-01-10") == "not_met"
    assert on(found, "2020-06-01") == "met"


def test_a_list_about_something_else_and_what_is_no_list_count_for_nothing() -> None:
    found = history(CURRENT)
    others = [good("a", "2020-01-01", subject="topic"), code("screening", "s", "2020-01-01", "o-1")]
    duty = found.view(d("2020-01-01")).duty
    assert found.criterion.check.ledger(others, duty).gives == ()
    ours = good("b", "2020-01-01", kept_by="police")
    of_schools = history(CURRENT | {"bodies": ["schools"]}).criterion.check
    assert of_schools.ledger([ours], duty).gives == ()


def test_the_sentence_tells_for_each_body_of_which_day_its_latest_list_is() -> None:
    lists = [good("a", "2020-01-01", kept_by="police"), good("b", "2020-02-01", kept_by="police")]
    assert finding(history(CURRENT, *lists), "2020-03-20").says.en == (
        "By 20 March 2020 the latest list on record is of 1 February 2020; a list counts for 30 days."
    )
    shown = finding(history(BOTH, *lists), "2020-03-20")
    assert shown.says.en == (
        "By 20 March 2020 the latest list of Police on record is of 1 February 2020; a list counts for 30 days. No list of "
        "Schools from 20 March 2020 or before is on record."
    )
    missing = [
        "a list of Police without contradictions that is recent on 20 March 2020",
        "a list of Schools without contradictions that is recent on 20 March 2020",
        "lists of one day, by Police and Schools, that agree and are recent on 20 March 2020",
    ]
    assert [m.en for m in shown.missing] == missing
    act = acted(BOTH, *lists, day="2020-03-20").act
    assert act and act.text.en == (
        "Make the list of 20 March 2020 anew, the same with each body that keeps one and each officer at one fixed post at a "
        f"time, or supply: {missing[0]}, {missing[1]} and {missing[2]}."
    )
