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
from compliance.sentences import Text
from tests.rules.acts import acted
from tests.rules.kept import keeps_its_word
from tests.rules.ledgers import brought, gives
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


# From when it is asked, and from when it is given


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ([issued("2020-05-01")], ["thing by v from 2020-05-01"]),
        ([issued("2020-05-01", inferred="The day.")], ["perhaps thing by v from 2020-05-01"]),
        (
            [issued("2020-05-01/2020-05-09")],
            ["thing by v from 2020-05-09", "perhaps thing by v from 2020-05-01 to 2020-05-08"],
        ),
        (
            [policy("w", "2020-09-01", happened=None), issued("2020-05-01")],
            ["perhaps thing by w from 2019-03-01", "thing by v from 2020-05-01"],
        ),
    ],
)
def test_a_thing_is_given_once_from_its_last_possible_day_and_before_that_perhaps(
    told: list[Evidence], given: list[str]
) -> None:
    assert gives(history(ISSUED, *told)) == given


@pytest.mark.parametrize(("acts", "asked"), [("2020-06-12", False), ("2020-06-13", True)])
def test_an_order_that_acts_before_the_grace_has_run_out_leaves_nothing_asked_by_the_old_date(
    acts: str, asked: bool
) -> None:
    fields = {k: ISSUED[k] for k in ("rule", "kind", "what", "subject")}
    check = DeadlineMet.model_validate(fields | {"grace_days": 10})
    duty = Duty(FIRST, d("2022-12-31"), d("2020-06-01"), ((d(acts), d("2020-08-01")),))
    by_the_old_date = [ask for ask in check.ledger([], duty).asks if ask.due == d("2020-06-11")]
    assert [(ask.start, ask.stop) for ask in by_the_old_date] == [(d("2020-06-12"), d("2020-06-12"))] * asked


def test_the_thing_that_is_due_may_be_named_by_any_of_its_records() -> None:
    told = [issued("2020-05-01", thing="t"), policy("w", "2020-09-01", happened="2020-05-01", thing="t")]
    for name in ("v", "w", "t"):
        assert on(history(ISSUED | {"thing": name}, *told), "2020-12-01") == "met"


def test_a_version_that_would_be_issued_takes_effect_on_that_day_and_one_that_would_end_the_day_before() -> (
    None
):
    assert brought(history(ISSUED), "2020-12-01", "happened", "effective") == [("2020-12-01", "2020-12-01")]
    ended = history(ISSUED | {"fact": "ends"})
    assert brought(ended, "2020-12-01", "effective", "ends") == [("2020-11-30", "2020-12-01")]


def said_with(moved: list[tuple[str, str | None]], on: str, due: str | None = "2020-06-01") -> Text:
    """What is said on a day where orders moved the due date, each written as the day from which it acts and the new date."""
    check = DeadlineMet.model_validate({k: ISSUED[k] for k in ("rule", "kind", "what", "subject")})
    orders = tuple((d(acts), new and d(new)) for acts, new in moved)
    duty = Duty(FIRST, d("2022-12-31"), due and d(due), orders)
    return check.says(View(d(on), Outcome.CANNOT_TELL, check.ledger([], duty), {}, duty, {}))


def test_every_order_that_acted_by_the_day_is_told_and_none_that_acts_later() -> None:
    moved = [("2020-05-15", "2020-08-01"), ("2020-06-15", None), ("2020-07-01", "2020-09-01")]
    told = (
        "An order that acts from 15 May 2020 moved the due date from 1 June 2020 to 1 August 2020. Which due date held from "
        "15 June 2020 is not known, since the day from which an order acts is not exact. An order that acts from 1 July 2020 "
        "moved the due date from 1 August 2020 to 1 September 2020."
    )
    assert said_with(moved, "2020-07-01").en.endswith(told)
    assert "1 July 2020" not in said_with(moved, "2020-06-30").en.replace("by 30 June 2020", "")
    assert "An order" not in said_with(moved, "2020-05-14").en


def test_an_order_that_set_a_first_due_date_moved_none() -> None:
    says = said_with([("2020-05-15", "2020-08-01")], "2020-07-01", due=None)
    assert says.en.endswith("An order that acts from 15 May 2020 set the due date 1 August 2020.")
    assert says.es.endswith("fijó la fecha límite el 1 de agosto de 2020.")


# What would show it


@pytest.mark.parametrize(
    ("fields", "told", "came"),
    [
        ({}, issued("2020-05-01", inferred="The day."), "2020-05-01"),
        ({}, issued(None), "2020-12-01"),
        ({}, issued("2020-05-01/2021-06-01"), "2020-05-01"),
        ({}, issued("2019-01-01/2021-06-01"), "2019-03-01"),
        ({"thing": "v"}, issued("2019-01-01/2021-06-01"), "2019-01-01"),
    ],
)
def test_what_may_have_come_is_told_again_with_the_first_day_on_which_it_counts(
    fields: dict, told: Evidence, came: str
) -> None:
    assert brought(history(ISSUED | fields, told), "2020-12-01", "happened", "thing") == [(came, "v")]
    assert acted(ISSUED | fields, told, day="2020-12-01")


def test_what_can_not_have_come_yet_is_left_for_what_may_have() -> None:
    ended = ISSUED | {"fact": "ends"}
    later, earlier = policy("later", "2020-09-01", number="N-2"), policy("earlier", "2020-01-01")
    found = history(ended, later, earlier)
    assert brought(found, "2020-08-01", "thing", "ends") == [("earlier", "2020-08-01")]


def test_a_thing_that_is_to_come_later_does_not_keep_another_from_being_done_now() -> None:
    act = acted(ISSUED, issued("2021-06-01"), day="2020-12-01").act
    assert act and act.kind == "do"
    named = finding(history(ISSUED | {"thing": "v"}, issued("2021-06-01")), "2020-12-01").act
    assert named and named.text.en == (
        "Ask on which day this came or is to come: a new policy is issued. What is on record of it does not show it by 1 "
        "December 2020."
    )


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
