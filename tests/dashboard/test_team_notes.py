"""What the monitor's team notes of a record for itself is known to nobody else: neither that there is a note, nor its number,
nor when it was made."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compliance import as_json
from compliance.access import PUBLIC, Actor, Desk
from compliance.access.browsing import newest
from compliance.access.reviewing import ask, last_review, review, team_notes
from compliance.contributions import Review
from compliance.editions.folder import write
from compliance.editions.tables import tables
from compliance.sentences import LANGUAGES
from tests.dashboard.conftest import OpenPage, shown
from tests.review_town import CORA, MO, STAN, a_meeting, a_town

SECRET = "zqx-secret"
OTHERS = (PUBLIC, CORA, STAN, Actor("mel"), Actor("dana"), Actor("orla"), Actor("ann"), Actor(host=True))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A town where the department filed a record that the parties read, and the monitor accepted it with a note."""
    return a_town(tmp_path, lambda: datetime.now(UTC))


def noted(desk: Desk) -> tuple[int, int, int]:
    """File a record of the parties, review it with a note and ask about another with one; the numbers of the record and of
    the notes."""
    number = desk.add(CORA, a_meeting("second")).number
    body = Review(record=number, verdict="accepted", reason="Seen.")
    _, first = review(desk, MO, body, f"{SECRET} of the review", last_review(desk.door, MO, number), "one")
    other = desk.add(CORA, a_meeting("third")).number
    *_, second = ask(desk, MO, other, "police", "The list.", None, f"{SECRET} of the request", "two")
    return number, first.number, second.number


def test_the_notes_are_there_to_be_found(desk: Desk) -> None:
    number, *notes = noted(desk)
    rows = desk.door.rows(MO, desk.door.head().number, "team_note")
    assert [row["number"] for row in rows] == notes
    assert all(SECRET in row["body"] for row in rows)
    assert len(team_notes(desk.door, MO, number)) == 1


@pytest.mark.parametrize(
    "actor", OTHERS, ids=lambda actor: actor.person or ("host" if actor.host else "public")
)
def test_nobody_else_gets_a_note_its_number_or_its_time(desk: Desk, tmp_path: Path, actor: Actor) -> None:
    number, *notes = noted(desk)
    door, last = desk.door, desk.door.head().number
    assert door.export(actor, "team_note", last) == []
    assert door.rows(actor, last, "team_note") == []
    assert newest(door, actor, last, 1, "team_note") == ([], None)
    assert team_notes(door, actor, number) == []
    assert door.recordings(actor, notes) == {}
    assert door.numbered(actor, tuple(notes)) == {}
    assert {row["number"] for row in door.rows(actor, last)}.isdisjoint(notes)
    assert {row["number"] for row in newest(door, actor, last, 99).rows}.isdisjoint(notes)
    assert [row["holds"] for _, row in door.afterwards(actor, number)] in ([], ["review"])
    reading = door.ask(actor)
    write(tmp_path / "export", reading, tables(door, actor, reading), actor)
    times = [row["recorded"] for row in door.rows(MO, last, "team_note")]
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "export").iterdir()}
    assert len(files["team-notes.csv"].splitlines()) == len(files["responses.csv"].splitlines())
    every: list[Any] = [*files.values(), repr(reading.knowledge), repr(door.corrections(actor, last))]
    for language in LANGUAGES:
        obligations = list(reading.assessment.obligations.values())
        every.append(json.dumps(as_json.status(door, reading, obligations, language, counted=True)))
    for text in every:
        assert SECRET not in text
        assert not any(time in text for time in times)


def test_a_review_with_a_note_tells_others_what_one_without_tells(tmp_path: Path) -> None:
    told = []
    for name, note in (("with", f"{SECRET} words"), ("without", None)):
        desk = a_town(tmp_path / name)
        number = desk.add(CORA, a_meeting("second")).number
        review(desk, MO, Review(record=number, verdict="accepted", reason="Seen."), note, None, "once")
        rows = [
            {key: value for key, value in row.items() if key not in ("hash", "recorded", "commitment")}
            for row in desk.door.rows(CORA, desk.door.head().number)
        ]
        told.append(rows)
    assert told[0] == told[1]


@pytest.mark.parametrize("person", [None, "cora", "stan"])
def test_no_page_shows_a_note_to_others_and_the_queue_shows_it_to_the_team(
    desk: Desk,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    person: str | None,
) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", desk.door.store.database.url.render_as_string())
    monkeypatch.setenv("PILCROW_FILES", str(desk.door.files.folder))
    number, *notes = noted(desk)
    addresses: list[dict[str, str]] = [{"number": str(n)} for n in (number, *notes)]
    addresses += [{"holds": "team_note", "show": "rows"}, {"show": "rows"}, {}]
    for address in addresses:
        page = shown(open_page("record", as_person=person, **address))
        assert SECRET not in page
        # The page of a number names it in its own address.
        assert not any(f"number={n}" in page for n in notes if str(n) != address.get("number"))
    nothing = shown(open_page("record", as_person=person, number=str(notes[0])))
    never = shown(open_page("record", as_person=person, number="99999"))
    assert re.sub(rf"\b{notes[0]}\b", "N", nothing) == re.sub(r"\b99999\b", "N", never)
    own = shown(open_page("queue", as_person="mo", number=str(number)))
    assert f"{SECRET} of the review" in own
