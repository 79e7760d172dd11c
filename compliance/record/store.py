"""The store on SQLite: opens it, adds rows in one transaction, and reads the rows up to a number."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Engine, create_engine, event, func, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session, SQLModel, col, select

from compliance.record.tables import TABLES, Row


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class New:
    """A row to add; the store gives it its number and its time."""

    table: type[Row]
    key: str
    body: str
    corrects: int | None = None
    reason: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


Held = Callable[[type[Row]], Mapping[str, tuple[int, datetime, str]]]
"""What a table holds: for each key the number, time recorded and body of the row that holds now."""


class Store:
    """One store behind a database URL. Raises StoreError where it cannot be opened, read or written."""

    def __init__(self, url: str):
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise StoreError(
                f"'{url}' is no database URL; write PILCROW_DATABASE=sqlite:///path/to/file.db"
            ) from None
        if parsed.get_backend_name() != "sqlite" or not parsed.database:
            raise StoreError(
                "this release keeps its store in an SQLite file; write PILCROW_DATABASE=sqlite:///path/to/file.db"
            )
        self.path = Path(parsed.database)
        self._engine = _engine(url)

    def exists(self) -> bool:
        """Whether the store is there, whole."""
        if not self.path.exists():
            return False
        try:
            return {table.holds for table in TABLES} <= set(inspect(self._engine).get_table_names())
        except DBAPIError as error:
            if "not a database" in str(error.orig):
                raise StoreError(
                    f"{self.path} is no Pilcrow store ({error.orig}); move it away and run pilcrow init"
                ) from None
            raise StoreError(
                f"{self.path} could not be read ({error.orig}); check that you may read and write it and its folder, and "
                "that nothing else holds it, then ask again"
            ) from None

    def add(self, choose: Callable[[Held], Sequence[New]], release: str, stamp: datetime) -> int:
        """Add the rows that `choose` finds missing, all or none, creating the tables where they are missing; the
        number of the last row.

        `choose` sees what the store holds with the lock for writing already taken, so that two writers at once
        never add one row twice. The stamp is never earlier than that of the last row. Raises StoreError if nothing
        could be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._engine.begin() as connection:
                SQLModel.metadata.create_all(connection)
                with Session(bind=connection) as session:
                    number, last = _last(session)
                    stamp = max(stamp.astimezone(UTC), last or stamp)
                    for row in choose(partial(_current, session, known=number)):
                        number += 1
                        values: dict[str, Any] = dict(row.fields)
                        session.add(
                            row.table(
                                number=number,
                                key=row.key,
                                recorded=stamp,
                                release=release,
                                corrects=row.corrects,
                                reason=row.reason,
                                body=row.body,
                                **values,
                            )
                        )
                    session.flush()
            return number
        except (DBAPIError, OSError) as error:
            why = getattr(error, "orig", error)
            raise StoreError(
                f"{self.path} could not be written ({why}); nothing was changed. Check that the folder can be written "
                "and has room, then run it again"
            ) from None

    def last_number(self, before: datetime | None = None) -> int:
        """The number of the last row, or of the last one recorded before a moment; 0 where there is none."""
        numbers = []
        with self._reading() as session:
            for table in TABLES:
                query = select(func.max(table.number))
                if before is not None:
                    query = query.where(table.recorded < before)
                numbers.append(session.exec(query).one() or 0)
        return max(numbers)

    def recorded(self, number: int) -> datetime | None:
        """When the row with this number was recorded, in UTC; None if there is no such row."""
        with self._reading() as session:
            for table in TABLES:
                found = session.exec(select(table.recorded).where(table.number == number)).first()
                if found is not None:
                    return found if found.tzinfo else found.replace(tzinfo=UTC)
        return None

    def current(self, table: type[Row], known: int) -> Mapping[str, tuple[int, datetime, str]]:
        """For each key, the row that held when the record ended with number `known`: number, time recorded, body."""
        with self._reading() as session:
            return _current(session, table, known)

    def rows(self, table: type[Row], known: int) -> list[dict[str, Any]]:
        """Every row of a table up to a number, corrected ones included, oldest first."""
        with self._reading() as session:
            query = select(table).where(table.number <= known).order_by(col(table.number))
            return [row.model_dump() for row in session.exec(query)]

    def _reading(self) -> Session:
        if not self.exists():
            raise StoreError(
                f"there is no store at {self.path}; run pilcrow init, which creates it and loads the data"
            )
        return Session(self._engine.execution_options(read_only=True))


def _current(session: Session, table: type[Row], known: int) -> Mapping[str, tuple[int, datetime, str]]:
    found: dict[str, tuple[int, datetime, str]] = {}
    query = select(table.number, table.recorded, table.key, table.body)
    query = query.where(table.number <= known).order_by(col(table.number))
    for number, recorded, key, body in session.exec(query):
        found[key] = (number, recorded if recorded.tzinfo else recorded.replace(tzinfo=UTC), body)
    return found


def _last(session: Session) -> tuple[int, datetime | None]:
    """The last number of all tables and the latest stamp; (0, None) in an empty store."""
    number, stamp = 0, None
    for table in TABLES:
        top, at = session.exec(select(func.max(table.number), func.max(table.recorded))).one()
        number = max(number, top or 0)
        if at is not None:
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            stamp = at if stamp is None else max(stamp, at)
    return number, stamp


def _engine(url: str) -> Engine:
    """An engine whose writers take the lock before they read, so that two of them never both take one number."""
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        read_only = connection.get_execution_options().get("read_only")
        connection.execute(text("BEGIN" if read_only else "BEGIN IMMEDIATE"))

    return engine


def _write_ahead(connection: Any) -> None:
    """Switch to the write-ahead log. Of two that switch a new file at once SQLite turns one away without waiting, so
    it is asked again."""
    for pause in (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, None):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if pause is None:
                raise
            sleep(pause)
