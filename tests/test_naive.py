"""The sweep, against a reference that looks at each day anew and was written from the design alone."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.assessment import assess
from compliance.outcomes import Outcome
from tests.naive.reference import Reading, by_the_rule, every_day, outcomes
from tests.naive.versions_by_hand import BY_HAND, read_by_hand
from tests.random_stores import EVERY_RULE, HORIZON, SmallStore, of_nothing_random, stores
from tests.small import a_catalogue, as_entries, criterion, meeting, policy, record, t

THOROUGH = 20 if os.environ.get("PILCROW_TESTS") == "thorough" else 1
"""How many times as many random stores are looked at."""


def agrees(store: SmallStore, reading: Reading = by_the_rule) -> None:
    """Raises AssertionError with the first day on which the sweep and the reference differ."""
    assessment = assess(store.catalogue, store.entries, HORIZON)
    (history,) = assessment.obligations.values()
    days = every_day(assessment.first, HORIZON)
    every: list[dict[date, Outcome]] = []
    for own in history.criteria:
        expected = outcomes(store.catalogue, own.criterion, store.entries, HORIZON, reading)
        every.append(expected)
        for on in days:
            assert own.outcomes.at(on) is expected[on], (
                f"{own.criterion.check.name} on {on}: the sweep says {own.outcomes.at(on)}, "
                f"the reference {expected[on]}"
            )
    for on in days:
        here = {expected[on] for expected in every}
        shown = Outcome.MET in here and here <= {Outcome.MET, Outcome.NOT_APPLICABLE}
        assert (history.outcomes.at(on) is Outcome.MET) == shown, f"on {on} of {here}"
        assert history.outcomes.at(on) in here


def test_random_criteria_are_made_of_every_rule_and_random_records_of_every_kind() -> None:
    assert not of_nothing_random()


@pytest.mark.parametrize("rule", EVERY_RULE)
@settings(max_examples=20 * THOROUGH)
@given(data=st.data())
def test_the_sweep_of_a_rule_agrees_with_a_look_at_each_day(rule: str, data: st.DataObject) -> None:
    agrees(data.draw(stores(rule)))


@settings(max_examples=60 * THOROUGH)
@given(stores())
def test_the_sweep_of_several_criteria_agrees_with_a_look_at_each_day(store: SmallStore) -> None:
    agrees(store)


@pytest.mark.parametrize("rule", BY_HAND)
@settings(max_examples=40 * THOROUGH)
@given(data=st.data())
def test_a_rule_asks_and_is_given_what_its_words_say(rule: str, data: st.DataObject) -> None:
    agrees(data.draw(stores(rule, aside=False)), read_by_hand)


def test_a_third_vaguer_source_does_not_make_two_others_differ_where_it_is_the_same_which_is_right() -> None:
    check = criterion("meetings_held", at_least="1", first="2019-04-01", last="2019-04-30", due="2019-04-30")
    told = [("one", "2019-04-10"), ("two", "2019-04-11"), ("vague", "2019-04-10/2019-05-10")]
    records = [meeting(key, happened, thing="meeting") for key, happened in told]
    agrees(SmallStore(a_catalogue(check), tuple(as_entries(records))))


def test_what_waits_for_a_judgement_is_not_called_late_since_a_record_of_something_else_is_missing() -> None:
    check = criterion(
        "person_judges", question="alpha", asks=t("Is it so?"), policy="rules", due="2019-06-01"
    )
    refused = record(
        "judgement",
        "no",
        happened="2019-05-01",
        question="alpha",
        of="inferred",
        answer="no",
        method="examine",
        reason="A reason.",
    )
    records = [
        policy("inferred", "2019-04-01", subject=["rules"], inferred="From another source."),
        policy("told", "2019-04-01", subject=["rules"], number="N-2"),
        refused,
    ]
    agrees(SmallStore(a_catalogue(check, silence="not_met"), tuple(as_entries(records))))


def test_a_thing_named_by_the_key_of_one_record_is_known_also_once_a_surer_one_tells_of_it() -> None:
    check = criterion("deadline_met", kind="document", what=t("A paper"), thing="vague", due="2019-06-01")
    records = [
        record("document", "vague", thing="paper", happened="2019-04-01/2019-04-30", voice="press"),
        record("document", "exact", thing="paper", happened="2019-04-10", voice="press"),
    ]
    (own,) = assess(a_catalogue(check), as_entries(records), HORIZON).obligations["duty"].criteria
    assert own.outcomes.at(date(2019, 6, 2)) is Outcome.MET
