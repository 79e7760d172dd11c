"""Adding rows: which are there already, whether the others fit what holds, and how they are chained."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from compliance.record.canonical import SALT_BYTES, VERSION, chained, commitment, public_salt
from compliance.record.looking import holding, in_batches
from compliance.record.rows import (
    CONTENT_COLUMNS,
    RECORD_COLUMNS,
    Conflict,
    Filed,
    Head,
    New,
    Taken,
    moment_of,
    stamp_of,
)


def repeated(connection: Connection, rows: Sequence[New], mark: str) -> dict[str | None, Head]:
    """For each idempotency key that is recorded already, where. Raises Conflict if another thing was recorded so."""
    wanted = {row.idempotency_key: row for row in rows if row.idempotency_key is not None}
    found: dict[str | None, Head] = {}
    for some in in_batches(wanted):
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


def require_fit(connection: Connection, rows: Sequence[New], known: int, mark: str) -> None:
    """Whether every row fits what holds now: a first row for its key, or one that acts on the row that holds.
    Raises Conflict."""
    keys = {row.key for row in rows if row.redacts is None}
    held = {(row.holds, row.key): row.number for row in holding(connection, keys, mark)}
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
        now = held.get((row.holds, row.key))
        if acts_on != now:
            raise _moved_on(row, acts_on, now)
        if row.withdraws is None:
            held[row.holds, row.key] = number
        else:
            del held[row.holds, row.key]


def _moved_on(row: New, acts_on: int | None, now: int | None) -> Conflict:
    name = f"{row.holds} '{row.key}'"
    if acts_on is None and now is not None:
        return Taken(f"{name} is recorded already, as record {now}; correct that one, with a reason", now)
    gone = f"record {acts_on} does not hold for {name} any more"
    if now is None:
        return Conflict(f"{gone}: it was withdrawn or redacted, or is of another thing")
    return Taken(f"{gone}: record {now} does; look at that one first", now)


Added = tuple[tuple[Any, ...], tuple[Any, ...], Head]


def chain(rows: Sequence[Filed], head: Head, release: str | None) -> list[Added]:
    """The rows of both tables, numbered and bound to each other. Of a `release` the salts are public."""
    added = []
    salts = secrets.token_bytes(SALT_BYTES * len(rows)).hex() if release is None else ""
    number, previous = head.number, head.hash
    for i, (row, author, moment) in enumerate(rows):
        number += 1
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


def insert(connection: Connection, added: Sequence[Added], mark: str) -> None:
    """Write rows that were chained into both tables."""
    if not added:
        return
    for table, columns, rows in (
        ("record", RECORD_COLUMNS, [row for row, _, _ in added]),
        ("content", CONTENT_COLUMNS, [row for _, row, _ in added]),
    ):
        marks = ", ".join([mark] * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
