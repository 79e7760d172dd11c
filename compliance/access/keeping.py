"""Keeping the store behind a door: it is created and upgraded, verified, backed up and restored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from compliance.access.desk import Desk
from compliance.access.door import LAST, Door
from compliance.contributions import FileCheck
from compliance.record import archive, migrate
from compliance.record.databases import Database, StoreError
from compliance.record.files import FileState
from compliance.record.migrate import State
from compliance.record.verify import Progress, Verdict, holds_head
from compliance.record.verify import verify as verify_rows

__all__ = [
    "Kept",
    "Left",
    "Prepared",
    "Progress",
    "Verdict",
    "backup",
    "current",
    "left_of",
    "number_of",
    "prepare",
    "record_states",
    "removed_since",
    "restore",
    "upgrade",
    "verify",
]


@dataclass(frozen=True)
class Prepared:
    """What preparing a store did: whether it was `created` or `upgraded`, and where a store from before the first
    release was put `aside`. `owns`: the role that reads and writes owns the tables, so it could remove their guards."""

    created: bool
    upgraded: bool
    aside: Path | None
    owns: bool


class Kept(NamedTuple):
    """What an archive holds, and where its record ends."""

    records: int
    drafts: int
    files: int
    number: int
    hash: str


class Left(NamedTuple):
    """What a redaction left: the numbers of the rows that still have the key, and of those to which a file is still
    attached. `kept`: a file is still there, since such a row or a draft has it."""

    key: list[int]
    files: list[int]
    kept: bool


def current(door: Door) -> bool:
    """Whether there is a store of this release behind a door, with rows. Raises StoreError where that cannot be told."""
    return migrate.state(door.store.database) is State.CURRENT and door.head().number > 0


def prepare(door: Door, owner: str | None = None) -> Prepared:
    """Bring the store behind a door up to this release, creating it where there is none. `owner` is the URL of the role
    that owns the tables, on PostgreSQL. Raises StoreError for a newer store, and for a database that holds something
    else."""
    database, owning = door.store.database, Database(owner) if owner else None
    before = migrate.state(owning or database)
    try:
        aside = migrate.create_or_upgrade(database, owning)
    except StoreError as error:
        if owner is None and not database.sqlite and "permission denied" in str(error):
            raise StoreError(
                f"{database.name} lets this role make no tables; set PILCROW_DATABASE_OWNER to the address of one that may"
            ) from None
        raise
    if migrate.state(database) is not State.CURRENT:
        raise StoreError(
            "PILCROW_DATABASE_OWNER names another database than PILCROW_DATABASE; name the same one in both, with two roles"
        )
    return Prepared(
        created=before in (State.NONE, State.EARLIER),
        upgraded=before is State.OLDER,
        aside=aside,
        owns=migrate.tables_belong_to_the_user(database),
    )


def upgrade(door: Door, owner: str | None = None) -> Prepared | None:
    """The same, only where there is a store of an older release; None where there is none to upgrade."""
    database = Database(owner) if owner else door.store.database
    older = migrate.state(database) is State.OLDER
    return prepare(door, owner) if older else None


def verify(door: Door, progress: Progress | None = None) -> Verdict:
    """Whether every row and every file is what was recorded. Changes nothing. Raises StoreError where there is no
    store that can be read."""
    return verify_rows(door.store, door.files, progress)


def number_of(door: Door, head: str) -> int | None:
    """The number of the record with this hash; None if there is none. It says something only after `verify`."""
    return holds_head(door.store, head)


def removed_since(door: Door, number: int) -> list[tuple[int, int]]:
    """Each row up to a number whose content a later redaction removed, with the number of that redaction."""
    acts = door.store.corrections(LAST)
    since = [(row["redacts"], row["number"]) for row in acts if row["redacts"] and row["number"] > number]
    return sorted((removed, redaction) for removed, redaction in since if removed <= number)


def record_states(desk: Desk, verdict: Verdict) -> Iterator[tuple[int, str, str]]:
    """Record what `verify` found of files, where that is news: of which record, its digest, and its state. What rests on a
    file that is not whole then cannot be told, and what rests on one that is whole again can. Raises StoreError."""
    store = desk.door.store
    checks = [FileCheck.model_validate_json(row.body) for row in store.current("file_check", LAST)]
    before = {(check.record, check.file): check.state for check in checks}
    found: dict[tuple[int, str], FileState] = {(number, file): state for number, file, state in verdict.files}
    for number, file in sorted(before.keys() | found.keys()):
        known, state = before.get((number, file), "whole"), found.get((number, file), "whole")
        row = store.row(number) if known != state else None
        if row and file in (row["files"] or "").split():
            yield number, file, desk.check_file(number, file)


def left_of(door: Door, redacted: Mapping[str, Any]) -> Left:
    """What is left of a row that was just redacted, given as it was before."""
    files = frozenset((redacted["files"] or "").split())
    left = Left([], [], any(door.files.state(file) != "missing" for file in files))
    for row in door.store.rows():
        if row["body"] is not None and (row["holds"], row["key"]) == (redacted["holds"], redacted["key"]):
            left.key.append(row["number"])
        if not files.isdisjoint((row["files"] or "").split()):
            left.files.append(row["number"])
    return left


def backup(door: Door, path: Path, progress: Progress | None = None) -> Kept:
    """Write the store with its files to a new file. Raises StoreError."""
    return _kept(archive.backup(door.store, door.files, path, progress))


def restore(door: Door, path: Path, owner: str | None = None, progress: Progress | None = None) -> Kept:
    """Fill the empty place behind a door from an archive, all or nothing. Raises StoreError."""
    database = Database(owner) if owner else None
    return _kept(archive.restore(path, door.store, door.files, database, progress))


def _kept(manifest: archive.Manifest) -> Kept:
    head = manifest.head
    return Kept(manifest.records.rows, manifest.drafts.rows, len(manifest.files), head.number, head.hash)
