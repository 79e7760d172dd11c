"""The commands that hand records over and show what was handed over."""

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.access import Actor, Desk
from compliance.access.drafting import save_draft
from compliance.cli import run
from compliance.evidence import KINDS, Evidence
from compliance.json_productions import LISTED, PRODUCTION
from tests.databases import Place
from tests.small import catalogue_content, criterion, record_content, write_folder, write_yaml
from tests.stores import PERIODS, a_desk, load_folder, with_people

CORA, DANA = Actor("cora"), Actor("dana")


@pytest.fixture
def desk(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A town with a person of each role, which the command asks, and a cover letter in its folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    monkeypatch.setenv("PILCROW_FILES", str(place.files))
    made = a_desk(place)
    check = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
    content = catalogue_content(check) | {"periods": PERIODS}
    may = record_content("may", happened="2019-05-01", state="held")
    load_folder(made, write_folder(tmp_path / "data", catalogue=content, meeting=[may]))
    letter = {
        "title": "Minutes",
        "given": "2020-02-28",
        "to": ["monitor"],
        "period": "IMR-2",
        "words": "Enclosed.",
    }
    write_yaml(tmp_path / "letter.yaml", letter)
    return with_people(made)


@pytest.fixture
def pilcrow(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command: its exit status, and what it said."""

    def call(*words: object) -> tuple[int, str]:
        status = run([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out or said.err

    return call


def meeting(key: str) -> Evidence:
    return KINDS["meeting"].model_validate(
        record_content(key, happened="2019-07-01", state="held", summary=f"They met: {key}.")
    )


def test_records_and_drafts_are_handed_over_and_shown_with_their_cover_list(desk: Desk, pilcrow: Any) -> None:
    digest = desk.door.files.put(b"minutes")
    number = desk.add(CORA, meeting("a"), files=[digest]).number
    draft = save_draft(desk, CORA, meeting("b"))
    words = ("produce", "letter.yaml", "--records", number, "--draft", draft.id[:8], "--as", "cora")
    status, said = pilcrow(*words, "--key", "once")
    assert status == 0 and f"Recorded as number {number + 2}" in said
    status, said = pilcrow("productions", "--as", "mo")
    assert said == (
        f"patrol/1  2020-02-28  to monitor, for IMR-2: Minutes (2 records; record {number + 2})\n"
    )
    for which in ("1", "patrol/1"):
        status, said = pilcrow("production", which, "--as", "mo")
        assert status == 0
        assert said.splitlines()[0] == "Production 1 of patrol: Minutes"
        assert "  | Enclosed." in said
        assert (
            f"   1  record {number}  meeting  2019-07-01  They met: a.\n      file {digest}, 7 bytes\n"
            in said
        )
        assert f"   2  record {number + 1}  meeting  2019-07-01  They met: b.\n" in said


def test_as_json_every_field_is_one_that_is_documented(desk: Desk, pilcrow: Any) -> None:
    number = desk.add(CORA, meeting("a"), files=[desk.door.files.put(b"minutes")]).number
    pilcrow("produce", "letter.yaml", "--records", number, "--as", "cora")
    one = json.loads(pilcrow("production", "1", "--as", "cora", "--json")[1])
    assert list(one) == [*(field.name for field in PRODUCTION), "list"]
    assert [list(line) for line in one["list"]] == [[field.name for field in LISTED]]
    assert (one["body"], one["number"], one["to"], one["records"]) == ("patrol", 1, ["monitor"], [number])
    assert one["list"][0]["files"][0]["bytes"] == 7
    every = json.loads(pilcrow("productions", "--as", "cora", "--json")[1])
    one.pop("list")
    assert every["productions"] == [one] and every["number"] == number + 1


def test_the_public_is_told_of_none_among_the_parties(desk: Desk, pilcrow: Any) -> None:
    number = desk.add(CORA, meeting("a"), visibility="public").number
    pilcrow("produce", "letter.yaml", "--records", number, "--as", "cora")
    assert pilcrow("productions") == (0, "No productions that you may see.\n")
    assert pilcrow("production", "1") == (2, "There is no production that you may see.\n")


def test_what_is_wrong_is_a_sentence_with_the_cure(desk: Desk, pilcrow: Any) -> None:
    a, b = desk.add(CORA, meeting("a")).number, desk.add(DANA, meeting("b")).number
    for actor, number in (("cora", a), ("dana", b)):
        pilcrow("produce", "letter.yaml", "--records", number, "--as", actor)
    wrong = {
        ("production", "1", "--as", "mo"): "Several bodies have a production 1: training/1, patrol/1. Write the body",
        ("production", "7", "--as", "mo"): "There is no production '7' that you may see; there are: training/1, patrol/1.",
        ("produce", "letter.yaml", "--records", "x", "--as", "cora"): "'x' is no number of a record; write numbers",
        ("produce", "letter.yaml", "--as", "cora"): "A production holds at least one record",
        ("produce", "letter.yaml", "--records", a, "--as", "mo"): "You may not add this (production)",
    }  # fmt: skip
    for words, sentence in wrong.items():
        status, said = pilcrow(*words)
        assert (status, said[: len(sentence)]) == (2, sentence), words
    assert len(json.loads(pilcrow("productions", "--as", "mo", "--json")[1])["productions"]) == 2
