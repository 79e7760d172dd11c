"""Where sources differ: claims on one thing, claims and the records of it, and records of one thing.

Every difference is listed. Only where it decides an outcome which of them is right does a check become `contradicted`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from compliance.assessment import Assessment
from compliance.differences.claims import Comparison, Counted, Relation, counted, number, period
from compliance.differences.facts import Fact
from compliance.differences.on_record import Beside, Standing, beside
from compliance.differences.rivals import Rivals, rivals
from compliance.evidence.claim import Claim
from compliance.per_assessment import per_assessment

__all__ = [
    "Beside",
    "Comparison",
    "Counted",
    "Differences",
    "Fact",
    "Relation",
    "Rivals",
    "Standing",
    "counted",
    "differences",
    "number",
    "period",
]


@dataclass(frozen=True)
class Differences:
    """All that can differ on a day: records of one thing that do, everything that claims count, and claims set beside
    the records of what they count."""

    things: tuple[Rivals, ...]
    counted: tuple[Counted, ...]
    beside: tuple[Beside, ...]

    @cached_property
    def shared(self) -> tuple[Counted, ...]:
        """What several claims count, so that they can differ."""
        return tuple(thing for thing in self.counted if len(thing.claims) > 1)

    @cached_property
    def alone(self) -> tuple[Claim, ...]:
        """The claims that no other is on the same thing as."""
        return tuple(thing.claims[0] for thing in self.counted if len(thing.claims) == 1)


@per_assessment(most=8)
def differences(assessment: Assessment, on: date) -> Differences:
    """Where the records and claims that count stand to each other on a day. Raises ValueError outside what the
    assessment covers."""
    terms = assessment.catalogue.terms
    claims = [e.evidence for e in assessment.in_order if e.counts and isinstance(e.evidence, Claim)]
    checks = [check for history in assessment.obligations.values() for check in history.criteria]
    return Differences(
        tuple(rivals(assessment.entries.values(), checks, on, assessment.catalogue.names)),
        tuple(counted(claims, on, terms)),
        tuple(beside(claims, on, terms, assessment.rows)),
    )
