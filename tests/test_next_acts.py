"""The law of the next act: done as told, the criterion is met on the day that the act names, and was not before."""

import os
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from compliance.catalogue import Catalogue
from compliance.finding import Entry, Reviewed
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.rows import Rows
from compliance.rules.rule import Would
from tests.naive.reference import rows_with
from tests.random_stores import HORIZON, SmallStore
from tests.small import FIRST

THOROUGH = 20 if os.environ.get("PILCROW_TESTS") == "thorough" else 1
"""How many times as many random stores are looked at."""

days = st.dates(FIRST, HORIZON)


def of_first_criterion(catalogue: Catalogue, entries: Sequence[Entry]) -> CriterionHistory:
    """How the first criterion of a small store stands on every day."""
    (obligation,) = catalogue.obligations
    return CriterionHistory(catalogue, obligation, obligation.criteria[0], Rows.of(entries), HORIZON)


def once_done(entries: Sequence[Entry], would: Would) -> list[Entry]:
    """The rows as they would be once an act is done: with its records, reviewed as it says."""
    verdict: dict[str, Reviewed] = dict.fromkeys(would.reject, "rejected")
    verdict |= dict.fromkeys(would.accept, "accepted")
    number = max((e.number for e in entries), default=0)
    new = [Entry(number + i, record) for i, record in enumerate(would.records, 1)]
    return [e._replace(review=verdict.get(e.evidence.key, e.review)) for e in (*entries, *new)]


def keeps_its_word(store: SmallStore, on: date) -> None:
    """Where the finding of a day is open: raises AssertionError if its next act does not do what it says.

    An act is found on the rows that count; what those set aside would change once it is done is not for it to say.
    """
    finding = of_first_criterion(store.catalogue, store.entries).finding(on)
    if not finding.is_open:
        return
    would = of_first_criterion(store.catalogue, store.entries).would(on)
    assert finding.act is not None, f"a {finding.outcome} finding has no next act"
    act, counting = finding.act, rows_with(store.entries, ())
    told = f"{finding.outcome} on {on}, told “{act.text.en}” ({act.kind}, from {act.day})"
    if act.day is None:
        assert would == Would(), f"{told}, which names no day and yet offers {would}"
        return
    assert act.kind != "none", f"{told}: it names a day although none can cure this"
    assert act.day >= on, told
    if act.day > HORIZON:
        return
    before = of_first_criterion(store.catalogue, counting).outcomes.at(act.day)
    assert before is not Outcome.MET, f"{told}: it is met on that day without the act"
    outcome = of_first_criterion(store.catalogue, once_done(counting, would)).outcomes.at(act.day)
    assert outcome is Outcome.MET, f"{told}: once that is done it is {outcome}; done was {would}"
