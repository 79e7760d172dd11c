"""The clauses of one text, by all the records of it."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from compliance.evidence.agreement import Agreement
from compliance.evidence.clause import Clause
from compliance.evidence.policy import Policy

T = TypeVar("T", bound=Policy | Agreement)


def own_clauses(records: Sequence[T]) -> Iterator[tuple[Clause, T]]:
    """The clauses that the records of one text name in it, each with its record; none whose quote was read in another."""
    text = next((record.text_sha256 for record in records if record.text_sha256), None)
    for record in records:
        yield from ((clause, record) for clause in record.clauses if clause.is_of(text))
