"""Whether the record holds: every row is hashed anew, and the first one that does not hold is named.

docs/chain.md says what this can show and what it cannot.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from compliance.record import guards, migrate, structure
from compliance.record.canonical import BEFORE_THE_FIRST, CONTENT, ENVELOPE, SALT_BYTES, chained, commitment
from compliance.record.files import DIGEST, Files, FileState
from compliance.record.rows import CONTENT_COLUMNS, RECORD_COLUMNS, Head, moment_of, stamp_of
from compliance.record.store import Store
from compliance.record.tables import Content, Record, StoreTable

Progress = Callable[[str, int, int], None]
"""Is told what is counted ("records" or "files"), how many are done, and of how many."""

ROWS_AT_A_TIME = 1000
CLOCKS_DIFFER = timedelta(days=1)
"""So far ahead of now a row may be recorded; later ones no clock can have stamped that is roughly right."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}", re.ASCII)


class Fault(NamedTuple):
    """What does not hold, in a sentence, and the number of the record that it is about, if it is about one."""

    number: int | None
    what: str


@dataclass(frozen=True)
class Verdict:
    """What was found: how many rows there are, where the record ends, how many contents were redacted, and all that
    does not hold. Of faults in the chain only the first is named, since nothing after it can be relied on; it comes
    before all others. `whole`: the record itself holds, whatever became of files and guards. `files` are those that
    are not what was attached: the number of a record that names one, its digest, and its state."""

    rows: int
    head: Head
    faults: tuple[Fault, ...]
    redacted: int
    whole: bool = True
    files: tuple[tuple[int, str, FileState], ...] = ()


@dataclass(frozen=True)
class Chain:
    """What one walk through the rows found, and for each file the numbers of the records that name it."""

    rows: int
    head: Head
    faults: tuple[Fault, ...]
    redacted: int
    files: Mapping[str, Sequence[int]]


def verify(store: Store, files: Files | None = None, progress: Progress | None = None) -> Verdict:
    """Whether every row, and with `files` every attached file, is what was recorded, and whether the guards stand.

    Raises StoreError where there is no store that can be read.
    """
    migrate.require_current(store.database)
    with store.database.reading() as connection:
        chain = read_chain(connection, store.database.now(connection), progress)
        around = _around(connection)
    # The files are looked at with the database let go: hashing them may take long, and they never change.
    return _verdict(chain, around, files, progress)


def verify_on(
    connection: Connection, now: datetime, files: Files | None = None, progress: Progress | None = None
) -> Verdict:
    """The same in a transaction that runs already, for rows that are not committed yet."""
    return _verdict(read_chain(connection, now, progress), _around(connection), files, progress)


class _Around(NamedTuple):
    """What does not hold around the rows: in the database that keeps them, and in what guards it."""

    damage: list[Fault]
    unguarded: list[Fault]


def _around(connection: Connection) -> _Around:
    unguarded = []
    if names := guards.missing(connection):
        what = "the database's own locks against changes are missing ({}); pilcrow init puts them back"
        unguarded.append(what.format(", ".join(names)))
    if rights := guards.rights_not_given(connection):
        what = "the role in use has rights that pilcrow init does not give ({}); take them back, with REVOKE"
        unguarded.append(what.format(", ".join(rights)))
    return _Around(
        *([Fault(None, what) for what in some] for some in (structure.damage(connection), unguarded))
    )


def _verdict(chain: Chain, around: _Around, files: Files | None, progress: Progress | None) -> Verdict:
    """A walk's findings together with those around it and about files."""
    looked_at = _file_states(chain, files, progress) if files is not None else []
    attached = [
        Fault(number, what)
        for number, digest, state in looked_at
        if (what := _file_fault(state, digest, number))
    ]
    failed = tuple(
        (number, digest, state) for number, digest, state in looked_at if state not in (None, "whole")
    )
    return Verdict(
        chain.rows,
        chain.head,
        (*chain.faults, *around.damage, *attached, *around.unguarded),
        chain.redacted,
        # A name that no file can have is a fault of the record.
        not chain.faults and not around.damage and len(failed) == len(attached),
        failed,
    )


def holds_head(store: Store, hash: str) -> int | None:
    """The number of the record whose hash this is; None if the record holds no such row. It says something only about a
    record that `verify` found whole."""
    wanted = hash.strip().lower()
    # What stands before the first row is the same for every record: it is the hash of none.
    if wanted == BEFORE_THE_FIRST or not wanted.isascii():
        return None
    query = f"SELECT min(number) FROM record WHERE hash = {store.database.mark}"
    with store.database.reading() as connection:
        found: int | None = connection.exec_driver_sql(query, (wanted,)).scalar()
    return found


def read_chain(connection: Connection, now: datetime, progress: Progress | None = None) -> Chain:
    """Walk through all rows in order, without holding more than some of them in memory. No row can have been recorded
    long after `now`."""
    with structure.texts_as_they_are(connection):
        return _walk_through(connection, now, progress)


def _walk_through(connection: Connection, now: datetime, progress: Progress | None) -> Chain:
    redacting = _redacting(connection)
    walk = _Walk(redacting, now)
    rows = redacted = 0
    total = connection.exec_driver_sql("SELECT count(*) FROM record").scalar_one()
    faults: list[Fault] = []
    chain_fault: Fault | None = None
    files: dict[str, list[int]] = {}
    last: Sequence[Any] = ()
    for last in _joined(connection):
        rows += 1
        if chain_fault is None:
            chain_fault = walk.step(last)
        number, said = last[0], last[_SAID]
        if number in redacting:
            redacted += said is None
            if said is not None:
                faults.append(Fault(number, _came_back(number, redacting[number])))
        if isinstance(last[_FILES], str):
            for digest in last[_FILES].split():
                files.setdefault(digest, []).append(number)
        if progress and (rows % ROWS_AT_A_TIME == 0 or rows == total):
            progress("records", rows, total)
    faults += _without_a_record(connection)
    found = (chain_fault, *faults) if chain_fault else tuple(faults)
    return Chain(rows, _head_of(last), found, redacted, files)


def _file_states(
    chain: Chain, files: Files, progress: Progress | None
) -> list[tuple[int, str, FileState | None]]:
    """For each file that a record names, by the record's number, its state; None for a name that no file can have."""
    found = []
    for done, (digest, numbers) in enumerate(chain.files.items(), 1):
        state = files.state(digest) if DIGEST.fullmatch(digest) else None
        found += [(number, digest, state) for number in numbers]
        if progress:
            progress("files", done, len(chain.files))
    return sorted(found, key=itemgetter(0))


def column_types(table: type[StoreTable]) -> dict[str, frozenset[type]]:
    """For each column of a table, in order, the types that a value of it may have."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    none = type(None)
    return {
        column.name: frozenset((column.type.python_type, none) if column.nullable else (column.type.python_type,))
        for column in columns
    }  # fmt: skip


_SAID = len(RECORD_COLUMNS)
_FILES = _SAID + CONTENT_COLUMNS.index("files")
_RECORD_TYPES = column_types(Record)
_CONTENT_TYPES = column_types(Content)
_ENVELOPE = {version: itemgetter(*map(RECORD_COLUMNS.index, names)) for version, names in ENVELOPE.items()}
_CONTENT = {version: itemgetter(*map(CONTENT_COLUMNS.index, names)) for version, names in CONTENT.items()}


class _Recorded(NamedTuple):
    """A row of `record`, whose columns these are."""

    number: int
    version: int
    holds: str
    kind: str | None
    recorded: str
    release: str | None
    visibility: str
    corrects: int | None
    withdraws: int | None
    redacts: int | None
    commitment: str
    hash: str


assert _Recorded._fields == RECORD_COLUMNS


class _Walk:
    """Goes from row to row and keeps what the next one must fit.

    Bytes that are no text cannot be hashed as text: UnicodeEncodeError means that they are not what was recorded.
    """

    def __init__(self, redacting: Mapping[int, int], now: datetime):
        self._redacting = redacting
        self._now, self._latest = stamp_of(now), stamp_of(now + CLOCKS_DIFFER)
        self._number, self._hash, self._recorded = 0, BEFORE_THE_FIRST, ""
        self._superseded: dict[int, int] = {}
        self._sound: set[tuple[type, ...]] = set()

    def step(self, values: Sequence[Any]) -> Fault | None:
        """The fault of the next row, if it has one. Afterwards no further row can be judged."""
        if fault := self._out_of_place(values[0]):
            return fault
        record, content = _Recorded(*values[:_SAID]), values[_SAID:]
        what = self._wrong_type(values) or self._broken(record) or self._misplaced(record)
        what = what or self._unlike_its_content(record, content)
        self._number, self._hash, self._recorded = record.number, record.hash, record.recorded
        return Fault(record.number, what) if what else None

    def _out_of_place(self, number: Any) -> Fault | None:
        following = self._number + 1
        if type(number) is not int:
            return Fault(None, f"there is a record without a number, where record {following} should stand")
        if number == following:
            return None
        if number > following:
            last = number - 1
            some = f"record {following} is" if last == following else f"the records {following} to {last} are"
            return Fault(following, f"{some} missing")
        how = "stands before the first one" if number < 1 else "is there twice"
        return Fault(number, f"record {number} {how}")

    def _wrong_type(self, values: Sequence[Any]) -> str | None:
        types = tuple(map(type, values))
        if types in self._sound:
            return None
        for (column, allowed), found in zip(_RECORD_TYPES.items(), types, strict=False):
            if found not in allowed:
                return (
                    f"record {values[0]} itself was changed: its column '{column}' holds {_instead(allowed)}"
                )
        if values[_SAID] is not None:
            for (column, allowed), found in zip(_CONTENT_TYPES.items(), types[_SAID:], strict=True):
                if found not in allowed:
                    return f"{_not_what_was_recorded(values[0])}: its column '{column}' holds {_instead(allowed)}"
        self._sound.add(types)
        return None

    def _broken(self, record: _Recorded) -> str | None:
        if record.version not in _ENVELOPE:
            return (
                f"record {record.number} is written in form {record.version}, which this program does not know; "
                "look at it with the newest one"
            )
        with suppress(UnicodeEncodeError):
            if record.hash == chained(self._hash, _ENVELOPE[record.version](record), record.commitment):
                return None
        before = f", or what stands before it (up to record {self._number})" if self._number else ""
        return f"record {record.number} itself was changed{before}"

    def _misplaced(self, record: _Recorded) -> str | None:
        number = record.number
        if not _is_a_time(record.recorded):
            return f"the time of record {number} is none that the record writes"
        if record.recorded <= self._recorded:
            return f"record {number} is not later than record {self._number}"
        if record.recorded > self._latest:
            return (
                f"record {number} says that it was recorded at {record.recorded}, and the clock says {self._now}; set the "
                "clock right, or restore a backup"
            )
        for verb, target in (
            ("corrects", record.corrects),
            ("withdraws", record.withdraws),
            ("redacts", record.redacts),
        ):
            if target is None:
                continue
            if target == number:
                return f"record {number} acts on itself"
            if target > number:
                return f"record {number} acts on record {target}, which comes after it"
            if target < 1:
                return f"record {number} acts on record {target}, which there cannot be"
            acted = self._redacting if verb == "redacts" else self._superseded
            first = acted.get(target, number)
            if first != number:
                return f"record {number} {verb} record {target}, and so does record {first} before it"
            if verb != "redacts":
                self._superseded[target] = number
        return None

    def _unlike_its_content(self, record: _Recorded, content: Sequence[Any]) -> str | None:
        if content[0] is None:
            if record.number in self._redacting:
                return None
            return f"the content of record {record.number} is gone and no redaction names it"
        said, salt = _CONTENT[record.version](content), content[1]
        with suppress(UnicodeEncodeError):
            # Other ways to write the same salt, as in capitals, would pass the commitment.
            if _SALT.fullmatch(salt) and record.commitment == commitment(salt, said):
                return None
        return _not_what_was_recorded(record.number)


def _file_fault(state: FileState | None, digest: str, number: int) -> str | None:
    if state is None:
        return f"record {number} names a file in a way that no record does: {digest[:80]!a}"
    happened = {"altered": "was altered", "missing": "is missing"}
    return f"the file {digest} of record {number} {happened[state]}" if state in happened else None


def _not_what_was_recorded(number: int) -> str:
    return f"the content of record {number} is not what was recorded"


def _came_back(number: int, redaction: int) -> str:
    return f"the content of record {number} is there, although record {redaction} redacts it"


def _instead(allowed: frozenset[type]) -> str:
    return "no whole number" if int in allowed else "no text"


def _redacting(connection: Connection) -> dict[int, int]:
    """For each redacted row the first row that redacts it."""
    query = "SELECT redacts, number FROM record WHERE redacts IS NOT NULL ORDER BY number DESC"
    return dict(tuple(pair) for pair in connection.exec_driver_sql(query))


def _without_a_record(connection: Connection) -> list[Fault]:
    query = (
        "SELECT c.number FROM content c LEFT JOIN record r ON r.number = c.number "
        "WHERE r.number IS NULL ORDER BY c.number"
    )
    return [
        Fault(number, f"there is content without a record, under the number {number}")
        for number in connection.exec_driver_sql(query).scalars()
    ]


def _joined(connection: Connection) -> Iterator[Sequence[Any]]:
    """Every row of `record` with its content, in the columns' order; empty columns where there is no content."""
    columns = [f"r.{name}" for name in RECORD_COLUMNS] + [f"c.{name}" for name in CONTENT_COLUMNS]
    query = f"SELECT {', '.join(columns)} FROM record r LEFT JOIN content c ON c.number = r.number ORDER BY r.number"
    streaming = {"stream_results": True, "max_row_buffer": ROWS_AT_A_TIME}
    yield from connection.exec_driver_sql(query, execution_options=streaming)


def _is_a_time(stamp: str) -> bool:
    """Whether a text is a time that there is, as the record writes it."""
    try:
        return bool(_STAMP.fullmatch(stamp) and moment_of(stamp))
    except ValueError:
        return False


def _head_of(values: Sequence[Any]) -> Head:
    """Where the record ends, as far as that can be read."""
    if not values:
        return Head(0, BEFORE_THE_FIRST, None)
    record = _Recorded(*values[:_SAID])
    sound = isinstance(record.recorded, str) and _is_a_time(record.recorded)
    return Head(record.number, str(record.hash), moment_of(record.recorded) if sound else None)
