"""What is not public stays unknown to the public, whatever it asks and however it asks."""

import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from compliance import as_json
from compliance.access import PUBLIC, Actor, Desk
from compliance.access.drafting import drafts_of, save_draft
from compliance.access.reviewing import ask
from compliance.contributions import OpenItemEvent, Person, Response, Review, Role, TeamNote
from compliance.determinations import Stage
from compliance.editions.folder import write
from compliance.editions.tables import tables
from compliance.evidence import KINDS, Source
from compliance.lines import open_items
from compliance.sentences import LANGUAGES
from dashboard.views import PAGES
from tests.small import catalogue_content, criterion, determined, record_content, write_folder
from tests.stores import HOST, PERIODS, a_desk, load_folder, sqlite_place, with_people

SECRET = "zqx-secret"
"""What every private text here begins with."""
ROOT = Path(__file__).resolve().parents[1]
CORA, STAN, MO = Actor("cora", f"{SECRET}-account"), Actor("stan", f"{SECRET}-account"), Actor("mo")

DAY = "2019-05-01"
FIELDS: dict[str, dict[str, Any]] = {
    "agreement": {"happened": DAY, "parties": ["police", f"{SECRET}-body"], "title": f"{SECRET} title", "starts": DAY},
    "claim": {"counts": f"{SECRET}-counted", "value": 7, "as_of": "2019-06-01"},
    "document": {"happened": DAY, "voice": "press", "names": [f"{SECRET}-thing"]},
    "instrument": {"happened": DAY, "type": "vote", "effect": "opens question", "asks": f"{SECRET} asked", "by": f"{SECRET} board"},
    "judgement": {"happened": DAY, "question": f"{SECRET}-asked", "answer": "yes", "method": "test", "reason": f"{SECRET} reason"},
    "meeting": {"happened": DAY, "state": "held"},
    "policy": {"number": f"{SECRET}-1", "title": f"{SECRET} title", "effective": DAY},
    "posting": {"happened": DAY, "closes": "2019-06-01", "posted": "draft", "draft_promised": "yes"},
    "publication": {"happened": DAY, "covers": "2019-03-01/2019-04-01", "to": f"{SECRET}-body", "title": f"{SECRET} title"},
    "request": {"happened": DAY, "asked_by": f"{SECRET} asker", "asked_of": "police", "what": f"{SECRET} what"},
    "roster": {"happened": DAY, "assignments": [{"officer": f"{SECRET}-17", "first": DAY}]},
    "search": {"happened": DAY, "looked_for": f"{SECRET} what", "places": f"{SECRET} places"},
    "training": {"happened": DAY, "course": f"{SECRET} course", "officers": [f"{SECRET}-17"]},
    "council_vote": {"happened": DAY, "school": f"{SECRET}-school", "decision": "for"},
    "evaluation": {"happened": DAY, "officer": f"{SECRET}-17", "evaluator": f"{SECRET}-3"},
    "screening": {"happened": DAY, "officer": f"{SECRET}-17", "decided_by": f"{SECRET} office"},
    "supervision": {"happened": DAY, "supervisor": f"{SECRET}-3", "officers": [f"{SECRET}-17"], "first": DAY},
    "answer": {"happened": DAY, "request": "town-request", "disposition": "refused", "reason": f"{SECRET} reason"},
    "dataset": {"happened": DAY, "title": f"{SECRET} title", "licence": f"{SECRET} licence"},
    "feedback": {"happened": DAY, "meeting": "town-meeting", "themes": [{"key": f"{SECRET}-theme", "words": f"{SECRET} words"}]},
    "sample": {"happened": DAY, "listed": f"{SECRET} list", "frame": 1, "size": 1, "seed": f"{SECRET} seed", "items": [1]},
}  # fmt: skip
"""For each kind the fields besides the common ones, secret wherever a text can be."""


def private_record(kind: str, key: str, source: str) -> Any:
    """A record with a secret in every text."""
    common = {
        "key": key,
        "subject": ["topic", "program"],
        "source": source,
        "said_by": f"{SECRET} who",
        "summary": f"{SECRET} summary",
        "note": f"{SECRET} note",
        "thing": f"{SECRET}-thing",
    }
    return KINDS[kind].model_validate(common | FIELDS[kind])


filings = st.lists(
    st.tuples(
        st.sampled_from(sorted(FIELDS)),
        st.sampled_from([CORA, STAN, MO]),
        st.sampled_from(["parties", "sealed", "team"]),
        st.sampled_from(["keep", "correct", "withdraw", "review", "redact"]),
    ),
    min_size=1,
    max_size=8,
)


def file_secrets(desk: Desk, plan: list[Any]) -> None:
    """File private records as a plan says, with everything around them private too."""
    desk.add(HOST, Person(key=f"{SECRET}-person", name=f"{SECRET} Name", identity=f"{SECRET}@x"))
    desk.add(HOST, Role(person=f"{SECRET}-person", role="department", body=f"{SECRET}-bureau"))
    save_draft(desk, CORA, Source(key=f"{SECRET}-draft", outlet=SECRET, title=SECRET, quality="original"))
    for i, (kind, actor, visibility, then) in enumerate(plan):
        if visibility == "team" and actor is not MO:
            visibility = "parties"
        source = Source(
            key=f"{SECRET}-source-{i}",
            outlet=f"{SECRET} outlet",
            title=f"{SECRET} title",
            address=f"https://{SECRET}.test/",
            quality="original",
            read=f"{SECRET} read",
        )
        desk.add(actor, source, visibility=visibility)
        body = private_record(kind, f"{SECRET}-{i}", source.key)
        digest = desk.door.files.put(f"{SECRET} file".encode())
        number = desk.add(
            actor, body, visibility=visibility, files=(digest,), idempotency_key=f"{SECRET}-{i}"
        ).number
        match then:
            case "correct" if actor is not MO:
                number = desk.add(actor, body, corrects=number, reason=f"{SECRET} reason").number
            case "withdraw" if actor is not MO:
                desk.withdraw(actor, number, f"{SECRET} reason")
            case "review" if actor is not MO:
                desk.add(MO, Review(record=number, verdict="accepted", reason=f"{SECRET} reason"))
                desk.add(MO, TeamNote(record=number, words=f"{SECRET} words"))
                if visibility == "parties":
                    ask(
                        desk,
                        MO,
                        number,
                        "police",
                        f"{SECRET} what",
                        None,
                        f"{SECRET} note",
                        f"{SECRET}-ask-{i}",
                    )
            case "redact":
                desk.redact(HOST, number, f"{SECRET} reason")
        if actor is not MO:
            answer = Response(
                obligation="duty", stance="explains", words=f"{SECRET} words", given="2019-07-01"
            )  # type: ignore[arg-type]
            desk.add(actor, answer, visibility=visibility)
    event = OpenItemEvent(obligation="duty", criterion="check", assigned_to=f"{SECRET} who", note=SECRET)
    desk.add(CORA, event, visibility="parties")
    stages: tuple[tuple[Stage, str], ...] = (("draft", "IMR-1"), ("shared", "IMR-2"))
    for stage, report in stages:
        words = dict.fromkeys(("level_words", "reported_by", "rationale"), f"{SECRET} words")
        desk.add(MO, determined(stage, report=report, source="paper", **words))


def the_town(folder: Path) -> Desk:
    """A town with a public record, and people."""
    desk = with_people(a_desk(sqlite_place(folder)))
    checks = (
        criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31"),
        criterion("policy_in_force") | {"key": "policy"},
    )
    told: dict[str, Any] = {
        "meeting": [record_content("town-meeting", happened=DAY, state="announced")],
        "request": [
            record_content(
                "town-request", happened=DAY, asked_by="A resident", asked_of="police", what="A list"
            )
        ],
    }
    content = catalogue_content(*checks) | {"periods": PERIODS}
    load_folder(desk, write_folder(folder / "data", catalogue=content, **told))
    return desk


def all_that_the_public_gets(desk: Desk, folder: Path) -> Iterator[str]:
    """Every text that can be got out of the record without signing in."""
    door = desk.door
    last = door.head().number
    for known in (None, str(last), str(last - 3)):
        for on in (None, "2019-06-15", "2021-12-31"):
            reading = door.ask(PUBLIC, on, known)
            yield repr(reading.knowledge)
            for language in LANGUAGES:
                every = list(reading.assessment.obligations.values())
                yield json.dumps(as_json.status(door, reading, every, language, counted=True))
                yield json.dumps(
                    as_json.gaps(door, reading, open_items(reading, None, None, language), language)
                )
                yield from (json.dumps(as_json.timeline(door, reading, one, language)) for one in every)
    yield repr(door.rows(PUBLIC, last))
    yield repr(door.corrections(PUBLIC, last))
    yield repr(door.people(PUBLIC))
    yield repr(door.standing(PUBLIC))
    yield repr(drafts_of(desk, PUBLIC))
    write(folder / "export", reading, tables(door, PUBLIC, reading), PUBLIC)
    for path in sorted((folder / "export").iterdir()):
        yield path.read_text(encoding="utf-8")


def test_a_secret_is_planted_in_every_kind_of_evidence() -> None:
    assert set(FIELDS) == set(KINDS)


@settings(max_examples=15)
@given(plan=filings)
def test_no_private_text_is_in_anything_the_public_can_get(plan: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        desk = the_town(Path(name))
        file_secrets(desk, plan)
        assert SECRET in repr(desk.door.rows(MO, desk.door.head().number)), (
            "the secrets are there to be found"
        )
        for text in all_that_the_public_gets(desk, Path(name)):
            assert SECRET not in text.lower(), text[max(0, text.lower().find(SECRET) - 300) :][:600]


def test_no_private_text_is_on_any_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = the_town(tmp_path)
    plan = [(kind, CORA, "parties", "keep") for kind in FIELDS] + [("meeting", MO, "team", "review")]
    file_secrets(desk, plan)
    monkeypatch.setenv("PILCROW_DATABASE", desk.door.store.database.url.render_as_string())
    last = desk.door.head().number
    addresses: list[tuple[str, dict[str, str]]] = [
        (page, {}) for page, each in PAGES.items() if each.opens_to(())
    ]
    addresses += [("obligation", {"key": "duty"})]
    addresses += [("record", {"number": str(number)}) for number in range(last - 12, last + 1)]
    for view, address in addresses:
        page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
        page.run()
        if view != "overview":
            page.switch_page(f"views/{view}.py")
            for name, value in address.items():
                page.query_params[name] = value
            page.run()
        assert not page.exception, [error.message for error in page.exception]
        drawn = repr(page) + "".join(element.proto.body for element in page.get("html"))
        assert SECRET not in drawn.lower(), f"{view} {address}"


def test_a_hidden_row_shows_as_number_kind_date_and_hash_and_one_of_the_team_not_at_all(
    tmp_path: Path,
) -> None:
    desk = the_town(tmp_path)
    before = desk.door.head().number
    file_secrets(desk, [("meeting", CORA, "parties", "keep"), ("meeting", MO, "team", "keep")])
    reading = desk.door.ask(PUBLIC)
    write(tmp_path / "export", reading, tables(desk.door, PUBLIC, reading), PUBLIC)
    with (tmp_path / "export" / "record.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["number"]) > before]
    listed = {row["number"] for row in rows}
    for row in desk.door.rows(MO, desk.door.head().number, first=before + 1):
        assert (str(row["number"]) in listed) == (row["visibility"] != "team")
    for row in rows:
        assert {name for name, value in row.items() if value} <= {
            "number",
            "holds",
            "kind",
            "recorded",
            "hash",
        }


def test_where_hidden_rows_would_change_the_outcome_the_public_is_told_so_and_no_more(tmp_path: Path) -> None:
    desk = the_town(tmp_path)
    number = desk.door.head().number
    before = desk.door.ask(PUBLIC, "2021-12-31")
    assert before.assessment.obligations["duty"].findings(before.on)[0].withheld == ()
    file_secrets(desk, [("meeting", CORA, "parties", "keep")])
    reading = desk.door.ask(PUBLIC, "2021-12-31")
    finding = reading.assessment.obligations["duty"].findings(reading.on)[0]
    assert finding.outcome == "cannot_tell"
    assert [row.why for row in finding.withheld] == ["hidden"]
    assert "not public" in finding.says.en
    [hidden] = finding.withheld
    kept = desk.door.store.row(hidden.number)
    assert kept
    assert (hidden.kind, hidden.hash) == ("meeting", kept["hash"])
    assert hidden.number > number
    seen = desk.door.ask(CORA, "2021-12-31")
    assert seen.assessment.obligations["duty"].findings(seen.on)[0].outcome == "met"
