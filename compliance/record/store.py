"""The store: rows are added under one lock, each bound to the one before it, and read up to a number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from compliance.record import adding, looking
from compliance.record.databases import Clock, Database, StoreError
from compliance.record.looking import Known, Past
from compliance.record.rows import Author, Filed, Head, New, Row, stamp_of
from compliance.record.tables import HOLDS, VISIBILITIES, Holds, Visibility

CLOCK_MAY_BE_BEHIND = timedelta(minutes=1)


class Store:
    """One record in a database. Raises StoreError where it cannot be read or written.

    `clock` tells the time where a test must; see `Database`.
    """

    def __init__(self, url: str, clock: Clock | None = None):
        self.database = Database(url, clock)
        self.name = self.database.name

    def append(
        self,
        choose: Callable[[Past], Sequence[New]],
        author: Author,
        release: tuple[str, datetime] | None = None,
        with_it: Callable[[Connection], None] | None = None,
    ) -> list[Head]:
        """Add the rows that `choose` finds missing, all or none; where each one stands, in their order.

        `choose` sees what the record held with the lock already taken, so that two writers at once never add one
        thing twice. A row whose idempotency key is recorded already is not added again. `release` is the name of a
        data release and the moment its day began: its rows are stamped from that moment on instead of now. `with_it`
        is done in the same transaction, unless nothing was added. Raises Conflict where the record has moved on,
        StoreError where the clock stands more than a minute before the last row.
        """
        with self.database.writing() as connection:
            last = looking.head(connection)
            rows = list(choose(Past(connection, last.number, self.database.mark)))
            there = adding.repeated(connection, rows, self.database.mark)
            fresh = [row for row in rows if row.idempotency_key not in there]
            if fresh:
                adding.require_fit(connection, fresh, last.number, self.database.mark)
                if with_it:
                    with_it(connection)
            stamp = self._stamp(connection, last, release) if fresh else datetime.min
            filed = [Filed(row, author, stamp + timedelta(microseconds=i)) for i, row in enumerate(fresh)]
            added = adding.chain(filed, last, release[0] if release else None)
            adding.insert(connection, added, self.database.mark)
            redacted = [row.redacts for row in fresh if row.redacts is not None]
            for number in redacted:
                connection.exec_driver_sql(f"DELETE FROM content WHERE number = {number:d}")
        if redacted:
            self.database.rewrite_file()
        places = iter(head for _, _, head in added)
        return [there.get(row.idempotency_key) or next(places) for row in rows]

    def append_filed(self, rows: Sequence[Filed], release: str) -> None:
        """Add rows of a release that say themselves by whom and when they were recorded, all or none. Raises Conflict for
        one that does not fit what holds, ValueError where the moments do not rise."""
        with self.database.writing() as connection:
            last = looking.head(connection)
            moments = [*([last.recorded] if last.recorded else []), *(row.moment for row in rows)]
            if any(later <= earlier for earlier, later in pairwise(moments)):
                raise ValueError("each row must be recorded later than the one before it")
            adding.require_fit(connection, [row.new for row in rows], last.number, self.database.mark)
            adding.insert(connection, adding.chain(rows, last, release), self.database.mark)

    def head(self, known: int | None = None) -> Head:
        """The last row, or the one with a number. Raises KeyError if there is none with that number."""
        with self.database.reading() as connection:
            return looking.head(connection, known)

    def last_number(self, before: datetime | None = None) -> int:
        """The number of the last row, or of the last one recorded before a moment; 0 where there is none."""
        with self.database.reading() as connection:
            if before is None:
                return looking.head(connection).number
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

    def place_of(self, idempotency_key: str) -> Head | None:
        """Where the row with an idempotency key stands; None if there is none."""
        with self.database.reading() as connection:
            query = f"SELECT number FROM content WHERE idempotency_key = {self.database.mark}"
            number = connection.exec_driver_sql(query, (idempotency_key,)).scalar()
            return looking.head(connection, number) if number is not None else None

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
        with self.known(known) as past:
            return list(past.current(holds))

    @contextmanager
    def known(self, number: int) -> Iterator[Known]:
        """What the record held when it ended with a number, all of it seen at one moment."""
        with self.database.reading() as connection:
            yield Known(connection, number, self.database.mark)

    def corrected(self, holds: Holds, known: int) -> dict[int, int]:
        """Of the rows that hold one thing, up to a number: which row each one corrects."""
        with self.database.reading() as connection:
            return looking.corrected(connection, holds, known)

    def holding(self, holds: Holds, keys: Sequence[str]) -> list[Row]:
        """Of the rows that hold one thing now, those with some keys."""
        with self.database.reading() as connection:
            return [
                row for row in looking.holding(connection, keys, self.database.mark) if row.holds == holds
            ]

    def row(self, number: int) -> dict[str, Any] | None:
        """One row with every column; without content where that was redacted. None if there is no such row."""
        return next(self.rows(number, number), None)

    def rows(
        self, first: int = 1, last: int | None = None, holds: Holds | None = None
    ) -> Iterator[dict[str, Any]]:
        """Every row from one number to another with all its columns, in order, read as they are asked for; the
        columns of a redacted content are None."""
        with self.database.reading() as connection:
            yield from looking.read_rows(
                connection, first, last, f"r.holds = '{holds}'" if holds in HOLDS else ""
            )

    def numbered(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        """The rows with some numbers, in order, with all their columns."""
        with self.database.reading() as connection:
            return [
                row
                for some in looking.in_batches(sorted({f"{number:d}" for number in numbers}))
                for row in looking.read_rows(connection, only=f"r.number IN ({', '.join(some)})")
            ]

    def newest(
        self, last: int, most: int, holds: Holds | None = None, without: Sequence[Visibility] = ()
    ) -> list[int]:
        """The numbers of the last rows up to one with a number, of one sort where that is given, newest first; none of some
        visibilities."""
        only = [f"holds = '{holds}'"] if holds in HOLDS else ["1 = 1"]
        only += [f"visibility <> '{each}'" for each in without if each in VISIBILITIES]
        return self._newest(last, most, " AND ".join(only))

    def newest_acts(self, last: int, most: int) -> list[int]:
        """The same of the rows that correct, withdraw or redact another."""
        acts = " OR ".join(f"{column} IS NOT NULL" for column in ("corrects", "withdraws", "redacts"))
        return self._newest(last, most, f"({acts})")

    def _newest(self, last: int, most: int, only: str) -> list[int]:
        query = f"SELECT number FROM record WHERE number <= {last:d} AND {only} ORDER BY number DESC LIMIT {most:d}"
        with self.database.reading() as connection:
            return [number for (number,) in connection.exec_driver_sql(query)]

    def acting_on(self, number: int) -> list[dict[str, Any]]:
        """The rows that correct, withdraw or redact one, with all their columns."""
        acts = " OR ".join(f"r.{column} = {number:d}" for column in ("corrects", "withdraws", "redacts"))
        with self.database.reading() as connection:
            return list(looking.read_rows(connection, number, only=f"({acts})"))

    def corrections(self, last: int) -> list[dict[str, Any]]:
        """The rows up to a number that correct, withdraw or redact another, in order, with all their columns."""
        acts = " OR ".join(f"r.{column} IS NOT NULL" for column in ("corrects", "withdraws", "redacts"))
        with self.database.reading() as connection:
            return list(looking.read_rows(connection, 1, last, only=f"({acts})"))

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
