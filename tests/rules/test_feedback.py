"""Whether each theme of feedback has an answer with a reason, and what was accepted a changed clause."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, brought, would_on
from tests.small import criterion, d, finding, history, on, outcomes, policy, record

CHECK = criterion("feedback_answered", within_days="30", due="each thing")
STRICT = {"silence": "not_met"}


def feedback(key: str, happened: str, *themes: str, **fields: Any) -> Evidence:
    """Feedback given in a meeting, with a theme for each key."""
    told = [{"key": theme, "words": f"Do {theme}"} for theme in themes]
    return record("feedback", key, happened=happened, **({"meeting": "m", "themes": told} | fields))


def answer(key: str, happened: str, theme: str = "x", **fields: Any) -> Evidence:
    """An answer with a reason to a theme of the feedback `f`."""
    told = {"feedback": "f", "theme": theme, "disposition": "refused", "reason": "Because."}
    return record("answer", key, happened=happened, **(told | fields))


def accepted(key: str, happened: str, **fields: Any) -> Evidence:
    """An answer that accepts a theme, in the clause on alpha of version v."""
    return answer(key, happened, **({"disposition": "accepted", "version": "v", "clause": "alpha"} | fields))


def version(key: str, effective: str, quote: str = "As changed.", **fields: Any) -> Evidence:
    """A version with a clause on alpha."""
    clause = {"topic": "alpha", "where": "I", "quote": quote, "confirmed_by": "A person"}
    return policy(key, effective, **({"clauses": [clause]} | fields))


F = feedback("f", "2020-01-01", "x")


def test_each_theme_is_asked_about_from_the_day_after_its_days() -> None:
    found = history(CHECK, feedback("f", "2020-01-01", "x", "y"), answer("a", "2020-01-20"), **STRICT)
    assert outcomes(found)[1:] == [("2020-02-01", "not_met")]
    shown = finding(found, "2020-02-01")
    assert [m.en for m in shown.missing] == ["“Do y” (no answer on record)"]
    assert shown.says.en.endswith("where it was accepted: 1 of 2.")
    assert shown.says.es.endswith("si se aceptó: 1 de 2.")
    assert set(shown.evidence) == {"a", "f"}


def test_a_late_answer_with_a_reason_is_met_with_the_days() -> None:
    found = history(CHECK, F, answer("a", "2020-02-05"), **STRICT)
    assert outcomes(found)[1:] == [("2020-02-01", "not_met"), ("2020-02-05", "met")]
    assert finding(found, "2020-02-05").late_days == 5


def test_an_answer_without_a_reason_is_none() -> None:
    found = finding(history(CHECK, F, answer("a", "2020-01-20", reason=None), **STRICT), "2020-02-01")
    assert found.outcome == "not_met"
    assert [m.en for m in found.missing] == ["“Do x” (answered without a reason on record)"]


def test_what_is_accepted_must_point_to_a_changed_clause() -> None:
    bare = accepted("a", "2020-01-20", version=None, clause=None)
    found = finding(history(CHECK, F, bare, **STRICT), "2020-02-01")
    assert found.outcome == "not_met"
    assert "accepted, without a changed clause" in found.missing[0].en
    shown = history(CHECK, F, version("v", "2020-01-15"), accepted("a", "2020-01-20"), **STRICT)
    assert on(shown, "2020-02-01") == "met"


@pytest.mark.parametrize(
    "records",
    [
        [],
        [policy("v", "2020-01-15")],
        [version("v", "2020-01-15", inferred="The day.")],
    ],
)
def test_a_clause_that_is_not_loaded_is_not_one_that_was_not_changed(records: list[Evidence]) -> None:
    found = history(CHECK, F, accepted("a", "2020-01-20"), *records, **STRICT)
    assert on(found, "2020-02-01") == "cannot_tell"


@pytest.mark.parametrize(
    "records",
    [
        [version("v", "2019-12-15")],
        [version("u", "2019-12-15"), version("v", "2020-01-15")],
    ],
)
def test_a_clause_from_before_or_that_says_what_it_said_before_was_not_changed(
    records: list[Evidence],
) -> None:
    found = history(CHECK, F, accepted("a", "2020-01-20"), *records, **STRICT)
    assert on(found, "2020-02-01") == "not_met"
    other = [version("u", "2019-12-15", "As it was."), version("v", "2020-01-15")]
    assert on(history(CHECK, F, accepted("a", "2020-01-20"), *other, **STRICT), "2020-02-01") == "met"


def test_a_version_of_the_day_on_which_it_was_asked_for_may_show_the_change() -> None:
    found = history(CHECK, F, accepted("a", "2020-01-20"), version("v", "2020-01-01"), **STRICT)
    assert on(found, "2020-02-01") == "met"


def test_a_clause_is_compared_with_the_version_before_it_under_the_same_number() -> None:
    other = version("u", "2019-12-15", number="N-2")
    records = [version("old", "2019-11-01", "As it was."), other, version("v", "2020-01-15")]
    later = version("w", "2020-03-01", "As changed again.")
    found = history(CHECK, F, accepted("a", "2020-01-20"), *records, later, **STRICT)
    assert on(found, "2020-02-01") == "met"


@pytest.mark.parametrize(
    "later",
    [
        answer("b", "2020-02-10", disposition="noted", reason=None),
        accepted("b", "2020-02-10", version=None, clause=None, inferred="The day."),
    ],
)
def test_an_answer_is_undone_only_by_one_that_surely_accepts_more(later: Evidence) -> None:
    found = history(CHECK, F, answer("a", "2020-01-10", disposition="noted"), later, **STRICT)
    assert outcomes(found)[-1] == ("2020-01-10", "met")


def test_what_is_accepted_later_is_no_longer_answered_by_having_been_noted() -> None:
    noted = answer("a", "2020-01-10", disposition="noted")
    bare = accepted("b", "2020-02-10", version=None, clause=None)
    found = history(CHECK, F, noted, bare, **STRICT)
    assert outcomes(found)[-2:] == [("2020-01-10", "met"), ("2020-02-10", "lapsed")]


def test_the_policy_may_have_a_subject_of_its_own() -> None:
    check = CHECK | {"policy": "rules"}
    elsewhere = version("v", "2020-01-15", subject=["rules"])
    assert on(history(check, F, accepted("a", "2020-01-20"), elsewhere, **STRICT), "2020-02-01") == "met"


def test_feedback_about_the_policy_alone_is_not_asked_about() -> None:
    elsewhere = feedback("g", "2020-01-01", "y", subject=["rules"])
    found = finding(history(CHECK | {"policy": "rules"}, F, elsewhere, **STRICT), "2020-02-01")
    assert [m.en for m in found.missing] == ["“Do x” (no answer on record)"]


@pytest.mark.parametrize(
    ("told", "day", "lacks"),
    [
        (answer("a", "2020-02-05", reason=None), "2020-02-04", "no answer on record"),
        (answer("a", "2020-02-05", reason=None), "2020-02-05", "answered without a reason on record"),
        (answer("a", "2020-02-05", "y"), "2020-02-05", "no answer on record"),
        (
            answer("a", "2020-02-05", inferred="The day."),
            "2020-02-05",
            "the answer on record does not settle it",
        ),
    ],
)
def test_what_each_theme_lacks_is_told_as_of_the_day(told: Evidence, day: str, lacks: str) -> None:
    found = history(CHECK, F, told, **STRICT)
    assert [m.en for m in finding(found, day).missing] == [f"“Do x” ({lacks})"]
    assert found.criterion.check.slot_name("f/x", found.view(d(day))).en == f"“Do x” ({lacks})"


def test_feedback_of_the_first_day_of_the_duty_is_asked_about() -> None:
    assert on(history(CHECK, F, **STRICT, **{"from": "2020-01-01"}), "2020-02-01") == "not_met"
    assert on(history(CHECK, F, **STRICT, **{"from": "2020-01-02"}), "2020-02-01") == "cannot_tell"


def test_inferred_feedback_blames_nobody_and_vague_feedback_counts_from_its_last_day() -> None:
    inferred = history(CHECK, feedback("f", "2020-01-01", "x", inferred="The day."), **STRICT)
    assert outcomes(inferred)[1:] == [("2020-02-01", "cannot_tell")]
    vague = history(CHECK, feedback("f", "2020-01-01/2020-01-11", "x"), **STRICT)
    assert outcomes(vague)[1:] == [("2020-02-11", "not_met")]


def test_the_days_are_those_that_held_on_the_day_of_the_feedback() -> None:
    check = CHECK | {"within_days": {"2019-03-01": "30", "2020-01-01": "60"}}
    assert outcomes(history(check, F, **STRICT))[1:] == [("2020-03-02", "not_met")]


def test_two_records_of_one_feedback_ask_for_the_themes_of_both_once() -> None:
    two = [feedback("f", "2020-01-01", "x", thing="t"), feedback("g", "2020-01-01", "x", "y", thing="t")]
    found = history(CHECK, *two, answer("a", "2020-01-20", feedback="g"), **STRICT)
    assert [m.en for m in finding(found, "2020-02-01").missing] == ["“Do y” (no answer on record)"]


def test_two_records_of_one_answer_that_differ_are_shown_as_differing() -> None:
    one, other = (
        answer("a", "2020-01-20", thing="t"),
        accepted("b", "2020-01-20", thing="t", version=None, clause=None),
    )
    assert on(history(CHECK, F, one, other), "2020-02-01") == "contradicted"


def test_an_empty_record_says_so_and_asks_for_what_was_received_and_answered() -> None:
    found = acted(CHECK, day="2020-02-01")
    assert found.outcome == "cannot_tell"
    assert found.says.en == "No feedback that had to be answered by 1 February 2020 is on record."
    assert [m.en for m in found.missing] == ["feedback that had to be answered by 1 February 2020"]
    assert brought(history(CHECK), "2020-02-01", "kind", "happened") == [
        ("meeting", "2020-02-01"),
        ("feedback", "2020-02-01"),
        ("answer", "2020-02-01"),
    ]
    assert found.act.kind == "supply"
    assert "without names" in found.act.text.en and "sin nombres" in found.act.text.es


def test_an_answer_and_a_changed_clause_would_close_the_gap() -> None:
    themes = feedback("f", "2020-01-01", "x", "y", "z")
    bare = accepted("a", "2020-01-20", version=None, clause=None)
    found = acted(CHECK, themes, bare, answer("b", "2020-01-20", "y", reason=None), day="2020-02-01")
    assert (found.act.kind, str(found.act.day)) == ("do", "2020-02-01")
    acted(CHECK | {"policy": "rules"}, F, accepted("a", "2020-01-20"), day="2020-02-01")


def test_a_changed_clause_would_be_brought_only_for_what_was_accepted_by_then() -> None:
    told = [
        feedback("f", "2020-01-01", "x", "y", "z"),
        accepted("a", "2020-02-01", theme="x", version=None, clause=None),
        accepted("b", "2020-02-20", theme="y", version=None, clause=None),
        answer("c", "2020-01-20", "z", reason=None),
    ]
    found = history(CHECK, *told)
    answers = [(r.theme, r.disposition) for r in found.would(d("2020-02-01")).records if r.kind == "answer"]
    assert answers == [("x", "accepted"), ("y", "noted"), ("z", "noted")]
    assert brought(found, "2020-02-01", "kind") == [("policy",), ("answer",), ("answer",), ("answer",)]
    assert brought(history(CHECK, F), "2020-02-01", "kind") == [("answer",)]


def test_where_all_is_answered_there_is_no_day_and_nothing_to_bring() -> None:
    found = history(CHECK, F, answer("a", "2020-01-20"))
    assert act_on(found, "2020-02-01").day is None
    assert would_on(found, "2020-02-01") == Would()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"meeting": None}, "where the feedback was given"),
        ({"round": "w"}, "where the feedback was given"),
        ({"themes": [{"key": "x", "words": "a"}, {"key": "x", "words": "b"}]}, "stands here twice"),
        ({"themes": []}, "at least 1"),
    ],
)
def test_feedback_that_cannot_be_so_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        feedback("f", "2020-01-01", "x", **fields)


def test_ten_thousand_themes_are_named() -> None:
    many = feedback("f", "2020-01-01", *(f"t{i}" for i in range(10_000)))
    assert len(finding(history(CHECK, many, **STRICT), "2020-02-01").missing) == 10_000


@st.composite
def answers(draw: st.DrawFn) -> list[Evidence]:
    """A few answers to two themes, some without a reason or the clause that was changed."""
    found = []
    for i in range(draw(st.integers(0, 4))):
        when = draw(st.dates(date(2019, 12, 20), date(2020, 4, 1)))
        last = draw(st.sampled_from([when, when, date(2020, 4, 5)]))
        fields: dict[str, Any] = {"theme": draw(st.sampled_from(["x", "y"]))}
        fields["reason"] = draw(st.sampled_from(["Because.", "Because.", None]))
        if draw(st.booleans()):
            clause = draw(st.sampled_from([("v", "alpha"), ("v", "beta"), ("w", "alpha"), (None, None)]))
            fields |= {"disposition": "accepted", "version": clause[0], "clause": clause[1]}
        if draw(st.integers(0, 4)) == 0:
            fields["inferred"] = "The day."
        found.append(answer(f"a{i}", f"{when}/{last}", **fields))
    return found


@given(answers(), st.dates(date(2020, 1, 1), date(2020, 6, 1)), st.booleans())
def test_met_rests_on_a_reason_and_a_change_and_what_the_act_tells_to_do_does_it(
    found: list[Evidence], day: date, asked: bool
) -> None:
    there = [*([feedback("f", "2020-01-01", "x", "y")] if asked else []), version("v", "2020-01-15")]
    shown = history(CHECK, *there, *found, **STRICT).finding(day)
    if shown.outcome == "met":
        good = [
            a
            for a in found
            if a.reason
            and not a.inferred
            and a.happened.latest <= day
            and (not a.accepts or (a.version, a.clause) == ("v", "alpha"))
        ]
        assert {a.theme for a in good} == {"x", "y"}
    elif shown.is_open:
        acted(CHECK, *there, *found, day=str(day), **STRICT)
