"""The tables of the store. One chain of rows runs through everything that is recorded.

A recorded row stands in two tables under one number: `record` has what the chain is made of and stays for ever;
`content` has what was said, and is all that a redaction can remove. Days and times are text, so that what is hashed is
what is stored, byte for byte, on every database.
"""

from typing import Literal, get_args

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Text, text
from sqlmodel import Field, SQLModel

Holds = Literal[
    "source",
    "catalogue_revision",
    "evidence",
    "review",
    "team_note",
    "determination",
    "report_total",
    "response",
    "open_item_event",
    "production",
    "person",
    "role",
    "file_check",
    "redaction",
]
HOLDS: tuple[Holds, ...] = get_args(Holds)
"""What rows can hold, in the order in which a release fills them."""

Visibility = Literal["public", "parties", "team", "sealed"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)

METADATA = MetaData()


class StoreTable(SQLModel):
    """A table of the store; all of them share `METADATA`, which no other tables join."""

    metadata = METADATA


class Record(StoreTable, table=True):
    """One row of the chain.

    `number` is that of the row before it + 1. `version` names the canonical form that was hashed. `holds` says what
    the row is and `kind`, for evidence, of which kind. `recorded` is the time of recording in UTC, written
    YYYY-MM-DDTHH:MM:SS.ffffffZ and always later than that of the row before it; for a data release it begins with
    the release's day in the decree's time zone. `corrects`, `withdraws` and `redacts` are the number of the row that
    this one acts on. `commitment` binds the content without showing it; `hash` binds all of this to the row before.
    """

    __tablename__ = "record"
    __table_args__ = (
        # No row is corrected or withdrawn twice: who comes second sees what the first one did.
        Index("record_corrects", "corrects", unique=True, sqlite_where=text("corrects IS NOT NULL"), postgresql_where=text("corrects IS NOT NULL")),
        Index("record_withdraws", "withdraws", unique=True, sqlite_where=text("withdraws IS NOT NULL"), postgresql_where=text("withdraws IS NOT NULL")),
        Index("record_redacts", "redacts", unique=True, sqlite_where=text("redacts IS NOT NULL"), postgresql_where=text("redacts IS NOT NULL")),
        Index("record_holds", "holds", "number"),
    )  # fmt: skip

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    version: int
    holds: str = Field(sa_type=Text)
    kind: str | None = Field(default=None, sa_type=Text)
    recorded: str = Field(sa_type=Text)
    release: str | None = Field(default=None, sa_type=Text)
    visibility: str = Field(sa_type=Text)
    corrects: int | None = None
    withdraws: int | None = None
    redacts: int | None = None
    commitment: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class Content(StoreTable, table=True):
    """What a row says, and who recorded it.

    `salt` keeps the commitment from being guessed. `key` names what the row is about: of the rows with one key, the
    one that no later row corrects or withdraws holds. `idempotency_key` is the caller's own: the same one twice is
    one row. `happened` and `source_date` are days, YYYY-MM-DD, or two with a slash between. `recorded_by` is the key
    of a person, `capacity` the role and body for which that person acted, `system_account` who ran the command. `files`
    are the SHA-256 of attached files, parted by spaces. `body` is JSON, or a catalogue's text.
    """

    __tablename__ = "content"
    __table_args__ = (
        Index("content_key", "key"),
        Index("content_idempotency_key", "idempotency_key", unique=True),
    )

    # Without a cascade: a row of the chain is never removed, and its content only by redaction.
    number: int = Field(
        sa_column=Column(Integer, ForeignKey("record.number"), primary_key=True, autoincrement=False)
    )
    salt: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    idempotency_key: str | None = Field(default=None, sa_type=Text)
    happened: str | None = Field(default=None, sa_type=Text)
    source_date: str | None = Field(default=None, sa_type=Text)
    recorded_by: str | None = Field(default=None, sa_type=Text)
    capacity: str = Field(sa_type=Text)
    system_account: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    files: str | None = Field(default=None, sa_type=Text)
    body: str = Field(sa_type=Text)


class Draft(StoreTable, table=True):
    """A record that somebody prepares: outside the chain, changed and thrown away freely, until it is sent.

    `revision` grows with each saving, so that of two who edit one draft the second is told. `saved` is in UTC.
    """

    __tablename__ = "draft"

    id: str = Field(primary_key=True, sa_type=Text)
    revision: int
    capacity: str = Field(sa_type=Text, index=True)
    author: str = Field(sa_type=Text)
    saved: str = Field(sa_type=Text)
    holds: str = Field(sa_type=Text)
    kind: str | None = Field(default=None, sa_type=Text)
    visibility: str = Field(sa_type=Text)
    corrects: int | None = None
    reason: str | None = Field(default=None, sa_type=Text)
    files: str | None = Field(default=None, sa_type=Text)
    body: str = Field(sa_type=Text)
