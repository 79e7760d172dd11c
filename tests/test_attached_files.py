"""Files of records: handed out as they were recorded or not at all, and nothing rests on one that was altered."""

from pathlib import Path

import pytest

from compliance.access import PUBLIC, Actor, Altered, Desk
from compliance.evidence import KINDS
from tests.databases import Place
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import a_desk, load_folder, with_people

CORA, MO = Actor("cora"), Actor("mo")
SHEET = b"Signed in: twelve people."
END = "2021-12-31"


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town that asks for one meeting."""
    made = with_people(a_desk(place))
    check = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31")
    load_folder(made, write_folder(tmp_path / "data", catalogue=catalogue_content(check)))
    return made


def file_a_meeting(desk: Desk, visibility: str = "public") -> tuple[int, str]:
    """A meeting with its sign-in sheet; its number and the sheet's hash."""
    digest = desk.door.files.put(SHEET)
    body = KINDS["meeting"].model_validate(record_content("may", happened="2019-05-01", state="held"))
    return desk.add(CORA, body, visibility=visibility, files=(digest,)).number, digest  # type: ignore[arg-type]


def outcome(desk: Desk, known: int | None = None) -> str:
    """The outcome for the public."""
    reading = desk.door.ask(PUBLIC, END, str(known) if known else None)
    return reading.assessment.obligations["duty"].findings(reading.on)[0].outcome.value


def the_file(desk: Desk) -> Path:
    """The one file of the store."""
    [found] = [path for path in desk.door.files.folder.rglob("*") if path.is_file()]
    return found


def test_a_file_is_handed_out_as_it_was_recorded(desk: Desk) -> None:
    number, digest = file_a_meeting(desk)
    assert desk.file(PUBLIC, number, digest) == SHEET
    assert outcome(desk) == "met"


def test_an_altered_file_is_not_handed_out_it_is_recorded_and_nothing_rests_on_it(desk: Desk) -> None:
    number, digest = file_a_meeting(desk)
    the_file(desk).chmod(0o644)
    the_file(desk).write_bytes(SHEET.replace(b"twelve", b"ninety"))
    with pytest.raises(Altered):
        desk.file(PUBLIC, number, digest)
    head = desk.door.head().number
    row = desk.door.rows(PUBLIC, head, first=head)[0]
    assert (row["holds"], row["capacity"], row["visibility"]) == ("file_check", "program", "public")
    assert outcome(desk) == "cannot_tell"
    assert outcome(desk, known=number) == "met", "what was known before the check stays what was known"
    reading = desk.door.ask(PUBLIC, END)
    [finding] = reading.assessment.obligations["duty"].findings(reading.on)
    assert "file" in finding.says.en
    assert [(row.number, row.why) for row in finding.withheld] == [(number, "file")]


def test_the_same_finding_is_recorded_once_and_a_file_put_back_counts_again(desk: Desk) -> None:
    number, digest = file_a_meeting(desk)
    the_file(desk).unlink()
    for _ in range(3):
        with pytest.raises(Altered):
            desk.file(PUBLIC, number, digest)
    assert desk.door.head().number == number + 1
    desk.door.files.put(SHEET)
    assert desk.check_file(number, digest) == "whole"
    assert outcome(desk) == "met"
    assert desk.file(PUBLIC, number, digest) == SHEET
    assert desk.check_file(number, digest) == "whole"
    assert desk.door.head().number == number + 2


def test_a_file_is_seen_by_whoever_sees_its_record(desk: Desk) -> None:
    number, digest = file_a_meeting(desk, "parties")
    assert desk.file(MO, number, digest) == SHEET
    for actor in (PUBLIC, Actor("orla")):
        with pytest.raises(KeyError):
            desk.file(actor, number, digest)
    with pytest.raises(KeyError):
        desk.file(MO, number, "0" * 64)


def test_a_record_cannot_name_a_file_that_is_not_there(desk: Desk) -> None:
    body = KINDS["meeting"].model_validate(record_content("may", happened="2019-05-01", state="held"))
    before = desk.door.head()
    with pytest.raises(ValueError, match="no file"):
        desk.add(CORA, body, files=("0" * 64,))
    assert desk.door.head() == before


def test_a_redacted_record_hands_out_no_file(desk: Desk) -> None:
    number, digest = file_a_meeting(desk)
    desk.redact(Actor("ann"), number, "It names a child.")
    with pytest.raises(KeyError):
        desk.file(MO, number, digest)
    assert desk.door.files.state(digest) == "missing", "nothing else names it, so its content is gone too"


def test_a_file_that_another_record_names_stays_when_one_is_redacted(desk: Desk) -> None:
    number, digest = file_a_meeting(desk)
    other = KINDS["meeting"].model_validate(record_content("june", happened="2019-06-01", state="held"))
    second = desk.add(CORA, other, files=(digest,)).number
    desk.redact(Actor("ann"), number, "It names a child.")
    assert desk.file(MO, second, digest) == SHEET
