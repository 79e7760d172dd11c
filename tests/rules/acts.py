"""Whether the next act of a finding would do what it says: its records are added, and the outcome is looked up."""

from collections.abc import Mapping
from typing import Any

from compliance.evidence import Evidence
from compliance.finding import Finding
from compliance.outcomes import Outcome
from compliance.rules.rule import Would
from tests.small import d, history


def acted(check: Mapping[str, Any], *records: Evidence, day: str, **of_obligation: Any) -> Finding:
    """The open finding of a day, after a look at its next act: once that is done the criterion is met on the day it names,
    and where none can cure it nothing is offered."""
    before = history(check, *records, **of_obligation)
    found = before.finding(d(day))
    assert found.is_open and found.act, f"there is no gap on {day}: {found.outcome}"
    assert found.act.text.en and found.act.text.es
    would = before.would(d(day))
    if found.act.kind == "none":
        assert found.act.day is None and would == Would(), "what cannot be cured must not be offered a cure"
        return found
    assert found.act.day is not None, f"the act names no day: {found.act.text.en}"
    assert before.outcomes.at(found.act.day) is not Outcome.MET, "it is met on that day without the act"
    after = history(check, *records, *would.records, **of_obligation)
    outcome = after.outcomes.at(found.act.day)
    assert outcome is Outcome.MET, f"done as told ({found.act.text.en}) it is {outcome} on {found.act.day}"
    return found
