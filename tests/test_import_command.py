"""`pilcrow import`: all rows or none, every bad row on stderr with its place, and nothing that must never be sent."""

import json
from pathlib import Path

import pytest

from compliance.access import Actor, Desk
from compliance.access.drafting import drafts_of
from compliance.cli import run
from tests.small import as_yaml, record_content, write_folder
from tests.stores import a_desk, load_folder, sqlite_place, with_people

HEAD = "key,subject,happened,source,said_by,summary,state"
MAY = "may,topic,2019-05-01,paper,A paper,A meeting was held.,held"
JUNE = "june,topic,2019-06-01,paper,A paper,Another was held.,held"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store that the command finds, with a person of each role."""
    place = sqlite_place(tmp_path / "store")
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    monkeypatch.setenv("PILCROW_FILES", str(place.files))
    desk = a_desk(place)
    load_folder(desk, write_folder(tmp_path / "data"))
    return with_people(desk)


def a_csv(folder: Path, *lines: str) -> str:
    """A CSV file."""
    path = folder / "meetings.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_it_says_what_it_would_do_then_does_it_and_again_does_nothing(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, head = a_csv(tmp_path, HEAD, MAY, JUNE), desk.door.head()
    assert run(["import", "meeting", file, "--as", "cora", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "2 rows: 2 new, 0 corrections, 0 on record as they stand." in said
    assert "Row 3: meeting 'june' is new." in said and "Nothing was recorded, as asked." in said
    assert desk.door.head() == head
    assert run(["import", "meeting", file, "--as", "cora", "--visibility", "public"]) == 0
    assert f"Recorded as numbers {head.number + 1} to {head.number + 2}." in capsys.readouterr().out
    assert run(["import", "meeting", file, "--as", "cora"]) == 0
    assert "There was nothing to record." in capsys.readouterr().out
    assert desk.door.head().number == head.number + 2


def test_programs_get_one_document(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "meeting", a_csv(tmp_path, HEAD, MAY), "--as", "cora", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["rows"] == [{"row": 2, "key": "may", "does": "new", "on_record": None}]
    assert [row["number"] for row in document["recorded"]] == [desk.door.head().number]


def test_corrections_need_a_reason(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "meeting", a_csv(tmp_path, HEAD, MAY), "--as", "cora"]) == 0
    number = desk.door.head().number
    again = ["import", "meeting", a_csv(tmp_path, HEAD, MAY.replace("05-01", "05-02")), "--as", "cora"]
    assert run(again) == 2
    assert f"(records {number})" in capsys.readouterr().err
    assert run([*again, "--reason", "The day was misread."]) == 0
    assert f"corrects record {number}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "kind", "person", "said"),
    [
        ([HEAD, MAY.replace("held", "don")], "meeting", "cora", "meetings.csv:2: state: 'don' is not one"),
        (
            [HEAD, MAY.replace("paper", "papr", 1)],
            "meeting",
            "cora",
            "meetings.csv:2: source: 'papr' is no source",
        ),
        ([f"{HEAD},dob", f"{MAY},2009-05-03"], "meeting", "cora", "“dob”: dates of birth"),
        ([f"{HEAD},student_name", f"{MAY},"], "meeting", "cora", "“student_name”: names of students"),
        ([HEAD, MAY], "meting", "cora", "Did you mean meeting?"),
        (["key,assignments", "a,b"], "roster", "cora", "pilcrow add roster FILE"),
        ([HEAD, MAY], "meeting", "mel", "Only a coordinator"),
        ([HEAD, MAY], "meeting", "nobody", "There is no person 'nobody'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[str], kind: str, person: str, said: str
) -> None:  # fmt: skip
    head = desk.door.head()
    assert run(["import", kind, a_csv(tmp_path, *lines), "--as", person]) == 2
    streams = capsys.readouterr()
    assert said in streams.err and "2009" not in streams.err and streams.out == ""
    assert desk.door.head() == head


@pytest.mark.parametrize("name", ["meetings.txt", "missing.csv"])
def test_a_file_that_is_no_table_is_said(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "meetings.txt").write_text("x")
    assert run(["import", "meeting", str(tmp_path / name), "--as", "cora"]) == 2
    assert name in capsys.readouterr().err


@pytest.mark.parametrize("command", ["add", "draft"])
def test_what_must_never_be_sent_is_not_attached_either(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    record, sheet = tmp_path / "meeting.yaml", tmp_path / "sheet.csv"
    record.write_text(as_yaml(record_content("may", happened="2019-05-01", state="held")), encoding="utf-8")
    sheet.write_text("school,student_name\nA,Example Person\n", encoding="utf-8")
    head = desk.door.head()
    assert run([command, "meeting", str(record), "--as", "cora", "--file", str(sheet)]) == 2
    said = capsys.readouterr().err
    assert "“student_name”: names of students" in said and "Example Person" not in said
    assert (desk.door.head(), drafts_of(desk, Actor("cora")), desk.door.files.digests()) == (head, [], [])
