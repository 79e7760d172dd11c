"""The tables, each named for what it holds. One number runs through all of them."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """One row of any table.

    `number` is unique over all tables and grows by one. `key` names what the row is about; the row with the
    highest number holds for its key. `recorded` is the time of recording in UTC: for a data release, the start
    of the release's day in the decree's time zone. `corrects` is the number of the row that was wrong, with
    the `reason`. `body` is the record as JSON.
    """

    holds: ClassVar[str]

    number: int = Field(primary_key=True)
    key: str = Field(index=True)
    recorded: datetime
    release: str
    corrects: int | None = None
    reason: str | None = None
    body: str


class CatalogueRevision(Row, table=True):
    """A revision of the catalogue."""

    __tablename__ = "catalogue_revision"
    holds: ClassVar[str] = "catalogue_revision"


class SourceRow(Row, table=True):
    """A source."""

    __tablename__ = "source"
    holds: ClassVar[str] = "source"


class EvidenceRow(Row, table=True):
    """A record of evidence."""

    __tablename__ = "evidence"
    holds: ClassVar[str] = "evidence"
    kind: str = ""


class DeterminationRow(Row, table=True):
    """A determination of the monitor, as reported."""

    __tablename__ = "determination"
    holds: ClassVar[str] = "determination"


class ReportTotalRow(Row, table=True):
    """The totals of one report of the monitor, as reported."""

    __tablename__ = "report_total"
    holds: ClassVar[str] = "report_total"


TABLES: tuple[type[Row], ...] = (SourceRow, CatalogueRevision, EvidenceRow, DeterminationRow, ReportTotalRow)
"""Every table, in the order in which a release fills them."""
