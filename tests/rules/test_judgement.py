"""A question that no record settles waits for a person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import asks, gives
from tests.rules.open_gaps import acted_where_open
from tests.small import criterion, d, finding, history, on, outcomes, policy, record, t

ONCE = criterion("person_judges", question="clear", asks=t("Is it clear?"), by="monitor")
EACH = ONCE | {"policy": "topic"}
BOTH = ONCE | {"methods": ["examine", "test"]}


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


def test_after_a_no_only_a_later_yes_fills_and_on_one_day_the_no_holds() -> None:
    no = judgement("no", "2020-02-01", "no")
    assert on(history(ONCE, judgement("j", "2020-01-15"), no), "2020-01-31") == "met"
    for day in ("2020-01-15", "2020-02-01"):
        assert on(history(ONCE, judgement("j", day), no), "2020-03-01") == "cannot_tell"
    assert on(history(ONCE, no, judgement("j", "2020-02-02")), "2020-02-02") == "met"


def test_a_vague_no_leaves_no_sure_yes_on_the_days_on_which_it_may_have_been_given() -> None:
    found = history(ONCE, judgement("j", "2020-01-15"), judgement("no", "2020-02-01/2020-02-10", "no"))
    assert on(found, "2020-01-31") == "met"
    assert on(found, "2020-02-01") != "met"
    assert on(found, "2020-02-10") == "cannot_tell"


def test_an_inferred_no_takes_nothing_back() -> None:
    guessed = judgement("no", "2020-02-01", "no", inferred="The answer.")
    assert on(history(ONCE, judgement("j", "2020-01-15"), guessed), "2020-03-01") == "met"


def test_what_is_asked_after_a_no_is_marked_as_denied_from_that_day_on() -> None:
    found = history(ONCE | {"due": "2019-12-31"}, judgement("no", "2020-02-01", "no"))
    asks = found.ledger_or_none.asks
    assert [(a.start, a.stop, a.of_person, a.denied) for a in asks] == [
        (d("2020-01-01"), d("2020-01-31"), True, False),
        (d("2020-02-01"), None, False, True),
    ]


def test_each_method_asks_for_a_yes_of_its_own() -> None:
    found = history(BOTH, judgement("j", "2020-01-15"), judgement("k", "2020-02-01", method="test"))
    assert on(found, "2020-01-31") == "needs_review"
    assert [m.en for m in finding(found, "2020-01-31").missing] == [
        "a judgement by trying it out on: Is it clear?"
    ]
    assert "poniéndolo a prueba" in finding(found, "2020-01-31").missing[0].es
    assert on(found, "2020-02-01") == "met"
    other = history(BOTH, judgement("j", "2020-01-15", method="interview"))
    assert len(finding(other, "2020-02-01").missing) == 2


def test_a_no_by_any_method_takes_back_the_yes_by_every_method() -> None:
    records = [judgement("j", "2020-01-15"), judgement("k", "2020-01-16", method="test")]
    refused = judgement("no", "2020-02-01", "no", method="interview")
    assert on(history(BOTH, *records), "2020-02-01") == "met"
    assert on(history(BOTH, *records, refused), "2020-02-01") == "cannot_tell"


def test_a_judgement_counts_for_its_version_whichever_of_its_records_it_names() -> None:
    vague, exact = policy("v", "2019-08-01/2019-08-31"), policy("w", "2019-08-29", thing="v")
    assert on(history(EACH, vague, exact, judgement("j", "2020-02-01", of="v")), "2020-02-01") == "met"


def test_a_judgement_on_an_item_of_a_sample_is_none_on_the_duty() -> None:
    on_item = judgement("j", "2020-02-01", sample="s", item="3")
    assert on(history(ONCE, on_item), "2020-03-01") == "needs_review"


def test_the_act_asks_the_judge_and_a_yes_would_do() -> None:
    act = acted(ONCE, day="2020-01-01").act
    assert (act.kind, act.holder, act.day) == ("ask", "monitor", d("2020-01-01"))
    assert "by reading what is written and by trying it out" in acted(BOTH, day="2020-01-01").act.text.en


def test_after_a_no_the_act_asks_again_once_something_has_changed() -> None:
    no = judgement("no", "2020-02-01", "no")
    act = acted(ONCE, no, day="2020-03-01").act
    assert (act.kind, act.day) == ("ask", d("2020-03-01"))
    assert "Once what led to the “no” has changed" in act.text.en
    assert acted(ONCE, no, day="2020-02-01").act.day == d("2020-02-02"), "on that day the no holds"


def test_with_no_version_the_act_is_to_supply_it_and_to_have_it_judged() -> None:
    act = acted(EACH, day="2020-01-01").act
    assert (act.kind, act.holder, act.day) == ("supply", "record-keeper", d("2020-01-01"))


def test_the_check_reads_only_the_subjects_that_it_names() -> None:
    assert history(ONCE).criterion.check.subjects() == {"topic"}
    assert history(ONCE | {"policy": "rules"}).criterion.check.subjects() == {"topic", "rules"}


@pytest.mark.parametrize(
    ("version", "answers", "asked"),
    [
        ({}, [], ["v from 2020-01-01 due 2019-12-31 because v of person"]),
        ({"inferred": "The day."}, [], ["v from 2020-01-01 because v of person"]),
        (
            {},
            ["2020-02-01", "2020-03-01"],
            [
                "v from 2020-01-01 to 2020-01-31 due 2019-12-31 because v of person",
                "v from 2020-02-01 due 2019-12-31 because v denied",
            ],
        ),
        (
            {"ends": "2020-02-02"},
            ["2020-02-01"],
            [
                "v from 2020-01-01 to 2020-01-31 due 2019-12-31 because v of person",
                "v from 2020-02-01 to 2020-02-01 due 2019-12-31 because v denied",
            ],
        ),
        (
            {"ends": "2020-02-02"},
            ["2020-02-02"],
            ["v from 2020-01-01 to 2020-02-01 due 2019-12-31 because v of person"],
        ),
        ({}, ["2020-01-01"], ["v from 2020-01-01 due 2019-12-31 because v denied"]),
    ],
)
def test_a_person_is_asked_about_a_version_until_the_first_no_and_from_then_on_it_is_denied(
    version: dict[str, str], answers: list[str], asked: list[str]
) -> None:
    held = policy("v", "2019-08-29", **version)
    noes = [judgement(f"no{i}", day, "no", of="v") for i, day in enumerate(answers)]
    assert asks(history(EACH | {"due": "2019-12-31"}, held, *noes)) == asked


def test_a_yes_is_taken_back_by_the_first_no_after_it() -> None:
    noes = [judgement("n1", "2020-02-01", "no"), judgement("n2", "2020-03-01", "no")]
    found = history(ONCE, judgement("j", "2020-01-15"), *noes)
    assert gives(found) == ["clear by j from 2020-01-15 to 2020-01-31"]


def test_of_two_answers_on_one_day_the_no_is_the_one_that_is_told() -> None:
    both = [judgement("no", "2020-02-01", "no"), judgement("yes", "2020-02-01")]
    for order in (both, both[::-1]):
        assert "judged on 1 February 2020: no." in finding(history(ONCE, *order), "2020-03-01").says.en


def test_where_no_version_is_on_record_the_version_is_asked_for_first() -> None:
    act = acted(EACH, day="2020-01-01").act
    assert act and act.text.en == (
        "Supply the version that was in force on 1 January 2020, if there was one; then it can be judged."
    )


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"sample": "s"}, "sample and item go together"),
        ({"item": "3"}, "sample and item go together"),
        ({"sample": "s", "item": "3", "of": "v"}, "one judgement is on one thing"),
        ({"sample": "s", "item": "0"}, "greater than or equal to 1"),
        ({"method": "guess"}, "examine"),
    ],
)
def test_a_judgement_on_nothing_or_on_two_things_is_refused(fields: dict[str, str], match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        judgement("j", "2020-02-01", **fields)


days = st.dates(date(2019, 3, 2), date(2019, 4, 10))


@st.composite
def answers(draw: st.DrawFn) -> list[Evidence]:
    """A few answers, vague or inferred, by several methods, on either of two versions or on none."""
    found = []
    for i in range(draw(st.integers(0, 5))):
        first = draw(days)
        last = date.fromordinal(first.toordinal() + draw(st.sampled_from([0, 0, 7])))
        of = draw(st.sampled_from([None, "v", "w"]))
        more = {"inferred": "The answer."} if draw(st.integers(0, 4)) == 0 else {}
        method = draw(st.sampled_from(["examine", "interview", "test"]))
        answer = draw(st.sampled_from(["yes", "no"]))
        found.append(
            judgement(
                f"j{i}", f"{first}/{last}", answer, method=method, **(more | ({"of": of} if of else {}))
            )
        )
    return found


@given(answers(), st.sampled_from([ONCE, EACH, BOTH, BOTH | {"policy": "topic"}]), days, days)
def test_the_act_does_what_it_says(found: list[Evidence], check: dict, effective: date, day: date) -> None:
    held = [policy("v", str(effective)), policy("w", "2019-03-20/2019-03-25")]
    acted_where_open(check, *held, *found, day=day, until="2019-09-30")
