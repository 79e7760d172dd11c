"""Keeping the store behind a door: it is created and upgraded, verified, backed up and restored."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from compliance.access.door import Door
from compliance.record import archive, migrate
from compliance.record.databases import Database, StoreError
from compliance.record.migrate import State
from compliance.record.verify import Progress, Verdict, holds_head
from compliance.record.verify import verify as verify_rows

__all__ = [
    "Kept",
    "Prepared",
    "Progress",
    "Verdict",
    "backup",
    "current",
    "number_of",
    "prepare",
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
