"""Engagement meetings: what counts as a meeting held, and what does not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.kept import keeps_its_word
from tests.rules.ledgers import act_on, brought, says_on, would_on
from tests.rules.orders import order
from tests.small import FIRST, a_catalogue, criterion, d, finding, history, meeting, on, outcomes, record

TWO = criterion("meetings_held", at_least="2", first="2019-04-01", last="2019-06-30")
DUE = TWO | {"due": "2019-12-31"}
GROUPS = criterion("groups_reached", groups=["students", "parents"], first="2019-04-01", last="2019-06-30")


def naming(group: str) -> str:
    """What is missing where no record names a group: a record, not the people."""
    return f"a record of a meeting held that names {group} as taking part"


def test_an_empty_record_shows_nothing_either_way() -> None:
    assert outcomes(history(TWO)) == [("2019-03-01", "cannot_tell")]
    assert finding(history(TWO), "2020-01-01").missing[0].en.startswith("records of 2 more meetings")


def test_enough_meetings_are_shown_from_the_day_of_the_last_one_needed() -> None:
    found = history(TWO, meeting("m1", "2019-04-01"), meeting("m2", "2019-06-30"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2019-06-30", "met")]
    assert finding(found, "2020-01-01").evidence == ("m1", "m2")


@pytest.mark.parametrize("outside", ["2019-03-31", "2019-07-01"])
def test_a_meeting_a_day_outside_the_period_does_not_count(outside: str) -> None:
    assert (
        on(history(TWO, meeting("m1", "2019-05-01"), meeting("m2", outside)), "2020-01-01") == "cannot_tell"
    )


def test_an_announced_meeting_is_not_counted_as_held() -> None:
    found = history(TWO, meeting("m1", "2019-05-01"), meeting("m2", "2019-05-02", state="announced"))
    assert on(found, "2020-01-01") == "cannot_tell"
    assert finding(found, "2020-01-01").evidence == ("m1",)


def test_a_meeting_whose_day_was_inferred_fills_nothing() -> None:
    found = history(TWO, meeting("m1", "2019-05-01"), meeting("m2", "2019-05-02", inferred="The day."))
    assert on(found, "2020-01-01") == "cannot_tell"


def test_a_meeting_without_a_day_is_not_counted() -> None:
    undated = record("meeting", "m2", state="held")
    assert on(history(TWO, meeting("m1", "2019-05-01"), undated), "2020-01-01") == "cannot_tell"


def test_a_claim_of_twenty_meetings_is_not_a_meeting() -> None:
    claim = record("claim", "c", counts="meetings", value="20", as_of="2019-06-01")
    found = history(TWO, claim)
    assert on(found, "2020-01-01") == "cannot_tell"
    assert finding(found, "2020-01-01").evidence == ()


def test_one_meeting_told_by_two_sources_counts_once() -> None:
    twice = [
        meeting("m1", "2019-05-01", thing="may"),
        meeting("m2", "2019-05-01", thing="may", source="other"),
    ]
    found = history(TWO, *twice)
    assert outcomes(found) == [("2019-03-01", "cannot_tell")]
    assert ": 1; at least 2" in finding(found, "2020-01-01").says.en


def test_an_announcement_and_a_report_of_the_same_meeting_do_not_contradict_each_other() -> None:
    listed = meeting("listing", "2019-05-01", state="announced", thing="may")
    reported = meeting("report", "2019-05-01", thing="may")
    for told in ((listed, reported), (reported, listed)):
        assert on(history(TWO, *told, meeting("m2", "2019-05-02")), "2020-01-01") == "met"


def test_two_reports_that_differ_on_a_day_that_decides_are_shown_as_differing() -> None:
    inside, outside = meeting("a", "2019-06-30", thing="m"), meeting("b", "2019-07-01", thing="m")
    found = history(TWO, meeting("m1", "2019-05-01"), inside, outside)
    assert on(found, "2019-06-29") == "cannot_tell"
    assert on(found, "2020-01-01") == "contradicted"
    shown = finding(found, "2020-01-01")
    assert shown.evidence == ("a", "b")
    assert "A paper told of a." in shown.says.en
    assert "A paper told of b." in shown.says.en


def test_two_reports_that_differ_on_a_day_that_does_not_decide_change_nothing() -> None:
    one, other = meeting("a", "2019-05-03", thing="m"), meeting("b", "2019-05-04", thing="m")
    found = history(TWO, meeting("m1", "2019-05-01"), meeting("m2", "2019-05-02"), one, other)
    assert on(found, "2020-01-01") == "met"


def test_a_difference_ends_when_one_of_the_two_is_rejected() -> None:
    inside, outside = meeting("a", "2019-06-30", thing="m"), meeting("b", "2019-07-01", thing="m")
    first = meeting("m1", "2019-05-01")
    assert on(history(TWO, first, inside, outside, reviews={"b": "rejected"}), "2020-01-01") == "met"
    assert on(history(TWO, first, inside, outside, reviews={"a": "rejected"}), "2020-01-01") == "cannot_tell"


def test_a_vague_day_within_the_period_counts_from_its_last_possible_day() -> None:
    found = history(TWO, meeting("m1", "2019-05-01"), meeting("m2", "2019-05-10/2019-05-20"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2019-05-20", "met")]


@pytest.mark.parametrize("vague", ["2019-03-31/2019-04-02", "2019-06-29/2019-07-01"])
def test_a_vague_day_that_straddles_the_period_can_not_be_told_and_is_never_a_no(vague: str) -> None:
    found = history(DUE, meeting("m1", "2019-05-01"), meeting("m2", vague), silence="not_met")
    assert on(found, "2020-01-01") == "cannot_tell"


def test_several_meetings_in_one_record_count_as_many() -> None:
    assert on(history(TWO, meeting("m", "2019-05-01", sessions="2")), "2019-05-01") == "met"


def test_on_the_due_date_it_is_not_yet_late_and_the_day_after_silence_speaks() -> None:
    found = history(DUE, silence="not_met")
    assert on(found, "2019-12-31") == "not_yet_due"
    assert on(found, "2020-01-01") == "not_met"
    assert on(history(DUE), "2020-01-01") == "cannot_tell"


@pytest.mark.parametrize(("last", "late"), [("2019-04-30", None), ("2019-05-01", 1), ("2019-05-03", 3)])
def test_what_was_shown_after_the_due_date_says_how_many_days_late(last: str, late: int | None) -> None:
    found = history(TWO | {"due": "2019-04-30"}, meeting("m1", "2019-04-02"), meeting("m2", last))
    shown = finding(found, "2020-01-01")
    assert (shown.outcome, shown.late_days) == ("met", late)
    assert ("late" in shown.says.en) == (late is not None)
    if late == 1:
        assert "1 day late" in shown.says.en


def test_groups_are_reached_only_where_a_record_of_a_held_meeting_names_them() -> None:
    both = meeting("m1", "2019-05-01", groups=["students", "parents"])
    assert outcomes(history(GROUPS, both)) == [("2019-03-01", "cannot_tell"), ("2019-05-01", "met")]
    students = meeting("m1", "2019-05-01", groups=["students"])
    found = history(GROUPS, students, meeting("m2", "2019-05-02", state="announced", groups=["parents"]))
    assert on(found, "2020-01-01") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-01-01").missing] == [naming("parents")]
    assert "parents" in finding(found, "2020-01-01").act.text.en


def test_a_group_named_at_an_inferred_meeting_is_not_shown_as_reached() -> None:
    found = history(GROUPS, meeting("m1", "2019-05-01", groups=["students", "parents"], inferred="The day."))
    assert on(found, "2020-01-01") == "cannot_tell"
    assert len(finding(found, "2020-01-01").missing) == 2


def test_the_act_asks_for_records_of_the_past_and_not_for_more_meetings() -> None:
    act = finding(history(TWO), "2020-01-01").act
    assert (act.kind, act.holder) == ("supply", "police")
    assert "not more meetings" in act.text.en


def test_supplying_what_is_missing_closes_the_gap() -> None:
    before = [meeting("m1", "2019-05-01")]
    assert "records of 1 more meeting held" in finding(history(TWO, *before), "2020-01-01").missing[0].en
    assert on(history(TWO, *before, meeting("m2", "2019-05-02")), "2020-01-01") == "met"


def test_a_number_given_as_about_says_its_band() -> None:
    says = finding(history(TWO | {"about": "3"}), "2020-01-01").says
    assert "“About 3” is read as 2 to 4" in says.en
    assert "«Unas 3» se lee como de 2 a 4" in says.es
    assert "About" not in finding(history(TWO), "2020-01-01").says.en


def test_a_number_that_an_order_changes_is_asked_from_the_day_of_the_change() -> None:
    dated = TWO | {"at_least": {"2019-03-01": "1", "2020-01-01": {"is": "2", "source": "paper"}}}
    found = history(dated, meeting("m", "2019-05-01"))
    assert outcomes(found) == [
        ("2019-03-01", "cannot_tell"),
        ("2019-05-01", "met"),
        ("2020-01-01", "cannot_tell"),
    ]
    assert ": 1; at least 1" in finding(found, "2019-12-31").says.en
    assert ": 1; at least 2" in finding(found, "2020-01-01").says.en


def test_groups_that_an_order_adds_are_asked_from_that_day() -> None:
    dated = GROUPS | {"groups": {"2019-03-01": ["students"], "2020-01-01": ["students", "parents"]}}
    found = history(dated, meeting("m", "2019-05-01", groups=["students"]))
    assert on(found, "2019-12-31") == "met"
    assert [m.en for m in finding(found, "2020-01-01").missing] == [naming("parents")]
    assert "name 1 of the 2 groups" in finding(found, "2020-01-01").says.en


def test_two_records_of_one_day_and_place_that_name_no_thing_may_be_one_meeting() -> None:
    one, other = meeting("m1", "2019-05-01", place="A hall"), meeting("m2", "2019-05-01", place="a Hall")
    assert on(history(DUE, one, other, silence="not_met"), "2020-01-01") == "cannot_tell"
    elsewhere = meeting("m2", "2019-05-01", place="B hall")
    assert on(history(TWO, one, elsewhere), "2020-01-01") == "met"
    told_apart = [meeting(k, "2019-05-01", place="A hall", thing=k) for k in ("m1", "m2")]
    assert on(history(TWO, *told_apart), "2020-01-01") == "met"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (TWO | {"first": "2019-07-01"}, "swap the days"),
        (TWO | {"at_least": "0"}, "greater than or equal to 1"),
        (TWO | {"about": "1"}, "the lower end of its band"),
        (
            TWO | {"about": "2", "at_least": {"2019-03-01": "1", "2020-01-01": "3"}},
            "the lower end of its band",
        ),
        (TWO | {"at_least": {"2020-01-01": "1", "2019-01-01": "2"}}, "write the earliest first"),
        (GROUPS | {"groups": []}, "at least 1 item"),
        (GROUPS | {"groups": ["parents", "parents"]}, "name each group once"),
    ],
)
def test_what_can_not_be_meant_is_refused_with_what_would_be_right(wrong: dict, right: str) -> None:
    with pytest.raises(ValidationError, match=right):
        a_catalogue(wrong)


def test_a_period_of_one_day_and_a_band_of_one_number_can_be_meant() -> None:
    one_day = TWO | {"first": "2019-05-01", "last": "2019-05-01", "about": "2"}
    found = history(one_day, meeting("m", "2019-05-01", sessions="2"))
    assert on(found, "2020-01-01") == "met"
    assert "“About 2” is read as 2 to 2" in finding(found, "2020-01-01").says.en


def test_notice_on_a_day_after_the_meeting_is_refused() -> None:
    with pytest.raises(ValidationError, match="lies after the meeting"):
        meeting("m", "2019-05-01", noticed="2019-05-02")


def test_ten_thousand_groups_are_counted() -> None:
    groups = [f"g{i}" for i in range(10_000)]
    found = history(GROUPS | {"groups": groups}, meeting("m", "2019-05-01", groups=groups[1:]))
    assert [m.en for m in finding(found, "2020-01-01").missing] == [naming("g0")]


def test_while_the_period_runs_the_act_is_to_hold_meetings_and_after_it_to_supply_records() -> None:
    one = meeting("m1", "2019-05-01")
    during = acted(TWO, one, day="2019-06-01")
    assert during.act and (during.act.kind, during.act.day) == ("do", d("2019-06-01"))
    assert during.act.text.en.startswith("Hold 1 more meeting from 1 April 2019 to 30 June 2019")
    before = acted(TWO, day="2019-03-10")
    assert before.act and (before.act.kind, before.act.day) == ("do", d("2019-04-01"))
    after = acted(TWO, one, day="2020-01-01")
    assert after.act and (after.act.kind, after.act.day) == ("supply", d("2020-01-01"))


def test_a_meeting_with_the_groups_that_no_record_names_closes_that_gap() -> None:
    students = meeting("m1", "2019-05-01", groups=["students"])
    for day, kind in (("2019-03-10", "do"), ("2019-06-01", "do"), ("2020-01-01", "supply")):
        act = acted(GROUPS, students, day=day).act
        assert act and act.kind == kind
        assert "parents" in act.text.en


def test_on_the_last_day_of_the_period_meetings_can_still_be_held() -> None:
    for check, word in ((TWO, "Hold 2 more meetings"), (GROUPS, "Hold a meeting")):
        last = acted(check, day="2019-06-30").act
        assert last and (last.kind, last.text.en[: len(word)]) == ("do", word)
        assert brought(history(check), "2019-07-01", "happened") == [("2019-06-30",)]


def test_what_lies_ahead_on_record_leaves_nothing_to_bring() -> None:
    both = meeting("m", "2019-04-01", sessions="2", groups=["students", "parents"])
    for check in (TWO, GROUPS):
        found = history(check, both)
        assert act_on(found, "2019-03-10").day is None
        assert would_on(found, "2019-03-10") == Would()
    assert act_on(history(GROUPS, both), "2019-03-10").text.en.startswith(
        "Hold a meeting from 1 April 2019 to 30 June 2019 with: students and parents;"
    )


def test_before_anything_is_asked_the_groups_of_the_day_are_counted() -> None:
    dated = GROUPS | {"groups": {"2019-03-01": ["students"], "2020-06-01": ["students", "parents"]}}
    both = meeting("m", "2019-05-01", groups=["students", "parents"])
    assert ": 0; at least 2 would show the number" in says_on(history(DUE), "2019-12-01").en
    ahead = dated | {"due": "2020-03-01"}
    assert "name 1 of the 1 groups" in says_on(history(ahead, both), "2019-12-01").en
    assert "name 0 of the 1 groups" in says_on(history(ahead), "2019-12-01").en


def test_groups_that_change_and_a_due_date_that_is_moved_are_asked_on_the_days_on_which_both_hold() -> None:
    dated = GROUPS | {
        "groups": {"2019-03-01": ["students"], "2020-01-02": ["parents"], "2020-02-01": ["students"]},
        "due": "2019-12-31",
    }
    found = history(dated, order("2020-02-02", "2020-06-30"), silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2020-01-01", "not_met"),
        ("2020-02-02", "not_yet_due"),
        ("2020-07-01", "not_met"),
    ]
    missing = {
        day: [m.en for m in finding(found, day).missing] for day in ("2020-01-01", "2020-01-02", "2020-02-01")
    }
    assert list(missing.values()) == [[naming("students")], [naming("parents")], [naming("students")]]


def test_a_group_asked_before_and_after_a_change_is_late_from_its_due_date() -> None:
    again = GROUPS | {"groups": {"2019-03-01": ["students"], "2019-06-01": ["students"]}, "due": "2019-06-10"}
    found = finding(history(again, meeting("m", "2019-06-15", groups=["students"])), "2020-01-01")
    assert (found.outcome, found.late_days) == ("met", 5)


days = st.dates(date(2019, 3, 20), date(2019, 7, 10))


@st.composite
def meetings(draw: st.DrawFn) -> list[Evidence]:
    """A few meetings, some vague, some announced, some inferred."""
    found = []
    for i in range(draw(st.integers(0, 5))):
        first = draw(days)
        last = first + timedelta(days=draw(st.sampled_from([0, 0, 7])))
        more = {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        state = draw(st.sampled_from(["held", "held", "announced"]))
        found.append(meeting(f"m{i}", f"{first}/{last}", state, **more))
    return found


@given(meetings(), st.booleans(), st.sampled_from(["unknown", "2019-05-15"]))
def test_each_day_is_as_a_plain_count_of_that_day_says(found: list[Evidence], strict: bool, due: str) -> None:
    silence = "not_met" if strict else "cannot_tell"
    checked = history(TWO | {"due": due}, *found, silence=silence, until="2019-07-20")
    first, last = d("2019-04-01"), d("2019-06-30")
    filled_before = False
    day = FIRST
    while day <= d("2019-07-20"):
        surely = perhaps = 0
        for m in found:
            if m.state != "held":
                continue
            e, w = m.happened.earliest, m.happened.latest
            if m.inferred is None and first <= e and w <= last and w <= day:
                surely += 1
            elif e <= day and e <= last and w >= first:
                perhaps += 1
        asked = due == "unknown" or day > d(due)
        if not asked:
            expected = "met" if surely >= 2 else "not_yet_due"
        elif surely >= 2:
            expected, filled_before = "met", True
        elif due != "unknown" and surely + perhaps < 2 and strict:
            expected = "lapsed" if filled_before else "not_met"
        else:
            expected = "cannot_tell"
        assert checked.outcomes.at(day) == expected, day
        day += timedelta(days=1)


CHANGING = (
    criterion(
        "meetings_held",
        at_least={"2019-03-01": "2", "2019-05-15": "3"},
        first="2019-04-01",
        last="2019-06-30",
    ),
    criterion(
        "groups_reached",
        groups={"2019-03-01": ["students"], "2019-05-15": ["parents", "students"]},
        first="2019-04-01",
        last="2019-06-30",
    ),
)


@given(st.sampled_from(CHANGING), meetings(), st.dates(FIRST, date(2019, 8, 1)), st.booleans())
def test_the_act_keeps_its_word(check: dict, found: list[Evidence], day: date, strict: bool) -> None:
    due = {"due": "2019-05-01"} if strict else {}
    keeps_its_word(check | due, *found, day=str(day), silence="not_met" if strict else "cannot_tell")


def test_a_group_that_one_of_two_records_on_a_meeting_names_took_part() -> None:
    silent = meeting("silent", "2019-05-01", thing="m")
    naming = meeting("naming", "2019-05-01", thing="m", groups=["students"])
    check = criterion("groups_reached", groups=["students"], first="2019-04-01", last="2019-06-30")
    shown = finding(history(check, silent, naming), "2020-01-01")
    assert (shown.outcome, shown.evidence) == ("met", ("naming",))
    inferred = meeting("naming", "2019-05-01", thing="m", groups=["students"], inferred="From a photograph.")
    assert finding(history(check, silent, inferred), "2020-01-01").outcome == "cannot_tell"
