"""What it costs to add to the record, over plain rows in plain tables with the same columns and indexes.

Both sides of a pair lie on one disk, speak through one driver, and wait for the disk alike: a write-ahead log with
synchronous=FULL in SQLite, and the defaults of a PostgreSQL server.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from compliance.access import Actor, Desk
from compliance.contributions import Response
from compliance.evidence.meeting import Meeting
from compliance.record.rows import CONTENT_COLUMNS, RECORD_COLUMNS, Author, New
from compliance.record.store import Store
from compliance.record.tables import METADATA
from tests.bench.figures import Figure, compared, enough, of_pairs, seconds
from tests.databases import OWNER, Place, Server
from tests.small import record_content, write_folder
from tests.stores import a_desk, load_folder, sqlite_place, with_people

BULK, BEFORE, SINGLES = 100_000, 2_000, 200
ROUNDS = 9
BULK_GOAL, SINGLE_GOAL = 5, 3
STAN = Actor("stan")

Rows = list[tuple[Any, ...]]
Insert = Callable[[Rows, Rows], None]


class OnSqlite:
    """Files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path):
        self.folder, self._made = folder, 0

    def place(self) -> Place:
        """A fresh place for a store."""
        self._made += 1
        return sqlite_place(self.folder / f"store-{self._made}")

    def plain(self) -> Insert:
        """Adds rows of both tables to a fresh plain database, in one transaction."""
        self._made += 1
        path = self.folder / f"plain-{self._made}.db"
        _create_tables(f"sqlite:///{path}")
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        statements = _statements("?")

        def insert(records: Rows, contents: Rows) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(statements[0], records)
            connection.executemany(statements[1], contents)
            connection.execute("COMMIT")

        return insert


class OnPostgresql:
    """Databases of one server."""

    name = "PostgreSQL"

    def __init__(self, server: Server, folder: Path):
        self._server, self.folder, self._made = server, folder, 0

    def place(self) -> Place:
        """See OnSqlite."""
        self._made += 1
        return self._server.new_database(f"made_{self._made}", self.folder / f"files-{self._made}")

    def plain(self) -> Insert:
        """See OnSqlite."""
        owner = self.place().owner
        assert owner
        _create_tables(owner)
        connection = self._server.connect(OWNER, f"made_{self._made}")
        statements = _statements("%s")

        def insert(records: Rows, contents: Rows) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(statements[0], records)  # type: ignore[arg-type]
                cursor.executemany(statements[1], contents)  # type: ignore[arg-type]

        return insert


Kind = OnSqlite | OnPostgresql


def bulk(kind: Kind) -> Figure:
    """Many records at once, from what a file would hold: validated, bound to each other and guarded."""
    given = [_content(f"meeting-{i}") for i in range(BULK)]
    pairs: list[tuple[float, float]] = []
    while not enough(pairs, 3):
        store, insert = _desk(kind).door.store, kind.plain()
        ours = seconds(lambda: _add_all(store, given))  # noqa: B023
        rows = _rows_of(store)
        pairs.append((ours, seconds(lambda: insert(*rows))))  # noqa: B023
    return of_pairs(f"{kind.name}: {BULK:,} records validated and added / plain rows", BULK_GOAL, pairs)


def single(kind: Kind) -> Figure:
    """One record after the other by Store.append, to a record that holds some thousand."""
    desk = _desk(kind)

    def one(key: str) -> None:
        row = _new(Meeting.model_validate(_content(key)), key)
        desk.door.store.append(lambda _: [row], Author("program"))

    return _singles(f"{kind.name}: one record by Store.append / plain rows", SINGLE_GOAL, kind, desk, one)


def at_the_desk(kind: Kind) -> Figure:
    """The same by Desk.add, which also looks up what the actor may do."""
    desk = with_people(_desk(kind))
    # It looks whether what is said fits the catalogue, so there must be one.
    load_folder(desk, write_folder(kind.folder / "data"))

    def one(key: str) -> None:
        words = Response(obligation="duty", stance="explains", words=f"Words {key}.", given="2020-01-01")
        desk.add(STAN, words, idempotency_key=key)

    return _singles(f"{kind.name}: one record by Desk.add / plain rows", None, kind, desk, one)


def _singles(name: str, goal: float | None, kind: Kind, desk: Desk, one: Callable[[str], None]) -> Figure:
    insert, added, given = kind.plain(), count(1), count(1)
    _add_all(desk.door.store, [_content(f"meeting-{i}") for i in range(BEFORE)])
    one("first")
    records, contents = _rows_of(desk.door.store)
    insert(records, contents)
    record, content = records[-1][1:], contents[-1]
    number, said = len(records), CONTENT_COLUMNS.index("idempotency_key")

    def ours() -> None:
        for i in islice(added, SINGLES):
            one(f"single-{i}")

    def theirs() -> None:
        for i in islice(given, SINGLES):
            another = (number + i, *content[1:said], f"single-{i}", *content[said + 1 :])
            insert([(number + i, *record)], [another])

    return compared(name, goal, ours, theirs, ROUNDS, SINGLES)


def _desk(kind: Kind) -> Desk:
    return a_desk(kind.place(), lambda: datetime.now(UTC))


def _content(key: str) -> dict[str, Any]:
    return record_content(key, happened="2019-05-01", state="held")


def _new(record: Meeting, key: str) -> New:
    """A row as an import makes it."""
    happened = record.happened.written() if record.happened else None
    body = record.model_dump_json(exclude_none=True)
    return New("evidence", record.key, body, kind=record.kind, happened=happened, idempotency_key=key)


def _add_all(store: Store, given: list[dict[str, Any]]) -> None:
    # All that can be done before the lock is taken is done before.
    rows = [_new(Meeting.model_validate(content), content["key"]) for content in given]
    store.append(lambda _: rows, Author("program"))


def _rows_of(store: Store) -> tuple[Rows, Rows]:
    """All that a store holds, as rows of its two tables."""
    records: Rows = []
    contents: Rows = []
    with store.database.reading() as connection:
        for table, columns, rows in (
            ("record", RECORD_COLUMNS, records),
            ("content", CONTENT_COLUMNS, contents),
        ):
            query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY number"
            rows.extend(tuple(row) for row in connection.exec_driver_sql(query))
    return records, contents


def _create_tables(url: str) -> None:
    engine = create_engine(url)
    METADATA.create_all(engine)
    engine.dispose()


def _statements(mark: str) -> list[str]:
    return [
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"
        for table, columns in (("record", RECORD_COLUMNS), ("content", CONTENT_COLUMNS))
    ]
