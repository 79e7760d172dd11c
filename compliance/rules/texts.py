"""The texts that bind on a subject, policy versions and signed agreements alike, and the days each one held."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.clause import Clause
from compliance.evidence.policy import Policy
from compliance.rules.own_clauses import own_clauses
from compliance.rules.things import of_things
from compliance.rules.versions import versions


@dataclass(frozen=True)
class BindingText:
    """One text with the first day on which it held and the first on which it no longer did (None: no end known).

    `records` are all records of it, the surest first.
    """

    begins: When
    ends: When | None
    records: Sequence[Policy | Agreement]

    @property
    def inferred(self) -> bool:
        """Whether no source, only inference, shows it."""
        return self.records[0].inferred is not None

    def clauses(self) -> Iterator[tuple[Clause, Policy | Agreement]]:
        """Its own clauses, each with its record."""
        return own_clauses(self.records)

    def surely_holds(self, on: date) -> bool:
        """Whether it was in force on a day, whichever of its possible days are right."""
        ended = self.ends is not None and self.ends.earliest <= on
        return not self.inferred and self.begins.latest <= on and not ended

    def may_hold(self, on: date) -> bool:
        """Whether it may have been in force on a day."""
        return self.begins.earliest <= on and (self.ends is None or on < self.ends.latest)


def texts(records: Iterable[Evidence], subject: str) -> list[BindingText]:
    """All texts on record about a subject that took effect or were signed."""
    told = list(records)
    found = [BindingText(v.begins, v.ends, v.records) for v in versions(told, subject)]
    for same in of_things(told, Agreement, subject):
        if same[0].begins is not None:
            found.append(BindingText(same[0].begins, same[0].ends, same))
    return found
