"""Deadlines: one thing by the day it was due, late, or not on record."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.outcomes import Outcome
from compliance.rules.days_between.deadlines import DeadlineMet
from compliance.rules.rule import Duty, View
from tests.rules.acts import acted
from tests.rules.kept import keeps_its_word
from tests.small import (
    FIRST,
    a_catalogue,
    criterion,
    d,
    finding,
    history,
    on,
    outcomes,
    policy,
    record,
    report,
    t,
)

ISSUED = criterion("deadline_met", kind="policy", what=t("a new policy is issued"), due="2020-06-01")


def issued(happened: str | None, **fields: object) -> Evidence:
    return policy("v", "2020-09-01", happened=happened, **fields)


def test_what_came_on_the_due_date_is_not_late() -> None:
    shown = finding(history(ISSUED, issued("2020-06-01")), "2020-12-01")
    assert (shown.outcome, shown.late_days) == ("met", None)
    assert shown.says.en == "a new policy is issued: on record as of 1 June 2020. It was due 1 June 2020."


def test_what_came_late_is_shown_with_the_days_late() -> None:
    found = history(ISSUED, issued("2020-06-04"), silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2020-06-02", "not_met"),
        ("2020-06-04", "met"),
    ]
    assert "It was 3 days late." in finding(found, "2020-12-01").says.en


def test_what_never_came_says_how_long_past_due_it_is_in_both_languages() -> None:
    shown = finding(history(ISSUED, silence="not_met"), "2020-06-11")
    assert shown.outcome == "not_met"
    assert "No record shows by 11 June 2020: a new policy is issued." in shown.says.en
    assert "That is 10 days past." in shown.says.en
    assert "Han pasado 10 días." in shown.says.es
    assert [m.en for m in shown.missing] == ["a new policy is issued"]


def test_what_came_before_the_duty_began_is_not_what_was_due_unless_it_is_named() -> None:
    before = {"from": "2020-01-01"}
    assert on(history(ISSUED, issued("2019-06-01"), **before), "2020-12-01") == "cannot_tell"
    named = ISSUED | {"thing": "v"}
    assert on(history(named, issued("2019-06-01"), **before), "2020-12-01") == "met"


def test_another_thing_than_the_one_that_is_named_does_not_count() -> None:
    named = ISSUED | {"thing": "the-new-one"}
    assert on(history(named, issued("2020-05-01"), silence="not_met"), "2020-12-01") == "not_met"
    assert on(history(named, issued("2020-05-01", thing="the-new-one")), "2020-12-01") == "met"


def test_another_kind_of_record_does_not_count() -> None:
    told = report("r", "2020-05-01", "2020-05-01")
    assert on(history(ISSUED, told, silence="not_met"), "2020-12-01") == "not_met"
    assert on(history(ISSUED | {"kind": "publication"}, told), "2020-12-01") == "met"


@pytest.mark.parametrize(
    "perhaps",
    [
        issued("2020-05-01", inferred="The day."),
        issued(None),
        issued("2020-05-01/2021-06-01"),
        issued("2019-01-01/2020-05-01"),
    ],
)
def test_what_may_have_come_neither_shows_it_nor_denies_it(perhaps: Evidence) -> None:
    assert on(history(ISSUED, perhaps, silence="not_met"), "2020-12-01") == "cannot_tell"
    act = acted(ISSUED, perhaps, day="2020-12-01", silence="not_met").act
    assert act and act.kind == "supply"


def test_two_sources_that_differ_on_the_day_are_shown_as_differing_only_where_it_decides() -> None:
    told = [issued("2020-05-01", thing="v"), issued("2020-07-01", thing="v").model_copy(update={"key": "w"})]
    found = history(ISSUED, *told, silence="not_met")
    assert on(found, "2020-06-15") == "contradicted"
    assert on(found, "2020-12-01") == "met"


def test_a_grace_declared_beforehand_lengthens_the_due_date_and_is_said() -> None:
    found = history(ISSUED | {"grace_days": "10"}, silence="not_met")
    assert on(found, "2020-06-11") == "not_yet_due"
    assert on(found, "2020-06-12") == "not_met"
    assert "It was due 11 June 2020, a grace of 10 days included." in finding(found, "2020-12-01").says.en


def test_a_due_date_that_an_order_moved_is_named_as_moved() -> None:
    check = DeadlineMet.model_validate({k: ISSUED[k] for k in ("rule", "kind", "what", "subject")})
    duty = Duty(FIRST, d("2022-12-31"), d("2020-06-01"), ((d("2020-05-15"), d("2020-08-01")),))
    ledger = check.ledger([], duty)
    assert ledger.asks_on(d("2020-07-01")) == []
    says = check.says(View(d("2020-09-01"), Outcome.CANNOT_TELL, ledger, {}, duty, {}))
    assert "It was due 1 August 2020. That is 31 days past." in says.en
    assert (
        "An order that acts from 15 May 2020 moved the due date from 1 June 2020 to 1 August 2020." in says.en
    )
    assert "movió la fecha límite" in says.es


def test_it_can_be_done_late_and_a_day_that_is_not_known_can_be_asked_for() -> None:
    do = acted(ISSUED, day="2020-12-01", silence="not_met").act
    assert do and (do.kind, do.day) == ("do", d("2020-12-01"))
    ahead = history(ISSUED | {"thing": "v", "fact": "effective"}, issued("2020-05-01"))
    ask = finding(ahead, "2020-08-01").act
    assert ask and (ask.kind, ask.day) == ("ask", None)


@pytest.mark.parametrize(
    "kind", ["agreement", "document", "instrument", "policy", "posting", "publication", "training"]
)
def test_whatever_kind_is_due_the_act_names_a_record_of_it(kind: str) -> None:
    check = ISSUED | {"kind": kind}
    for due in ("2020-06-01", "unknown"):
        assert acted(check | {"due": due}, day="2020-12-01").act


def test_a_search_without_a_find_is_cited_where_nothing_shows_it() -> None:
    searched = record("search", "s", happened="2020-11-01", looked_for="A policy", places="The site")
    assert "s" in finding(history(ISSUED, searched), "2020-10-01").cited


def test_a_day_that_the_kind_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="'closes' is no day of a policy; write one of happened"):
        a_catalogue(ISSUED | {"fact": "closes"})


@st.composite
def versions(draw: st.DrawFn) -> list[Evidence]:
    """A few versions: vague, inferred, undated, or told of by two records."""
    found = []
    for i in range(draw(st.integers(0, 3))):
        first = draw(st.dates(date(2019, 3, 20), date(2019, 7, 10)))
        last = first + timedelta(days=draw(st.sampled_from([0, 0, 20])))
        more: dict[str, object] = {"inferred": "The day."} if draw(st.integers(0, 3)) == 0 else {}
        more |= {"happened": f"{first}/{last}"} if draw(st.booleans()) else {}
        more |= {"thing": draw(st.sampled_from(["v", "t"]))} if draw(st.booleans()) else {}
        more |= {"ends": str(last + timedelta(days=draw(st.integers(1, 40))))} if draw(st.booleans()) else {}
        found.append(policy(f"v{i}", f"{first}/{last}", number=f"N-{i}", **more))
    return found


@given(
    st.sampled_from(
        [{}, {"fact": "effective"}, {"fact": "ends", "thing": "v"}, {"thing": "v"}, {"grace_days": "9"}]
    ),
    versions(),
    st.dates(FIRST, date(2019, 8, 15)),
    st.sampled_from(["unknown", "2019-05-01"]),
    st.sampled_from([FIRST, d("2019-04-20")]),
)
def test_the_act_keeps_its_word(
    fields: dict, found: list[Evidence], day: date, due: str, begins: date
) -> None:
    check = ISSUED | {"due": due} | fields
    keeps_its_word(check, *found, day=str(max(day, begins)), silence="not_met", **{"from": str(begins)})
