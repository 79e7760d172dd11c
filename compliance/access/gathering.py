"""What was known, gathered from the record for one reader: the rows they may see, and every timeline that follows."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from compliance.access import clocks, reviews
from compliance.access.bodies import not_what_it_holds, read_body
from compliance.access.reading import By, Knowledge
from compliance.access.roles import Sight
from compliance.access.sources import SeenSources
from compliance.assessment import assess
from compliance.catalogue import Catalogue
from compliance.contributions import FileCheck, Response
from compliance.days import years_later
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import Source
from compliance.finding import Aside, Entry
from compliance.record.looking import Known
from compliance.record.rows import Row, moment_of
from compliance.record.tables import Holds
from compliance.stored import from_store
from compliance.undisturbed import undisturbed

HORIZON_YEARS = 2


class Question(NamedTuple):
    """What is known of: up to which record number, with its hash; whether it was asked for by the number; until which day;
    by which of the dates; and as who may see what."""

    number: int
    head: str
    numbered: bool
    until: date
    by: By
    own: Sight


def gathered(asked: Question, catalogue: Catalogue, known: Known) -> Knowledge:
    """What was known. Raises StoreError where a row does not hold what such a row holds."""
    gathering = _Gathering(asked, catalogue, known)
    with undisturbed(asked.number):
        entries = list(gathering.entries())
        horizon = max(years_later(asked.until, HORIZON_YEARS), catalogue.case.effective)
        assessment = assess(catalogue, entries, horizon)
    return Knowledge(
        asked.number,
        asked.head,
        asked.numbered,
        asked.until,
        asked.by,
        assessment,
        gathering.sources,
        gathering.determinations(),
        gathering.totals(),
        tuple((row, read_body(Response, row)) for row in gathering.shown("response")),
    )


class _Gathering:
    def __init__(self, asked: Question, catalogue: Catalogue, known: Known):
        self._asked, self._zone, self._known = asked, catalogue.zone, known

    def shown(self, holds: Holds) -> Iterator[Row]:
        """The rows that hold one thing and may be seen."""
        sees = self._asked.own.sees
        return (row for row in self._known.current(holds) if sees(row.visibility, row.capacity))

    @cached_property
    def sources(self) -> SeenSources:
        """The sources that may be seen, by key."""
        return SeenSources({row.key: read_body(Source, row) for row in self.shown("source")})

    def entries(self) -> Iterator[Entry]:
        """The rows of evidence that may be known of, with the latest review of each."""
        asked, spoilt = self._asked, self._spoilt()
        verdicts = reviews.verdicts(self._known)
        corrects = self._known.corrected("evidence")
        # Of the many rows most are recorded by few, and who sees what is the same for all of one kind.
        sight: dict[tuple[str, str], tuple[bool, bool]] = {}
        wanted = ("number", "kind", "visibility", "capacity", "files", "recorded", "hash", "body")
        for number, kind, visibility, capacity, files, recorded, hash, body in self._known.columns(
            "evidence", *wanted
        ):
            who = (visibility, capacity)
            if who not in sight:
                sight[who] = asked.own.knows_of(*who), asked.own.sees(*who)
            knows, sees = sight[who]
            if not knows:
                continue
            try:
                record = from_store(kind, body)
            except (KeyError, ValueError, TypeError, AttributeError):
                raise not_what_it_holds(number) from None
            if not self._out(record.sources, recorded):
                continue
            review = verdicts.get(number)
            if review is None and number in corrects:
                review = reviews.carried_on(number, verdicts, corrects)
            damaged = files is not None and any((number, file) in spoilt for file in files.split())
            if sees and not damaged:
                yield Entry(number, record, review)
            else:
                aside: Aside = "file" if sees else "hidden"
                yield Entry(number, record, review, aside, self._day(recorded), hash)

    def determinations(self) -> tuple[Determination, ...]:
        """The monitor's levels. What the monitor itself determined stands after, and so before, what others report of it."""
        rows = sorted(self.shown("determination"), key=lambda row: row.capacity == "monitor")
        levels = [(row, read_body(Determination, row)) for row in rows]
        return tuple(level for row, level in levels if self._out([level.source], row.recorded))

    def totals(self) -> tuple[ReportTotal, ...]:
        """The totals of the monitor's reports."""
        totals = [(row, read_body(ReportTotal, row)) for row in self.shown("report_total")]
        return tuple(total for row, total in totals if self._out([total.source], row.recorded))

    def _spoilt(self) -> set[tuple[int, str]]:
        """Each record with a file of it that is no longer what was recorded."""
        checks = [read_body(FileCheck, row) for row in self._known.current("file_check")]
        return {(check.record, check.file) for check in checks if check.state != "whole"}

    def _out(self, keys: Sequence[str | None], recorded: str) -> bool:
        """Whether what rests on these sources counts as known: by source dates, where those were out by then. A source
        that cannot be seen tells no day, so that by its day nothing can be guessed."""
        if self._asked.by == "record":
            return True
        named = [self.sources[key] for key in keys if key is not None and key in self.sources]
        return clocks.out_by(named, self._day(recorded)) <= self._asked.until

    def _day(self, recorded: str) -> date:
        return moment_of(recorded).astimezone(self._zone).date()
