"""A question that no record settles waits for a person."""

from compliance.evidence import Evidence
from tests.small import criterion, finding, history, on, outcomes, policy, record, t

ONCE = criterion("person_judges", question="clear", asks=t("Is it clear?"), by="monitor")
EACH = ONCE | {"policy": "topic"}


def judgement(key: str, happened: str, answer: str = "yes", **fields: str) -> Evidence:
    """A person's answer."""
    more = {
        "question": "clear",
        "answer": answer,
        "method": "examine",
        "reason": "Because.",
        "said_by": "A monitor",
    }
    return record("judgement", key, happened=happened, **(more | fields))


def test_with_no_answer_a_person_is_asked() -> None:
    found = history(ONCE)
    assert outcomes(found) == [("2019-03-01", "needs_review")]
    shown = finding(found, "2020-01-01")
    assert shown.holder == "monitor"
    assert "Is it clear?" in shown.act.text.en


def test_even_where_silence_is_a_no_an_unasked_question_is_not_a_no() -> None:
    found = history(ONCE | {"due": "2019-12-31"}, silence="not_met")
    assert on(found, "2019-12-31") == "not_yet_due"
    assert on(found, "2020-01-01") == "needs_review"


def test_with_no_version_in_force_there_is_nothing_to_judge() -> None:
    found = history(EACH, policy("v", "2019-08-29"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2019-08-29", "needs_review")]
    assert finding(found, "2019-08-28").missing[0].en == "a version in force on 28 August 2019"
    act = finding(found, "2019-08-28").act
    assert (act.kind, act.holder) == ("supply", "record-keeper"), (
        "nobody is asked to judge what is not on record"
    )


def test_a_yes_holds_from_the_day_it_was_given() -> None:
    found = history(ONCE, judgement("j", "2020-02-01"))
    assert outcomes(found) == [("2019-03-01", "needs_review"), ("2020-02-01", "met")]
    assert "A monitor judged on 1 February 2020: yes" in finding(found, "2020-02-01").says.en


def test_a_yes_is_not_told_before_it_was_given() -> None:
    found = history(ONCE, judgement("j", "2020-02-01"))
    assert "No person's judgement" in finding(found, "2020-01-31").says.en


def test_a_yes_on_one_version_is_none_on_the_next() -> None:
    found = history(
        EACH, policy("v", "2019-08-29"), policy("w", "2020-06-01"), judgement("j", "2020-02-01", of="v")
    )
    assert on(found, "2020-05-31") == "met"
    assert on(found, "2020-06-01") == "needs_review"


def test_an_inferred_yes_fills_nothing() -> None:
    assert (
        on(history(ONCE, judgement("j", "2020-02-01", inferred="The answer.")), "2020-03-01")
        == "needs_review"
    )


def test_an_answer_to_another_question_is_none_to_this_one() -> None:
    assert on(history(ONCE, judgement("j", "2020-02-01", question="fair")), "2020-03-01") == "needs_review"


def test_a_no_is_told_with_who_gave_it_and_is_never_met() -> None:
    found = history(ONCE, judgement("j", "2020-02-01", "no"))
    assert "judged on 1 February 2020: no" in finding(found, "2020-02-01").says.en
    assert "met" not in {o for _, o in outcomes(found)}


def test_before_a_no_was_given_a_person_was_still_asked() -> None:
    found = history(ONCE, judgement("j", "2020-02-01", "no"))
    assert on(found, "2020-01-31") == "needs_review"
    assert "No person's judgement" in finding(found, "2020-01-31").says.en


def test_two_records_of_one_judgement_that_differ_are_shown_as_differing() -> None:
    yes, no = judgement("j1", "2020-02-01", thing="j"), judgement("j2", "2020-02-01", "no", thing="j")
    assert on(history(ONCE, yes, no), "2020-03-01") == "contradicted"
