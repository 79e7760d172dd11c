"""The law of the next act: done as told, the criterion is met on the day that the act names, and was not before."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.access import PUBLIC, Actor
from compliance.catalogue import Catalogue
from compliance.contributions import Review
from compliance.evidence import Evidence
from compliance.finding import Entry, Finding, Reviewed
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.rows import Rows
from compliance.rules.rule import Would
from tests.naive.reference import rows_with
from tests.random_stores import EVERY_RULE, HORIZON, SmallStore, stores
from tests.small import (
    FIRST,
    a_catalogue,
    as_entries,
    catalogue_content,
    criterion,
    d,
    policy,
    posting,
    record,
    record_content,
    vote,
    write_folder,
)
from tests.stores import a_desk, cut_after, load_folder, sqlite_place, with_people

THOROUGH = 20 if os.environ.get("PILCROW_TESTS") == "thorough" else 1
"""How many times as many random stores are looked at."""

days = st.dates(FIRST, HORIZON)


def of_first_criterion(catalogue: Catalogue, entries: Sequence[Entry]) -> CriterionHistory:
    """How the first criterion of a small store stands on every day."""
    (obligation,) = catalogue.obligations
    return CriterionHistory(catalogue, obligation, obligation.criteria[0], Rows.of(entries), HORIZON)


def once_done(entries: Sequence[Entry], would: Would) -> list[Entry]:
    """The rows as they would be once an act is done: with its records, reviewed as it says."""
    number = max((e.number for e in entries), default=0)
    new = [Entry(number + i, record) for i, record in enumerate(would.records, 1)]
    done = reviewed([*entries, *new], would.accept, "accepted")
    return reviewed(done, would.reject, "rejected")


def reviewed(entries: Sequence[Entry], keys: Sequence[str], verdict: Reviewed) -> list[Entry]:
    """The rows, those with some keys with this verdict of a review."""
    return [e._replace(review=verdict) if e.evidence.key in keys else e for e in entries]


def keeps_its_word(store: SmallStore, on: date) -> None:
    """Where the finding of a day is open: raises AssertionError if its next act does not do what it says.

    An act is found on the rows that count; what those set aside would change once it is done is not for it to say.
    """
    history = of_first_criterion(store.catalogue, store.entries)
    finding = history.finding(on)
    if not finding.is_open:
        return
    would, act, counting = history.would(on), finding.act, rows_with(store.entries, ())
    assert act is not None, f"a {finding.outcome} finding has no next act"
    told = f"{finding.outcome} on {on}, told “{act.text.en}” ({act.kind}, from {act.day})"
    if act.day is None:
        assert would == Would(), f"{told}, which names no day and yet offers {would}"
        return
    assert act.kind != "none", f"{told}: it names a day although none can cure this"
    assert act.day >= on, told
    if act.day > HORIZON:
        return
    before = of_first_criterion(store.catalogue, counting).outcomes.at(act.day)
    assert before is not Outcome.MET, f"{told}: it is met on that day without the act"
    outcome = of_first_criterion(store.catalogue, once_done(counting, would)).outcomes.at(act.day)
    assert outcome is Outcome.MET, f"{told}: once that is done it is {outcome}; done was {would}"


@pytest.mark.parametrize("rule", EVERY_RULE)
@settings(max_examples=40 * THOROUGH)
@given(data=st.data(), on=days)
def test_done_as_told_the_criterion_is_met_on_the_day_that_the_act_names(
    rule: str, data: st.DataObject, on: date
) -> None:
    keeps_its_word(data.draw(stores(rule, most=5)), on)


def a_store(check: dict[str, Any], *records: Evidence, reviews: dict[str, str] | None = None) -> SmallStore:
    """A store with one criterion, a row of each record, and some of them reviewed."""
    return SmallStore(a_catalogue(check), tuple(as_entries(records, reviews)))


COMMENTS = criterion("comments_answered", due="each thing")
TRAINED = criterion("each_trained", roster="roster", policy="rules", accepted="yes")
TRAINING = record("training", "course", happened="2019-04-01", course="A course")
SHORT = criterion("window_long_enough", at_least_days="1", due="each round")
ONE_ROUND = posting("round", "2019-05-10", "2019-05-20")
HELD_IN_MAY = criterion("meetings_held", at_least="1", first="2019-05-10", last="2019-05-20")
DOCUMENTED = criterion("items_documented", items=["alpha", "beta"], due="2019-04-01")


def _document(key: str, **fields: Any) -> Evidence:
    return record("document", key, thing="paper", **fields)


def _request(key: str, happened: str, **fields: Any) -> Evidence:
    return record(
        "request", key, happened=happened, asked_by="A parent", asked_of="police", what="It.", **fields
    )


HARD_TO_CURE: dict[str, tuple[SmallStore, str]] = {
    "sources that differ, of no account until the act is done": (
        a_store(
            DOCUMENTED,
            _document("one", voice="monitor"),
            _document("two", happened="2019-04-10", voice="department", names=["alpha"]),
        ),
        "2019-06-01",
    ),
    "requests that differ, of no account until one is answered": (
        a_store(
            criterion("requests_answered", due="each thing"),
            _request("one", "2019-04-10", thing="request"),
            _request("two", "2019-04-01", thing="request"),
            _request("three", "2019-04-01"),
        ),
        "2019-06-01",
    ),
    "records that nobody has reviewed, on which the act builds": (
        a_store(TRAINED, TRAINING, policy("rules-1", "2019-04-01", subject=["rules"])),
        "2019-06-01",
    ),
    "a question that opens before the act could be done": (
        a_store(HELD_IN_MAY, vote("vote", "2019-05-10")),
        "2019-04-01",
    ),
    "a question, and nothing due yet": (
        a_store(SHORT, ONE_ROUND, vote("vote", "2019-04-01")),
        "2019-05-01",
    ),
    "a window that may have opened after it closed": (
        a_store(
            criterion("posted_is_draft", due="each round"),
            posting("round", "2019-04-10/2019-04-30", "2019-04-20", posted="unknown"),
        ),
        "2019-05-01",
    ),
    "a thing whose days cannot lie so": (
        a_store(
            criterion(
                "days_between",
                kind="posting",
                start="closes",
                end="happened",
                at_least_days="1",
                due="each thing",
            )
        ),
        "2019-05-01",
    ),
}


@pytest.mark.parametrize("case", HARD_TO_CURE)
def test_an_act_promises_no_day_on_which_something_else_still_stands_in_the_way(case: str) -> None:
    store, day = HARD_TO_CURE[case]
    keeps_its_word(store, d(day))


def and_waiting(store: SmallStore, on: date) -> tuple[Finding, list[Entry]]:
    """The finding of a day, and the rows that its rule reads and that wait for a person."""
    history = of_first_criterion(store.catalogue, store.entries)
    check, accepted = history.criterion.check, history.criterion.accepted
    read = [e for e in history.rows_read() if check.subjects() & set(e.evidence.subject)]
    waiting = [e for e in read if e.review != "rejected" and not e.is_sure(accepted=accepted)]
    return history.finding(on), [e for e in waiting if e.evidence.kind in check.kinds()]


def names(finding: Finding, rows: Sequence[Entry]) -> list[Entry]:
    """The rows that the next act of a finding names."""
    return [e for e in rows if finding.act and f"“{e.evidence.summary}”" in finding.act.text.en]


@settings(max_examples=200 * THOROUGH)
@given(stores(aside=False, most=5), days, st.sampled_from(["accepted", "rejected"]))
def test_once_reviewed_what_waited_for_a_review_decides_nothing_more(
    store: SmallStore, on: date, verdict: Reviewed
) -> None:
    finding, waiting = and_waiting(store, on)
    named = names(finding, waiting)
    if finding.outcome is not Outcome.NEEDS_REVIEW or not named:
        return
    done = reviewed(store.entries, [e.evidence.key for e in named], verdict)
    after, still = and_waiting(SmallStore(store.catalogue, tuple(done)), on)
    assert not still, f"the act leaves unnamed what waits too: {still}"
    assert not names(after, named)


def test_records_filed_later_do_not_change_what_was_known_before(tmp_path: Path) -> None:
    town = catalogue_content(
        criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31", accepted="yes")
    )
    desk = with_people(a_desk(sqlite_place(tmp_path / "whole")))
    may = record_content("may", happened="2019-05-01", state="held")
    load_folder(desk, write_folder(tmp_path / "data", catalogue=town, meeting=[may]))
    desk.add(Actor("mo"), Review(record=_number(desk, "may"), verdict="accepted", reason="Seen."))
    cut = desk.door.head().number
    before = desk.door.ask(PUBLIC, "2020-01-31").assessment.obligations["duty"].criteria[0]
    act, would = before.finding(d("2020-01-31")).act, before.would(d("2020-01-31"))
    assert act is not None and act.day == d("2020-01-31") and would.records

    for wanted in would.records:
        filed = wanted.model_copy(update={"source": "paper", "said_by": "The department"})
        desk.add(Actor("cora"), filed, visibility="public")
    for key in would.accept:
        desk.add(Actor("mo"), Review(record=_number(desk, key), verdict="accepted", reason="Seen."))

    now = desk.door.ask(PUBLIC, str(act.day))
    then = desk.door.ask(PUBLIC, str(act.day), str(cut))
    alone = cut_after(desk, cut, sqlite_place(tmp_path / "cut")).door.ask(PUBLIC, str(act.day), str(cut))
    assert now.assessment.obligations["duty"].outcomes.at(act.day) is Outcome.MET
    assert then.assessment.obligations["duty"].outcomes == before.outcomes
    assert alone.assessment.obligations["duty"].outcomes == before.outcomes
    assert then.assessment.obligations["duty"].criteria[0].finding(act.day).act == act


def _number(desk: Any, key: str) -> int:
    entry: Entry = desk.door.ask(PUBLIC).assessment.entries[key]
    return entry.number
