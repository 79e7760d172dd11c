"""What goes into a check and what comes out of it: a row of evidence, and a finding."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from compliance.catalogue import Criterion, Obligation
from compliance.evidence import Evidence
from compliance.outcomes import Outcome
from compliance.rules.rule import Act
from compliance.sentences import Text, day, say


class Entry(NamedTuple):
    """One row of evidence as the record holds it: its number, what it says, and the latest review of it."""

    number: int
    evidence: Evidence
    review: Literal["accepted", "rejected"] | None = None


@dataclass(frozen=True)
class Finding:
    """What a rule says of a criterion on one day.

    `evidence` are the keys of the records it rests on, `cited` those it names besides: searches and events that
    leave something open. `late_days` counts from a known due date. `question` is what an open event asks. `due` is
    the earliest known due date of what is short, None where there is none.
    """

    obligation: Obligation
    criterion: Criterion
    on: date
    outcome: Outcome
    says: Text
    evidence: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    missing: tuple[Text, ...] = ()
    act: Act | None = None
    question: Text | None = None
    late_days: int | None = None
    due: date | None = None

    @property
    def holder(self) -> str | None:
        """The key of whoever holds the next step."""
        return self.act.holder if self.act else None

    def due_text(self) -> Text:
        """The due date in words; where the asks carry their own, with the earliest one that is short."""
        words = self.criterion.due_text()
        if self.due is None or isinstance(self.criterion.due, date):
            return words
        return words + say("(here: {d})", "(aquí: {d})", d=day(self.due))

    @property
    def is_open(self) -> bool:
        """Whether it is a gap: short of met."""
        settled = (Outcome.MET, Outcome.NOT_IN_FORCE, Outcome.NOT_APPLICABLE, Outcome.NOT_YET_DUE)
        return self.outcome not in settled
