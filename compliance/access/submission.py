"""What somebody sends to be recorded, alone or many at once: whether each fits what they see of the record and the rest of
what they send."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pydantic import BaseModel

from compliance.access.door import LAST, Door
from compliance.access.roles import Capacity, Standing
from compliance.contributions import Cover, OpenItemEvent, Response, Role
from compliance.determinations import Determination
from compliance.evidence import Evidence, Source
from compliance.fitting import Misfit, There, misfits, unless_declared
from compliance.record.drafts import Draft
from compliance.record.looking import Past
from compliance.record.rows import New, Row
from compliance.record.tables import Holds, Visibility

_NAMING = (Evidence, Determination, Response, OpenItemEvent, Cover)
"""What names something that the catalogue declares, or a record."""


@dataclass(frozen=True)
class Submission:
    """One thing to record, or a correction of the row `corrects` with its reason.

    Unless told otherwise it is as visible as the role files by default, and a correction is as visible as the row that
    it corrects and keeps that one's files. The same idempotency key twice is one record. `instead_of` is a draft that is
    thrown away with it.
    """

    body: BaseModel
    visibility: Visibility | None = None
    corrects: int | None = None
    reason: str | None = None
    files: Sequence[str] | None = None
    idempotency_key: str | None = None
    instead_of: Draft | None = None


class Also(NamedTuple):
    """One row more that is recorded in a capacity with what is submitted, after it: `row` makes it once the lock is taken,
    from what the record held and the numbers of what was submitted, in its order."""

    capacity: Capacity
    row: Callable[[Past, Sequence[int]], New]


class Cited(NamedTuple):
    """A source that somebody sees: the day it was out, as the record writes it, and who sees it."""

    date: str | None
    visibility: Visibility


class Fits(NamedTuple):
    """In what each of some bodies does not fit, in their order, and the sources that they rest on."""

    misfits: list[list[Misfit]]
    sources: Mapping[str, Cited]


def fits(door: Door, who: Standing, bodies: Sequence[tuple[BaseModel, Visibility]]) -> Fits:
    """Whether each of some bodies, as visible as it is to be, fits what an actor can see of the record and the others
    that are recorded with it; a record never rests on a source which its own readers would not see."""
    every = [body for body, _ in bodies]
    sources = {key: _as_cited(row) for key, row in seen(door, who, "source", _sources_of(every)).items()}
    sources |= {
        body.key: Cited(date_of(body), visibility) for body, visibility in bodies if isinstance(body, Source)
    }
    people = seen(door, who, "person", (body.person for body in every if isinstance(body, Role)))
    there = _there(door, who, every, sources)
    found = [list(_misfits(body, visibility, there, sources, people)) for body, visibility in bodies]
    if there is not None and any(found):
        # Only now is it worth reading what could have been meant.
        rows = door.store.current("source", LAST)
        known = {*sources, *(row.key for row in rows if who.sight.sees(row.visibility, row.capacity))}
        there = replace(there, sources=known)
        found = [
            list(_misfits(body, visibility, there, sources, people)) if wrong else []
            for (body, visibility), wrong in zip(bodies, found, strict=True)
        ]
    return Fits(found, sources)


def date_of(source: Source) -> str | None:
    """The day on which a source was out, as the record writes it."""
    return source.date.written() if source.date else None


def sources_of(body: BaseModel) -> tuple[str, ...]:
    """The keys of the sources that a body rests on, the main one first."""
    if isinstance(body, Evidence):
        return body.sources
    return (body.source,) if isinstance(body, Determination) and body.source else ()


def _misfits(
    body: BaseModel,
    visibility: Visibility,
    there: There | None,
    sources: Mapping[str, Cited],
    people: Mapping[str, Row],
) -> Iterator[Misfit]:
    if isinstance(body, Role):
        yield from unless_declared("person", body.person, "person", people)
    if there is not None and isinstance(body, _NAMING):
        yield from misfits(body, there)
    for key in sources_of(body):
        held = sources[key].visibility if key in sources else visibility
        if held not in ("public", visibility) and (held != "parties" or visibility == "public"):
            yield Misfit(
                "source",
                f"the source '{key}' is {held}: a record that rests on it cannot be {visibility}",
                "Choose who may see the record accordingly, or another source",
            )


def _there(door: Door, who: Standing, bodies: Sequence[BaseModel], sources: Iterable[str]) -> There | None:
    """What bodies can name, so far as they do; None where none of them names anything that is declared."""
    if not any(isinstance(body, _NAMING) for body in bodies):
        return None
    head = door.head()
    named = {key for body in bodies for key in _records_named(body)}
    kinds = {key: row.kind or "" for key, row in seen(door, who, "evidence", named).items()}
    kinds |= {body.key: body.kind for body in bodies if isinstance(body, Evidence) and body.key in named}
    return There(door.catalogue(head.number), frozenset(sources), kinds, door.today(head))


def seen(door: Door, who: Standing, holds: Holds, keys: Iterable[str | None]) -> dict[str, Row]:
    """The rows that hold now for some keys, as far as somebody sees them."""
    rows = door.store.holding(holds, sorted({key for key in keys if key is not None}))
    return {row.key: row for row in rows if who.sight.sees(row.visibility, row.capacity)}


def _as_cited(row: Row) -> Cited:
    return Cited(date_of(Source.model_validate_json(row.body)), row.visibility)  # type: ignore[arg-type]


def _sources_of(bodies: Iterable[BaseModel]) -> Iterator[str]:
    return (key for body in bodies for key in sources_of(body))


def _records_named(body: BaseModel) -> Iterator[str | None]:
    """The keys by which a record of evidence may name others."""
    for field in body.refers if isinstance(body, Evidence) else ():
        named = getattr(body, field)
        yield from named if isinstance(named, tuple) else (named,)
