"""The JSON that programs read: one list of fields says what each is called, what it means and where it comes from.

The same list builds the objects, the columns of `findings.csv` and the documentation, so none can drift.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Generic, TypeVar

from compliance.access import PUBLIC, Door, Reading
from compliance.assessment import ObligationHistory
from compliance.determinations import NOT_LOADED
from compliance.finding import Finding, Withheld
from compliance.lines import (
    Line,
    OpenItems,
    levels_of,
    lines,
    paragraphs_shown,
    step_lines,
)
from compliance.outcomes import NO_OFFICIAL, NOT_A_MEASURE, Outcome
from compliance.sentences import Language

T = TypeVar("T")


@dataclass(frozen=True)
class Field(Generic[T]):
    """One field: its name, what it means, and how it is read."""

    name: str
    meaning: str
    read: Callable[[T], Any]


def records(line: Line, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Records of evidence, with the fields of `RECORD`."""
    return [_object(RECORD, (line.reading, key)) for key in keys]


def withheld(line: Line) -> list[dict[str, Any]]:
    """The rows set aside that leave a finding in doubt, with the fields of `WITHHELD`."""
    return [_object(WITHHELD, row) for row in (line.finding.withheld if line.finding else ())]


def _of(name: str) -> Callable[[Line], Any]:
    """Reads a field of the finding; None where there is no finding."""
    return lambda line: getattr(line.finding, name) if line.finding else None


def _criterion(read: Callable[[Finding], Any]) -> Callable[[Line], Any]:
    return lambda line: read(line.finding) if line.finding else None


RECORD: tuple[Field[tuple[Reading, str]], ...] = (
    Field("number", "its number in the record", lambda r: r[0].assessment.entries[r[1]].number),
    Field("key", "its key", lambda r: r[1]),
    Field("kind", "the kind of evidence", lambda r: r[0].evidence(r[1]).kind),
    Field(
        "happened",
        "the day, `YYYY-MM-DD`, or two with `/` between for a day somewhere from one to the other; null if not known",
        lambda r: h.written() if (h := r[0].evidence(r[1]).happened) else None,
    ),
    Field("summary", "what it says, in one sentence", lambda r: r[0].evidence(r[1]).summary),
    Field("said_by", "who says so", lambda r: r[0].evidence(r[1]).said_by),
    Field("source", "the key of its main source", lambda r: r[0].evidence(r[1]).source),
    Field("link", "the source's address; null for a copy", lambda r: r[0].source(r[0].evidence(r[1])).link),
)

WITHHELD: tuple[Field[Withheld], ...] = (
    Field("number", "its number in the record", lambda w: w.number),
    Field("kind", "the kind of evidence", lambda w: w.kind),
    Field(
        "recorded",
        "the day it was recorded, in the decree's time zone",
        lambda w: f"{w.recorded}" if w.recorded else None,
    ),
    Field("hash", "its hash in the chain of records", lambda w: w.hash),
    Field(
        "why",
        "`hidden`: it is not public; `file`: the file it rests on is no longer what was recorded",
        lambda w: w.why,
    ),
)

FINDING: tuple[Field[Line], ...] = (
    Field("obligation", "the obligation's key", lambda f: f.obligation.key),
    Field("title", "the obligation's title", lambda f: f.to(f.obligation.title)),
    Field(
        "criterion",
        "the criterion's key; null where no rule covers the obligation",
        _criterion(lambda f: f.criterion.key),
    ),
    Field(
        "checks", "the criterion's title", lambda f: f.to(f.finding.criterion.title) if f.finding else None
    ),
    Field("basis", "`decree`, `commitment`, `agreement`, `law` or `statement`", lambda f: f.obligation.basis),
    Field("responsible", "the key of the responsible body", lambda f: f.obligation.responsible),
    Field(
        "paragraphs",
        "the decree's paragraphs it rests on, as loaded",
        lambda f: list(f.obligation.paragraphs),
    ),
    Field(
        "level",
        "the rung of the decree's ladder; null where there is none",
        _criterion(lambda f: f.criterion.level),
    ),
    Field("on", "the day the finding is about; in a timeline, the step's first day", lambda f: f"{f.on}"),
    Field("last", "in a timeline, the step's last day; else null", lambda f: f"{f.last}" if f.last else None),
    Field("known", "the day up to which something was known", lambda f: f"{f.reading.knowledge.until}"),
    Field("known_number", "the number of the last record let in", lambda f: f.reading.knowledge.number),
    Field(
        "by",
        "what `known` cut by: `record` (when this record held it) or `source` (when the source was out)",
        lambda f: f.reading.knowledge.by,
    ),
    Field("outcome", "one of: " + ", ".join(f"`{o}`" for o in Outcome), lambda f: f.outcome.value),
    Field("words", "the outcome as readers see it", lambda f: f.to(f.outcome.words)),
    Field("says", "why, in plain words", lambda f: f.to(f.says)),
    Field("late_days", "how many days late, from a known due date; null if not", _of("late_days")),
    Field(
        "evidence", "the records it rests on", lambda f: records(f, f.finding.evidence if f.finding else ())
    ),
    Field(
        "cited",
        "records it names besides: searches, and events that leave a question open",
        lambda f: records(f, f.finding.cited if f.finding else ()),
    ),
    Field(
        "withheld",
        "where the outcome is `cannot_tell` since records that do not count would change it: these records, and nothing "
        "else of them; `question`, `late_days` and `due_day` are then null",
        withheld,
    ),
    Field("missing", "what is missing, by name", lambda f: [m.to(f.language) for m in f.missing]),
    Field(
        "question",
        "what an event has left open; null if nothing",
        lambda f: f.to(f.finding.question) if f.finding else None,
    ),
    Field(
        "next_act",
        "the act that would close the gap; null where nothing is open",
        lambda f: f.to(f.finding.act.text) if f.finding and f.finding.act else None,
    ),
    Field(
        "next_act_kind",
        "`do` it, `supply` proof of the past, `ask`, or `none` can cure this",
        lambda f: f.finding.act.kind if f.finding and f.finding.act else None,
    ),
    Field(
        "with",
        "the key of whoever holds the next act; `record-keeper` where it may exist and is not loaded, or is withheld",
        _of("holder"),
    ),
    Field(
        "due",
        "a day, or `unknown`, `none` (no duty to be late with), `each round`, `each version`, `each period`",
        _criterion(lambda f: f"{f.criterion.due}"),
    ),
    Field(
        "due_day",
        "the earliest known due date of what is short; null where none is known",
        _criterion(lambda f: f"{f.due}" if f.due else None),
    ),
    Field("rule", "the rule's name", _criterion(lambda f: f.criterion.check.name)),
    Field(
        "parameters",
        "the rule's parameters, as the catalogue gives them",
        _criterion(lambda f: f.criterion.check.model_dump(mode="json", exclude_none=True, exclude={"rule"})),
    ),
    Field(
        "parameters_source", "the key of the source they come from", _criterion(lambda f: f.criterion.source)
    ),
)

DOCUMENT: dict[str, str] = {
    "as": "the key of the person whose view this is, which is then not public; null for the public's",
    "on": "the day asked about",
    "known": "the day up to which something was known",
    "known_number": "the number of the last record let in",
    "head": "the hash of that record: it stands for it and all before it",
    "by": "`record` or `source`",
    "clocks": "both clocks in a sentence",
    "catalogue": "`key`, `name`, `revision` (its number in the record), `release` that brought it, `fictional`",
    "program": "the program's version",
    "notice": "what a reader must know first: `title`, `paragraphs`, and the day it was `written_for`",
    "note": "what these findings are not",
    "findings": "a list of findings, in the catalogue's order; for `gaps`, the first due first",
    "counts": "`status` of all: for each basis, the number of obligations with each outcome; never to be added up",
    "determinations": "`status`: the monitor's levels as reported, for each paragraph: `paragraph`, `says`, and "
    "`levels` (`body`, `level`, `report`, `reported_by`, `source`, `later_reports_not_loaded`); no level means not loaded",
    "obligation": "`timeline`: the obligation's key",
    "first": "`timeline`: the first day covered",
    "horizon": "`timeline`: the last day covered, two years after `known`",
    "steps": "`timeline`: the obligation's combined steps: `first` and `last` day, `outcome`, `words`",
    "holder": "`gaps`: the body asked for; null for all",
    "due_before": "`gaps`: the day asked for; null for any",
    "without_due_day": "`gaps`: how many open findings were left out because they have no single known due date",
}


def _object(fields: Sequence[Field[T]], of: T) -> dict[str, Any]:
    return {field.name: field.read(of) for field in fields}


def finding(line: Line) -> dict[str, Any]:
    """One finding, with the fields of `FINDING`."""
    return _object(FINDING, line)


def fields_as_markdown() -> str:
    """Every field with its meaning, for the README."""
    parts = [
        ("The document", DOCUMENT),
        ("A finding", {f.name: f.meaning for f in FINDING}),
        ("A record, in `evidence` and `cited`", {f.name: f.meaning for f in RECORD}),
        ("A record that does not count, in `withheld`", {f.name: f.meaning for f in WITHHELD}),
    ]
    return "\n\n".join(
        f"**{title}**\n\n| Field | Meaning |\n|---|---|\n"
        + "\n".join(f"| `{k}` | {v} |" for k, v in fields.items())
        for title, fields in parts
    )


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
                        "level": level.level.key,
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
