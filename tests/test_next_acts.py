"""The law of the next act: done as told, the criterion is met on the day that the act names, and was not before."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.catalogue import Catalogue
from compliance.finding import Entry, Finding
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.rows import Rows
from compliance.rules.rule import Would
from tests.random_stores import EVERY_RULE, HORIZON, SmallStore, stores
from tests.small import FIRST

THOROUGH = 20 if os.environ.get("PILCROW_TESTS") == "thorough" else 1
"""How many times as many random stores are looked at."""

days = st.dates(FIRST, HORIZON)


def of_first_criterion(catalogue: Catalogue, entries: list[Entry]) -> CriterionHistory:
    """How the first criterion of a small store stands on every day."""
    (obligation,) = catalogue.obligations
    return CriterionHistory(catalogue, obligation, obligation.criteria[0], Rows.of(entries), HORIZON)


def once_done(entries: list[Entry], would: Would) -> list[Entry]:
    """The rows as they would be once an act is done: with its records, reviewed as it says."""
    verdict = dict.fromkeys(would.accept, "accepted") | dict.fromkeys(would.reject, "rejected")
    number = max((e.number for e in entries), default=0)
    new = [Entry(number + i, record) for i, record in enumerate(would.records, 1)]
    reviewed = [e._replace(review=verdict.get(e.evidence.key, e.review)) for e in entries]
    return reviewed + [e._replace(review=verdict.get(e.evidence.key)) for e in new]


def keeps_its_word(store: SmallStore, on: date) -> Finding | None:
    """The finding of a day, where it is open, after a look at its next act. Raises AssertionError if that does not do what
    it says."""
    entries = list(store.entries)
    before = of_first_criterion(store.catalogue, entries)
    found = before.finding(on)
    if not found.is_open:
        return None
    act, would = found.act, before.would(on)
    assert act is not None, f"a {found.outcome} finding has no next act"
    told = f"{found.outcome} on {on}, told “{act.text.en}” ({act.kind}, from {act.day})"
    if act.day is None:
        assert would == Would(), f"{told}, which names no day and yet offers {would}"
        return found
    assert act.kind != "none", f"{told}: it names a day although none can cure this"
    assert act.day >= on, told
    if act.day > HORIZON:
        return found
    assert before.outcomes.at(act.day) is not Outcome.MET, f"{told}: it is met on that day without the act"
    after = of_first_criterion(store.catalogue, once_done(entries, would))
    outcome = after.outcomes.at(act.day)
    assert outcome is Outcome.MET, f"{told}: once that is done it is {outcome}; done was {would}"
    return found
