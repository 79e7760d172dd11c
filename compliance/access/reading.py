"""What an answer of the record is: the rows that were known, and the day that is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from compliance.access.embargo import Embargo
from compliance.assessment import Assessment
from compliance.catalogue import Catalogue
from compliance.contributions import OpenItemEvent, Response
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import Evidence, Source
from compliance.record.rows import Row
from compliance.sentences import Text, day, say

By = Literal["record", "source"]


class Unanswerable(Exception):
    """A question that has no answer here; `text` says why and what to ask instead, in each language."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


class Noted(NamedTuple):
    """What somebody noted of an open item: the row's number, the capacity in which it was noted and, where the reader works
    on the case, the key of the person, and when, in the decree's time zone."""

    number: int
    capacity: str
    person: str | None
    recorded: datetime
    event: OpenItemEvent


@dataclass(frozen=True)
class Knowledge:
    """What was known: every row up to a number, or every row whose source was out by a day. `numbered`:
    it was asked for by a record number, which may fall inside a release. `head` is the hash of the row with that
    number: it stands for all of them. `responses` are each with its row, `noted` is oldest first.
    `determinations` are those that were filed; `determined` are the monitor's own, each with its row, those too that are not
    filed, which count nowhere. Only what the reader may
    see is in any of them."""

    number: int
    head: str
    numbered: bool
    until: date
    by: By
    assessment: Assessment
    sources: Mapping[str, Source]
    determinations: tuple[Determination, ...]
    totals: tuple[ReportTotal, ...]
    responses: tuple[tuple[Row, Response], ...]
    noted: tuple[Noted, ...] = ()
    determined: tuple[tuple[Row, Determination], ...] = ()

    @cached_property
    def filed_here(self) -> Mapping[Determination, int]:
        """What the monitor itself filed, with the number of its row."""
        return {told: row.number for row, told in self.determined if told.is_filed}


@dataclass(frozen=True)
class Reading:
    """The answer to one question: the record as known, looked at on one day. `today` is the reader's day. `withheld` says
    what is kept from the reader until a report is filed; None where nothing is."""

    on: date
    today: date
    knowledge: Knowledge
    withheld: Embargo | None = None

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
        """Both clocks in a sentence, and what is withheld."""
        return self._clocks() + self.withheld.text() if self.withheld else self._clocks()

    def reach(self) -> Text:
        """Why timelines end where they do."""
        if self.withheld:
            return say("the last day that is not withheld", "el último día que no se reserva")
        return say("two years after what is known", "dos años después de lo conocido")

    def _clocks(self) -> Text:
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
