"""Looking into the record through an open connection: rows by number, rows that hold, what releases brought."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from compliance.record.canonical import BEFORE_THE_FIRST
from compliance.record.databases import StoreError
from compliance.record.rows import CONTENT_COLUMNS, RECORD_COLUMNS, Head, Row, moment_of
from compliance.record.tables import Holds

_ROW = ", ".join(f"r.{name}" if name in RECORD_COLUMNS else f"c.{name}" for name in Row._fields)
_WITH_CONTENT = "FROM record r JOIN content c ON c.number = r.number"


class Held(NamedTuple):
    """The row that holds for a key: its number, kind, body, the capacity that recorded it, and the data release that it came
    with, if it did."""

    number: int
    kind: str | None
    body: str
    capacity: str
    release: str | None


class Past:
    """What the record held before rows are added to it, seen with the lock already taken. `last` is its last number."""

    def __init__(self, connection: Connection, last: int, mark: str):
        self._connection, self.last, self._mark = connection, last, mark

    def held(self, holds: Holds, key: str) -> Row | None:
        """The row that holds for one key; None if none does."""
        rows = holding(self._connection, [key], self._mark)
        return next((row for row in rows if row.holds == holds), None)

    def holding(self, holds: Holds) -> dict[str, Held]:
        """For each key, the row that holds."""
        rows = Known(self._connection, self.last, self._mark).current(holds)
        return {row.key: Held(row.number, row.kind, row.body, row.capacity, row.release) for row in rows}

    def keys(self, holds: Holds) -> set[str]:
        """Every key that rows holding one thing ever had, whatever became of them; a redacted row has none any more."""
        return {key for (key,) in Known(self._connection, self.last, self._mark).filed(holds, "key")}

    def body_with(self, idempotency_key: str) -> str | None:
        """What the row with an idempotency key says; None if there is none."""
        query = f"SELECT body FROM content WHERE idempotency_key = {self._mark}"
        found: str | None = self._connection.exec_driver_sql(query, (idempotency_key,)).scalar()
        return found

    def since(self, holds: Holds, number: int) -> Iterator[Row]:
        """The rows that hold one thing and came after the one with a number, oldest first; redacted ones left out."""
        query = f"SELECT {_ROW} {_WITH_CONTENT} WHERE r.number > {number:d} AND r.holds = '{holds}' ORDER BY r.number"
        return (Row(*values) for values in _raw(self._connection, query))

    def released(self, holds: Holds) -> dict[str, str]:
        """For each key, the body that the latest data release gave it, whatever became of it since."""
        query = (
            f"SELECT c.key, c.body {_WITH_CONTENT} WHERE r.holds = '{holds}' AND r.release IS NOT NULL "
            "AND r.withdraws IS NULL ORDER BY r.number"
        )
        return {key: body for key, body in self._connection.exec_driver_sql(query)}


def read_rows(
    connection: Connection, first: int = 1, last: int | None = None, only: str = ""
) -> Iterator[dict[str, Any]]:
    """Every row from one number to another with all its columns, in order, read as they are asked for; the columns of a
    redacted content are None. `only` is a further condition in SQL."""
    columns = [f"r.{name}" for name in RECORD_COLUMNS] + [f"c.{name}" for name in CONTENT_COLUMNS[1:]]
    query = f"SELECT {', '.join(columns)} FROM record r LEFT JOIN content c ON c.number = r.number WHERE r.number >= {first:d}"
    query += f" AND r.number <= {last:d}" if last is not None else ""
    query += f" AND {only}" if only else ""
    names = (*RECORD_COLUMNS, *CONTENT_COLUMNS[1:])
    found = connection.execution_options(stream_results=True, max_row_buffer=1000)
    for values in found.exec_driver_sql(f"{query} ORDER BY r.number"):
        yield dict(zip(names, values, strict=True))


def head(connection: Connection, number: int | None = None) -> Head:
    """The last row, or the one with a number. Raises KeyError if there is none with that number."""
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


def _superseded(connection: Connection, holds: Holds, known: int) -> set[int]:
    """Of the rows that hold one thing the numbers of those that a later one corrects or withdraws."""
    query = (
        f"SELECT corrects, withdraws FROM record WHERE holds = '{holds}' AND number <= {known:d} "
        "AND (corrects IS NOT NULL OR withdraws IS NOT NULL)"
    )
    return {
        number
        for corrects, withdraws in _raw(connection, query)
        for number in (corrects, withdraws)
        if number is not None
    }


def _raw(connection: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """What a question finds, read as it is asked for, from the driver's own cursor: rows that are many are not wrapped one
    by one."""
    result = connection.exec_driver_sql(query)
    try:
        while result.cursor and (some := result.cursor.fetchmany(1_000)):
            yield from some
    finally:
        result.close()


def corrected(connection: Connection, holds: Holds, known: int) -> dict[int, int]:
    """Of the rows that hold one thing, up to a number: which row each one corrects."""
    query = f"SELECT number, corrects FROM record WHERE corrects IS NOT NULL AND holds = '{holds}' AND number <= {known:d}"
    return dict(_raw(connection, query))


class Fresh(NamedTuple):
    """A row that came since: its number, and what it holds."""

    number: int
    holds: str


class Known:
    """What the record held when it ended with a number: the rows that were neither corrected nor withdrawn by then, and
    were not redacted since. `mark` is how the database's driver writes a parameter."""

    def __init__(self, connection: Connection, number: int, mark: str):
        self._connection, self._number, self._mark = connection, number, mark

    def current(self, holds: Holds) -> Iterator[Row]:
        """The rows that hold one thing, oldest first."""
        return (Row(*values) for values in self.columns(holds, *Row._fields))

    def columns(self, holds: Holds, *names: str) -> Iterator[tuple[Any, ...]]:
        """Some columns of the rows that hold one thing, oldest first, read as they are asked for: of many rows no more is
        read than what is wanted. The first of the names is `number`."""
        wanted = ", ".join(f"r.{name}" if name in RECORD_COLUMNS else f"c.{name}" for name in names)
        query = (
            f"SELECT {wanted} {_WITH_CONTENT} WHERE r.holds = '{holds}' AND r.number <= {self._number:d} "
            "AND r.withdraws IS NULL ORDER BY r.number"
        )
        superseded = _superseded(self._connection, holds, self._number)
        return (values for values in _raw(self._connection, query) if values[0] not in superseded)

    def filed(self, holds: Holds, *names: str) -> Iterator[tuple[Any, ...]]:
        """The same columns of every row that brought one thing, those too that were corrected or withdrawn since; of what
        was redacted nothing is left to read."""
        wanted = ", ".join(f"r.{name}" if name in RECORD_COLUMNS else f"c.{name}" for name in names)
        return _raw(
            self._connection,
            f"SELECT {wanted} {_WITH_CONTENT} WHERE r.holds = '{holds}' AND r.number <= {self._number:d} "
            "AND r.withdraws IS NULL ORDER BY r.number",
        )

    def with_keys(self, holds: Holds, keys: Iterable[str], *names: str) -> Iterator[tuple[Any, ...]]:
        """The same columns of those rows alone that have some keys."""
        acts = ("number", "corrects", "withdraws")
        found = list(self._of_keys(holds, keys, *acts, *names))
        superseded = {acted_on for row in found for acted_on in row[1:3] if acted_on is not None}
        return (tuple(row[3:]) for row in found if row[2] is None and row[0] not in superseded)

    def numbered(self, numbers: Iterable[int], *names: str) -> Iterator[tuple[Any, ...]]:
        """Some columns of the rows with some numbers, whatever became of these since; none of one that was redacted."""
        wanted = ", ".join(f"r.{name}" if name in RECORD_COLUMNS else f"c.{name}" for name in names)
        for some in in_batches(sorted({f"{number:d}" for number in numbers})):
            query = f"SELECT {wanted} {_WITH_CONTENT} WHERE r.number IN ({', '.join(some)})"
            yield from _raw(self._connection, query)

    def corrected_among(self, holds: Holds, keys: Iterable[str]) -> dict[int, int]:
        """Of the rows that hold one thing and have some keys: which row each one corrects."""
        found = self._of_keys(holds, keys, "number", "corrects")
        return {number: corrects for number, corrects in found if corrects is not None}

    def _of_keys(self, holds: Holds, keys: Iterable[str], *names: str) -> Iterator[Sequence[Any]]:
        """Some columns of every row that has some keys, oldest first: a row has the key of what it corrects or withdraws."""
        wanted = ", ".join(f"r.{name}" if name in RECORD_COLUMNS else f"c.{name}" for name in names)
        for some in in_batches(sorted(keys)):
            marks = ", ".join([self._mark] * len(some))
            # So joined SQLite begins with the few keys, and not with the many rows that hold such a thing.
            query = (
                f"SELECT {wanted} FROM content c CROSS JOIN record r WHERE r.number = c.number AND c.key IN ({marks}) "
                f"AND r.holds = '{holds}' AND r.number <= {self._number:d} ORDER BY r.number"
            )
            yield from self._connection.exec_driver_sql(query, some)

    def corrected(self, holds: Holds) -> dict[int, int]:
        """Of the rows that hold one thing: which row each one corrects."""
        return corrected(self._connection, holds, self._number)

    def since(self, number: int) -> list[Fresh]:
        """The rows that came after the one with a number."""
        query = f"SELECT number, holds FROM record WHERE number > {number:d} AND number <= {self._number:d} ORDER BY number"
        return [Fresh(*values) for values in _raw(self._connection, query)]

    def keys_not_public(self, holds: Holds) -> set[str]:
        """The keys of the rows that hold one thing and that not everybody sees."""
        query = (
            f"SELECT DISTINCT c.key {_WITH_CONTENT} WHERE r.holds = '{holds}' AND r.number <= {self._number:d} "
            "AND r.visibility <> 'public'"
        )
        return {key for (key,) in _raw(self._connection, query)}

    def hash_of(self, number: int) -> str | None:
        """The hash of the row with a number; None if there is none."""
        query = f"SELECT hash FROM record WHERE number = {number:d}"
        return next((hash for (hash,) in _raw(self._connection, query)), None)

    def keys_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """The keys of some rows, by their numbers; one that was redacted has none."""
        found: dict[int, str] = {}
        for some in in_batches(sorted({f"{number:d}" for number in numbers})):
            query = f"SELECT number, key FROM content WHERE number IN ({', '.join(some)})"
            found |= dict(_raw(self._connection, query))
        return found


def holding(connection: Connection, keys: Iterable[str], mark: str) -> Iterator[Row]:
    """The rows that hold now for some keys, whatever they hold."""
    for some in in_batches(keys):
        query = (
            f"SELECT {_ROW} {_WITH_CONTENT} WHERE c.key IN ({', '.join([mark] * len(some))}) "
            "AND r.withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM record s WHERE s.corrects = r.number) "
            "AND NOT EXISTS (SELECT 1 FROM record s WHERE s.withdraws = r.number)"
        )
        for values in connection.exec_driver_sql(query, some):
            yield Row(*values)


def in_batches(keys: Iterable[str], size: int = 500) -> Iterator[tuple[str, ...]]:
    """Some keys at a time: a database takes only so many in one question."""
    every = tuple(keys)
    for start in range(0, len(every), size):
        yield every[start : start + size]
