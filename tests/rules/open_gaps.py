"""Whether the next act does what it says on a day that a property chose: wherever there is a gap on it."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

from compliance.evidence import Evidence
from compliance.outcomes import Outcome
from tests.rules.acts import acted
from tests.small import history


def acted_where_open(check: Mapping[str, Any], *records: Evidence, day: date, **of_obligation: Any) -> None:
    """A look at the next act of the day, where the finding is open and no two sources differ on anything."""
    if any(a.identity == b.identity and a.differs_from(b) for a, b in combinations(records, 2)):
        return
    found = history(check, *records, **of_obligation).finding(day)
    assert found.outcome is not Outcome.RULE_ERROR, found.missing
    if found.is_open:
        acted(check, *records, day=str(day), **of_obligation)
