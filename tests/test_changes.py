"""What changed between two looks at the record, and why: one test for each cause."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.assessment import assess
from compliance.changes import Look, Moved, changes
from compliance.evidence import Evidence
from compliance.finding import Entry
from tests.rules.rosters import a_list
from tests.small import a_catalogue, as_entries, criterion, d, meeting, policy, record, report, vote

HELD = criterion("meetings_held", at_least="1", first="2019-03-01", last="2020-12-31", due="2020-06-30")
IN_FORCE = criterion("policy_in_force", due="2019-09-30")


def look(
    check: Mapping[str, Any] | None,
    records: Sequence[Evidence | Entry],
    on: str,
    **of_obligation: Any,
) -> Look:
    entries = as_entries(records) if not records or isinstance(records[0], Evidence) else list(records)
    catalogue = a_catalogue(*([check] if check else []), **({"silence": "not_met"} | of_obligation))
    return Look(assess(catalogue, entries, d("2022-12-31")), d(on))  # type: ignore[arg-type]


def the_one(first: Look, second: Look) -> Moved:
    [moved] = changes(first, second)
    return moved


def whys(moved: Moved) -> list[str]:
    return [cause.why for cause in moved.causes]


def test_nothing_is_told_of_a_finding_that_stands_as_it_stood() -> None:
    one = look(HELD, [meeting("m", "2019-05-01")], "2020-07-01")
    assert not changes(one, one)
    more = look(HELD, [meeting("m", "2019-05-01"), meeting("n", "2019-06-01")], "2020-08-01")
    assert not changes(one, more)


def test_new_evidence_is_named_with_its_record() -> None:
    moved = the_one(look(HELD, [], "2020-07-01"), look(HELD, [meeting("m", "2019-05-01")], "2020-07-01"))
    assert moved.text().en == "From “not shown by the due date” to “shown”."
    assert [(c.why, c.text.en, c.record) for c in moved.causes] == [
        ("new evidence", "Record 1 came: A paper told of m.", "m")
    ]


def test_a_record_that_was_withdrawn_is_named() -> None:
    moved = the_one(look(HELD, [meeting("m", "2019-05-01")], "2020-07-01"), look(HELD, [], "2020-07-01"))
    assert [c.text.en for c in moved.causes] == ["Record 1 was withdrawn: A paper told of m."]


def test_a_correction_is_named_by_the_record_that_corrects() -> None:
    before = as_entries([meeting("m", "2019-05-01")])
    after = [before[0]._replace(number=7, evidence=meeting("m", "2018-05-01"))]
    moved = the_one(look(HELD, before, "2020-07-01"), look(HELD, after, "2020-07-01"))
    assert [(c.why, c.text.en) for c in moved.causes] == [
        ("corrected", "Record 7 corrects what was recorded: A paper told of m.")
    ]


def test_a_review_is_named_with_what_it_said() -> None:
    before = as_entries([meeting("m", "2019-05-01")])
    after = [before[0]._replace(review="rejected")]
    moved = the_one(look(HELD, before, "2020-07-01"), look(HELD, after, "2020-07-01"))
    assert [(c.why, c.text.en) for c in moved.causes] == [
        ("reviewed", "A review rejected record 1: A paper told of m.")
    ]


def test_a_file_that_is_not_what_was_recorded_is_no_withdrawal() -> None:
    before = as_entries([meeting("m", "2019-05-01")])
    after = [before[0]._replace(set_aside="file")]
    moved = the_one(look(HELD, before, "2020-07-01"), look(HELD, after, "2020-07-01"))
    assert set(whys(moved)) == {"set aside"}


def test_of_hidden_rows_no_word_is_told() -> None:
    secret = as_entries([meeting("m", "2019-05-01", summary="A secret.")])
    after = [secret[0]._replace(set_aside="hidden")]
    moved = the_one(look(HELD, [], "2020-07-01"), look(HELD, after, "2020-07-01"))
    assert whys(moved) == ["set aside"]
    assert "secret" not in moved.causes[0].text.en
    assert "record 1" in moved.causes[0].text.en


def test_days_on_which_a_hidden_row_begins_to_matter_are_told_as_doubt() -> None:
    secret = as_entries([policy("v", "2020-03-01", summary="A secret.")], aside={"v": "hidden"})
    moved = the_one(look(IN_FORCE, secret, "2020-01-01"), look(IN_FORCE, secret, "2021-01-01"))
    assert [c.text.en for c in moved.causes] == ["It is left in doubt by record 1, set aside."]


def test_a_due_date_that_passed_is_named() -> None:
    moved = the_one(look(HELD, [], "2020-06-30"), look(HELD, [], "2020-07-01"))
    assert whys(moved) == ["due date passed"]
    assert moved.causes[0].text.en.startswith(
        "Was due on 30 June 2020 and is not on record: records of 1 more meeting"
    )


def test_what_lapsed_is_named_with_its_last_day() -> None:
    version = policy("v", "2019-08-29", ends="2020-01-01", ended_by="rescinded")
    moved = the_one(look(IN_FORCE, [version], "2019-12-31"), look(IN_FORCE, [version], "2020-01-01"))
    assert [(c.why, c.text.en) for c in moved.causes] == [
        ("lapsed", "Held until 31 December 2019: A paper told of v.")
    ]


def test_what_took_effect_is_named() -> None:
    version = policy("v", "2019-12-29")
    moved = the_one(look(IN_FORCE, [version], "2019-12-01"), look(IN_FORCE, [version], "2020-01-01"))
    assert [(c.why, c.text.en) for c in moved.causes] == [
        ("took effect", "Holds since 29 December 2019: A paper told of v.")
    ]


def test_an_ask_whose_due_date_is_unknown_is_not_called_due() -> None:
    quarterly = criterion("published_each_period", every="quarter", first="2019-04-01", due="each period")
    reports = [report("r", "2019-07-10", "2019-04-01/2019-06-30")]
    moved = the_one(look(quarterly, reports, "2019-09-30"), look(quarterly, reports, "2019-10-01"))
    assert "due date passed" not in whys(moved)
    assert "asked" in whys(moved)


def test_a_question_that_was_opened_is_named_by_its_event() -> None:
    rows = [policy("v", "2019-08-29"), vote("w", "2020-03-01")]
    moved = the_one(look(IN_FORCE, rows, "2020-02-28"), look(IN_FORCE, rows, "2020-03-01"))
    assert [(c.why, c.record) for c in moved.causes] == [("question opened", "w")]


def test_an_order_that_ended_the_duty_is_named() -> None:
    rows = [policy("v", "2019-08-29"), vote("w", "2020-03-01", "ends duty", "court order")]
    days_passed = the_one(look(IN_FORCE, rows, "2020-02-28"), look(IN_FORCE, rows, "2020-03-01"))
    assert whys(days_passed) == ["order changed"]
    recorded = the_one(look(IN_FORCE, rows[:1], "2020-04-01"), look(IN_FORCE, rows, "2020-04-01"))
    assert [(c.why, c.record) for c in recorded.causes] == [("order changed", "w")]


def test_a_changed_check_is_named_with_its_parameters() -> None:
    rows = [meeting("m", "2019-05-01")]
    stricter = HELD | {"at_least": "2"}
    moved = the_one(look(HELD, rows, "2020-07-01"), look(stricter, rows, "2020-07-01"))
    assert [(c.why, c.text.en) for c in moved.causes] == [
        ("rule changed", "The check was changed: at_least.")
    ]


def test_a_check_that_came_and_one_that_went_are_named() -> None:
    other = HELD | {"key": "other"}
    found = changes(look(HELD, [], "2020-07-01"), look(other, [], "2020-07-01"))
    assert [(m.criterion.key, m.before is None, [c.text.en for c in m.causes]) for m in found] == [
        ("other", True, ["The check was added."]),
        ("check", False, ["The check was removed."]),
    ]


def test_both_a_record_and_a_day_can_be_behind_one_move() -> None:
    version = policy("v", "2019-08-29")
    first = look(IN_FORCE, [], "2019-09-30")
    second = look(IN_FORCE, [version, vote("w", "2020-03-01")], "2020-03-02")
    assert {"new evidence", "question opened"} <= set(whys(the_one(first, second)))


def test_a_look_back_at_an_earlier_day_tells_the_same_events() -> None:
    rows = [policy("v", "2019-08-29"), vote("w", "2020-03-01")]
    moved = the_one(look(IN_FORCE, rows, "2020-03-01"), look(IN_FORCE, rows, "2020-02-28"))
    assert whys(moved) == ["question opened"]


CURRENT = criterion("roster_current", subject="roster", limit_days="900", due="2019-03-01") | {
    "bodies": ["police", "schools"]
}
ONE_LIST = a_list("a", "2020-01-10", "o-1 2019-09-01", kept_by="police")
SAME_LIST = a_list("b", "2020-01-10", "o-1 2019-09-01", kept_by="schools")
OTHER_LIST = a_list("c", "2020-01-10", "o-2 2019-09-01", kept_by="schools")


def test_a_review_that_changes_nothing_is_no_cause_beside_the_list_that_came() -> None:
    before = as_entries([ONE_LIST, SAME_LIST])
    after = as_entries([ONE_LIST, SAME_LIST, OTHER_LIST], reviews={"a": "accepted", "b": "accepted"})
    moved = the_one(look(CURRENT, before, "2020-02-01"), look(CURRENT, after, "2020-02-01"))
    assert [(c.why, c.text.en) for c in moved.causes] == [
        ("new evidence", "Record 3 came: A paper told of c.")
    ]


def test_an_acceptance_that_counts_is_no_cause_where_a_list_decides() -> None:
    check = CURRENT | {"accepted": "true"}
    before = as_entries([ONE_LIST, SAME_LIST], reviews={"a": "accepted"})
    every = {"a": "accepted", "b": "accepted", "c": "accepted"}
    after = as_entries([ONE_LIST, SAME_LIST, OTHER_LIST], reviews=every)
    moved = the_one(look(check, before, "2020-02-01"), look(check, after, "2020-02-01"))
    assert [(c.why, c.record) for c in moved.causes] == [("new evidence", "c")]


def test_a_list_that_puts_an_untrained_officer_on_the_roster_is_the_cause_and_no_review_of_a_training() -> (
    None
):
    check = criterion("each_trained", roster="roster", due="2019-03-01", accepted="true")
    training = record("training", "t", happened="2019-10-01", course="C", officers=["o-1"])
    rows = [
        a_list("a", "2020-01-10", "o-1 2019-09-01", kept_by="police"),
        training,
        a_list("b", "2020-01-20", "o-1 2019-09-01", kept_by="police"),
    ]
    late = a_list("z", "2020-01-15", "o-2 2019-09-01", kept_by="schools")
    before = as_entries(rows, reviews={"a": "accepted", "b": "accepted"})
    after = as_entries([*rows, late], reviews=dict.fromkeys(("a", "b", "t", "z"), "accepted"))
    first, second = look(check, before, "2020-02-01"), look(check, after, "2020-02-01")
    moved = the_one(first, second)
    assert [(c.why, c.record) for c in moved.causes] == [("new evidence", "z")]


def test_two_records_that_are_both_needed_are_both_named_and_of_more_than_enough_each_is() -> None:
    two = HELD | {"at_least": "2"}
    held = [meeting("m", "2019-05-01"), meeting("n", "2019-06-01"), meeting("o", "2019-07-01")]
    moved = the_one(look(two, [], "2020-07-01"), look(two, held[:2], "2020-07-01"))
    assert [c.record for c in moved.causes] == ["m", "n"]
    moved = the_one(look(two, [], "2020-07-01"), look(two, held, "2020-07-01"))
    assert [c.record for c in moved.causes] == ["m", "n", "o"]


RECORDS = [
    policy("v", "2019-08-29", ends="2020-01-01", ended_by="rescinded"),
    policy("u", "2020-03-01/2020-04-01"),
    policy("x", "2019-05-01", inferred="From its number."),
    vote("w", "2020-06-01"),
    vote("o", "2021-06-01", "ends duty", "court order"),
    record("search", "s", happened="2019-07-01", looked_for="It.", places="Here."),
]
rows = st.lists(
    st.builds(
        lambda e, review, aside: e._replace(review=review, set_aside=aside),
        st.sampled_from(as_entries(RECORDS)),
        st.sampled_from([None, "accepted", "rejected", "resubmitted"]),
        st.sampled_from([None, None, "hidden", "file"]),
    ),
    unique_by=lambda e: e.number,
).map(lambda found: sorted(found, key=lambda e: e.number))
days = st.dates(d("2019-03-01"), d("2022-12-31"))


@given(rows, days, rows, days, st.sampled_from(["unknown", "2019-09-30"]))
@pytest.mark.parametrize("accepted", ["false", "true"])
def test_every_finding_that_moved_is_told_with_a_cause(
    accepted: str, before: list[Entry], on: Any, after: list[Entry], then: Any, due: str
) -> None:
    check = IN_FORCE | {"due": due, "accepted": accepted}
    first, second = look(check, before, str(on)), look(check, after, str(then))
    was, now = (one.assessment.obligations["duty"].criteria[0].outcomes.at(one.on) for one in (first, second))
    found = changes(first, second)
    assert bool(found) == (was is not now)
    assert all(moved.causes for moved in found), (was, now)


def test_of_a_vague_end_no_more_is_said_than_is_known() -> None:
    version = policy("v", "2019-08-29", ends="2020-01-01/2021-12-31", ended_by="rescinded")
    moved = the_one(look(IN_FORCE, [version], "2019-12-31"), look(IN_FORCE, [version], "2020-06-01"))
    assert [c.text.en for c in moved.causes] == [
        "Surely held until 31 December 2019, and whether it still does is not known: A paper told of v."
    ]


def test_sources_that_differ_from_a_day_on_are_named() -> None:
    rivals = [
        policy("a", "2019-08-29", thing="p", ends="2020-01-01", ended_by="rescinded"),
        policy("b", "2019-08-29", thing="p", ends="2021-01-01", ended_by="rescinded"),
    ]
    moved = the_one(look(IN_FORCE, rivals, "2019-12-31"), look(IN_FORCE, rivals, "2020-06-01"))
    assert moved.after is not None and moved.after.outcome == "contradicted"
    assert "sources differ" in whys(moved)
