"""Real things that several records describe: all that is told of one, and by whom."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from compliance.days import When, days_between
from compliance.evidence import Evidence
from compliance.rules.rule import how_unsure

E = TypeVar("E", bound=Evidence)


def of_things(records: Iterable[Evidence], kind: type[E], subject: str) -> list[list[E]]:
    """The records of a kind about a subject, those on one thing together and the surest of them first."""
    found = [record for record in records if isinstance(record, kind) and subject in record.subject]
    # Most things are told of by one record, and its key is its own.
    if all(record.thing is None for record in found):
        return [[record] for record in found]
    things: dict[str, list[E]] = {}
    for record in found:
        things.setdefault(record.identity, []).append(record)
    for same in things.values():
        if len(same) > 1:
            same.sort(key=how_unsure)
    return list(things.values())


def told(same: Sequence[E], fact: str) -> tuple[Any, E]:
    """A fact of one thing, and the surest record that tells it; None or `unknown` by the first where none does. Of days
    the most exact one is the surest."""
    telling = [record for record in same if getattr(record, fact) not in (None, "unknown")]
    if not telling:
        return getattr(same[0], fact), same[0]
    surest = telling[0] if len(telling) == 1 else min(telling, key=lambda record: _doubt(record, fact))
    return getattr(surest, fact), surest


def _doubt(record: Evidence, fact: str) -> tuple[bool, int]:
    value = getattr(record, fact)
    vague = days_between(value.earliest, value.latest) if isinstance(value, When) else 0
    return record.inferred is not None, vague
