"""A row of the record: as somebody wants to add it, and as it stands."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from compliance.record.canonical import CONTENT, ENVELOPE, VERSION, NotCanonical, as_text
from compliance.record.databases import StoreError
from compliance.record.tables import HOLDS, VISIBILITIES, Content, Holds, Record, Visibility

RECORD_COLUMNS = tuple(column.name for column in Record.__table__.columns)  # type: ignore[attr-defined]
CONTENT_COLUMNS = tuple(column.name for column in Content.__table__.columns)  # type: ignore[attr-defined]

assert ENVELOPE[VERSION] == RECORD_COLUMNS[:-2], (
    "the columns of a row stand in the order in which they are hashed"
)
assert ("number", "salt", *CONTENT[VERSION][1:]) == CONTENT_COLUMNS, "the same for its content"


class Conflict(StoreError):
    """The record has moved on since the caller looked; the message says what stands there now."""


class Taken(Conflict):
    """The key, or the row to act on, is that of another row, with this `number`."""

    def __init__(self, message: str, number: int):
        super().__init__(message)
        self.number = number


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


class Filed(NamedTuple):
    """A row to add, who records it, and when."""

    new: New
    author: Author
    moment: datetime


class Head(NamedTuple):
    """The end of the chain: the last row's number, hash and time (UTC). An empty record has number 0."""

    number: int
    hash: str
    recorded: datetime | None


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


def stamp_of(moment: datetime) -> str:
    """A moment as the record writes it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment_of(stamp: str) -> datetime:
    """A moment from what the record wrote."""
    return datetime.fromisoformat(stamp)
