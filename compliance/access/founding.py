"""The founding of a fictional city: its record with the whole of its past, told at once into an empty store.

Real records never come this way: they are stamped when they are recorded, or, of a data release, with the release's day.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice

from compliance.access.desk import Desk
from compliance.access.roles import Actor
from compliance.catalogue import read_catalogue
from compliance.reading import read_text
from compliance.record.databases import StoreError
from compliance.record.rows import Filed

ROWS_AT_A_TIME = 5_000
"""So many rows are recorded in one transaction, and held in memory."""


def require_empty(desk: Desk) -> None:
    """Raises StoreError, with the cure, where the store behind a desk holds a row."""
    held = desk.door.head().number
    if held:
        raise StoreError(
            f"{desk.door.store.name} holds {held} records already, and a fictional city is founded in an empty store only; "
            "name another place, or remove this one"
        )


def found(desk: Desk, actor: Actor, rows: Iterable[Filed], release: str) -> Iterator[Sequence[Filed]]:
    """Record the rows of a fictional city, some at a time; those of each time once they are recorded.

    Raises compliance.access.NotAllowed unless the actor may load releases, StoreError where the store holds a row, and
    ValueError unless the rows begin with sources and a catalogue that reads and says that it is fictional.
    """
    desk.door.standing(actor).acting("load", "catalogue_revision")
    require_empty(desk)
    ahead, sources = iter(rows), set[str]()
    founded = False
    while some := list(islice(ahead, ROWS_AT_A_TIME)):
        sources |= {row.new.key for row in some if row.new.holds == "source"}
        for row in some:
            if row.new.holds == "catalogue_revision":
                _require_fiction(row.new.body, sources)
                founded = True
        if not founded:
            raise ValueError("a city begins with its catalogue")
        desk.door.store.append_filed(some, release)
        yield some


def _require_fiction(text: str, sources: Set[str]) -> None:
    """Raises ValueError for a catalogue that is broken, or not marked fictional."""
    page = read_text(text, "decree.yaml")
    catalogue = read_catalogue(page, sources)
    if catalogue is None:
        raise ValueError(f"the catalogue is broken: {page.problems[0]}")
    if not catalogue.fictional:
        raise ValueError("only a city whose catalogue says that it is fictional is founded so")
