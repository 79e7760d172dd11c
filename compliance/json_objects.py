"""How an object of the JSON is made: of a list of fields, each with its name, its meaning and how it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from compliance.access import Reading

T = TypeVar("T")


@dataclass(frozen=True)
class Field(Generic[T]):
    """One field: its name, what it means, and how it is read."""

    name: str
    meaning: str
    read: Callable[[T], Any]


def as_object(fields: Sequence[Field[T]], of: T) -> dict[str, Any]:
    """One object, with these fields of a thing."""
    return {field.name: field.read(of) for field in fields}


RECORD: tuple[Field[tuple[Reading, str]], ...] = (
    Field("number", "its number in the record", lambda r: r[0].assessment.entries[r[1]].number),
    Field("key", "its key", lambda r: r[1]),
    Field("kind", "the kind of evidence", lambda r: r[0].evidence(r[1]).kind),
    Field(
        "happened",
        "the day, `YYYY-MM-DD`, or two with `/` between for a day somewhere from one to the other; null if not known",
        lambda r: h.written() if (h := r[0].evidence(r[1]).happened) else None,
    ),
    Field("summary", "what it says, in one sentence", lambda r: r[0].evidence(r[1]).summary),
    Field("said_by", "who says so", lambda r: r[0].evidence(r[1]).said_by),
    Field("source", "the key of its main source", lambda r: r[0].evidence(r[1]).source),
    Field("link", "the source's address; null for a copy", lambda r: r[0].source(r[0].evidence(r[1])).link),
)
