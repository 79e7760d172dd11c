"""Topics covered by the text in force, and what was considered, as documents show."""

import pytest

from compliance.evidence import Evidence
from tests.small import criterion, finding, history, on, outcomes, policy, record

TOPICS = criterion("topics_covered", topics=["alpha", "beta"])
ITEMS = criterion("items_documented", items=["alpha", "beta"], due="none")


def version(key: str, effective: str, *topics: str, **fields: object) -> Evidence:
    """A version with a confirmed clause on each topic."""
    clauses = [
        {"topic": topic, "where": "I.A", "quote": "Words.", "confirmed_by": "A person"} for topic in topics
    ]
    return policy(key, effective, clauses=clauses, **fields)


def document(key: str, happened: str | None, *names: str, **fields: str) -> Evidence:
    """A document that shows these things."""
    dated = {"happened": happened} if happened else {}
    return record("document", key, voice="department", names=list(names), **dated, **fields)


@pytest.mark.parametrize("check", [TOPICS, ITEMS])
def test_an_empty_record_shows_nothing_either_way(check: dict) -> None:
    for silence in ("cannot_tell", "not_met"):
        assert outcomes(history(check, silence=silence)) == [("2019-03-01", "cannot_tell")]
    assert finding(history(check), "2020-01-01").missing


def test_each_topic_needs_a_clause_of_the_version_in_force() -> None:
    found = history(TOPICS, version("v", "2019-08-29", "alpha"), version("w", "2020-06-01", "alpha", "beta"))
    assert on(found, "2019-08-28") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-05-31").missing] == ["a confirmed clause on: beta"]
    assert on(found, "2020-05-31") == "cannot_tell"
    assert on(found, "2020-06-01") == "met"


def test_a_new_version_that_drops_a_topic_is_short_again() -> None:
    due = TOPICS | {"due": "2019-08-01"}
    records = [version("v", "2019-08-29", "alpha", "beta"), version("w", "2020-06-01", "alpha")]
    found = history(due, *records, silence="not_met")
    assert on(found, "2020-05-31") == "met"
    assert finding(found, "2020-05-31").late_days is None
    assert on(found, "2020-06-01") == "not_met"
    assert on(history(TOPICS, *records), "2020-06-01") == "cannot_tell"


def test_the_due_date_is_inclusive_and_a_version_without_the_topics_is_short_the_day_after() -> None:
    found = history(TOPICS | {"due": "2019-12-31"}, version("v", "2019-08-29"), silence="not_met")
    assert on(found, "2019-12-31") == "not_yet_due"
    assert on(found, "2020-01-01") == "not_met"


def test_a_version_that_may_not_be_in_force_is_not_called_short() -> None:
    due = TOPICS | {"due": "2019-08-01"}
    ended = {"ends": "2020-01-10/2020-01-20", "ended_by": "rescinded"}
    found = history(due, version("v", "2019-08-10/2019-08-20", **ended), silence="not_met")
    assert on(found, "2019-08-19") == "cannot_tell"
    assert on(found, "2019-08-20") == "not_met"
    assert on(found, "2020-01-09") == "not_met"
    assert on(found, "2020-01-10") == "cannot_tell"
    assert on(found, "2020-01-20") == "cannot_tell"


def test_an_inferred_version_fills_nothing_and_blames_nobody() -> None:
    due = TOPICS | {"due": "2019-08-01"}
    for topics in ((), ("alpha", "beta")):
        found = history(due, version("v", "2019-08-29", *topics, inferred="The day."), silence="not_met")
        assert on(found, "2020-01-01") == "cannot_tell"


def test_the_act_names_only_the_topics_that_are_short() -> None:
    act = finding(history(TOPICS, version("v", "2019-08-29", "alpha")), "2020-01-01").act
    assert act.text.en.endswith("beta.")
    assert act.holder == "record-keeper"


def test_items_are_shown_from_the_day_of_the_document_that_names_them() -> None:
    found = history(ITEMS, document("d1", "2020-01-01", "alpha"), document("d2", "2020-02-01", "beta"))
    assert on(found, "2020-01-31") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-01-31").missing] == ["beta"]
    assert on(found, "2020-02-01") == "met"
    assert finding(found, "2020-02-01").evidence == ("d1", "d2")


def test_an_undated_or_inferred_document_fills_nothing() -> None:
    undated = document("d1", None, "alpha", "beta")
    inferred = document("d1", "2020-01-01", "alpha", "beta", inferred="What it names.")
    for one in (undated, inferred):
        assert {o for _, o in outcomes(history(ITEMS, one))} == {"cannot_tell"}


def test_saying_that_something_was_considered_names_no_document() -> None:
    statement = document("d1", "2020-01-01")
    assert on(history(ITEMS, statement), "2021-01-01") == "cannot_tell"
