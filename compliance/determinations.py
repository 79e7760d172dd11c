"""The monitor's determinations and the totals of its reports, as somebody reported them. Imported, never computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
)

from compliance.catalogue import Body, Catalogue, Level, Period
from compliance.evidence.record import Key, Words
from compliance.paragraphs import Number, Paragraph
from compliance.sentences import Text, listing, say


class Determination(BaseModel):
    """The monitor's level for a paragraph, a report and a responsible body. `reported_by` says who reports it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paragraph: Number
    body: Key
    report: Words
    level: Key
    level_words: Words
    reported_by: Words
    source: Key

    @property
    def key(self) -> str:
        """What it is a determination of: paragraph, report and body."""
        return f"{self.paragraph}/{self.report}/{self.body}"


class ReportTotal(BaseModel):
    """What a source gives as the totals of one report, in the source's own figures; None where it gives none.

    Every further field is a level of the catalogue's ladder, by its key. `also` are further sources, in a CSV cell
    parted by a semicolon and a space.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[Annotated[str, Field(max_length=80)], Words] = Field(init=False)

    report: Words
    base: Words | None = None
    base_note: Words | None = None
    any_level: Words | None = None
    none: Words | None = None
    deadlines_met: Words | None = None
    deadlines_all: Words | None = None
    source: Key | None = None
    also: tuple[Key, ...] = ()
    note: Words | None = None

    @field_validator("also", mode="before")
    @classmethod
    def _from_a_cell(cls, value: object) -> object:
        return value.split("; ") if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _levels_among_the_figures(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """The levels stand where rows recorded earlier have them, so that the same totals stay the same row."""
        written: dict[str, Any] = write(self)
        first = {
            name: written[name] for name in ("report", "base", "base_note", "any_level") if name in written
        }
        return first | self.levels | written

    @property
    def levels(self) -> dict[str, str]:
        """The source's figure for each level that it gives one for, by the level's key."""
        return self.__pydantic_extra__

    @property
    def key(self) -> str:
        """The report."""
        return self.report


@dataclass(frozen=True)
class Standing:
    """The newest loaded level of a paragraph for one body, and the reports after it that are not loaded."""

    determination: Determination
    body: Body
    level: Level
    later: tuple[Period, ...]

    def text(self) -> Text:
        """As a reader reads it."""
        here = say(
            "{body}: {level}, as of {report}, as reported by {who}.",
            "{body}: {level}, según {report}, tal como lo informó {who}.",
            body=self.body.name,
            level=self.level.name,
            report=self.determination.report,
            who=say("the body itself", "el propio organismo")
            if self.determination.reported_by == "the body itself"
            else self.determination.reported_by,
        )
        if not self.later:
            return here
        return here + say("Later reports are not loaded.", "Los informes posteriores no están cargados.")


NOT_LOADED = Text(
    en="Not loaded. No finding of the monitor on this paragraph has been read into this record; that does not say "
    "that there is none.",
    es="No cargado. Ninguna conclusión del supervisor sobre este párrafo se ha leído en este registro; eso no dice "
    "que no exista.",
)


def standings(
    catalogue: Catalogue, determinations: Sequence[Determination], paragraph: str, on: date
) -> list[Standing]:
    """The newest level of a paragraph for each body, from the reports filed by a day; empty where none is loaded. Of two
    for the same report the later in `determinations` holds."""
    order = {period.key: i for i, period in enumerate(catalogue.periods)}
    bodies = {body.key: body for body in catalogue.bodies}
    newest: dict[str, Determination] = {}
    # In the middle of a release the catalogue may be ahead of the levels: what it does not name cannot be placed yet.
    known = [d for d in determinations if d.report in order and d.body in bodies and catalogue.level(d.level)]
    for d in sorted(known, key=lambda d: order[d.report]):
        if d.paragraph == paragraph and filed_by(catalogue.periods[order[d.report]], on):
            newest[d.body] = d
    found = []
    for body, d in newest.items():
        level = catalogue.level(d.level)
        assert level is not None, "only known levels are here"
        found.append(Standing(d, bodies[body], level, catalogue.periods[order[d.report] + 1 :]))
    return found


def filed_by(period: Period, on: date) -> bool:
    """Whether the period's report was out by a day; where its day is not known, whether the period had ended."""
    return period.filed.latest <= on if period.filed else period.last < on


def paragraphs_with_findings(
    catalogue: Catalogue, determinations: Sequence[Determination], on: date
) -> list[tuple[Paragraph, list[Standing]]]:
    """Every paragraph of which some body's level is loaded, with those levels, in the paragraphs' order."""
    found = [(p, standings(catalogue, determinations, p.number, on)) for p in catalogue.paragraphs_in_order]
    return [(paragraph, levels) for paragraph, levels in found if levels]


def not_loaded(catalogue: Catalogue, determinations: Sequence[Determination], on: date) -> Text | None:
    """On which of the paragraphs that obligations rest on no finding is loaded; None where each has one."""
    resting = {number for obligation in catalogue.obligations for number in obligation.paragraphs}
    with_one = {p.number for p, _ in paragraphs_with_findings(catalogue, determinations, on)}
    missing = [p.number for p in catalogue.paragraphs_in_order if p.number in resting - with_one]
    if not missing:
        return None
    return say(
        "No finding of the monitor is loaded on {which}, which does not say that there is none.",
        "No hay ninguna conclusión del supervisor cargada sobre {which}, lo cual no dice que no exista.",
        which=listing([catalogue.cited(number) for number in missing]),
    )
