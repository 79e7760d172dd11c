"""An assessment that takes on new rows is the one that would be made of all rows anew."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.assessment import Assessment, assess, reckon
from compliance.finding import Entry
from tests.small import a_catalogue, as_entries, criterion, d, meeting, policy, vote

HORIZON = d("2022-12-31")
CATALOGUE = a_catalogue(
    criterion("meetings_held", at_least="2", first="2019-03-01", last="2020-12-31", see=["m1"]),
    criterion("policy_in_force", key="rules", subject="rules", accepted="true"),
    criterion("groups_reached", key="groups", groups=["students"], first="2019-03-01", last="2020-12-31"),
    continues_with="program",
)
RECORDS = [
    meeting("m1", "2019-05-01", groups=["students"]),
    meeting("m2", "2019-06-01", subject=["topic", "rules"], thing="m1"),
    meeting("m3", "2020-02-01/2020-03-01", groups=["parents"]),
    policy("p1", "2019-08-29", subject=["rules"]),
    policy("p2", "2020-08-29", subject=["rules", "topic"], number="N-2"),
    vote("v1", "2020-05-01"),
    vote("v2", "2021-05-01", "ends duty", "court order"),
]
some_entries = st.lists(
    st.builds(
        lambda entry, review, aside: entry._replace(review=review, set_aside=aside),
        st.sampled_from(as_entries(RECORDS)),
        st.sampled_from([None, "accepted", "rejected", "resubmitted"]),
        st.sampled_from([None, None, "hidden", "file"]),
    ),
    unique_by=lambda entry: entry.number,
    max_size=len(RECORDS),
).map(lambda entries: sorted(entries, key=lambda entry: entry.number))


def said(of: Assessment) -> list[object]:
    """Everything an assessment answers: outcomes over time, the findings of some days, the rows by key."""
    days = [date(2019, 3, 1), date(2019, 9, 1), date(2020, 6, 1), date(2021, 6, 1), HORIZON]
    return [
        [(key, history.outcomes) for key, history in of.obligations.items()],
        [history.findings(on) for history in of.obligations.values() for on in days],
        dict(of.entries),
        [of.about(history.obligation) for history in of.obligations.values()],
        of.in_order,
    ]


@given(some_entries, some_entries)
def test_taking_on_rows_is_the_same_as_beginning_anew(
    before: Sequence[Entry], after: Sequence[Entry]
) -> None:
    gone = [e for e in before if e not in after]
    come = [e for e in after if e not in before]
    advanced = reckon(CATALOGUE, before, HORIZON).with_rows(gone, come).assessment
    assert said(advanced) == said(assess(CATALOGUE, after, HORIZON))


@given(st.permutations(as_entries(RECORDS)))
def test_rows_may_come_one_by_one_in_any_order(entries: Sequence[Entry]) -> None:
    found = reckon(CATALOGUE, [], HORIZON)
    for entry in entries:
        found = found.with_rows([], [entry])
    assert said(found.assessment) == said(assess(CATALOGUE, as_entries(RECORDS), HORIZON))


def test_what_new_rows_do_not_bear_on_is_not_reckoned_anew() -> None:
    before = reckon(CATALOGUE, as_entries(RECORDS[:3]), HORIZON)
    [policy_entry] = [e for e in as_entries(RECORDS) if e.evidence.key == "p1"]
    after = before.with_rows([], [policy_entry])
    meetings, rules, groups = after.assessment.obligations["duty"].criteria
    assert (meetings, groups) == (
        before.assessment.obligations["duty"].criteria[0],
        before.assessment.obligations["duty"].criteria[2],
    )
    assert rules is not before.assessment.obligations["duty"].criteria[1]


def test_a_review_alone_changes_what_rests_on_its_record() -> None:
    entries = as_entries(RECORDS)
    before = reckon(CATALOGUE, entries, HORIZON)
    accepted = entries[3]._replace(review="accepted")
    after = before.with_rows([entries[3]], [accepted])
    on = d("2019-12-01")
    assert before.assessment.obligations["duty"].criteria[1].outcomes.at(on) == "needs_review"
    assert after.assessment.obligations["duty"].criteria[1].outcomes.at(on) == "met"


@pytest.mark.parametrize("taken_on", [False, True])
def test_a_row_set_aside_leaves_a_sustainment_period_in_doubt_also_where_it_came_later(
    taken_on: bool,
) -> None:
    starts = vote(
        "start", "2020-01-01", "starts sustainment", "court order", subject=["topic"], years=2, asks=None
    )
    [entry] = as_entries([starts], aside={"start": "hidden"})
    before = reckon(CATALOGUE, [] if taken_on else [entry], HORIZON)
    after = before.with_rows([], [entry]) if taken_on else before
    assert bool(before.assessment.doubts) is not taken_on
    [doubt] = after.assessment.doubts.values()
    assert [row.number for row in doubt.at(d("2020-06-01"))] == [1]
