"""Small worlds for tests: a record of evidence, one criterion, a catalogue around it, a data folder, in a line each."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from compliance.catalogue import Catalogue
from compliance.determinations import Determination, Stage
from compliance.evidence import KINDS, Evidence
from compliance.finding import Entry, Finding
from compliance.history import CriterionHistory
from compliance.rows import Rows

FIRST = date(2019, 3, 1)
"""The day on which the decree of every small world takes effect."""


def d(text: str) -> date:
    """A day, short to write."""
    return date.fromisoformat(text)


def t(words: str) -> dict[str, str]:
    """A text in both languages."""
    return {"en": words, "es": f"{words} (es)"}


def catalogue_content(*criteria: Mapping[str, Any], **of_obligation: Any) -> dict[str, Any]:
    """A whole catalogue with one obligation that has these criteria, as a file would hold it."""
    silence = of_obligation.pop("silence", "cannot_tell")
    obligation = {
        "key": "duty",
        "title": t("A duty"),
        "basis": "decree",
        "from": str(FIRST),
        "responsible": "police",
        "paragraphs": ["40"],
        "plain": t("A duty in plain words."),
        "about": ["topic"],
        "continues_with": "program",
        "sources": ["paper"],
        "questions": [t("One?"), t("Two?"), t("Three?")],
        "criteria": [dict(criterion) for criterion in criteria],
    } | of_obligation
    if not criteria:
        obligation.setdefault("needed", t("A promise."))
    named = {"police": "Police", "schools": "Schools", "monitor": "the monitor", "parties": "the parties"}
    subjects = ("topic", "program", "roster", "rules", "contract")
    return {
        "key": "town",
        "name": t("Town"),
        "case": {
            "name": "State v. Town",
            "docket": "1",
            "court": t("A court"),
            "parties": ["police", "schools"],
            "approved": "2019-01-31",
            "effective": str(FIRST),
            "paragraphs_in_all": "100",
            "sources": ["paper"],
        },
        "time_zone": "America/Chicago",
        "silence": silence,
        "silence_because": t("Nobody promises that the record is complete."),
        "notice": {
            "title": t("This case"),
            "paragraphs": [t("A case.")],
            "as_of": "2020-01-01",
            "sources": ["paper"],
        },
        "levels": [{"key": "first", "name": t("First"), "means": t("The first rung."), "source": "paper"}],
        "bodies": [{"key": key, "name": t(name)} for key, name in named.items()],
        "subjects": [{"key": key, "name": t(f"the {key}")} for key in subjects],
        "terms": [{"key": key, "name": t(key)} for key in ("students", "parents", "alpha", "beta")],
        "periods": [],
        "later_periods": t("Later periods are not loaded."),
        "paragraphs": [{"number": "40", "about": t("A paragraph."), "source": "paper"}],
        "obligations": [obligation],
    }


def criterion(rule: str, **fields: Any) -> dict[str, Any]:
    """One criterion, as a file would hold it; its subject is `topic` unless given."""
    return {
        "key": "check",
        "title": t("A check"),
        "rule": rule,
        "subject": "topic",
        "source": "paper",
    } | fields


def a_catalogue(*criteria: Mapping[str, Any], **of_obligation: Any) -> Catalogue:
    """The same, read."""
    return Catalogue.model_validate(catalogue_content(*criteria, **of_obligation))


def record(kind: str, key: str, **fields: Any) -> Evidence:
    """A record of evidence about `topic`, from one source."""
    return KINDS[kind].model_validate(record_content(key, **fields))


def record_content(key: str, **fields: Any) -> dict[str, Any]:
    """A record as a file would hold it."""
    return {
        "key": key,
        "subject": ["topic"],
        "source": "paper",
        "said_by": "A paper",
        "summary": f"A paper told of {key}.",
    } | fields


def determined(stage: Stage = "filed", **fields: Any) -> Determination:
    """A determination of the monitor's own, of paragraph 40 and the police in the first report unless told otherwise."""
    told: dict[str, Any] = {"paragraph": "40", "body": "police", "report": "IMR-1", "level": "first"}
    told |= {"level_words": "First", "reported_by": "the monitor", "rationale": "Seen by the team."}
    filed = {"filed_on": "2020-02-20", "docket": "Dkt. 7"} if stage == "filed" else {}
    return Determination.model_validate(told | filed | {"stage": stage} | fields)


def meeting(key: str, happened: str, state: str = "held", **fields: Any) -> Evidence:
    """A meeting."""
    return record("meeting", key, happened=happened, state=state, **fields)


def policy(key: str, effective: str, **fields: Any) -> Evidence:
    """A policy version, issued on the day it took effect."""
    return record("policy", key, **({"number": "N-1", "title": "Rules", "effective": effective} | fields))


def posting(
    key: str, opened: str, closes: str, posted: str = "draft", promised: str = "yes", **fields: Any
) -> Evidence:
    """A comment window."""
    return record(
        "posting", key, happened=opened, closes=closes, posted=posted, draft_promised=promised, **fields
    )


def report(key: str, happened: str, covers: str, **fields: Any) -> Evidence:
    """A report for a period."""
    return record(
        "publication", key, happened=happened, covers=covers, to="schools", title="A report", **fields
    )


def vote(
    key: str, happened: str, effect: str = "opens question", type: str = "vote", **fields: Any
) -> Evidence:
    """An instrument about the program: a school board's vote unless said otherwise."""
    about = {"subject": ["program"], "by": "A school board", "asks": "Does it still stand?"}
    return record("instrument", key, happened=happened, type=type, effect=effect, **(about | fields))


def history(
    check: Mapping[str, Any],
    *records: Evidence,
    until: str = "2022-12-31",
    reviews: Mapping[str, str] | None = None,
    aside: Mapping[str, str] | None = None,
    **of_obligation: Any,
) -> CriterionHistory:
    """One criterion over all days to `until`, on these records; `reviews`, and why some are set `aside`, by the
    record's key."""
    entries = as_entries(records, reviews, aside)
    return history_of(check, entries, until=until, **of_obligation)


def history_of(
    check: Mapping[str, Any], entries: Sequence[Entry], until: str = "2022-12-31", **of_obligation: Any
) -> CriterionHistory:
    """The same, on rows."""
    catalogue = a_catalogue(check, **of_obligation)
    obligation = catalogue.obligations[0]
    return CriterionHistory(catalogue, obligation, obligation.criteria[0], Rows.of(entries), d(until))


def as_entries(
    records: Sequence[Evidence],
    reviews: Mapping[str, str] | None = None,
    aside: Mapping[str, str] | None = None,
) -> list[Entry]:
    """Records as rows, numbered from 1, each recorded in 2022 and with a hash of its own."""
    reviewed, why = reviews or {}, aside or {}
    return [
        Entry(i, r, reviewed.get(r.key), why.get(r.key), d("2022-06-01") + timedelta(days=i), f"{i:064x}")  # type: ignore[arg-type]
        for i, r in enumerate(records, 1)
    ]


def outcomes(of: CriterionHistory) -> list[tuple[str, str]]:
    """Each first day of an outcome with the outcome."""
    return [(str(step.first), step.value.value) for step in of.outcomes.steps()]


def on(of: CriterionHistory, day: str) -> str:
    """The outcome on a day."""
    return of.outcomes.at(d(day)).value


def finding(of: CriterionHistory, day: str) -> Finding:
    """The finding of a day."""
    return of.finding(d(day))


SOURCES = [
    {"key": "paper", "outlet": "A paper", "title": "An article", "date": "2019-06-01", "quality": "secondary"}
]


def write_folder(
    path: Path,
    release: str = "2020-01-10",
    *,
    catalogue: Mapping[str, Any] | None = None,
    sources: Sequence[Mapping[str, Any]] = SOURCES,
    **evidence: Sequence[Mapping[str, Any]],
) -> Path:
    """A data folder; each further name is a kind of evidence with its records, as a file would hold them."""
    content = catalogue or catalogue_content(
        criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
    )
    (path / "evidence").mkdir(parents=True, exist_ok=True)
    write_yaml(path / "release.yaml", {"release": release, "title": "A release", "about": "For a test."})
    write_yaml(path / "sources.yaml", {"sources": list(sources)})
    write_yaml(path / "decree.yaml", content)
    for kind, records in evidence.items():
        write_yaml(path / "evidence" / f"{kind}.yaml", {"records": list(records)})
    return path


def write_yaml(path: Path, content: Any) -> None:
    """Content as a YAML file."""
    path.write_text(as_yaml(content), encoding="utf-8")


def as_yaml(content: Any) -> str:
    """Content as YAML, with no alias in it."""
    return yaml.safe_dump(_plain(content), sort_keys=False, allow_unicode=True)


def _plain(content: Any) -> Any:
    """A copy in which no part stands twice, so that YAML writes no alias."""
    if isinstance(content, Mapping):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return content
