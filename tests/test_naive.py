"""The sweep, against a reference that looks at each day anew and was written from the design alone."""

import os

from hypothesis import given, settings

from compliance.assessment import assess
from compliance.outcomes import Outcome
from tests.naive.reference import Reading, by_the_rule, every_day, outcomes
from tests.random_stores import HORIZON, SmallStore, of_nothing_random, stores

THOROUGH = 20 if os.environ.get("PILCROW_TESTS") == "thorough" else 1
"""How many times as many random stores are looked at."""


def agrees(store: SmallStore, reading: Reading = by_the_rule) -> None:
    """Raises AssertionError with the first day on which the sweep and the reference differ."""
    assessment = assess(store.catalogue, store.entries, HORIZON)
    (history,) = assessment.obligations.values()
    days = every_day(assessment.first, HORIZON)
    every: list[dict] = []
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


@settings(max_examples=60 * THOROUGH)
@given(stores())
def test_the_sweep_agrees_with_a_look_at_each_day(store: SmallStore) -> None:
    agrees(store)
