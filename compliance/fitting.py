"""Whether a record fits what is there: what names a thing that is not declared would break every page that looks it up,
and what has not happened yet cannot be recorded as having happened."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from pydantic import BaseModel

from compliance.catalogue import Catalogue
from compliance.contributions import Cover, OpenItemEvent, Response
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import Evidence
from compliance.evidence.instrument import Instrument
from compliance.evidence.meeting import Meeting

FEW = 12
"""So many keys are listed where none comes near."""


class Misfit(NamedTuple):
    """What does not fit: the field, what is wrong, and what would be right."""

    field: str
    wrong: str
    right: str


class Unfitting(ValueError):
    """A record does not fit what is there; `misfits` says where, and each what would be right. `key` names the record
    where it is one of several."""

    def __init__(self, misfits: Sequence[Misfit], key: str | None = None):
        self.misfits, self.key = misfits, key
        said = "; ".join(f"{field}: {wrong}. {right}" for field, wrong, right in misfits)
        super().__init__(f"'{key}': {said}" if key else said)


@dataclass(frozen=True)
class There:
    """What a record can name, and the last day on which something can have happened. `records` are the keys of
    evidence, each with its kind."""

    catalogue: Catalogue
    sources: Collection[str]
    records: Mapping[str, str]
    today: date


def misfits(body: BaseModel, there: There) -> Iterator[Misfit]:
    """Everything in which a record does not fit what is there."""
    for field, key, what, declared in _named(body, there):
        yield from unless_declared(field, key, what, declared)
    if isinstance(body, Evidence) and _lies_ahead(body, there.today):
        yield Misfit(
            "happened",
            f"happened {body.happened and body.happened.written()} lies after {there.today}",
            "Correct the day; what has not happened yet cannot be recorded as having happened",
        )
    if isinstance(body, Instrument):
        yield from _moves_nothing(body, there.catalogue)
    if isinstance(body, Response | Cover) and body.given > there.today:
        yield Misfit("given", f"given {body.given} lies after {there.today}", "Correct the day")
    if isinstance(body, Determination) and body.filed_on and body.filed_on > there.today:
        yield Misfit("filed_on", f"filed_on {body.filed_on} lies after {there.today}", "Correct the day")


def unless_declared(field: str, key: str, what: str, declared: Collection[str]) -> Iterator[Misfit]:
    """That a key is none of those declared, with what comes near."""
    if key not in declared:
        yield Misfit(field, f"'{key}' is no {what} that is declared", _instead(what, key, declared))


def _lies_ahead(record: Evidence, today: date) -> bool:
    announced = isinstance(record, Meeting) and record.state == "announced"
    if record.happened is None or record.may_lie_ahead or announced:
        return False
    return record.happened.latest > today


def _moves_nothing(order: Instrument, catalogue: Catalogue) -> Iterator[Misfit]:
    """That an order moves the due date of no check of an obligation it names, or is where none of them would find it."""
    for obligation in (o for o in catalogue.obligations if o.key in order.obligations):
        checks = [c for c in obligation.criteria if not order.criteria or c.key in order.criteria]
        if not checks:
            declared = [c.key for c in obligation.criteria]
            for key in order.criteria or ("",):
                yield Misfit(
                    "criteria",
                    f"'{obligation.key}' has no check '{key}' whose due date it could move",
                    _instead("check", key, declared),
                )
        for criterion in checks:
            looked_up = criterion.check.subjects() | ({obligation.continues_with} - {None})
            if looked_up.isdisjoint(order.subject):
                yield Misfit(
                    "subject",
                    f"'{obligation.key}' would not find it, since it is about nothing that its check '{criterion.key}' reads",
                    f"Add to its subject one of: {', '.join(sorted(map(str, looked_up)))}",
                )


def _instead(what: str, key: str, declared: Collection[str]) -> str:
    near = get_close_matches(key, declared, n=3, cutoff=0.5)
    if near and len(near) < len(declared):
        return f"Near it: {', '.join(near)}"
    if declared and len(declared) <= FEW:
        return f"Write one of: {', '.join(sorted(declared))}"
    return f"Declare the {what}, or correct it"


Named = tuple[str, str, str, Collection[str]]
"""A field, the key that it names, what that should be, and every key that is one."""


def _declared(what: str, there: There) -> tuple[str, Collection[str]]:
    """What a field of evidence names, in words, and every key that is one."""
    if what == "term":
        return "group or other term", [term.key for term in there.catalogue.terms]
    if what == "body":
        return "body", [body.key for body in there.catalogue.bodies]
    if what == "obligation":
        return "obligation", [obligation.key for obligation in there.catalogue.obligations]
    if what == "paragraph":
        return "paragraph", [paragraph.number for paragraph in there.catalogue.paragraphs]
    if what == "record of evidence":
        return what, there.records.keys()
    return f"{what} record", [key for key, kind in there.records.items() if kind == what]


def _named(body: BaseModel, there: There) -> Iterator[Named]:
    catalogue = there.catalogue
    match body:
        case Evidence():
            yield "source", body.source, "source", there.sources
            yield from (("also", key, "source", there.sources) for key in body.also)
            subjects = [subject.key for subject in catalogue.subjects]
            yield from (("subject", key, "subject", subjects) for key in body.subject)
            for field, what in body.refers.items():
                named = getattr(body, field)
                keys = named if isinstance(named, tuple) else () if named is None else (named,)
                yield from ((field, key, *_declared(what, there)) for key in keys)
        case Determination():
            yield "paragraph", body.paragraph, "paragraph", [each.number for each in catalogue.paragraphs]
            yield "body", body.body, "body", [each.key for each in catalogue.bodies]
            yield "report", body.report, "report", [period.key for period in catalogue.periods]
            if body.level is not None:
                yield "level", body.level, "level", [level.key for level in catalogue.levels]
            if body.source is not None:
                yield "source", body.source, "source", there.sources
        case ReportTotal():
            yield "report", body.report, "report", [period.key for period in catalogue.periods]
            cited = [("source", body.source), *(("also", key) for key in body.also)]
            yield from ((field, key, "source", there.sources) for field, key in cited if key is not None)
            columns = [*(level.key for level in catalogue.levels), *ReportTotal.model_fields]
            yield from ((key, key, "level or figure", columns) for key in body.levels)
        case Response():
            yield "obligation", body.obligation, "obligation", [each.key for each in catalogue.obligations]
        case Cover():
            yield from (("to", key, "body", [each.key for each in catalogue.bodies]) for key in body.to)
            if body.period is not None:
                yield "period", body.period, "reporting period", [each.key for each in catalogue.periods]
        case OpenItemEvent():
            yield "obligation", body.obligation, "obligation", [each.key for each in catalogue.obligations]
            obligation = catalogue.obligation(body.obligation)
            checks = [criterion.key for criterion in obligation.criteria] if obligation else []
            yield "criterion", body.criterion, "check", checks
