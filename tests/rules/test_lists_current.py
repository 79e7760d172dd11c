"""The list itself: recent, each officer at one post, and the same with each body that keeps one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.rosters import a_list, days, dues, lists, the_act_does_what_it_says
from tests.small import criterion, d, finding, history, on, outcomes, record

CURRENT = criterion("roster_current", subject="roster", limit_days="30", due="2019-03-01")
BOTH = CURRENT | {"bodies": ["police", "schools"]}


def test_a_list_counts_through_the_last_of_its_days() -> None:
    found = history(CURRENT, a_list("a", "2020-01-01", "o-1 2020-01-01"))
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2019-03-02", "cannot_tell"),
        ("2020-01-01", "met"),
        ("2020-02-01", "cannot_tell"),
    ]


def test_how_long_a_list_counts_is_read_on_its_day() -> None:
    check = CURRENT | {"limit_days": {"2019-03-01": "100", "2020-01-01": "10"}}
    old = history(check, a_list("a", "2019-12-31", "o-1 2019-12-31"))
    assert (on(old, "2020-04-09"), on(old, "2020-04-10")) == ("met", "cannot_tell")
    new = history(check, a_list("a", "2020-01-01", "o-1 2019-12-31"))
    assert (on(new, "2020-01-11"), on(new, "2020-01-12")) == ("met", "cannot_tell")


def test_a_vague_list_counts_where_every_reading_of_its_day_says_so() -> None:
    found = history(CURRENT, a_list("a", "2020-01-01/2020-01-11", "o-1 2019-12-31"), silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2019-03-02", "not_met"),
        ("2020-01-01", "cannot_tell"),
        ("2020-01-11", "met"),
        ("2020-02-01", "cannot_tell"),
        ("2020-02-11", "lapsed"),
    ]


def test_an_inferred_list_fills_nothing() -> None:
    guessed = a_list("a", "2020-01-01", "o-1 2020-01-01", inferred="The list.")
    assert on(history(CURRENT, guessed, silence="not_met"), "2020-01-10") == "cannot_tell"


@pytest.mark.parametrize(
    ("posts", "outcome"),
    [
        (("o-1 2020-01-01 - s-1 fixed", "o-1 2020-01-01 - s-2 fixed"), "not_met"),
        (("o-1 2020-01-01 2020-01-05 s-1 fixed", "o-1 2020-01-05 - s-2 fixed"), "not_met"),
        (("o-1 2020-01-01 2020-01-04 s-1 fixed", "o-1 2020-01-05 - s-2 fixed"), "met"),
        (("o-1 2020-01-01 - s-1 fixed", "o-1 2020-01-01 - s-2 roving"), "met"),
        (("o-1 2020-01-01 - s-1 fixed", "o-1 2020-01-01 - s-1 fixed"), "met"),
        (("o-1 2020-01-01 - s-1 fixed", "o-2 2020-01-01 - s-1 fixed"), "met"),
        (("o-1 2020-01-01 - - fixed", "o-1 2020-01-01 - - fixed"), "met"),
    ],
)
def test_one_officer_at_two_fixed_posts_on_one_day_is_wrong(posts: tuple[str, ...], outcome: str) -> None:
    assert on(history(CURRENT, a_list("a", "2020-01-10", *posts)), "2020-01-10") == outcome


def test_a_list_that_is_wrong_ends_the_one_before_and_names_the_officer() -> None:
    good = a_list("a", "2020-01-01", "o-1 2020-01-01")
    wrong = a_list("b", "2020-01-10", "o-1 2020-01-01 - s-1 fixed", "o-1 2020-01-01 - s-2 fixed")
    mended = a_list("c", "2020-01-20", "o-1 2020-01-01 - s-1 fixed")
    found = history(CURRENT, good, wrong, mended)
    assert outcomes(found)[-4:] == [
        ("2020-01-01", "met"),
        ("2020-01-10", "lapsed"),
        ("2020-01-20", "met"),
        ("2020-02-20", "cannot_tell"),
    ]
    says = finding(found, "2020-01-15").says
    assert "On the list of 10 January 2020 these officers are at two fixed posts on one day: o-1." in says.en
    assert "en dos puestos fijos el mismo día: o-1." in says.es


def test_a_post_left_empty_longer_than_allowed_on_its_first_empty_day_is_wrong() -> None:
    check = CURRENT | {"empty_days": {"2019-03-01": "9", "2020-01-01": "4"}}
    before = ("o-1 2019-06-01 2019-12-01 s-1 fixed", "o-2 2019-12-11 - s-1 fixed")
    assert on(history(check, a_list("a", "2020-01-10", *before)), "2020-01-10") == "met"
    after = ("o-1 2019-06-01 2019-12-31 s-1 fixed", "o-2 2020-01-06 - s-1 fixed")
    found = history(check, a_list("a", "2020-01-10", *after))
    assert on(found, "2020-01-10") == "not_met"
    assert "empty for longer than allowed: s-1." in finding(found, "2020-01-10").says.en
    assert on(history(CURRENT, a_list("a", "2020-01-10", *after)), "2020-01-10") == "met"


def test_each_body_has_its_list_and_those_of_one_day_agree() -> None:
    police = a_list("a", "2020-01-01", "o-1 2020-01-01", kept_by="police")
    same = a_list("b", "2020-01-01", "o-1 2020-01-01", kept_by="schools")
    assert on(history(BOTH, police, same), "2020-01-10") == "met"
    other_day = a_list("b", "2020-01-02", "o-1 2020-01-01", kept_by="schools")
    found = finding(history(BOTH, police, other_day), "2020-01-10")
    assert found.outcome == "cannot_tell"
    assert [m.en for m in found.missing] == [
        "lists of one day, by Police and Schools, that agree and are recent on 10 January 2020"
    ]
    assert on(history(BOTH, police), "2020-01-10") == "cannot_tell"


@pytest.mark.parametrize("check", [CURRENT, BOTH], ids=["any list", "by body"])
def test_two_bodies_lists_of_one_day_that_differ_are_wrong_and_the_officers_are_named(
    check: dict[str, Any],
) -> None:
    police = a_list("a", "2020-01-01", "o-1 2020-01-01", kept_by="police", thing="lists")
    longer = a_list("b", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01", kept_by="schools", thing="lists")
    found = history(check, police, longer)
    assert on(found, "2020-01-10") == "not_met"
    assert (
        "The lists of Police and Schools of 1 January 2020 differ on: o-2."
        in finding(found, "2020-01-10").says.en
    )


def test_an_empty_record_shows_no_list() -> None:
    found = finding(history(CURRENT), "2020-03-01")
    assert found.says.en == "No list from 1 March 2020 or before is on record."
    assert found.says.es == "No consta ninguna lista del 1 de marzo de 2020 o anterior."
    assert [m.en for m in found.missing] == ["a list without contradictions that is recent on 1 March 2020"]


OLD = a_list("a", "2020-01-01", "o-1 2020-01-01", kept_by="police")
WRONG = a_list(
    "a",
    "2020-03-01",
    "o-1 2020-01-01 - s-1 fixed",
    "o-1 2020-01-01 - s-2 fixed",
    kept_by="police",
)


@pytest.mark.parametrize(
    ("check", "records", "acts_on"),
    [
        (CURRENT, [], "2020-03-01"),
        (CURRENT, [OLD], "2020-03-01"),
        (CURRENT, [WRONG], "2020-03-02"),
        (BOTH, [OLD], "2020-03-01"),
        (BOTH, [WRONG], "2020-03-02"),
    ],
)
def test_the_act_on_lists_does_what_it_says(
    check: dict[str, Any], records: list[Evidence], acts_on: str
) -> None:
    act = acted(check, *records, day="2020-03-01").act
    assert (act.kind, act.day) == ("do", d(acts_on))


@given(lists(), st.data())
def test_an_act_on_lists_closes_the_gap_whatever_is_on_record(
    records: list[Evidence], data: st.DataObject
) -> None:
    bodies = data.draw(st.sampled_from([{}, {"bodies": ["police"]}, {"bodies": ["police", "schools"]}]))
    limit = data.draw(st.sampled_from(["0", "20", {"2019-03-01": "40", "2020-02-01": "5"}]))
    empty = data.draw(st.sampled_from([{}, {"empty_days": "3"}]))
    check = CURRENT | bodies | empty | {"limit_days": limit}
    the_act_does_what_it_says(check, records, data.draw(days), data.draw(dues))


def test_a_body_stands_once_under_bodies() -> None:
    with pytest.raises(ValidationError, match="name each once"):
        history(CURRENT | {"bodies": ["police", "police"]})


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"assignments": []}, "at least 1 item"), ({"happened": "2020-02-30"}, "not in the calendar")],
)
def test_what_cannot_be_a_list_is_refused_by_name(fields: dict[str, Any], wrong: str) -> None:
    facts = {"happened": "2020-01-01", "assignments": [{"officer": "o-1", "first": "2020-01-01"}]}
    with pytest.raises(ValidationError, match=wrong):
        record("roster", "a", **(facts | fields))
