"""What holds for every rule: events that leave a duty open or end it, reviews, differing sources, failures."""

from collections.abc import Sequence

import pytest

from compliance.asks import Ledger
from compliance.evidence import Evidence
from compliance.rules.counts.held import MeetingsHeld
from compliance.rules.rule import Duty
from tests.small import criterion, finding, history, meeting, on, outcomes, policy, posting, vote

IN_FORCE = criterion("policy_in_force")
DUE = IN_FORCE | {"due": "2019-12-31"}
VOTE = vote("vote", "2021-02-22")


# Before the duty


def test_before_the_first_day_a_source_shows_it_it_is_not_in_force() -> None:
    found = history(
        IN_FORCE,
        policy("v", "2019-08-29"),
        **{"from": "2020-05-18", "from_note": {"en": "Why.", "es": "Por qué."}},
    )
    assert outcomes(found) == [("2019-03-01", "not_in_force"), ("2020-05-18", "met")]
    assert finding(found, "2020-05-17").says.en.endswith("18 May 2020. Why.")


def test_a_duty_whose_first_day_is_unknown_is_asked_about_from_the_start() -> None:
    assert outcomes(history(IN_FORCE, **{"from": "unknown"})) == [("2019-03-01", "cannot_tell")]


# Open questions


def test_what_stands_only_by_continuation_needs_a_person_from_the_day_of_the_event() -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29"), VOTE)
    assert on(found, "2021-02-21") == "met"
    assert on(found, "2021-02-22") == "needs_review"
    shown = finding(found, "2021-02-22")
    assert shown.cited == ("vote",)
    assert "Does it still stand?" in shown.question.en
    assert shown.act.kind == "ask"
    assert finding(found, "2021-02-21").question is None


def test_the_question_goes_to_the_body_that_the_catalogue_names() -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29"), VOTE, question_with="parties")
    assert finding(found, "2021-02-22").holder == "parties"


def test_what_could_not_be_told_stays_so_and_cites_the_event() -> None:
    found = history(IN_FORCE, VOTE)
    assert outcomes(found) == [("2019-03-01", "cannot_tell")]
    assert finding(found, "2021-02-21").cited == ()
    after = finding(found, "2021-02-22")
    assert after.cited == ("vote",)
    assert after.question is not None
    assert [str(step.on) for step in found.steps()] == ["2019-03-01", "2021-02-22"]


def test_an_open_question_alone_makes_nothing_lapsed_or_not_shown() -> None:
    ends = policy("v", "2019-08-29", ends="2021-06-01", ended_by="rescinded")
    found = history(DUE, ends, VOTE, silence="not_met")
    assert outcomes(found)[-2:] == [("2021-02-22", "needs_review"), ("2021-06-01", "cannot_tell")]
    due_after = history(IN_FORCE | {"due": "2021-03-31"}, VOTE, silence="not_met")
    assert {o for _, o in outcomes(due_after)} == {"not_yet_due", "needs_review", "cannot_tell"}


def test_what_was_not_shown_by_its_due_date_before_the_event_stays_so() -> None:
    found = history(DUE, VOTE, silence="not_met")
    assert outcomes(found)[-1] == ("2020-01-01", "not_met")
    assert finding(found, "2021-02-22").cited == ("vote",)


def test_due_on_the_day_before_the_event_is_not_overdue_before_it() -> None:
    on_the_day = history(IN_FORCE | {"due": "2021-02-21"}, VOTE, silence="not_met")
    assert on(on_the_day, "2021-02-22") == "cannot_tell"
    day_before = history(IN_FORCE | {"due": "2021-02-20"}, VOTE, silence="not_met")
    assert on(day_before, "2021-02-22") == "not_met"


def test_a_second_event_does_not_turn_a_question_into_a_no_nor_a_no_into_a_question() -> None:
    second = vote("second", "2021-09-01")
    still_open = history(IN_FORCE | {"due": "2021-03-31"}, VOTE, second, silence="not_met")
    assert on(still_open, "2021-09-01") == "cannot_tell"
    settled = vote("keeps", "2021-03-15", "keeps duty", "court order")
    found = history(IN_FORCE | {"due": "2021-03-31"}, VOTE, settled, second, silence="not_met")
    assert on(found, "2021-04-01") == "not_met"
    assert on(found, "2021-09-01") == "not_met"


def test_an_order_that_keeps_the_duty_closes_the_question() -> None:
    keeps = vote("keeps", "2021-06-01", "keeps duty", "court order")
    found = history(IN_FORCE, policy("v", "2019-08-29"), VOTE, keeps)
    assert on(found, "2021-05-31") == "needs_review"
    assert on(found, "2021-06-01") == "met"
    short = history(IN_FORCE, VOTE, keeps)
    assert finding(short, "2021-06-01").question is None
    assert [str(step.on) for step in short.steps()] == ["2019-03-01", "2021-02-22", "2021-06-01"]


@pytest.mark.parametrize(
    "keeps",
    [
        vote("keeps", "2021-06-01", "keeps duty"),
        vote("keeps", "2021-06-01", "keeps duty", "court order", inferred="What it means."),
        vote("keeps", "2021-02-21", "keeps duty", "court order"),
    ],
    ids=["of a kind not allowed", "inferred", "from before the event"],
)
def test_nothing_less_closes_the_question(keeps: Evidence) -> None:
    assert on(history(IN_FORCE, policy("v", "2019-08-29"), VOTE, keeps), "2021-12-31") == "needs_review"


def test_a_vague_event_opens_its_question_on_the_first_possible_day() -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29"), vote("vote", "2021-02-01/2021-02-28"))
    assert on(found, "2021-01-31") == "met"
    assert on(found, "2021-02-01") == "needs_review"


def test_an_event_about_something_else_or_only_cited_opens_no_question() -> None:
    for other in (vote("vote", "2021-02-22", subject=["topic"]), vote("vote", "2021-02-22", "none")):
        assert on(history(IN_FORCE, policy("v", "2019-08-29"), other), "2021-12-31") == "met"
    found = history(IN_FORCE, policy("v", "2019-08-29"), VOTE, continues_with=None)
    assert on(found, "2021-12-31") == "met"


def test_a_rejected_event_opens_no_question_and_ends_nothing() -> None:
    for event in (VOTE, vote("vote", "2021-02-22", "ends duty", "court order")):
        found = history(IN_FORCE, policy("v", "2019-08-29"), event, reviews={"vote": "rejected"})
        assert on(found, "2021-12-31") == "met"


# The end of a duty


def test_an_order_of_an_allowed_kind_ends_the_duty_from_the_day_it_takes_effect() -> None:
    order = vote("order", "2021-03-01", "ends duty", "court order", takes_effect="2021-04-01")
    found = history(DUE, order, silence="not_met")
    assert on(found, "2021-03-31") == "not_met"
    assert on(found, "2021-04-01") == "not_applicable"
    assert finding(found, "2021-04-01").evidence == ("order",)
    assert not finding(found, "2021-04-01").is_open


@pytest.mark.parametrize(
    "act",
    [
        vote("act", "2021-03-01", "ends duty"),
        vote("act", "2021-03-01", "ends duty", "law"),
        vote("act", "2021-03-01", "ends duty", "court order", inferred="What it means."),
    ],
    ids=["a vote", "a law", "inferred"],
)
def test_an_act_of_a_kind_not_allowed_only_opens_a_question(act: Evidence) -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29"), act)
    assert on(found, "2021-02-28") == "met"
    assert on(found, "2021-12-31") == "needs_review"


def test_the_catalogue_says_which_kinds_may_end_a_duty() -> None:
    act = vote("act", "2021-03-01", "ends duty")
    assert on(history(IN_FORCE, act, ends_by=["vote"]), "2021-03-01") == "not_applicable"


def test_a_vague_order_ends_the_duty_on_its_last_possible_day() -> None:
    order = vote("order", "2021-03-01/2021-03-31", "ends duty", "court order")
    found = history(IN_FORCE, policy("v", "2019-08-29"), order)
    assert on(found, "2021-03-30") == "met"
    assert on(found, "2021-03-31") == "not_applicable"


# Reviews

TWO = criterion("meetings_held", at_least="2", first="2019-04-01", last="2019-06-30", due="2019-12-31")
ACCEPTED = TWO | {"accepted": "true"}
M1, M2 = meeting("m1", "2019-05-01"), meeting("m2", "2019-05-02")


def test_a_record_counts_unless_it_is_rejected() -> None:
    assert on(history(TWO, M1, M2), "2020-01-01") == "met"
    assert on(history(TWO, M1, M2, reviews={"m2": "rejected"}), "2020-01-01") == "cannot_tell"
    assert finding(history(TWO, M1, M2, reviews={"m2": "rejected"}), "2020-01-01").evidence == ("m1",)


def test_where_only_accepted_records_count_unreviewed_ones_that_would_show_it_need_a_person() -> None:
    assert on(history(ACCEPTED, M1, M2, reviews={"m1": "accepted", "m2": "accepted"}), "2020-01-01") == "met"
    found = history(ACCEPTED, M1, M2, reviews={"m1": "accepted"}, silence="not_met")
    assert on(found, "2020-01-01") == "needs_review"
    shown = finding(found, "2020-01-01")
    assert "m2" in shown.cited
    assert "A paper told of m2." in shown.says.en


def test_where_unreviewed_records_would_not_be_enough_silence_still_speaks() -> None:
    found = history(ACCEPTED, M1, silence="not_met")
    assert on(found, "2020-01-01") == "not_met"
    assert on(history(ACCEPTED, M1), "2020-01-01") == "cannot_tell"


def test_a_rejected_record_does_not_wait_for_a_person() -> None:
    found = history(ACCEPTED, M1, M2, reviews={"m1": "accepted", "m2": "rejected"}, silence="not_met")
    assert on(found, "2020-01-01") == "not_met"


def test_an_unreviewed_record_that_would_ask_for_more_needs_a_person_too() -> None:
    windows = criterion("window_long_enough", at_least_days="15", due="each round", accepted="true")
    long, short = posting("p1", "2020-01-01", "2020-01-31"), posting("p2", "2020-03-01", "2020-03-02")
    found = history(windows, long, short, reviews={"p1": "accepted"}, silence="not_met")
    assert on(found, "2020-03-16") == "met"
    assert on(found, "2020-12-31") == "needs_review"


def test_what_only_unreviewed_records_ever_showed_is_not_called_no_longer_shown() -> None:
    check = DUE | {"accepted": "true"}
    ends = policy("v", "2019-08-29", ends="2021-06-01", ended_by="rescinded")
    assert on(history(check, ends, silence="not_met"), "2021-05-31") == "needs_review"
    assert on(history(check, ends, silence="not_met"), "2021-06-01") == "not_met"
    assert on(history(check, ends, reviews={"v": "accepted"}, silence="not_met"), "2021-06-01") == "lapsed"


# Differing sources


def test_a_vaguer_source_does_not_contradict_an_exact_one() -> None:
    month, exact = meeting("a", "2019-05-01/2019-05-31", thing="m"), meeting("b", "2019-05-20", thing="m")
    for order in ((month, exact), (exact, month)):
        found = history(TWO | {"due": "unknown"}, M1, *order)
        assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2019-05-20", "met")]


def test_what_was_inferred_does_not_contradict_what_a_source_says() -> None:
    inferred, exact = (
        meeting("a", "2019-07-01", thing="m", inferred="The day."),
        meeting("b", "2019-05-20", thing="m"),
    )
    for order in ((inferred, exact), (exact, inferred)):
        assert on(history(TWO, M1, *order), "2020-01-01") == "met"


def test_three_sources_on_one_thing_are_all_shown() -> None:
    rivals = [
        meeting(key, day, thing="m")
        for key, day in (("a", "2019-06-30"), ("b", "2019-07-01"), ("c", "2019-07-02"))
    ]
    found = history(TWO, M1, *rivals)
    assert on(found, "2020-01-01") == "contradicted"
    assert finding(found, "2020-01-01").evidence == ("a", "b", "c")


# A check that fails


def test_a_failing_check_is_seen_as_failed_and_as_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: MeetingsHeld, records: Sequence[Evidence], duty: Duty) -> Ledger:
        raise ZeroDivisionError("a fault in the rule")

    monkeypatch.setattr(MeetingsHeld, "ledger", fails)
    order = vote("order", "2021-03-01", "ends duty", "court order")
    found = history(TWO, M1, M2, order, **{"from": "2019-04-01"})
    assert outcomes(found) == [("2019-03-01", "not_in_force"), ("2019-04-01", "rule_error")]
    shown = finding(found, "2021-12-31")
    assert shown.evidence == ()
    assert "says nothing about the obligation" in shown.says.en
    assert "a fault in the rule" in shown.missing[0].en
    assert [step.outcome for step in found.steps()] == ["not_in_force", "rule_error"]


# Days outside


@pytest.mark.parametrize("day", ["2019-02-28", "2023-01-01"])
def test_a_day_outside_the_timeline_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="is outside 2019-03-01 to 2022-12-31"):
        finding(history(TWO), day)


# What is said of what is not sure


@pytest.mark.parametrize(
    "version",
    [
        policy("v", "2019-08-29", ends="2020-01-01/2021-12-31", ended_by="rescinded"),
        policy("v", "2019-08-29", inferred="From its number."),
        policy("v", "2019-08-29/2021-12-31"),
    ],
    ids=["a vague end", "inferred", "a vague beginning"],
)
def test_a_record_that_is_not_sure_for_the_day_is_named_and_cited(version: Evidence) -> None:
    found = finding(history(IN_FORCE, version), "2020-06-01")
    assert found.outcome == "cannot_tell"
    assert "On record, but not sure for this day: “A paper told of v.”" in found.says.en
    assert "v" in found.cited


def test_what_is_shown_before_anything_is_asked_says_so() -> None:
    found = finding(history(IN_FORCE | {"due": "2021-12-31"}, policy("v", "2019-08-29")), "2020-06-01")
    assert found.outcome == "met"
    assert found.says.en == "Nothing is asked before 1 January 2022. What will be asked is filled already."
