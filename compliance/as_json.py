"""The JSON that programs read: one document for each question, made of the fields of `json_fields.py`."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any

from compliance.access import PUBLIC, Door, Reading
from compliance.assessment import ObligationHistory
from compliance.catalogue import BASES
from compliance.changes import Moved
from compliance.determinations import NOT_LOADED
from compliance.differences import Differences
from compliance.json_differences import BESIDE, CHANGE, COUNTED, THING
from compliance.json_fields import FINDING, WITHHELD
from compliance.json_objects import RECORD, as_object
from compliance.lines import (
    Line,
    OpenItems,
    ladder_of,
    levels_of,
    lines,
    paragraphs_shown,
    step_lines,
)
from compliance.outcomes import NO_OFFICIAL, NOT_A_MEASURE
from compliance.sentences import Language
from compliance.sustained import step_text, sustained


def finding(line: Line) -> dict[str, Any]:
    """One finding, with the fields of `FINDING`."""
    return as_object(FINDING, line)


def status(
    door: Door,
    reading: Reading,
    histories: Sequence[ObligationHistory],
    language: Language,
    *,
    counted: bool,
    person: str | None = None,
) -> dict[str, Any]:
    """The document of `status`; `counted`, with the counts of all obligations and all the monitor's levels."""
    own = [number for history in histories for number in history.obligation.paragraphs]
    paragraphs = paragraphs_shown(reading, reading.catalogue.obligations) if counted else own
    return {
        **_frame(door, reading, language, person),
        **({"counts": _counts(reading)} if counted else {}),
        "determinations": _determinations(reading, paragraphs, language),
        "ladders": [rungs for history in histories if (rungs := _ladder(reading, history, language))],
        "sustainment": [
            period for history in histories for period in _sustainment(reading, history, language)
        ],
        "findings": [finding(line) for line in lines(reading, histories, language)],
    }


def timeline(
    door: Door, reading: Reading, history: ObligationHistory, language: Language, person: str | None = None
) -> dict[str, Any]:
    """The document of `timeline`."""
    steps = [line for criterion in history.criteria for line in step_lines(reading, criterion, language)]
    return {
        **_frame(door, reading, language, person),
        "obligation": history.obligation.key,
        "first": f"{reading.assessment.first}",
        "horizon": f"{reading.assessment.horizon}",
        "steps": [
            {
                "first": f"{s.first}",
                "last": f"{s.last}",
                "outcome": s.value.value,
                "words": s.value.words.to(language),
            }
            for s in history.outcomes.steps()
        ],
        "findings": [finding(line) for line in steps],
    }


def gaps(
    door: Door, reading: Reading, items: OpenItems, language: Language, person: str | None = None
) -> dict[str, Any]:
    """The document of `gaps`."""
    return {
        **_frame(door, reading, language, person),
        "holder": items.holder,
        "due_before": f"{items.due_before}" if items.due_before else None,
        "without_due_day": items.without_due_day,
        "findings": [finding(line) for line in (*items.findings, *(items.unchecked or ()))],
    }


def changes(
    door: Door,
    first: Reading,
    second: Reading,
    moved: Sequence[Moved],
    language: Language,
    person: str | None = None,
) -> dict[str, Any]:
    """The document of `changes`, by basis."""
    known = first.knowledge
    return {
        **_frame(door, second, language, person),
        "from": {
            "on": f"{first.on}",
            "known": f"{known.until}",
            "known_number": known.number,
            "head": known.head,
            "clocks": first.clocks().to(language),
        },
        "changes": [
            as_object(CHANGE, (one, language))
            for basis in BASES
            for one in moved
            if one.obligation.basis == basis
        ],
    }


def differences(
    door: Door, reading: Reading, found: Differences, language: Language, person: str | None = None
) -> dict[str, Any]:
    """The document of `differences`."""
    return {
        **_frame(door, reading, language, person),
        "things": [as_object(THING, (one, reading, language)) for one in found.things],
        "counted": [as_object(COUNTED, (one, reading, language)) for one in found.counted],
        "beside": [as_object(BESIDE, (one, reading, language)) for one in found.beside],
    }


def _frame(door: Door, reading: Reading, language: Language, person: str | None) -> dict[str, Any]:
    """What every document holds."""
    known, catalogue = reading.knowledge, reading.catalogue
    revision = door.export(PUBLIC, "catalogue_revision", known.number)[-1]
    return {
        "as": person,
        "on": f"{reading.on}",
        "known": f"{known.until}",
        "known_number": known.number,
        "head": known.head,
        "by": known.by,
        "clocks": reading.clocks().to(language),
        "catalogue": {
            "key": catalogue.key,
            "name": catalogue.name.to(language),
            "revision": revision["number"],
            "release": revision["release"],
            "fictional": catalogue.fictional,
        },
        "program": version("pilcrow-monitor"),
        "notice": {
            "title": catalogue.notice.title.to(language),
            "paragraphs": [paragraph.to(language) for paragraph in catalogue.notice.paragraphs],
            "written_for": f"{catalogue.notice.as_of}",
        },
        "note": (NO_OFFICIAL + NOT_A_MEASURE).to(language),
    }


def _counts(reading: Reading) -> dict[str, dict[str, int]]:
    """How many obligations of each basis have each outcome."""
    return {
        basis: {outcome.value: n for outcome, n in own.items()}
        for basis, own in reading.assessment.counts(reading.on).items()
    }


def _ladder(reading: Reading, history: ObligationHistory, language: Language) -> dict[str, Any] | None:
    """How far up the decree's ladder an obligation's checks come; None where none stands at a level."""
    ladder = ladder_of(reading, history)
    if ladder is None:
        return None
    reached = ladder.reached.at(reading.on)
    return {
        "obligation": history.obligation.key,
        "level": reached.level.key if reached.level else None,
        "says": reached.text().to(language),
        "changes": [
            {
                "level": change.level.key,
                "on": f"{change.day}",
                "change": change.kind,
                "days": change.days,
                "says": change.text().to(language),
            }
            for change in ladder.changes(reading.on)
        ],
    }


def _sustainment(reading: Reading, history: ObligationHistory, language: Language) -> list[dict[str, Any]]:
    """Where the sustainment period of each of an obligation's paragraphs stands."""
    found = []
    for each in sustained(history.obligation, reading.assessment.rows, reading.assessment.doubts, reading.on):
        clock = each.clock
        found.append(
            {
                "obligation": history.obligation.key,
                "paragraph": each.paragraph,
                "responsible": history.obligation.responsible,
                "state": clock.state.value,
                "says": each.text().to(language),
                "counted_from": clock.start.written() if clock.start else None,
                "ends": clock.ends.written() if clock.ends else None,
                "days_run": clock.run._asdict() if clock.run else None,
                "days_remaining": clock.remaining._asdict() if clock.remaining else None,
                "steps": [
                    {
                        "acts": step.acts.written(),
                        "says": step_text(step).to(language),
                        "evidence": [as_object(RECORD, (reading, key)) for key in step.evidence],
                    }
                    for step in clock.steps
                ],
                "withheld": [as_object(WITHHELD, row) for row in each.withheld],
            }
        )
    return found


def _determinations(reading: Reading, paragraphs: Iterable[str], language: Language) -> list[dict[str, Any]]:
    """The monitor's levels of some paragraphs, as reported; a paragraph without any says that none is loaded."""
    found = []
    for number in paragraphs:
        levels = levels_of(reading, number)
        says = [level.text() for level in levels] or [NOT_LOADED]
        found.append(
            {
                "paragraph": number,
                "says": [text.to(language) for text in says],
                "levels": [
                    {
                        "body": level.body.key,
                        "level": level.level.key if level.level else None,
                        "report": level.determination.report,
                        "reported_by": level.determination.reported_by,
                        "source": level.determination.source,
                        "later_reports_not_loaded": [period.key for period in level.later],
                    }
                    for level in levels
                ],
            }
        )
    return found
