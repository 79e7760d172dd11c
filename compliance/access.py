"""The only door to the record: pages, commands and exports ask here, always for a day and for what was known.

In this release every row is public, so every reader is answered alike.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Literal

from compliance.assessment import Assessment, assess
from compliance.catalogue import Catalogue, read_catalogue
from compliance.days import read_day
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS, Evidence, Source
from compliance.finding import Entry
from compliance.reading import read_text
from compliance.record.store import Store, StoreError
from compliance.record.tables import (
    TABLES,
    CatalogueRevision,
    DeterminationRow,
    EvidenceRow,
    ReportTotalRow,
    SourceRow,
)
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

By = Literal["record", "source"]
HORIZON_YEARS = 2
_NUMBER = re.compile(r"[0-9]{1,9}\Z")

__all__ = ["By", "Door", "Reading", "StoreError", "Unanswerable", "open_record"]


class Unanswerable(Exception):
    """A question that has no answer here; `text` says why and what to ask instead, in each language."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class Knowledge:
    """What was known: every row up to a number, or every row whose source was out by a day. `numbered`:
    it was asked for by a record number, which may fall inside a release."""

    number: int
    numbered: bool
    until: date
    by: By
    assessment: Assessment
    sources: Mapping[str, Source]
    recorded: Mapping[str, datetime]
    determinations: tuple[Determination, ...]
    totals: tuple[ReportTotal, ...]


@dataclass(frozen=True)
class Reading:
    """The answer to one question: the record as known, looked at on one day. `today` is the reader's day."""

    on: date
    today: date
    knowledge: Knowledge

    @property
    def assessment(self) -> Assessment:
        """Every timeline at what was known."""
        return self.knowledge.assessment

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as known."""
        return self.assessment.catalogue

    def evidence(self, key: str) -> Evidence:
        """A record by its key. Raises KeyError if it was not known."""
        return self.assessment.entries[key].evidence

    def source(self, record: Evidence) -> Source:
        """The main source of a record."""
        return self.knowledge.sources[record.source]

    def clocks(self) -> Text:
        """Both clocks in a sentence."""
        known = self.knowledge
        if known.by == "source":
            return say(
                "As of {on}, from what sources had said by {known}: reconstructed from source dates, recorded later. The "
                "catalogue and its questions are today's; records whose sources have no date are left out.",
                "Al {on}, según lo que las fuentes habían dicho hasta el {known}: reconstruido por fechas de las fuentes, "
                "registrado después. El catálogo y sus preguntas son los de hoy; faltan los registros cuyas fuentes no tienen fecha.",
                on=day(self.on),
                known=day(known.until),
            )
        if known.numbered:
            return say(
                "As of {on}, from this record up to number {number} only.",
                "Al {on}, según este registro solo hasta el número {number}.",
                on=day(self.on),
                number=known.number,
            )
        return say(
            "As of {on}, from what this record held by {known} (up to record {number}).",
            "Al {on}, según lo que este registro contenía hasta el {known} (hasta el registro {number}).",
            on=day(self.on),
            known=day(known.until),
            number=known.number,
        )


class Door:
    """A store, opened for reading, with the clock that its questions use.

    `clock` gives the present moment with its time zone. Raises StoreError where there is no store to read.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]):
        self._store, self._clock = store, clock
        self._knowledge = lru_cache(maxsize=16)(self._read)
        self._catalogue = lru_cache(maxsize=16)(self._read_catalogue)

    def ask(self, on: str | None = None, known: str | None = None, by: str | None = None) -> Reading:
        """The record on a day (today unless given), as known by a day or a record number (now unless given).

        Raises Unanswerable for a day that is none, one before the decree took effect or beyond the horizon, and
        for a `known` from before the record began or after today.
        """
        last = self._store.last_number()
        stamp = self._store.recorded(last)
        if stamp is None:
            raise StoreError(f"the store at {self._store.path} holds nothing; run pilcrow init")
        zone = self._catalogue(last).zone
        today = max(self._clock().astimezone(zone).date(), stamp.astimezone(zone).date())
        number, until = self._known(known, today, zone, last)
        if by not in (None, "record", "source"):
            raise Unanswerable(
                say(
                    "'{by}' is no way to look back; write record or source.",
                    "'{by}' no es válido; escriba record o source.",
                    by=by,
                )
            )
        which: By = "source" if by == "source" else "record"
        if which == "source":
            if known is not None and _NUMBER.match(known):
                raise Unanswerable(
                    say(
                        "Looking back by source dates needs a day, not a record number; write known as YYYY-MM-DD.",
                        "Mirar atrás por fechas de las fuentes requiere un día, no un número; escriba AAAA-MM-DD.",
                    )
                )
            number = last
        knowledge = self._knowledge(number, known is not None and bool(_NUMBER.match(known)), until, which)
        return Reading(self._day_within(on, today, knowledge.assessment), today, knowledge)

    def export(self, table: str, number: int) -> list[dict[str, Any]]:
        """Every row of a table up to a record number, as it stands in the store. Raises KeyError for no such table."""
        tables = {t.holds: t for t in TABLES}
        return self._store.rows(tables[table], number)

    def catalogue_differs(self, text: str) -> bool:
        """Whether a catalogue's text differs from the latest one recorded."""
        revisions = self._store.current(CatalogueRevision, self._store.last_number())
        return all(body != text for _, _, body in revisions.values())

    def _known(self, known: str | None, today: date, zone: Any, last: int) -> tuple[int, date]:
        if known is None:
            return last, today
        if _NUMBER.match(known):
            stamp = self._store.recorded(int(known))
            if stamp is None:
                raise Unanswerable(
                    say(
                        "There is no record number {n}; the record runs from 1 to {last}.",
                        "No existe el registro número {n}; el registro va del 1 al {last}.",
                        n=known,
                        last=last,
                    )
                )
            return int(known), stamp.astimezone(zone).date()
        until = _read(known)
        if until > today:
            raise Unanswerable(
                say(
                    "{d} has not come yet; what is known by then cannot be asked. Choose {today} or an earlier day.",
                    "El {d} aún no llega; no se puede preguntar qué se sabrá. Elija el {today} o un día anterior.",
                    d=day(until),
                    today=day(today),
                )
            )
        ends = datetime.combine(until + ONE_DAY, time.min, zone).astimezone(UTC)
        return self._store.last_number(before=ends), until

    def _day_within(self, on: str | None, today: date, assessment: Assessment) -> date:
        asked = _read(on) if on is not None else min(today, assessment.horizon)
        if asked < assessment.first:
            raise Unanswerable(
                say(
                    "{d} lies before {first}, the day on which the decree took effect. Choose that day or a later one.",
                    "El {d} es anterior al {first}, día en que el decreto entró en vigor. Elija ese día o uno posterior.",
                    d=day(asked),
                    first=day(assessment.first),
                )
            )
        if asked > assessment.horizon:
            raise Unanswerable(
                say(
                    "{d} lies beyond {last}: timelines run to two years after what is known. Choose that day or an earlier one.",
                    "El {d} está más allá del {last}: las líneas de tiempo llegan a dos años de lo conocido. Elija ese día o uno anterior.",
                    d=day(asked),
                    last=day(assessment.horizon),
                )
            )
        return asked

    def _read_catalogue(self, number: int) -> Catalogue:
        """The catalogue as known."""
        revisions = list(self._store.current(CatalogueRevision, number).values())
        if not revisions:
            raise Unanswerable(_nothing_yet(self._store))
        page = read_text(revisions[-1][2], "decree.yaml")
        catalogue = read_catalogue(page, self._store.current(SourceRow, number))
        if catalogue is None:
            raise StoreError(
                f"the recorded catalogue does not fit this program ({page.problems[0]}); run pilcrow init with a folder "
                "that does"
            )
        return catalogue

    def _read(self, number: int, numbered: bool, until: date, by: By) -> Knowledge:
        if number == 0:
            raise Unanswerable(_nothing_yet(self._store))
        catalogue = self._catalogue(number)
        sources = {
            key: Source.model_validate_json(row[2])
            for key, row in self._store.current(SourceRow, number).items()
        }
        zone = catalogue.zone

        def out(keys: Sequence[str | None], stamp: datetime) -> bool:
            """Whether what rests on these sources counts as known: by source dates, where those were out by then."""
            named = [sources[key] for key in keys if key is not None]
            return by == "record" or _out_by(named, stamp.astimezone(zone).date()) <= until

        entries, recorded = [], {}
        for key, (n, stamp, body) in self._store.current(EvidenceRow, number).items():
            kind = _KIND.search(body)
            assert kind is not None, "every record of evidence names its kind"
            record = KINDS[kind.group(1)].model_validate_json(body)
            if out(record.sources, stamp):
                entries.append(Entry(n, record))
                recorded[key] = stamp
        determinations = [
            d
            for _, stamp, body in self._store.current(DeterminationRow, number).values()
            if out([(d := Determination.model_validate_json(body)).source], stamp)
        ]
        totals = [
            t
            for _, stamp, body in self._store.current(ReportTotalRow, number).values()
            if out([(t := ReportTotal.model_validate_json(body)).source], stamp)
        ]
        assessment = assess(
            catalogue, entries, max(_years_later(until, HORIZON_YEARS), catalogue.case.effective)
        )
        return Knowledge(
            number, numbered, until, by, assessment, sources, recorded, tuple(determinations), tuple(totals)
        )


def open_record(database: str, clock: Callable[[], datetime]) -> Door:
    """The door to the store behind a database URL. Raises StoreError if the URL names none that can be used."""
    return Door(Store(database), clock)


_KIND = re.compile(r'"kind":"([a-z]+)"')


def _read(text: str) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise Unanswerable(
            say(
                "{e}.",
                "No se entiende la fecha «{d}»; escríbala AAAA-MM-DD, por ejemplo 2019-08-29.",
                e=error,
                d=text,
            )
        ) from None


def _out_by(sources: Sequence[Source], recorded: date) -> date:
    """The day by which a fact was surely out, from its sources with the main one first; where that one has no date,
    by the last of the others, since which of them carries the fact is not recorded; else the day of recording."""
    if sources and sources[0].date is not None:
        return sources[0].date.latest
    return max((source.date.latest for source in sources if source.date is not None), default=recorded)


def _nothing_yet(store: Store) -> Text:
    first = store.recorded(1)
    begun = say("", "") if first is None else day(first.date())
    return say(
        "This record held nothing by then; it begins on {d}. To see what sources had said by that day, choose “what sources had said” (by source).",
        "Este registro no contenía nada entonces; comienza el {d}. Para ver qué habían dicho las fuentes hasta ese día, elija «lo que habían dicho las fuentes» (by source).",
        d=begun,
    )


def _years_later(start: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
