"""What was known, gathered from the record for one reader: the rows they may see, and every timeline that follows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from compliance.access import clocks, reviews
from compliance.access.bodies import not_what_it_holds, read_body
from compliance.access.embargo import Embargo
from compliance.access.reading import By, Knowledge, Noted
from compliance.access.roles import Sight
from compliance.access.sources import SeenSources
from compliance.assessment import Assessment, Workings, reckon
from compliance.catalogue import Catalogue
from compliance.contributions import FileCheck, OpenItemEvent, Response
from compliance.days import years_later
from compliance.determinations import Determination, Determinations, ReportTotal
from compliance.evidence import Source
from compliance.finding import Aside, Entry, Reviewed
from compliance.record.looking import Fresh, Known
from compliance.record.rows import Row, moment_of
from compliance.record.tables import Holds
from compliance.stored import from_store
from compliance.undisturbed import undisturbed

HORIZON_YEARS = 2


class Question(NamedTuple):
    """What is known of: up to which record number, with its hash; whether it was asked for by the number; until which day;
    by which of the dates; as who may see what; once how many rows were redacted; and what is withheld from them, None
    where nothing is."""

    number: int
    head: str
    numbered: bool
    until: date
    by: By
    own: Sight
    redactions: int
    withheld: Embargo | None = None

    def horizon(self, catalogue: Catalogue) -> date:
        """The last day that can be looked at."""
        last = years_later(self.until, HORIZON_YEARS)
        if self.withheld:
            last = min(last, self.withheld.last)
        return max(last, catalogue.case.effective)

    def goes_on_from(self, before: "Gathered", catalogue: Catalogue) -> bool:
        """Whether it asks what an earlier question did, of a record that only grew since, perhaps as somebody who sees other
        rows. By the dates of sources a row may bear on any day, so that such a question is always worked out anew."""
        then, assessed = before.asked, before.workings.assessment
        return (
            then.number <= self.number
            and (then.by, self.by) == ("record", "record")
            and then.redactions == self.redactions
            and assessed.catalogue is catalogue
            and assessed.horizon == self.horizon(catalogue)
        )


class Gathered(NamedTuple):
    """What was known, as the door keeps it: with what it was reckoned from. Only `knowledge` may leave the door. `anew`: it
    was worked out from all rows, and shares nothing with other answers."""

    asked: Question
    knowledge: Knowledge
    workings: Workings
    anew: bool = False


def gathered(asked: Question, catalogue: Catalogue, known: Known) -> Gathered:
    """What was known. Raises StoreError where a row does not hold what such a row holds."""
    gathering = _Gathering(asked, catalogue, known)
    with undisturbed(asked.number):
        entries = list(gathering.entries())
        workings = reckon(catalogue, entries, asked.horizon(catalogue))
        return Gathered(asked, gathering.knowledge(workings.assessment), workings, anew=True)


def advanced(asked: Question, before: Gathered, catalogue: Catalogue, known: Known) -> Gathered | None:
    """The same, from what was known when the record ended earlier, or to somebody else: what the rows since then bear on, and
    those that not everybody sees, is worked out anew, and everything else is shared. None where that is not possible: the
    question is another one, a row since then bears on everything, or so many came that beginning anew is no slower."""
    if not asked.goes_on_from(before, catalogue):
        return None
    fresh = known.since(before.asked.number)
    if len(fresh) > before.asked.number / 10 or any(row.holds in _BEAR_ON_ALL for row in fresh):
        return None
    gathering = _Gathering(asked, catalogue, known)
    keys = gathering.touched(fresh)
    if asked.own != before.asked.own:
        keys |= known.keys_not_public("evidence")
    there = {e.number: e for key in keys for e in before.workings.rows.with_key(key)}
    here = {e.number: e for e in gathering.entries_with(keys)}
    gone = [e for number, e in there.items() if here.get(number) != e]
    come = [e for number, e in here.items() if there.get(number) != e]
    if asked.own != before.asked.own:
        with undisturbed(asked.number):
            workings = before.workings.with_rows(gone, come)
            return Gathered(asked, gathering.knowledge(workings.assessment), workings)
    workings = before.workings.with_rows(gone, come)
    holds = {row.holds for row in fresh}
    knowledge = replace(
        before.knowledge,
        number=asked.number,
        head=asked.head,
        numbered=asked.numbered,
        until=asked.until,
        assessment=workings.assessment,
        **{name: told(gathering) for name, (which, told) in _TOLD.items() if which in holds},
    )
    return Gathered(asked, knowledge, workings)


_BEAR_ON_ALL = ("catalogue_revision",)
_ABOUT_A_RECORD = ("review", "file_check")
_ABOUT_EVIDENCE = ("evidence", *_ABOUT_A_RECORD)
_WANTED = ("number", "kind", "visibility", "capacity", "files", "recorded", "hash", "body")


class _Gathering:
    def __init__(self, asked: Question, catalogue: Catalogue, known: Known):
        self._asked, self._zone, self._known = asked, catalogue.zone, known

    def knowledge(self, assessment: Assessment) -> Knowledge:
        """What leaves the door."""
        asked = self._asked
        return Knowledge(
            asked.number,
            asked.head,
            asked.numbered,
            asked.until,
            asked.by,
            assessment,
            self.sources,
            self.determinations(),
            self.totals(),
            self.responses(),
            self.noted(),
            self.determined(),
        )

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
        found = self._known.columns("evidence", *_WANTED)
        return self._entries(found, reviews.verdicts(self._known), self._known.corrected("evidence"))

    def entries_with(self, keys: Collection[str]) -> Iterator[Entry]:
        """Those of them that have some keys."""
        found = list(self._known.with_keys("evidence", keys, *_WANTED))
        corrects = self._known.corrected_among("evidence", keys)
        numbers = {number for row in found for number in reviews.corrected_by(row[0], corrects)}
        verdicts = reviews.verdicts_on({*numbers, *(row[0] for row in found)}, self._known)
        return self._entries(found, verdicts, corrects)

    def touched(self, fresh: Sequence[Fresh]) -> set[str]:
        """The keys of the evidence that some rows are, or review, or check the files of."""
        names = self._known.keys_of(row.number for row in fresh if row.holds in _ABOUT_EVIDENCE)
        own = {names[row.number] for row in fresh if row.holds == "evidence" and row.number in names}
        # A review, or a check of a file, is about the record with the number that its key begins with.
        about = {int(names[row.number].partition("/")[0]) for row in fresh if row.holds in _ABOUT_A_RECORD}
        return own | set(self._known.keys_of(about).values())

    def _entries(
        self, rows: Iterable[tuple[Any, ...]], verdicts: Mapping[int, Reviewed], corrects: Mapping[int, int]
    ) -> Iterator[Entry]:
        asked, spoilt = self._asked, self._spoilt()
        # Of the many rows most are recorded by few, and who sees what is the same for all of one kind.
        sight: dict[tuple[str, str], tuple[bool, bool]] = {}
        for number, kind, visibility, capacity, files, recorded, hash, body in rows:
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

    @cached_property
    def levels(self) -> list[tuple[Row, Determination]]:
        """The monitor's levels, each with its row, those too that are not filed. What the monitor itself determined stands
        after, and so before, what others report of it."""
        rows = sorted(self.shown("determination"), key=lambda row: row.capacity == "monitor")
        levels = [(row, read_body(Determination, row)) for row in rows]
        return [(row, level) for row, level in levels if self._level_out(row, level)]

    def determined(self) -> tuple[tuple[Row, Determination], ...]:
        """The monitor's own, each with its row, those too that are not filed."""
        return tuple((row, level) for row, level in self.levels if row.capacity == "monitor")

    def determinations(self) -> tuple[Determination, ...]:
        """The monitor's levels that were filed."""
        return Determinations(level for _, level in self.levels if level.is_filed)

    def _level_out(self, row: Row, level: Determination) -> bool:
        """Like `_out`; what the monitor filed is a source of its own."""
        if self._asked.by == "source" and level.filed_on is not None:
            return level.filed_on <= self._asked.until
        return self._out([level.source], row.recorded)

    def responses(self) -> tuple[tuple[Row, Response], ...]:
        """The answers of the department and the community, each with its row."""
        return tuple((row, read_body(Response, row)) for row in self.shown("response"))

    def totals(self) -> tuple[ReportTotal, ...]:
        """The totals of the monitor's reports."""
        totals = [(row, read_body(ReportTotal, row)) for row in self.shown("report_total")]
        return tuple(total for row, total in totals if self._out([total.source], row.recorded))

    def noted(self) -> tuple[Noted, ...]:
        """What people noted of open items. Who they are is told to those who work on the case, as of every row."""
        own, found = self._asked.own, []
        for *columns, person in self._known.columns("open_item_event", *Row._fields, "recorded_by"):
            row = Row(*columns)
            if own.sees(row.visibility, row.capacity) and self._out((), row.recorded):
                who = person if "parties" in own.visibilities else None
                moment = moment_of(row.recorded).astimezone(self._zone)
                found.append(Noted(row.number, row.capacity, who, moment, read_body(OpenItemEvent, row)))
        return tuple(found)

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


_TOLD: Mapping[str, tuple[Holds, Callable[[_Gathering], Any]]] = {
    "sources": ("source", lambda gathering: gathering.sources),
    "determinations": ("determination", _Gathering.determinations),
    "determined": ("determination", _Gathering.determined),
    "totals": ("report_total", _Gathering.totals),
    "responses": ("response", _Gathering.responses),
    "noted": ("open_item_event", _Gathering.noted),
}
"""What else than evidence an answer tells, by the name of its field: what rows hold it, and how it is gathered."""
