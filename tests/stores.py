"""Stores for tests: a record at a place, with people of every role, opened with a clock that stands where a test wants."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from compliance.access import Actor, Desk, Door
from compliance.contributions import Person, Role
from compliance.intake.folder import read_folder
from compliance.intake.loading import Loaded, load
from compliance.record import migrate
from compliance.record.databases import Database
from compliance.record.files import Files
from compliance.record.rows import CONTENT_COLUMNS, RECORD_COLUMNS
from compliance.record.store import Store
from tests.databases import Place

HOST = Actor(host=True)
NOON = datetime(2020, 3, 1, 18, tzinfo=UTC)
"""Noon of 1 March 2020 in Chicago."""

PEOPLE: dict[str, Role] = {
    role.person: role
    for role in (
        Role(person="ann", role="administrator"),
        Role(person="mo", role="monitor"),
        Role(person="cora", role="department", body="patrol", coordinator=True),
        Role(person="mel", role="department", body="patrol"),
        Role(person="dana", role="department", body="training", coordinator=True),
        Role(person="stan", role="party", body="state"),
        Role(person="orla", role="organisation", body="alpha"),
    )
}
"""A person of each role; every name is invented for tests."""


PERIODS = [
    {"key": f"IMR-{n}", "first": f"20{18 + n}-03-01", "last": f"20{18 + n}-08-31", "source": "paper"}
    for n in (1, 2)
]
"""Two reporting periods, as a catalogue would hold them."""


def sqlite_place(folder: Path) -> Place:
    """A place for a store in a folder of this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    return Place(f"sqlite:///{folder / 'pilcrow.db'}", None, folder / "files")


def a_desk(place: Place, clock: Callable[[], datetime] | None = None) -> Desk:
    """The desk of a store at a place, created where there is none; its clock stands at NOON unless given."""
    store = Store(place.url, clock or (lambda: NOON))
    migrate.create_or_upgrade(store.database, Database(place.owner) if place.owner else None)
    return Desk(Door(store, Files(place.files), clock or (lambda: NOON)))


def load_folder(desk: Desk, folder: Path) -> Loaded:
    """Load a data folder as the host does."""
    return load(read_folder(folder), desk, HOST)


def with_people(desk: Desk) -> Desk:
    """The same desk, with a person of each role on record."""
    for person, role in PEOPLE.items():
        desk.add(HOST, Person(key=person, name=person.title(), identity=identity(person)))
        desk.add(HOST, role)
    return desk


def identity(person: str) -> str:
    """The name under which a sign-in knows a person of the tests."""
    return f"{person}@example.org"


def cut_after(desk: Desk, number: int, place: Place) -> Desk:
    """A store at another place that ends with a record of this one: the same rows, written as they stand."""
    cut = a_desk(place, desk.door.clock)
    with cut.door.store.database.writing() as connection:
        for row in desk.door.store.rows(1, number):
            kept = (
                [row[name] for name in RECORD_COLUMNS],
                [row["number"], *(row[n] for n in CONTENT_COLUMNS[1:])],
            )
            for table, values in zip(("record", "content"), kept, strict=True):
                if table == "record" or row["body"] is not None:
                    marks = ", ".join([cut.door.store.database.mark] * len(values))
                    connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", tuple(values))
    return cut
