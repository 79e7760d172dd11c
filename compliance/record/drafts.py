"""Drafts: records that somebody prepares. They stand outside the chain, are changed and thrown away freely, and
nothing is computed from them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from compliance.record.canonical import as_text
from compliance.record.databases import Database
from compliance.record.rows import Conflict, stamp_of
from compliance.record.tables import Holds, Visibility

_COLUMNS = "id, revision, capacity, author, saved, holds, kind, visibility, corrects, reason, files, body"


@dataclass(frozen=True)
class Draft:
    """A draft as it was read: whose it is (`capacity`), who saved it last and when (UTC), and what it would record."""

    id: str
    revision: int
    capacity: str
    author: str
    saved: str
    holds: Holds
    kind: str | None
    visibility: Visibility
    corrects: int | None
    reason: str | None
    files: tuple[str, ...]
    body: str


class Drafts:
    """The drafts in a database. Raises Conflict for a draft that was changed since it was read, or is gone."""

    def __init__(self, database: Database):
        self._database = database

    def save(
        self,
        capacity: str,
        author: str,
        holds: Holds,
        kind: str | None,
        body: str,
        before: Draft | None = None,
        *,
        visibility: Visibility = "parties",
        corrects: int | None = None,
        reason: str | None = None,
        files: Sequence[str] = (),
    ) -> Draft:
        """Keep a draft, in the place of `before` where that is given. Raises ValueError for text that cannot be kept."""
        with self._database.writing() as connection:
            if before is not None:
                remove(connection, before)
            new = Draft(
                before.id if before else secrets.token_hex(16),
                before.revision + 1 if before else 1,
                before.capacity if before else capacity,
                author,
                stamp_of(self._database.now(connection)),
                holds,
                kind,
                visibility,
                corrects,
                None if reason is None else as_text(reason),
                tuple(files),
                as_text(body),
            )
            _insert(connection, [new])
        return new

    def save_new(
        self,
        capacity: str,
        author: str,
        bodies: Sequence[tuple[Holds, str | None, str]],
        visibility: Visibility,
    ) -> list[Draft]:
        """Keep several new drafts, all or none; each body with what it holds and its kind. Raises ValueError as `save`."""
        with self._database.writing() as connection:
            saved = stamp_of(self._database.now(connection))
            new = [
                Draft(
                    secrets.token_hex(16),
                    1,
                    capacity,
                    author,
                    saved,
                    holds,
                    kind,
                    visibility,
                    None,
                    None,
                    (),
                    as_text(body),
                )
                for holds, kind, body in bodies
            ]
            _insert(connection, new)
        return new

    def of(self, capacities: Sequence[str]) -> list[Draft]:
        """The drafts of some capacities, the newest first."""
        with self._database.reading() as connection:
            found = connection.execute(text(f"SELECT {_COLUMNS} FROM draft ORDER BY saved DESC, id"))
            return [
                Draft(**{**row._mapping, "files": tuple((row.files or "").split())})
                for row in found
                if row.capacity in capacities
            ]

    def discard(self, draft: Draft) -> None:
        """Throw a draft away."""
        with self._database.writing() as connection:
            remove(connection, draft)


def _insert(connection: Connection, drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        values = {**vars(draft), "files": " ".join(draft.files) or None}
        marks = ", ".join(f":{name}" for name in values)
        connection.execute(text(f"INSERT INTO draft ({_COLUMNS}) VALUES ({marks})"), values)


def remove_all(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Throw some drafts away in a transaction that runs."""
    for draft in drafts:
        remove(connection, draft)


def remove(connection: Connection, draft: Draft) -> None:
    """Throw a draft away in a transaction that runs, as when it is recorded."""
    gone = connection.execute(
        text("DELETE FROM draft WHERE id = :id AND revision = :revision"),
        {"id": draft.id, "revision": draft.revision},
    )
    if gone.rowcount != 1:
        raise Conflict("this draft was changed, sent or thrown away since you opened it; open it again")
