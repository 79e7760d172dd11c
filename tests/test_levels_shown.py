"""The ladder and the sustainment period on paper, as JSON and on the obligation's page."""

from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from compliance import as_json
from compliance.access import Reading
from compliance.assessment import assess
from compliance.evidence import Source
from compliance.printing import answers
from compliance.printing.paper import Paper
from compliance.sentences import LANGUAGES, Language
from tests.small import SOURCES, a_catalogue, as_entries, criterion, d, policy, record

IN_FORCE = criterion("policy_in_force", level="first", due="2019-12-31")
VERSION = policy("v", "2019-08-29")
STARTS: dict[str, Any] = {
    "happened": "2020-05-01",
    "takes_effect": "2020-01-01",
    "type": "court order",
    "by": "A court",
    "effect": "starts sustainment",
    "years": 2,
    "paragraphs": ["40"],
}


def a_reading(on: str, *records: Any, aside: dict[str, str] | None = None) -> Reading:
    """The answer on a day, from no store."""
    assessment = assess(a_catalogue(IN_FORCE), as_entries(records, aside=aside), d("2022-12-31"))
    sources = {row["key"]: Source.model_validate(row) for row in SOURCES}
    until = d("2020-12-31")
    known = SimpleNamespace(
        number=9,
        numbered=False,
        until=until,
        by="record",
        head="0" * 64,
        assessment=assessment,
        sources=sources,
    )
    known.determinations, known.responses, known.totals = (), (), ()
    return Reading(d(on), until, known)  # type: ignore[arg-type]


def printed(reading: Reading, language: Language, *, whole: bool) -> str:
    paper = StringIO()
    history = reading.assessment.obligations["duty"] if whole else None
    answers.status(Paper(language, Console(file=paper, width=110)), reading, history)
    return " ".join(paper.getvalue().split())


def test_the_status_of_one_obligation_prints_both_beside_the_monitors_voice() -> None:
    text = printed(
        a_reading("2020-06-01", VERSION, record("instrument", "order", **STARTS)), "en", whole=True
    )
    assert "Level reached by our checks: First." in text
    assert "- First: our checks all shown from 29 August 2019." in text
    assert (
        "¶40: A sustainment period runs, by the instruments on record, counted from 1 January 2020." in text
    )
    assert (
        "- Starts a sustainment period, counted from 1 January 2020. Its length: 2 years. record 2 (order)"
        in text
    )
    assert "The monitor on ¶40: Not loaded." in text


def test_the_list_of_all_obligations_leaves_both_out() -> None:
    text = printed(a_reading("2020-06-01", VERSION), "en", whole=False)
    assert "Level reached" not in text and "ustainment" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_has_both_in_each_language(language: Language) -> None:
    reading = a_reading("2020-06-01", VERSION, record("instrument", "order", **STARTS))
    histories = list(reading.assessment.obligations.values())
    door = SimpleNamespace(export=lambda *_: [{"number": 1, "release": "2020-01-10"}])
    document = as_json.status(door, reading, histories, language, counted=False)  # type: ignore[arg-type]
    [ladder] = document["ladders"]
    assert (ladder["obligation"], ladder["level"]) == ("duty", "first")
    assert [(c["level"], c["on"], c["change"], c["days"]) for c in ladder["changes"]] == [
        ("first", "2019-08-29", "gained", None)
    ]
    [period] = document["sustainment"]
    told = ("paragraph", "state", "counted_from", "ends")
    assert [period[name] for name in told] == ["40", "running", "2020-01-01", "2022-01-01"]
    assert (period["days_run"], period["days_remaining"]) == (
        {"least": 152, "most": 152},
        {"least": 579, "most": 579},
    )
    assert [row["key"] for step in period["steps"] for row in step["evidence"]] == ["order"]
    assert ("counted from" if language == "en" else "contado desde") in period["says"]


def test_of_an_order_that_is_not_public_only_its_number_kind_day_and_hash_are_told() -> None:
    order = record("instrument", "secret-key", **STARTS | {"summary": "A SECRET.", "by": "SECRET"})
    reading = a_reading("2020-06-01", VERSION, order, aside={"secret-key": "hidden"})
    histories = list(reading.assessment.obligations.values())
    door = SimpleNamespace(export=lambda *_: [{"number": 1, "release": "2020-01-10"}])
    document = as_json.status(door, reading, histories, "en", counted=False)  # type: ignore[arg-type]
    [period] = document["sustainment"]
    assert (period["state"], [w["number"] for w in period["withheld"]]) == ("cannot_tell", [2])
    for text in (str(document), printed(reading, "en", whole=True)):
        assert "secret" not in text.lower()
