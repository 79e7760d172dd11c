"""What is due next: the known due dates that lie ahead, each with what is asked by then and whether it is filled already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.assessment import Assessment
from compliance.catalogue import Criterion, Obligation
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.per_assessment import per_assessment
from compliance.sentences import Text, say
from compliance.timeline import ONE_DAY


@dataclass(frozen=True)
class Due:
    """A known due date of a check. On that day it is not yet late. `is_filled`: what is on record now fills by then all
    that is asked from the day after on, if nothing more comes."""

    on: date
    obligation: Obligation
    criterion: Criterion
    is_filled: bool

    def text(self) -> Text:
        """Whether it is filled already."""
        if self.is_filled:
            return say("filled already", "ya cubierto")
        return say("not filled yet", "aún sin cubrir")


@per_assessment(most=8)
def due_next(assessment: Assessment, on: date, until: date) -> list[Due]:
    """The due dates from a day to another, both included, earliest first. Duties that are not in force on the first day,
    or have ended, are left out, and so are checks that failed. Raises ValueError outside what the assessment covers."""
    found = [due for o in assessment.obligations.values() for c in o.criteria for due in _of(c, on, until)]
    return sorted(found, key=lambda due: due.on)


def _of(check: CriterionHistory, on: date, until: date) -> Iterator[Due]:
    if check.outcomes.at(on) in (Outcome.NOT_IN_FORCE, Outcome.NOT_APPLICABLE, Outcome.RULE_ERROR):
        return
    ledger = check.ledger_or_none
    for day in sorted({ask.due for ask in ledger.asks if ask.due is not None and on <= ask.due <= until}):
        after = day + ONE_DAY
        slots = {ask.slot for ask in ledger.asks if ask.due == day}
        states = ledger.states_on(after)
        open_slots = [slot for slot in slots if slot in states and states[slot].need > states[slot].have]
        yield Due(day, check.obligation, check.criterion, not open_slots)
