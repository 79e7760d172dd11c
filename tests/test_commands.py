"""The commands that keep a store and add to it, in this process, on each database."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
import typer
from sqlalchemy import create_engine, text

from compliance.access import Desk, StoreError
from compliance.cli import run
from compliance.commands import options
from compliance.contributions import RoleName
from compliance.record import migrate
from compliance.record.migrate import State
from compliance.record.tables import VISIBILITIES
from tests.databases import Place
from tests.small import catalogue_content, criterion, record_content, write_folder, write_yaml
from tests.stores import sqlite_place

HELD = record_content("may", happened="2019-05-01", state="held")
LOADED = 3
"""The rows of the small folder: a source, the catalogue, a meeting."""


class Said(NamedTuple):
    """What a call answered."""

    status: int
    out: str
    err: str

    @property
    def wrong(self) -> str:
        """The one sentence of a call that was wrong."""
        assert (self.status, self.out) == (2, ""), self
        assert len(self.err.strip().splitlines()) == 1, self.err
        return self.err.strip()

    @property
    def right(self) -> str:
        """The answer of a call that went well."""
        assert (self.status, self.err) == (0, ""), self
        return self.out

    @property
    def json(self) -> Any:
        """The document of a call that went well."""
        return json.loads(self.right)


Ask = Callable[..., Said]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ask:
    """Runs the command, on the store that `at` chose."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: object) -> Said:
        status = run([str(word) for word in words])
        return Said(status, *capsys.readouterr())

    return call


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Chooses a place, with a small data folder for it."""
    check = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
    write_folder(tmp_path / "data", catalogue=catalogue_content(check), meeting=[HELD])

    def choose(place: Place, *, owner: bool = True) -> None:
        monkeypatch.setenv("PILCROW_DATABASE", place.url)
        monkeypatch.setenv("PILCROW_FILES", str(place.files))
        monkeypatch.setenv("PILCROW_DATA", str(tmp_path / "data"))
        monkeypatch.delenv("PILCROW_DATABASE_OWNER", raising=False)
        if owner and place.owner:
            monkeypatch.setenv("PILCROW_DATABASE_OWNER", place.owner)

    return choose


@pytest.fixture
def town(ask: Ask, at: Callable[..., None], place: Place) -> Ask:
    """A store with the small record, a monitor `mo`, and `cora`, who coordinates a department."""
    at(place)
    ask("init").right  # noqa: B018
    for key, *role in (("mo", "monitor"), ("cora", "department", "--body", "patrol", "--coordinator")):
        ask("person", key, key.title()).right  # noqa: B018
        assert ask("grant", key, *role).status == 0
    return ask


def page(name: str, **fields: Any) -> str:
    """A file with the fields of one record."""
    write_yaml(Path(name), fields)
    return name


def meeting(key: str = "june", **fields: Any) -> str:
    """A file with a meeting."""
    return page(f"{key}.yaml", **record_content(key, happened="2019-06-01", state="held", **fields))


# init


def test_init_creates_loads_and_adds_nothing_the_second_time(
    ask: Ask, at: Callable[..., None], place: Place
) -> None:
    at(place)
    first = ask("init", "--json").json
    assert (first["done"], first["created"], first["added"], first["last"]) == (True, True, LOADED, LOADED)
    again = ask("init").right
    assert "Rows added: 0. Corrected: 0. Unchanged: 3." in again
    assert f"ends with record {LOADED}, head {first['head']}." in again
    assert "is there already, so nothing was done" in ask("init", "--if-none").right


def test_a_store_from_before_the_first_release_is_kept_aside_and_rebuilt(
    ask: Ask, at: Callable[..., None], tmp_path: Path
) -> None:
    at(sqlite_place(tmp_path))
    with sqlite3.connect(tmp_path / "pilcrow.db") as connection:
        for table in ("catalogue_revision", "source", "evidence", "determination", "report_total"):
            connection.execute(f"CREATE TABLE {table} (number INTEGER)")
    assert "from before the first release; run pilcrow init" in ask("status").wrong
    said = ask("init", "--if-none").right
    assert "it is kept as pilcrow.db.earlier-1, and built anew" in said
    assert f"Rows added: {LOADED}." in said
    assert (tmp_path / "pilcrow.db.earlier-1").exists()


def test_init_if_none_upgrades_an_older_store_and_loads_nothing(
    ask: Ask, at: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(sqlite_place(tmp_path))
    ask("init")
    states = [State.OLDER, State.OLDER, State.OLDER]
    real = migrate.state
    monkeypatch.setattr(migrate, "state", lambda database: states.pop() if states else real(database))
    assert ask("init", "--if-none").right == (
        "The store pilcrow.db was upgraded to this release; no row was changed.\n"
    )


def test_a_newer_store_and_another_programs_database_are_left_alone(
    ask: Ask, at: Callable[..., None], place: Place
) -> None:
    at(place)
    if not place.owner:
        sqlite3.connect(place.url.removeprefix("sqlite:///")).close()
    engine = create_engine(place.owner or place.url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (total INTEGER)"))
    assert "holds other tables" in ask("init").wrong
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE invoices"))
    ask("init").right  # noqa: B018
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of-tomorrow'"))
    engine.dispose()
    for words in (["init"], ["init", "--if-none"], ["status"]):
        assert "made by a newer Pilcrow" in ask(*words).wrong


def test_a_role_that_owns_the_tables_is_warned_about(
    ask: Ask, at: Callable[..., None], new_postgres_database: Callable[[str], Place]
) -> None:
    place = new_postgres_database("owned")
    assert place.owner
    at(place, owner=False)
    assert "set PILCROW_DATABASE_OWNER to the address of one that may" in ask("init").wrong
    at(Place(place.owner, None, place.files))
    said = ask("init")
    assert said.status == 0
    assert "owns the tables" in said.err
    assert "set PILCROW_DATABASE_OWNER" in said.err
    at(place)
    assert ask("init", "--json").json["warning"] is None


def test_what_was_redacted_is_named_and_not_loaded_again(town: Ask) -> None:
    town("redact", 3, "--reason", "A court order.", "--yes").right  # noqa: B018
    assert "Redacted here, so not loaded again: evidence may" in town("init").right


# verify, backup, restore


def test_verify_says_where_the_record_ends_and_knows_earlier_heads(town: Ask) -> None:
    document = town("verify", "--json").json
    assert (document["holds"], document["rows"], document["faults"]) == (True, 7, [])
    assert town("verify").right == f"7 records hold together; head {document['head']}.\n"
    earlier = town("record", 3, "--json").json["rows"][0]["hash"]
    assert "is that of record 3" in town("verify", "--head", earlier.upper()).right
    town("redact", 3, "--reason", "A court order.", "--yes").right  # noqa: B018
    assert town("verify", "--head", earlier).right.endswith(
        "is that of record 3, and all before it is as it was then, except that the content of record 3 was removed since, "
        "by redaction 8.\n"
    )
    assert town("verify", "--head", document["head"], "--json").json["asked"]["removed_since"] == [
        {"record": 3, "redaction": 8}
    ]
    document = town("verify", "--json").json
    before = town("record", 2, "--json").json["rows"][0]["hash"]
    assert town("verify", "--head", before).right.endswith("as it was then.\n")
    cut = town("verify", "--head", "f" * 64)
    assert (cut.status, cut.out) == (1, "")
    assert f"The record ends with 8; head {document['head']}: it was cut, or rewritten" in cut.err
    assert "is no hash; write all of its 64 digits" in town("verify", "--head", earlier[:12]).wrong


def test_verify_names_the_first_record_that_does_not_hold(
    ask: Ask, at: Callable[..., None], tmp_path: Path
) -> None:
    at(sqlite_place(tmp_path))
    ask("init")
    with sqlite3.connect(tmp_path / "pilcrow.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE content SET body = replace(body, 'may', 'yam') WHERE number = 3")
    said = ask("verify")
    assert (said.status, said.out) == (1, "")
    assert said.err.splitlines()[:2] == [
        "The record does not hold together from record 3 on; do not rely on what it says. Compare a head that was kept "
        "elsewhere, or restore a backup.",
        "The content of record 3 is not what was recorded.",
    ]
    assert "locks against changes are missing (content_is_" in said.err
    assert said.err.endswith("; pilcrow init puts them back.\n")
    document = ask("verify", "--json")
    assert document.status == 1
    assert json.loads(document.out)["faults"][0]["number"] == 3


def test_a_backup_is_restored_with_the_same_head(
    town: Ask, at: Callable[..., None], place: Place, tmp_path: Path
) -> None:
    Path("note.txt").write_text("A note.")
    town("add", "meeting", meeting(), "--as", "cora", "--file", "note.txt").right  # noqa: B018
    head = town("verify", "--json").json["head"]
    assert f"8 records, 0 drafts and 1 files to all.zip. The record ends with 8, head {head}." in (
        town("backup", "all.zip").right
    )
    assert "is there already" in town("backup", "all.zip").wrong
    assert town("restore", "all.zip").status == 2, "the place is not empty"
    at(sqlite_place(tmp_path / "other"))
    assert town("restore", "all.zip", "--json").json["hash"] == head
    assert head in town("verify").right


# Who reads


def test_everybody_sees_the_head_and_only_persons_on_record_see_more(town: Ask) -> None:
    town("add", "meeting", meeting(), "--as", "cora").right  # noqa: B018
    public, own = town("record", 8, "--json").json, town("record", 8, "--as", "cora", "--json").json
    assert "body" not in public["rows"][0]
    assert own["rows"][0]["body"]["key"] == "june"
    assert public["head"] == own["head"] == public["rows"][0]["hash"]
    ends = f"ends with number 8. Its head:\n  {public['head']}\n"
    assert town("status").right.endswith(ends)
    counts = [
        town(*words, "--json").json["findings"][0]["evidence"]
        for words in (["status"], ["status", "--as", "cora"])
    ]
    assert [len(found) for found in counts] == [1, 2]
    for words in (["status"], ["timeline", "duty"], ["gaps"], ["export", "out"], ["record"]):
        assert town(*words, "--as", "corra").wrong == (
            "There is no person 'corra'. Did you mean cora? pilcrow people lists them all."
        )
    assert not Path("out").exists()
    assert "june" not in (town("export", "out").right and Path("out/evidence-meeting.csv").read_text())
    assert "what cora may see" in town("export", "own", "--as", "cora").right
    assert "june" in Path("own/evidence-meeting.csv").read_text()


def test_the_last_rows_are_listed_with_their_hashes(town: Ask) -> None:
    lines = town("record").right.splitlines()
    assert len(lines) == 7
    assert lines[2].endswith("evidence of kind meeting: may")
    assert lines[-1].endswith("role: not for you to see")
    assert "There is no record 99 that you may see; the record runs from 1 to 7" in town("record", 99).wrong


# Who adds


def test_an_act_says_where_it_stands_and_who_may_see_it(town: Ask) -> None:
    said = town("add", "meeting", meeting(), "--as", "cora", "--key", "once", "--json").json
    assert (said["number"], said["visibility"]) == (8, "parties")
    assert town("record", 8, "--json").json["rows"][0]["hash"] == said["hash"]
    again = town("add", "meeting", "june.yaml", "--as", "cora", "--key", "once").right
    assert again == (
        f"Recorded as number 8, hash {said['hash']}. It can be seen by the department, the parties and the monitor.\n"
    )
    row = town("record", 8, "--as", "mo", "--json").json["rows"][0]
    assert (row["recorded_by"], row["capacity"]) == ("cora", "department/patrol")
    assert row["system_account"]


def test_a_record_is_corrected_withdrawn_and_redacted(town: Ask) -> None:
    Path("note.txt").write_text("A note.")
    who = ("--as", "cora")
    town("add", "meeting", meeting(), *who, "--file", "note.txt").right  # noqa: B018
    said = town("add", "meeting", meeting(note="Late."), *who, "--corrects", 8)
    assert "needs a reason" in said.wrong
    reason = ("--reason", "It was late.")
    assert "number 9" in town("add", "meeting", "june.yaml", *who, "--corrects", 8, *reason).right
    assert "record 9 does" in town("withdraw", 8, *who, *reason).wrong
    assert "number 10" in town("withdraw", 9, *who, *reason, "--key", "once").right
    assert "number 10" in town("withdraw", 9, *who, *reason, "--key", "once").right
    assert "who may: administrator" in town("redact", 9, *who, *reason, "--yes").wrong
    redacted = town("redact", 9, *reason, "--yes").right
    assert "Backups and copies that were made earlier still have the content of record 9." in redacted
    assert "The key still stands in records 8, 10.\n" in redacted
    assert "A file of it is still attached to record 8.\n" in redacted, "a correction keeps its files"
    assert town("record", 9, *who).right.startswith(
        "Withdrawn by record 10: It was late.\nRedacted by record 11: It was late.\nRecord 9: evidence of kind meeting\n"
        "  its content was redacted\n"
    )
    assert "There is no record 9 whose content could be removed" in town("redact", 9, *reason, "--yes").wrong
    assert "The content of 1 was redacted." in town("verify").right


def test_redaction_is_asked_for_first(town: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("redact", 3, "--reason", "A court order.")
    assert "Remove the content of record 3 for ever? It cannot be undone; say --yes." in town(*words).wrong
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda question, err: False)
    assert town(*words).wrong == "Nothing was removed."
    monkeypatch.setattr(typer, "confirm", lambda question, err: True)
    assert "number 8" in town(*words).right


def test_a_row_says_what_became_of_it(town: Ask) -> None:
    assert town("record", 3).right.startswith("Record 3: ")
    town("review", 3, "rejected", "--reason", "Not signed.", "--as", "mo").right  # noqa: B018
    assert town("record", 3).right.startswith("Rejected by record 8: Not signed.\nRecord 3: ")
    became = town("record", 3, "--json").json["afterwards"]
    assert became == [{"how": "rejected by", "number": 8, "reason": "Not signed."}]


def test_what_a_person_may_see_says_that_it_is_not_public(town: Ask) -> None:
    for words in (["status"], ["timeline", "duty"], ["gaps"]):
        assert town(*words, "--as", "mo").right.startswith("As mo may see it; not public.\n\n")
        assert town(*words, "--as", "mo", "--lang", "es").right.startswith(
            "Según lo que mo puede ver; no es público."
        )
        assert "not public." not in town(*words).right.splitlines()[0]
        assert town(*words, "--as", "mo", "--json").json["as"] == "mo"
        assert town(*words, "--json").json["as"] is None


def test_the_latest_review_holds(town: Ask) -> None:
    reviewed = ("--reason", "Read it.", "--as", "mo")
    assert "number 8" in town("review", 3, "accepted", *reviewed, "--key", "once").right
    assert "number 8" in town("review", 3, "accepted", *reviewed, "--key", "once").right
    assert "seen by everybody" in town("review", 3, "rejected", *reviewed).right
    assert "is no record of evidence" in town("review", 1, "accepted", *reviewed).wrong
    assert "who may: monitor" in town("review", 3, "accepted", "--reason", "Ours.", "--as", "cora").wrong
    assert "Missing option '--as'" in town("review", 3, "accepted", "--reason", "Read it.").wrong


def test_a_response_is_recorded_once_for_each_key(town: Ask) -> None:
    file = page("r.yaml", obligation="duty", stance="explains", words="We met.", given="2020-01-02")
    first = town("respond", file, "--as", "cora", "--key", "once", "--json").json
    assert town("respond", file, "--as", "cora", "--key", "once", "--json").json == first
    assert town("add", "response", file, "--as", "cora", "--json").json["number"] == first["number"] + 1
    assert "who may: department" in town("respond", file, "--as", "mo").wrong


def test_what_the_catalogue_does_not_declare_is_not_recorded(town: Ask) -> None:
    level = {"paragraph": "40", "body": "police", "level": "first", "level_words": "First", "source": "paper"}
    told = {"report": "IMR-99", "reported_by": "the monitor", "stage": "draft", "rationale": "Seen."}
    file = page("d.yaml", **level, **told)
    assert town("determine", file, "--as", "mo").err.startswith("d.yaml:6: report: 'IMR-99' is no report")
    file = page("r.yaml", obligation="dutty", stance="explains", words="We met.", given="2020-01-02")
    assert town("respond", file, "--as", "cora").err == (
        "r.yaml:1: obligation: 'dutty' is no obligation that is declared. Write one of: duty\n"
        "1 problem. Nothing was recorded.\n"
    )
    subject = meeting(subject=["topics"])
    assert town("add", "meeting", subject, "--as", "cora").err.startswith(
        "june.yaml:2: subject: 'topics' is no subject that is declared. Near it: topic\n"
    ), "there are others"
    several = meeting(source="nothing", subject=["topics"])
    subject, source, _ = town("add", "meeting", several, "--as", "cora").err.splitlines()
    assert re.match(r"june\.yaml:\d: source: 'nothing' is no source", source)
    assert re.match(r"june\.yaml:\d: subject: 'topics' is no subject", subject)
    assert town("verify", "--json").json["rows"] == 7


def test_every_problem_of_a_file_is_named_with_its_line(town: Ask) -> None:
    Path("m.yaml").write_text("key: june\nsubject: topic\nstate: hold\nsummery: A meeting.\n")
    said = town("add", "meeting", "m.yaml", "--as", "cora")
    assert (said.status, said.out) == (2, "")
    assert "m.yaml:3: state: 'hold' is not one of the allowed words. Write one of:" in said.err
    assert "m.yaml:4: summery: is no field here. Write 'summary'" in said.err
    assert said.err.endswith("problems. Nothing was recorded.\n")
    Path("m.yaml").write_text("- june\n")
    assert "it does not hold the fields of one record" in town("add", "meeting", "m.yaml", "--as", "cora").err
    assert "There is no file none.yaml" in town("add", "meeting", "none.yaml", "--as", "cora").wrong
    assert "There is no file lost.pdf" in (
        town("add", "meeting", meeting(), "--as", "cora", "--file", "lost.pdf").wrong
    )
    assert "There is no kind 'meating'. Did you mean meeting?" in (
        town("add", "meating", "m.yaml", "--as", "cora").wrong
    )


# Drafts


@pytest.fixture
def bureau(town: Ask) -> Ask:
    """The same, with `mel`, a member of cora's bureau."""
    town("person", "mel", "Mel").right  # noqa: B018
    assert town("grant", "mel", "department", "--body", "patrol").status == 0
    return town


def test_a_member_saves_a_draft_and_a_coordinator_sends_it(bureau: Ask) -> None:
    Path("note.txt").write_text("A note.")
    mel, cora = ("--as", "mel"), ("--as", "cora")
    assert "save it as a draft" in bureau("add", "meeting", meeting(), *mel).wrong
    assert bureau("drafts", *mel).right == "No drafts that you may see.\n"
    how = ("--file", "note.txt", "--visibility", "public")
    said = bureau("draft", "meeting", "june.yaml", *mel, *how).right
    assert said.endswith("for department/patrol. A coordinator sends it with pilcrow send.\n")
    saved = bureau("draft", "meeting", meeting("july"), *mel, "--json").json
    assert (saved["author"], saved["visibility"], saved["body"]["key"]) == ("mel", "parties", "july")
    assert bureau("drafts", "--as", "mo").right == "No drafts that you may see.\n"
    lines = bureau("drafts", *cora).right.splitlines()
    assert len(lines) == 2
    assert any(line.endswith("mel, for department/patrol: evidence of kind meeting june") for line in lines)
    june = next(line.split()[0] for line in lines if "june" in line)
    assert "Only a coordinator" in bureau("send", june, *mel).wrong
    assert "There is no draft of yours that begins with 'x'" in bureau("send", "x", *cora).wrong
    assert "There is more than one draft of yours" in bureau("send", "", *cora).wrong
    sent = bureau("send", june, *cora, "--json").json
    row = bureau("record", sent["number"], "--json").json["rows"][0]
    assert (row["visibility"], len(row["files"].split())) == ("public", 1)
    assert saved["id"] in bureau("discard", saved["id"][:9], *mel).right
    assert bureau("drafts", *cora, "--json").json == {"drafts": []}
    assert bureau("send", june, *cora).wrong == "There is no draft of yours."


# Files


@pytest.fixture
def attached(town: Ask, place: Place) -> Ask:
    """The same, with record 8, which has one file, and record 9, which has two: its own and that of record 8."""
    for key, texts in (("june", ["A note."]), ("july", ["A note.", "Another."])):
        for text_ in texts:
            Path(f"{text_}txt").write_text(text_)
        files = [word for each in texts for word in ("--file", f"{each}txt")]
        town("add", "meeting", meeting(key), "--as", "cora", "--visibility", "public", *files).right  # noqa: B018
    return town


def digest_of(ask: Ask, number: int, n: int = 0) -> str:
    """A file of a record, by its digest."""
    return str(ask("record", number, "--json").json["rows"][0]["files"].split()[n])


def test_an_attached_file_is_written_once_and_whole(attached: Ask) -> None:
    digest = digest_of(attached, 8)
    assert attached("file", 8, "out.txt").right == (
        f"Wrote the file {digest} of record 8, 7 bytes, to out.txt.\n"
    )
    assert Path("out.txt").read_text() == "A note."
    assert "out.txt is there already; name a new file." in attached("file", 8, "out.txt").wrong
    several = attached("file", 9, "two.txt").wrong
    assert several.startswith("There is more than one file of record 9 that you may see: ")
    assert digest in several and several.endswith("Choose one with --digest.")
    assert (
        attached("file", 9, "two.txt", "--digest", digest_of(attached, 9, 1)[:9], "--json").json["bytes"] == 8
    )
    assert "There is no file of record 3" in attached("file", 3, "none.txt").wrong
    assert "There is no record 99" in attached("file", 99, "none.txt").wrong
    attached("add", "meeting", meeting("own"), "--as", "cora", "--file", "A note.txt").right  # noqa: B018
    assert "There is no file of record 10 that you may see" in attached("file", 10, "own.txt").wrong
    assert "of record 10" in attached("file", 10, "own.txt", "--as", "mo").right


def test_an_altered_file_is_not_written_and_that_is_recorded(attached: Ask, place: Place) -> None:
    digest = digest_of(attached, 8)
    spoil(place, digest)
    assert f"The file {digest} was altered" in attached("file", 8, "out.txt").wrong
    assert not Path("out.txt").exists()
    assert attached("record", 10, "--json").json["rows"][0]["holds"] == "file_check"


def spoil(place: Place, digest: str, content: str = "Other.") -> None:
    """Write something into an attached file."""
    file = place.files / digest[:2] / digest
    file.chmod(0o600)
    file.write_text(content)


def test_verify_records_what_it_finds_of_files_once(attached: Ask, place: Place) -> None:
    digest, other = digest_of(attached, 8), digest_of(attached, 9, 1)
    spoil(place, digest)
    (place.files / other[:2] / other).unlink()
    said = attached("verify")
    assert (said.status, said.out) == (1, "")
    first, *faults, last = said.err.splitlines()
    assert first == "The record itself holds together; 2 attached files do not."
    assert sorted(faults) == sorted(
        f"The file {file} of record {number} {how}."
        for number, file, how in (
            (8, digest, "was altered"),
            (9, digest, "was altered"),
            (9, other, "is missing"),
        )
    )
    assert last.startswith("Recorded now: the file of record 8 was altered, the file of record 9 ")
    assert last.endswith("; what rests on a file that is not whole cannot be told.")
    again = attached("verify", "--json")
    assert (again.status, json.loads(again.out)["recorded"], json.loads(again.out)["rows"]) == (1, [], 12)
    spoil(place, digest, "A note.")
    (place.files / other[:2] / other).write_text("Another.")
    assert "Recorded now: the file of record 8 is whole again, the file of record 9 is whole again" in (
        attached("verify").right
    )
    assert attached("verify", "--json").json["rows"] == 15
    assert "Recorded" not in attached("verify").right


def test_what_verify_cannot_record_it_says(
    attached: Ask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(place, digest_of(attached, 8))

    def refuse(*_: object) -> str:
        raise StoreError("the store is read-only")

    monkeypatch.setattr(Desk, "check_file", refuse)
    said = attached("verify")
    assert said.status == 1
    assert said.err.startswith("The record itself holds together; 1 attached file does not.\n")
    assert said.err.endswith("What was found of the files could not be recorded: the store is read-only.\n")


def test_a_redaction_says_what_is_left(attached: Ask) -> None:
    said = attached("redact", 8, "--reason", "A court order.", "--yes", "--json").json
    assert (said["key"], said["files"], said["kept"]) == ([], [9], True)
    said = attached("redact", 9, "--reason", "A court order.", "--yes").right
    assert "attached" not in said and "The key still" not in said
    assert "name nobody in it" in attached("redact", "--help").right


# Who may


def test_roles_are_granted_and_revoked(town: Ask) -> None:
    assert town("people").right == "mo: Mo; monitor\ncora: Cora; department/patrol (coordinator)\n"
    assert town("people", "--as", "cora").right == (
        "Nobody whom you may see; people are shown to administrators and the monitor only.\n"
    )
    town("person", "ann", "Ann", "--identity", "ann@city.test").right  # noqa: B018
    town("grant", "ann", "administrator", "--key", "once").right  # noqa: B018
    town("grant", "ann", "administrator", "--key", "once").right  # noqa: B018
    assert "ann: Ann, signs in as ann@city.test; administrator" in town("people", "--as", "ann").right
    assert "who may: administrator" in town("grant", "cora", "monitor", "--as", "mo").wrong
    revoked = ("revoke", "cora", "department", "--body", "patrol", "--reason", "She left.")
    assert "Recorded as number 10" in town(*revoked, "--as", "ann").right
    assert "Nobody has the role cora/department/patrol now" in town(*revoked).wrong
    assert "You may not add this" in town("add", "meeting", meeting(), "--as", "cora").wrong
    found = {person["key"]: person["roles"] for person in town("people", "--json").json["people"]}
    assert found["cora"] == []
    assert found["mo"] == [{"role": "monitor", "body": None, "coordinator": False}]


def test_a_role_that_cannot_be_is_refused_with_the_cure(
    ask: Ask, at: Callable[..., None], tmp_path: Path
) -> None:
    at(sqlite_place(tmp_path))
    ask("init")
    ask("person", "ann", "Ann")
    assert "Name its body" in ask("grant", "ann", "department").wrong
    assert "Leave the body out" in ask("grant", "ann", "monitor", "--body", "patrol").wrong
    granted = ask("grant", "ann", "department", "--body", "polise")
    assert (granted.status, granted.err) == (0, "The catalogue names no body 'polise'.\n")
    assert "nly a department has coordinators" in ask("grant", "ann", "monitor", "--coordinator").wrong
    assert "person: 'anne' is no person that is declared" in ask("grant", "anne", "monitor").wrong
    assert "'king' is not one of" in ask("grant", "ann", "king").wrong
    assert "is recorded already, as record 4; correct that one" in ask("person", "ann", "Anna").wrong
    assert "number 6" in ask("person", "ann", "Anna", "--corrects", 4, "--reason", "Her name.").right
    assert "Use small letters, digits and hyphens" in ask("person", "Ann B", "Ann").wrong


def test_without_a_store_every_act_says_what_to_run(
    ask: Ask, at: Callable[..., None], tmp_path: Path
) -> None:
    at(sqlite_place(tmp_path / "none"))
    for words in (
        ["verify"],
        ["backup", "b.zip"],
        ["record"],
        ["people"],
        ["person", "ann", "Ann"],
        ["review", 1, "accepted", "--reason", "Read.", "--as", "mo"],
    ):
        assert "run pilcrow init" in ask(*words).wrong, words
    assert "none.zip" in ask("restore", "none.zip").wrong


def test_the_options_offer_what_the_record_knows() -> None:
    visibility, role = get_args(options.Visible)[0], get_args(options.RoleName)[0]
    assert get_args(get_args(visibility)[0]) == VISIBILITIES
    assert get_args(role) == get_args(RoleName)


def test_redacting_what_the_host_cannot_see_says_that_it_is_done(town: Ask) -> None:
    town("add", "meeting", meeting(), "--as", "mo", "--visibility", "team", "--json")
    number = town("add", "meeting", meeting(key="july"), "--as", "mo", "--visibility", "team", "--json").json[
        "number"
    ]
    said = town("redact", number, "--reason", "A name.", "--yes")
    assert f"Recorded as number {number + 1}" in said.right
