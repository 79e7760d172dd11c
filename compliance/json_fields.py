"""The fields of the JSON that programs read: what each is called, what it means and where it comes from.

The same lists build the objects, the columns of `findings.csv` and the documentation, so none can drift.
"""

from collections.abc import Callable, Iterable
from typing import Any

from compliance.finding import Finding, Withheld
from compliance.json_differences import BESIDE, CHANGE, COUNTED, THING
from compliance.json_objects import RECORD, Field, as_object
from compliance.json_productions import LISTED, PRODUCTION
from compliance.lines import Line
from compliance.outcomes import Outcome
from compliance.sustainment import State


def records(line: Line, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Records of evidence, with the fields of `RECORD`."""
    return [as_object(RECORD, (line.reading, key)) for key in keys]


def withheld(line: Line) -> list[dict[str, Any]]:
    """The rows set aside that leave a finding in doubt, with the fields of `WITHHELD`."""
    return [as_object(WITHHELD, row) for row in (line.finding.withheld if line.finding else ())]


def _of(name: str) -> Callable[[Line], Any]:
    """Reads a field of the finding; None where there is no finding."""
    return lambda line: getattr(line.finding, name) if line.finding else None


def _criterion(read: Callable[[Finding], Any]) -> Callable[[Line], Any]:
    return lambda line: read(line.finding) if line.finding else None


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
    Field(
        "late_days",
        "how many days late, from the known due date that holds; where the day is vague, at least; null if not, or perhaps not",
        _of("late_days"),
    ),
    Field("late_days_at_most", "the same, at most; null if not", _of("late_days_at_most")),
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
        "a day, or `unknown`, `none` (no duty to be late with), `each round`, `each version`, `each meeting`, `each thing`, "
        "`each period`",
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
    "ladders": "`status`: for each obligation with checks at levels, how far up the decree's ladder they come, which is no "
    "determination of the monitor: `obligation`, `level` reached by our checks (null for none), `says`, and `changes` up to "
    "`on` (`level`, `on`, `change`: `gained`, `lost` or `regained`, `days` that it was held or lost before, `says`)",
    "sustainment": "`status`: for each paragraph of the decree's obligations, where its sustainment period stands by orders and "
    "stipulations on record: `obligation`, `paragraph` (null where none is loaded), `responsible`, `state` ("
    + ", ".join(f"`{state}`" for state in State)
    + "; `unknown`: none on record), `says`, `counted_from`, `ends` (if nothing else happens), `days_run` and `days_remaining` "
    "(each the `least` and the `most`), `steps` (`acts`, `says`, `evidence`), and the rows `withheld` that leave it in doubt",
    "obligation": "`timeline`: the obligation's key",
    "first": "`timeline`: the first day covered",
    "horizon": "`timeline`: the last day covered: two years after `known`, or the last one that is not withheld",
    "steps": "`timeline`: the obligation's combined steps: `first` and `last` day, `outcome`, `words`",
    "from": "`changes`: the first look: `on`, `known`, `known_number`, `head`, `clocks`; the document's own are those of the second",
    "changes": "`changes`: every finding with another outcome at the second look",
    "things": "`differences`: records of one thing that cannot all be right",
    "counted": "`differences`: everything that claims count, by whomever; only claims on the same thing can differ",
    "beside": "`differences`: claims set beside the records of what they count, where the catalogue says which those are",
    "holder": "`gaps`: the body asked for; null for all",
    "due_before": "`gaps`: the day asked for; null for any",
    "without_due_day": "`gaps`: how many open findings were left out because they have no single known due date",
}


def fields_as_markdown() -> str:
    """Every field with its meaning, for the README."""
    parts = [
        ("The document", DOCUMENT),
        ("A finding", {f.name: f.meaning for f in FINDING}),
        ("A record, in `evidence` and `cited`", {f.name: f.meaning for f in RECORD}),
        ("A change, in `changes`", {f.name: f.meaning for f in CHANGE}),
        ("A thing on which records differ, in `things`", {f.name: f.meaning for f in THING}),
        ("What claims count, in `counted`", {f.name: f.meaning for f in COUNTED}),
        ("A claim beside the records, in `beside`", {f.name: f.meaning for f in BESIDE}),
        ("A record that does not count, in `withheld`", {f.name: f.meaning for f in WITHHELD}),
        ("A production, in `production` and `productions`", {f.name: f.meaning for f in PRODUCTION}),
        ("A line of a cover list, in `list`", {f.name: f.meaning for f in LISTED}),
    ]
    return "\n\n".join(
        f"**{title}**\n\n| Field | Meaning |\n|---|---|\n"
        + "\n".join(f"| `{k}` | {v} |" for k, v in fields.items())
        for title, fields in parts
    )
