"""What is told of rows that are set aside: their numbers, kinds, days of recording and hashes, wherever an answer is shown,
and no word more."""

import gc
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
from rich.console import Console

from compliance import as_json
from compliance.access import Actor, Reading, Standing
from compliance.assessment import Assessment, assess
from compliance.evidence import KINDS, Evidence, Source
from compliance.finding import Entry, Withheld
from compliance.lines import lines, open_items, step_lines
from compliance.printing import answers
from compliance.printing.paper import Paper
from compliance.sentences import LANGUAGES
from compliance.settings import Settings
from dashboard import look
from dashboard.components import findings as drawn
from dashboard.components import records as drawn_records
from dashboard.identity import Who
from dashboard.visit import Visit
from tests.small import (
    SOURCES,
    a_catalogue,
    as_entries,
    criterion,
    d,
    finding,
    history,
    meeting,
    policy,
    record,
    vote,
)

IN_FORCE = criterion("policy_in_force", due="2019-12-31")
TWO = criterion("meetings_held", at_least="2", first="2019-04-01", last="2019-06-30", due="2019-12-31")
REACHED = criterion("groups_reached", groups=["students", "alpha"], first="2019-04-01", last="2019-06-30")
VERSION = policy("v", "2019-08-29")
M1, M2, M3 = meeting("m1", "2019-05-01"), meeting("m2", "2019-05-02"), meeting("m3", "2019-05-03")
WHY = ("hidden", "file")


# What it says


def test_it_names_number_kind_day_and_hash_and_what_would_tell_in_both_languages() -> None:
    shown = finding(history(IN_FORCE, M1, VERSION, aside={"v": "hidden"}), "2020-01-01")
    [row] = shown.withheld
    assert row == Withheld(2, "policy", d("2022-06-03"), f"{2:064x}", "hidden")
    assert row.text().en == f"record 2 (Policy version; recorded on 3 June 2022; hash {2:064x})"
    assert shown.says.en == (
        "Cannot tell: rests on records that are not public: "
        "record 2 (Policy version; recorded on 3 June 2022; hash 000000000000…). "
        "Without them: No version of the topic that was in force on 1 January 2020 is on record."
    )
    assert "registro 2 (Versión de una política; registrado el 3 de junio de 2022;" in shown.says.es
    assert shown.missing[0].en == "what is not public, for the public to read: record 2"
    assert (shown.act.kind, shown.holder) == ("ask", "record-keeper")
    assert shown.is_open


def test_of_a_damaged_file_it_asks_for_the_file_again() -> None:
    shown = finding(history(IN_FORCE, VERSION, aside={"v": "file"}), "2020-01-01")
    assert shown.says.en.startswith(
        "Cannot tell: rests on a file that is no longer what was recorded: record 1 ("
    )
    assert (shown.act.kind, shown.holder) == ("supply", "record-keeper")
    assert shown.act.text.en == "Supply the file again as it was recorded: record 1."


def test_what_may_not_be_so_is_left_out_and_what_still_stands_is_kept() -> None:
    opened, keeps = vote("vote", "2021-02-22"), vote("keeps", "2021-06-01", "keeps duty", "court order")
    late = policy("v", "2020-01-31")
    open_still = finding(history(IN_FORCE, late, opened), "2021-06-01")
    assert open_still.question and open_still.outcome == "needs_review"
    shown = finding(history(IN_FORCE, late, opened, keeps, aside={"keeps": "hidden"}), "2021-06-01")
    assert (shown.question, shown.late_days, shown.due) == (None, None, None)
    assert (shown.evidence, shown.cited) == (("v",), ("vote",))
    assert "open" not in shown.says.en.split("Without them:")[0]


def test_no_due_day_is_given_for_what_may_not_be_short() -> None:
    assert finding(history(IN_FORCE), "2020-06-01").due == d("2019-12-31")
    assert finding(history(IN_FORCE, VERSION, aside={"v": "hidden"}), "2020-06-01").due is None


@pytest.mark.parametrize("why", ["hidden", "file"])
def test_a_row_set_aside_is_not_cited_either(why: str) -> None:
    check = IN_FORCE | {"see": ["m1"]}
    assert finding(history(check, VERSION, M1), "2020-01-01").cited == ("m1",)
    assert finding(history(check, VERSION, M1, aside={"m1": why}), "2020-01-01").cited == ()


def test_a_row_that_counts_is_not_told_of_as_one_set_aside() -> None:
    with pytest.raises(ValueError, match="record 1 is not set aside"):
        Withheld.of(Entry(1, M1))


# The whole assessment


def test_rows_that_are_hidden_are_in_no_list_and_rows_on_a_damaged_file_are_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = assessed([M1, M2, M3], {"m2": "hidden", "m3": "file"})
    duty = found.catalogue.obligations[0]
    assert set(found.entries) == {"m1", "m3"}
    assert [e.evidence.key for e in found.in_order] == ["m1", "m3"]
    assert [(e.evidence.key, e.set_aside) for e in found.about(duty)] == [("m1", None), ("m3", "file")]
    html = shown_by(monkeypatch)
    drawn_records.by_kind(a_visit(found), found.about(duty))
    assert "".join(html).count("File no longer as recorded") == 1


def test_the_row_that_a_hidden_one_corrects_can_still_be_read() -> None:
    first, second = as_entries([meeting("m", "2019-05-01"), meeting("m", "2019-05-09")])
    found = assess(a_catalogue(TWO), [first, second._replace(set_aside="hidden")], d("2022-12-31"))
    assert found.entries == {"m": first}


# Nothing leaks

PUBLIC = (
    policy("v", "2020-06-01"),
    meeting("m1", "2019-05-01", groups=["students"]),
    vote("vote", "2022-01-01"),
)


def private(kind: str, key: str, **fields: Any) -> Evidence:
    """A record with `PRIVATE-…` or `private-…` in every field that takes words or a free key."""
    properties = KINDS[kind].model_json_schema()["properties"]
    words = {
        name: f"PRIVATE-{name}"
        for name, prop in properties.items()
        if any(p.get("minLength") == 1 for p in (prop, *prop.get("anyOf", ()))) and name != "inferred"
    }
    keys = {"thing": "private-thing", "source": "private-source", "also": ["private-source"]}
    return record(kind, f"private-{key}", **(words | keys | fields))


PRIVATE = (
    private("meeting", "m2", happened="2019-05-07", state="held", groups=["alpha"]),
    private("policy", "p", happened="2019-08-01", effective="2019-08-29", ends="2020-03-01", ended_by="rescinded"),
    private("policy", "rival", effective="2020-06-02", thing=None),
    private("search", "s", happened="2020-01-31"),
    private("instrument", "ends", subject=["program"], happened="2021-03-01", type="court order", effect="ends duty"),
    private("instrument", "asks", subject=["program"], happened="2020-09-09", type="vote", effect="opens question"),
)  # fmt: skip


def texts_within(thing: object) -> Iterator[str]:
    """Every text that an object holds, however deep: in fields, in what was kept of earlier answers, in closures."""
    seen, ahead = set[int](), [thing]
    while ahead:
        one = ahead.pop()
        if id(one) in seen or isinstance(one, type | ModuleType):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            yield one
        ahead += (one.__closure__ or ()) if isinstance(one, FunctionType) else gc.get_referents(one)


@pytest.mark.parametrize("checks", [IN_FORCE, TWO, REACHED], ids=lambda c: c["rule"])
def test_no_word_of_a_hidden_row_is_in_any_finding_document_or_printed_page(
    checks: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = assessed([*PUBLIC, *PRIVATE], {r.key: "hidden" for r in PRIVATE}, checks, silence="not_met")
    [whole] = found.obligations.values()
    [history] = whole.criteria
    steps = history.steps()
    assert any(step.withheld for step in steps), "the hidden rows bear on this"
    pages: list[str] = [repr(steps), repr(found.entries), *texts_within(found)]
    html = shown_by(monkeypatch)
    for day in (step.on for step in steps):
        for language in LANGUAGES:
            reading = a_reading(found, str(day))
            paper = StringIO()
            console = Console(file=paper, width=100)
            answers.status(Paper(language, console), reading, None)
            answers.status(Paper(language, console), reading, whole)
            answers.timeline(Paper(language, console), reading, whole)
            answers.gaps(Paper(language, console), reading, open_items(reading, None, None, language))
            every = [*lines(reading, [whole], language), *step_lines(reading, history, language)]
            pages += [paper.getvalue(), json.dumps([as_json.finding(line) for line in every])]
        drawn.block(a_visit(found, str(day)), history.finding(day))
    assert len(html) > len(steps)
    for page in (*pages, *html):
        assert "private-" not in page.lower()


def test_documents_and_pages_name_what_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    found = assessed([M1, M2], {"m2": "hidden"}, silence="not_met")
    reading, hash_ = a_reading(found, "2020-01-01"), f"{2:064x}"
    [whole] = found.obligations.values()
    [line] = lines(reading, [whole], "en")
    told_of = {"number": 2, "kind": "meeting", "recorded": "2022-06-03", "hash": hash_, "why": "hidden"}
    assert as_json.finding(line)["withheld"] == [told_of]
    paper = StringIO()
    answers.status(Paper("en", Console(file=paper, width=110)), reading, None)
    printed = " ".join(paper.getvalue().split())
    assert f"Not public: record 2 (Meeting; recorded on 3 June 2022; hash {hash_})" in printed
    html = shown_by(monkeypatch)
    drawn.block(a_visit(found, "2020-01-01"), whole.findings(d("2020-01-01"))[0])
    assert hash_ in "".join(html).replace("<wbr>", "") and "Not public" in "".join(html)


# What stands around


def assessed(
    records: Sequence[Evidence], aside: dict[str, str], check: dict[str, Any] = TWO, **of_obligation: Any
) -> Assessment:
    """One obligation with one criterion."""
    entries = as_entries(records, aside=aside)
    return assess(a_catalogue(check, **of_obligation), entries, d("2022-12-31"))


def a_reading(of: Assessment, on: str) -> Reading:
    """The answer on a day, from no store."""
    sources = {row["key"]: Source.model_validate(row) for row in SOURCES}
    until = d("2020-12-31")
    known = SimpleNamespace(
        number=99, numbered=False, until=until, by="record", assessment=of, sources=sources, determinations=()
    )
    return Reading(d(on), until, known)  # type: ignore[arg-type]


def a_visit(of: Assessment, on: str = "2020-01-01") -> Visit:
    """What a page is given of the reader."""
    nobody, no_door = Standing(Actor(), ()), cast(Any, None)
    return Visit(a_reading(of, on), "en", {}, Settings(), no_door, Who(), nobody)


def shown_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the pages draw from now on."""
    html: list[str] = []
    monkeypatch.setattr(look, "show", lambda part: html.append(str(part)))
    return html
