"""Fictional cities of three sizes, each founded once in a store, for the benchmarks to read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from compliance.access import PUBLIC, Actor, Desk, Door, open_record
from compliance.access.founding import found
from compliance.access.keeping import prepare
from compliance.assessment import Assessment
from compliance.example import city
from tests.databases import Server

HOST = Actor(host=True)


class Size(NamedTuple):
    """A size of city: its name, and how many obligations and records of evidence it has."""

    name: str
    obligations: int
    evidence: int


S, M, L = Size("S", 50, 1_000), Size("M", 800, 100_000), Size("L", 10_000, 1_000_000)


class Founded:
    """A city in a store at a database URL."""

    def __init__(self, size: Size, url: str, files: Path):
        self.size, self.url, self.files = size, url, files

    def found(self, owner: str | None = None) -> "Founded":
        """Found it there. `owner` is the URL of the role that owns the tables, on PostgreSQL."""
        made = city(1, self.size.obligations, self.size.evidence)
        desk = Desk(self.door())
        prepare(desk.door, owner)
        for _ in found(desk, HOST, made.rows(), made.release):
            pass
        return self

    def door(self) -> Door:
        """A door to it that has answered nothing yet."""
        return open_record(self.url, self.files, lambda: datetime.now(UTC))

    def ready(self) -> Door:
        """A door that has read the catalogue, and no record yet."""
        door = self.door()
        door.catalogue(door.head().number)
        return door

    def assessed(self) -> Assessment:
        """The whole of what the public may know, assessed."""
        return self.ready().ask(PUBLIC).assessment


@contextmanager
def on_sqlite(size: Size) -> Iterator[Founded]:
    """A city in a file on the disk that holds this repository."""
    var = Path(__file__).resolve().parents[2] / "var"
    var.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=var) as folder:
        yield Founded(size, f"sqlite:///{folder}/pilcrow.db", Path(folder) / "files").found()


@contextmanager
def on_postgresql(size: Size, server: Server) -> Iterator[Founded]:
    """A city in a database of a PostgreSQL server."""
    with tempfile.TemporaryDirectory() as folder:
        place = server.new_database(f"city_{size.name.lower()}", Path(folder) / "files")
        yield Founded(size, place.url, place.files).found(place.owner)
