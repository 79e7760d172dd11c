"""For any records and any day: the next act of an open finding keeps its word."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from compliance.evidence import Evidence
from compliance.outcomes import Outcome
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.small import d, history


def keeps_its_word(
    check: Mapping[str, Any], *records: Evidence, day: str, until: str = "2024-12-31", **of_obligation: Any
) -> None:
    """Where a finding is open, and neither a person nor sources that differ decide it: done as told, the criterion is met on the day
    that the act names; an act that names none offers nothing, and only asks, or says that none can cure it, unless what is
    on record already has it met later."""
    if any(a.identity == b.identity and a.differs_from(b) for a, b in combinations(records, 2)):
        return
    before = history(check, *records, until=until, **of_obligation)
    found = before.finding(d(day))
    if not found.is_open or found.outcome in (Outcome.NEEDS_REVIEW, Outcome.CONTRADICTED):
        return
    assert found.outcome is not Outcome.RULE_ERROR, found.missing
    assert found.act is not None
    assert found.act.text.en and found.act.text.es and found.says.en and found.says.es
    assert all(missing.en and missing.es for missing in found.missing)
    if found.act.day is None:
        assert before.would(d(day)) == Would()
        later = (step.value for step in before.outcomes.steps() if step.last > d(day))
        assert found.act.kind in ("none", "ask") or Outcome.MET in later
        return
    assert found.act.day >= d(day)
    if before.outcomes.at(found.act.day) is not Outcome.MET:
        acted(check, *records, day=day, until=until, **of_obligation)
