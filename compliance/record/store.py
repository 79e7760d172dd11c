"""The store: rows are added under one lock, each bound to the one before it, and read up to a number."""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from compliance.record.canonical import (
    BEFORE_THE_FIRST,
    CONTENT,
    ENVELOPE,
    SALT_BYTES,
    VERSION,
    NotCanonical,
    as_text,
    chained,
    commitment,
    public_salt,
)
from compliance.record.databases import Clock, Database, StoreError
from compliance.record.tables import HOLDS, VISIBILITIES, Content, Holds, Record, Visibility

__all__ = ["Author", "Conflict", "Head", "Held", "Holding", "New", "Row", "Store", "StoreError", "stamp_of"]

CLOCK_MAY_BE_BEHIND = timedelta(minutes=1)
RECORD_COLUMNS = tuple(column.name for column in Record.__table__.columns)  # type: ignore[attr-defined]
CONTENT_COLUMNS = tuple(column.name for column in Content.__table__.columns)  # type: ignore[attr-defined]


class Conflict(StoreError):
    """The record has moved on since the caller looked; the message says what stands there now."""


@dataclass(frozen=True)
class Author:
    """Who records: a person's key, the role and body that the person acts for, and the system's user at the keyboard
    where it was a command. The program itself and a data release have a capacity only."""

    capacity: str
    person: str | None = None
    system_account: str | None = None

    def __post_init__(self) -> None:
        _as_texts(self, "capacity", "person", "system_account")


@dataclass(frozen=True)
class New:
    """A row to add; the store gives it its number, time, salt and hash. Raises ValueError for what cannot be a row.

    `key` names what it is about. Text is kept in Unicode's form NFC.
    """

    holds: Holds
    key: str
    body: str
    kind: str | None = None
    visibility: Visibility = "public"
    corrects: int | None = None
    withdraws: int | None = None
    redacts: int | None = None
    reason: str | None = None
    happened: str | None = None
    source_date: str | None = None
    files: tuple[str, ...] = ()
    idempotency_key: str | None = None

    def __post_init__(self) -> None:
        if self.holds not in HOLDS or self.visibility not in VISIBILITIES:
            raise ValueError(f"no row holds '{self.holds}' with visibility '{self.visibility}'")
        _as_texts(self, "key", "body", "kind", "reason", "happened", "source_date", "idempotency_key")
        if not all(re.fullmatch("[0-9a-f]{64}", file) for file in self.files):
            raise ValueError("a file is named by the 64 hexadecimal digits of its SHA-256")

    def correcting(self, number: int, reason: str) -> "New":
        """The same as a correction of the row with a number."""
        return replace(self, corrects=number, reason=reason)


def _as_texts(given: Author | New, *names: str) -> None:
    """Give these fields the form in which they are recorded. Raises ValueError for what has none."""
    for name in names:
        value = getattr(given, name)
        try:
            sound = None if value is None else as_text(value)
        except NotCanonical as error:
            raise ValueError(f"{name} cannot be recorded: {error}") from None
        if sound is not value:
            object.__setattr__(given, name, sound)


class Head(NamedTuple):
    """The end of the chain: the last row's number, hash and time (UTC). An empty record has number 0."""

    number: int
    hash: str
    recorded: datetime | None


class Held(NamedTuple):
    """The row that holds for a key: its number, body, and the data release that it came with, if it did."""

    number: int
    body: str
    release: str | None


Holding = Callable[[Holds], Mapping[str, Held]]
"""What holds now, for each key, of the rows that hold one thing."""


class Row(NamedTuple):
    """A row that holds at what is known, with its content."""

    number: int
    holds: str
    kind: str | None
    recorded: str
    visibility: str
    hash: str
    key: str
    capacity: str
    files: str | None
    body: str
    release: str | None


class Store:
    """One record in a database. Raises StoreError where it cannot be read or written.

    `clock` tells the time where a test must; see `Database`.
    """

    def __init__(self, url: str, clock: Clock | None = None):
        self.database = Database(url, clock)
        self.name = self.database.name

    def append(
        self,
        choose: Callable[[Holding], Sequence[New]],
        author: Author,
        release: tuple[str, datetime] | None = None,
        with_it: Callable[[Connection], None] | None = None,
    ) -> list[Head]:
        """Add the rows that `choose` finds missing, all or none; where each one stands, in their order.

        `choose` sees what the record holds with the lock already taken, so that two writers at once never add one
        thing twice. A row whose idempotency key is recorded already is not added again. `release` is the name of a
        data release and the moment its day began: its rows are stamped from that moment on instead of now. `with_it`
        is done in the same transaction, unless nothing was added. Raises Conflict where the record has moved on,
        StoreError where the clock stands more than a minute before the last row.
        """
        with self.database.writing() as connection:
            head = _head(connection)
            stamp = self._stamp(connection, head, release)
            rows = list(choose(lambda holds: _holding(connection, holds, head.number)))
            repeated = _repeated(connection, rows, self.database.mark)
            fresh = [row for row in rows if row.idempotency_key not in repeated]
            _check(connection, fresh, head.number, self.database.mark)
            if with_it and fresh:
                with_it(connection)
            added = _chain(fresh, head, stamp, author, release[0] if release else None)
            _insert(connection, added, self.database.mark)
            for row in fresh:
                if row.redacts is not None:
                    connection.exec_driver_sql(f"DELETE FROM content WHERE number = {row.redacts:d}")
        if any(row.redacts is not None for row in fresh):
            self.database.rewrite_file()
        places = iter(head for _, _, head in added)
        return [
            repeated[row.idempotency_key]
            if row.idempotency_key is not None and row.idempotency_key in repeated
            else next(places)
            for row in rows
        ]

    def head(self, known: int | None = None) -> Head:
        """The last row, or the one with a number. Raises KeyError if there is none with that number."""
        with self.database.reading() as connection:
            return _head(connection, known)

    def last_number(self, before: datetime | None = None) -> int:
        """The number of the last row, or of the last one recorded before a moment; 0 where there is none."""
        with self.database.reading() as connection:
            if before is None:
                return _head(connection).number
            query = f"SELECT max(number) FROM record WHERE recorded < {self.database.mark}"
            return connection.exec_driver_sql(query, (stamp_of(before),)).scalar() or 0

    def recorded(self, number: int) -> datetime | None:
        """When the row with this number was recorded, in UTC; None if there is no such row."""
        try:
            return self.head(number).recorded
        except KeyError:
            return None

    def redactions(self) -> int:
        """How many rows were redacted."""
        with self.database.reading() as connection:
            query = "SELECT count(*) FROM record WHERE redacts IS NOT NULL"
            return int(connection.exec_driver_sql(query).scalar_one())

    def names_file(self, digest: str) -> bool:
        """Whether a row or a draft names a file."""
        with self.database.reading() as connection:
            query = " UNION ALL ".join(
                f"SELECT 1 FROM {table} WHERE files LIKE {self.database.mark}"
                for table in ("content", "draft")
            )
            return connection.exec_driver_sql(query, (f"%{digest}%",) * 2).first() is not None

    def current(self, holds: Holds, known: int) -> list[Row]:
        """The rows that hold one thing and were neither corrected nor withdrawn nor redacted when the record ended
        with number `known`, oldest first."""
        with self.database.reading() as connection:
            return list(_current(connection, holds, known))

    def row(self, number: int) -> dict[str, Any] | None:
        """One row with every column; without content where that was redacted. None if there is no such row."""
        return next(self.rows(number, number), None)

    def rows(
        self, first: int = 1, last: int | None = None, holds: Holds | None = None
    ) -> Iterator[dict[str, Any]]:
        """Every row from one number to another with all its columns, in order, read as they are asked for; the
        columns of a redacted content are None."""
        with self.database.reading() as connection:
            yield from read_rows(connection, first, last, f"r.holds = '{holds}'" if holds in HOLDS else "")

    def corrections(self, last: int) -> list[dict[str, Any]]:
        """The rows up to a number that correct, withdraw or redact another, in order, with all their columns."""
        acts = " OR ".join(f"r.{column} IS NOT NULL" for column in ("corrects", "withdraws", "redacts"))
        with self.database.reading() as connection:
            return list(read_rows(connection, 1, last, only=f"({acts})"))

    def _stamp(self, connection: Connection, head: Head, release: tuple[str, datetime] | None) -> datetime:
        now = self.database.now(connection)
        if release is not None:
            if release[1] > now + CLOCK_MAY_BE_BEHIND:
                raise StoreError(
                    f"the release of {release[0]} lies ahead: its day has not begun. Correct the day in release.yaml, or "
                    "load it when it has come"
                )
            now = release[1]
        elif head.recorded and now < head.recorded - CLOCK_MAY_BE_BEHIND:
            raise StoreError(
                f"the clock says {now:%Y-%m-%d %H:%M} UTC, and record {head.number} was recorded at "
                f"{head.recorded:%Y-%m-%d %H:%M} UTC; nothing was recorded. Set the clock right, then do it again"
            )
        return max(now, head.recorded + timedelta(microseconds=1)) if head.recorded else now


def stamp_of(moment: datetime) -> str:
    """A moment as the record writes it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment_of(stamp: str) -> datetime:
    """A moment from what the record wrote."""
    return datetime.fromisoformat(stamp)


def read_rows(
    connection: Connection, first: int = 1, last: int | None = None, only: str = ""
) -> Iterator[dict[str, Any]]:
    """See Store.rows; for whoever has a connection. `only` is a further condition in SQL."""
    columns = [f"r.{name}" for name in RECORD_COLUMNS] + [f"c.{name}" for name in CONTENT_COLUMNS[1:]]
    query = f"SELECT {', '.join(columns)} FROM record r LEFT JOIN content c ON c.number = r.number WHERE r.number >= {first:d}"
    query += f" AND r.number <= {last:d}" if last is not None else ""
    query += f" AND {only}" if only else ""
    names = (*RECORD_COLUMNS, *CONTENT_COLUMNS[1:])
    found = connection.execution_options(stream_results=True, max_row_buffer=1000)
    for values in found.exec_driver_sql(f"{query} ORDER BY r.number"):
        yield dict(zip(names, values, strict=True))


def _head(connection: Connection, number: int | None = None) -> Head:
    which = "ORDER BY number DESC LIMIT 1" if number is None else f"WHERE number = {number:d}"
    found = connection.exec_driver_sql(f"SELECT number, hash, recorded FROM record {which}").first()
    if found is not None:
        try:
            return Head(found[0], found[1], moment_of(found[2]))
        except (TypeError, ValueError):
            raise StoreError(
                f"the time of record {found[0]} was damaged or changed; look with pilcrow verify, and restore a backup"
            ) from None
    if number is not None:
        raise KeyError(number)
    return Head(0, BEFORE_THE_FIRST, None)


def _superseded(connection: Connection, known: int) -> set[int]:
    """The numbers of the rows that a later one corrects or withdraws."""
    return {
        number
        for column in ("corrects", "withdraws")
        for number in connection.exec_driver_sql(
            f"SELECT {column} FROM record WHERE {column} IS NOT NULL AND number <= {known:d}"
        ).scalars()
    }


def _current(connection: Connection, holds: Holds, known: int) -> Iterator[Row]:
    superseded = _superseded(connection, known)
    query = (
        "SELECT r.number, r.holds, r.kind, r.recorded, r.visibility, r.hash, c.key, c.capacity, c.files, c.body, "
        f"r.release FROM record r JOIN content c ON c.number = r.number WHERE r.holds = '{holds}' AND r.number <= {known:d} "
        "AND r.withdraws IS NULL ORDER BY r.number"
    )
    for values in connection.exec_driver_sql(query):
        if values[0] not in superseded:
            yield Row(*values)


def _holding(connection: Connection, holds: Holds, known: int) -> dict[str, Held]:
    return {row.key: Held(row.number, row.body, row.release) for row in _current(connection, holds, known)}


def _repeated(connection: Connection, rows: Sequence[New], mark: str) -> dict[str | None, Head]:
    """For each idempotency key that is recorded already, where. Raises Conflict if another thing was recorded so."""
    wanted = {row.idempotency_key: row for row in rows if row.idempotency_key is not None}
    found: dict[str | None, Head] = {}
    for some in _in_batches(wanted):
        query = (
            "SELECT c.idempotency_key, r.number, r.hash, r.recorded, r.corrects, c.reason, r.holds, r.visibility, "
            "r.withdraws, r.redacts, c.key, c.files, c.body FROM content c JOIN record r ON r.number = c.number "
            f"WHERE c.idempotency_key IN ({', '.join([mark] * len(some))})"
        )
        for key, number, hash_, recorded, *said in connection.exec_driver_sql(query, some):
            row = wanted[key]
            what = [
                row.holds,
                row.visibility,
                row.withdraws,
                row.redacts,
                row.key,
                " ".join(row.files) or None,
                row.body,
            ]
            # A review takes the place of the one that holds; asked for again, that is the review itself.
            same_act = row.holds == "review" or said[:2] == [row.corrects, row.reason]
            if said[2:] != what or not same_act:
                raise Conflict(
                    f"the key '{key}' was given to record {number}, which says something else; take a new key"
                )
            found[key] = Head(number, hash_, moment_of(recorded))
    return found


def _check(connection: Connection, rows: Sequence[New], known: int, mark: str) -> None:
    """Whether every row fits what holds now: a first row for its key, or one that acts on the row that holds.
    Raises Conflict."""
    holding: dict[tuple[str, str], int] = {}
    keys = {row.key for row in rows if row.redacts is None}
    for some in _in_batches(keys):
        query = (
            "SELECT r.holds, c.key, r.number FROM content c JOIN record r ON r.number = c.number "
            f"WHERE c.key IN ({', '.join([mark] * len(some))}) AND r.withdraws IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM record s WHERE s.corrects = r.number) AND NOT EXISTS "
            "(SELECT 1 FROM record s WHERE s.withdraws = r.number)"
        )
        for holds, key, number in connection.exec_driver_sql(query, some):
            holding[holds, key] = number
    redacted: set[int] = set()
    if any(row.redacts is not None for row in rows):
        query = "SELECT redacts FROM record WHERE redacts IS NOT NULL"
        redacted = set(connection.exec_driver_sql(query).scalars())
    for number, row in enumerate(rows, known + 1):
        if row.redacts is not None:
            if row.redacts in redacted or not 0 < row.redacts < number:
                raise Conflict(f"record {row.redacts} was redacted already, or is not there")
            redacted.add(row.redacts)
            continue
        acts_on = row.corrects if row.corrects is not None else row.withdraws
        now = holding.get((row.holds, row.key))
        if acts_on != now:
            raise Conflict(_moved_on(row, acts_on, now))
        if row.withdraws is None:
            holding[row.holds, row.key] = number
        else:
            del holding[row.holds, row.key]


def _in_batches(keys: Iterable[str | None], size: int = 500) -> Iterator[tuple[str | None, ...]]:
    """Some keys at a time: a database takes only so many in one question."""
    every = tuple(keys)
    for start in range(0, len(every), size):
        yield every[start : start + size]


def _moved_on(row: New, acts_on: int | None, now: int | None) -> str:
    name = f"{row.holds} '{row.key}'"
    if acts_on is None:
        return f"{name} is recorded already, as record {now}; correct that one, with a reason"
    if now is None:
        return f"record {acts_on} does not hold for {name} any more: it was withdrawn or redacted, or is of another thing"
    return f"record {acts_on} does not hold for {name} any more: record {now} does; look at that one first"


Added = tuple[tuple[Any, ...], tuple[Any, ...], Head]


def _chain(
    rows: Sequence[New], head: Head, stamp: datetime, author: Author, release: str | None
) -> list[Added]:
    """The rows of both tables, numbered, stamped and bound to each other."""
    added = []
    salts = secrets.token_bytes(SALT_BYTES * len(rows)).hex() if release is None else ""
    number, previous = head.number, head.hash
    for i, row in enumerate(rows):
        number += 1
        moment = stamp + timedelta(microseconds=i)
        at = slice(2 * SALT_BYTES * i, 2 * SALT_BYTES * (i + 1))
        salt = salts[at] if release is None else public_salt(release, row.holds, row.key)
        said = (
            number, row.key, row.idempotency_key, row.happened, row.source_date, author.person, author.capacity,
            author.system_account, row.reason, " ".join(row.files) or None, row.body,
        )  # fmt: skip
        committed = commitment(salt, said)
        envelope = (
            number, VERSION, row.holds, row.kind, stamp_of(moment), release, row.visibility, row.corrects,
            row.withdraws, row.redacts,
        )  # fmt: skip
        previous = chained(previous, envelope, committed)
        added.append(
            ((*envelope, committed, previous), (number, salt, *said[1:]), Head(number, previous, moment))
        )
    return added


def _insert(connection: Connection, added: Sequence[Added], mark: str) -> None:
    if not added:
        return
    for table, columns, rows in (
        ("record", RECORD_COLUMNS, [row for row, _, _ in added]),
        ("content", CONTENT_COLUMNS, [row for _, row, _ in added]),
    ):
        marks = ", ".join([mark] * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


assert ENVELOPE[VERSION] == RECORD_COLUMNS[:-2], (
    "the columns of a row stand in the order in which they are hashed"
)
assert ("number", "salt", *CONTENT[VERSION][1:]) == CONTENT_COLUMNS, "the same for its content"
