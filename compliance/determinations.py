"""The monitor's determinations, entered by the monitor or as somebody reported them, and the totals of its reports. Never
computed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    field_validator,
    model_serializer,
)

from compliance.catalogue import Body, Catalogue, Level, Period
from compliance.days import Day
from compliance.evidence.record import Key, Words
from compliance.paragraphs import Number, Paragraph
from compliance.remembered import remembered
from compliance.sentences import Text, day, listing, say

Stage = Literal["draft", "shared", "filed"]
STAGES: Mapping[Stage, Text] = {
    "draft": Text(en="draft of the monitor’s team", es="borrador del equipo supervisor"),
    "shared": Text(en="shared with the parties, not filed", es="compartida con las partes, no presentada"),
    "filed": Text(en="filed", es="presentada"),
}
"""The stages through which the monitor takes a determination, in their order, as readers are told of them."""
NO_LEVEL = Text(en="no level", es="ningún nivel")
BY_THE_MONITOR = "the monitor"
DAYS_REMEMBERED = 8


class Determination(BaseModel):
    """The monitor's level for a paragraph, a report and a responsible body; no `level` where the monitor found none reached.

    Either the monitor's own, with its `stage`, the `rationale`, and once filed the day and the court's docket number; or as
    somebody else reported it, with `reported_by` and its source: that is of what was filed, and so has no stage.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Stage | None = None
    paragraph: Number
    body: Key
    report: Words
    level: Annotated[Key | None, Field(validate_default=True)] = None
    level_words: Words
    reported_by: Words
    source: Annotated[Key | None, Field(validate_default=True)] = None
    rationale: Annotated[Words | None, Field(validate_default=True)] = None
    filed_on: Annotated[Day | None, Field(validate_default=True)] = None
    docket: Annotated[Words | None, Field(validate_default=True)] = None

    @field_validator("level", "source", mode="after")
    @classmethod
    def _of_others(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("stage") is None:
            raise ValueError(f"a determination as others reported it has no {info.field_name}; add it")
        return value

    @field_validator("rationale", mode="after")
    @classmethod
    def _of_the_monitor(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("stage") is not None:
            raise ValueError("the monitor's own determination has no rationale; add why")
        return value

    @field_validator("filed_on", "docket", mode="after")
    @classmethod
    def _of_what_is_filed(cls, value: object, info: ValidationInfo) -> object:
        stage = info.data.get("stage")
        if stage == "filed" and value is None:
            raise ValueError(f"what the monitor filed has no {info.field_name}; add it")
        if stage != "filed" and value is not None:
            raise ValueError(
                f"only what the monitor filed has {info.field_name}; write stage: filed, or leave it out"
            )
        return value

    @property
    def key(self) -> str:
        """What it is a determination of: paragraph, report and body."""
        return f"{self.paragraph}/{self.report}/{self.body}"

    @property
    def is_filed(self) -> bool:
        """Whether it counts as the monitor's level: drafts, and what is only shared with the parties, do not."""
        return self.stage in (None, "filed")

    @property
    def stands_at(self) -> Stage:
        """Its stage; what others reported, and what was recorded before there were stages, is of what was filed."""
        return self.stage or "filed"

    def may_follow(self, before: "Determination") -> bool:
        """Whether it can take the place of another: no stage is ever gone back."""
        order = list(STAGES)
        return order.index(self.stands_at) >= order.index(before.stands_at)

    def out_by(self, on: date, period: Period) -> bool:
        """Whether it was filed by a day; of what others reported the day is that of the period's report."""
        return self.is_filed and (self.filed_on <= on if self.filed_on else filed_by(period, on))


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
    level: Level | None
    later: tuple[Period, ...]

    @property
    def level_name(self) -> Text:
        """The level's name, or that the monitor found none reached."""
        return self.level.name if self.level else NO_LEVEL

    def text(self) -> Text:
        """As a reader reads it."""
        told = self.determination
        here = say(
            "{body}: {level}, as of {report}, {who}.",
            "{body}: {level}, según {report}, {who}.",
            body=self.body.name,
            level=self.level_name,
            report=told.report,
            who=whose(told),
        )
        if not self.later:
            return here
        return here + say("Later reports are not loaded.", "Los informes posteriores no están cargados.")


def whose(told: Determination) -> Text:
    """Who says so: the monitor itself, with the day and the docket's number, or who reported it."""
    if told.filed_on is not None:
        return say(
            "filed by the monitor on {d} ({docket})",
            "presentado por el supervisor el {d} ({docket})",
            d=day(told.filed_on),
            docket=told.docket or "",
        )
    itself = say("the body itself", "el propio organismo")
    who = itself if told.reported_by == "the body itself" else told.reported_by
    return say("as reported by {who}", "tal como lo informó {who}", who=who)


NOT_LOADED = Text(
    en="Not loaded. No finding of the monitor on this paragraph has been read into this record; that does not say "
    "that there is none.",
    es="No cargado. Ninguna conclusión del supervisor sobre este párrafo se ha leído en este registro; eso no dice "
    "que no exista.",
)


class Determinations(tuple[Determination, ...]):
    """Determinations that are asked about again and again: how they stand on a day is worked out once."""

    @cached_property
    def memory(self) -> dict[date, tuple[Catalogue, dict[str, list[Standing]]]]:
        """How they stood on the days asked about lately, each with the catalogue by which that was asked."""
        return {}

    def of_reports(self, reports: frozenset[str]) -> "Determinations":
        """Those of some reports."""

        def work(wanted: frozenset[str]) -> Determinations:
            return Determinations(each for each in self if each.report in wanted)

        return remembered(self._by_reports, reports, work, DAYS_REMEMBERED)

    @cached_property
    def _by_reports(self) -> dict[frozenset[str], "Determinations"]:
        return {}

    @cached_property
    def filed(self) -> Mapping[tuple[str, str], Sequence[Determination]]:
        """Those that were filed, by their paragraph and the body that answers for it."""
        found: dict[tuple[str, str], list[Determination]] = defaultdict(list)
        for each in self:
            if each.is_filed:
                found[each.paragraph, each.body].append(each)
        return dict(found)


def standings(
    catalogue: Catalogue, determinations: Sequence[Determination], paragraph: str, on: date
) -> list[Standing]:
    """The newest level of a paragraph for each body, from what was filed by a day; empty where none is loaded. Of two
    for the same report the later in `determinations` holds."""
    if not isinstance(determinations, Determinations):
        determinations = [d for d in determinations if d.paragraph == paragraph]
    return standings_by_paragraph(catalogue, determinations, on).get(paragraph, [])


def standings_by_paragraph(
    catalogue: Catalogue, determinations: Iterable[Determination], on: date
) -> dict[str, list[Standing]]:
    """The same for every paragraph of which a level is loaded."""
    if not isinstance(determinations, Determinations):
        return _standings(catalogue, determinations, on)

    def work(day: date) -> tuple[Catalogue, dict[str, list[Standing]]]:
        return catalogue, _standings(catalogue, determinations, day)

    by, found = remembered(determinations.memory, on, work, DAYS_REMEMBERED)
    return found if by is catalogue else _standings(catalogue, determinations, on)


def _standings(
    catalogue: Catalogue, determinations: Iterable[Determination], on: date
) -> dict[str, list[Standing]]:
    """In one pass."""
    order = {period.key: i for i, period in enumerate(catalogue.periods)}
    bodies = {body.key: body for body in catalogue.bodies}
    levels = {level.key: level for level in catalogue.levels}
    newest: dict[tuple[str, str], Determination] = {}
    for d in determinations:
        place = order.get(d.report)
        # In the middle of a release the catalogue may be ahead of the levels: what it does not name cannot be placed yet.
        if place is None or d.body not in bodies or (d.level is not None and d.level not in levels):
            continue
        before = newest.get((d.paragraph, d.body))
        if (before is None or place >= order[before.report]) and d.out_by(on, catalogue.periods[place]):
            newest[d.paragraph, d.body] = d
    found: dict[str, list[Standing]] = {}
    for (paragraph, body), d in newest.items():
        level = levels[d.level] if d.level is not None else None
        standing = Standing(d, bodies[body], level, catalogue.periods[order[d.report] + 1 :])
        found.setdefault(paragraph, []).append(standing)
    return found


def filed_by(period: Period, on: date) -> bool:
    """Whether the period's report was out by a day; where its day is not known, whether the period had ended."""
    return period.filed.latest <= on if period.filed else period.last < on


def paragraphs_with_findings(
    catalogue: Catalogue, determinations: Sequence[Determination], on: date
) -> list[tuple[Paragraph, list[Standing]]]:
    """Every paragraph of which some body's level is loaded, with those levels, in the paragraphs' order."""
    found = standings_by_paragraph(catalogue, determinations, on)
    return [(p, found[p.number]) for p in catalogue.paragraphs_in_order if p.number in found]


def not_loaded(catalogue: Catalogue, determinations: Sequence[Determination], on: date) -> Text | None:
    """On which of the paragraphs that obligations rest on no finding is loaded; None where each has one."""
    resting = {number for obligation in catalogue.obligations for number in obligation.paragraphs}
    without = resting - {p.number for p, _ in paragraphs_with_findings(catalogue, determinations, on)}
    missing = [p.number for p in catalogue.paragraphs_in_order if p.number in without]
    if not missing:
        return None
    return say(
        "No finding of the monitor is loaded on {which}, which does not say that there is none.",
        "No hay ninguna conclusión del supervisor cargada sobre {which}, lo cual no dice que no exista.",
        which=listing([catalogue.cited(number) for number in missing]),
    )
