"""A store goes into one file and comes back as it was, on either database, or not at all."""

import errno
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from compliance.record import archive as module
from compliance.record import migrate
from compliance.record.archive import backup, restore
from compliance.record.archive_file import CHUNK, LONGEST_LINE
from compliance.record.canonical import ENVELOPE, chained
from compliance.record.databases import Database, StoreError
from compliance.record.files import Files
from compliance.record.guards import missing
from compliance.record.rows import New
from compliance.record.store import Store
from compliance.record.verify import verify
from tests.conftest import ROOT
from tests.databases import Place
from tests.record.conftest import FORM, LAST, REDACTED, WITH_FILE, Tamper, add

ATTACHED = sha256(FORM).hexdigest()
TO_A_DRAFT = b"a scan that nobody has sent yet"


@pytest.fixture
def other(place: Place, tmp_path: Path) -> Place:
    """A second, empty place: SQLite."""
    return Place(f"sqlite:///{tmp_path}/other/restored.db", None, tmp_path / "other" / "files")


@pytest.fixture
def archive(store: Store, files: Files, tmp_path: Path) -> Path:
    """An archive of the small record, with a draft and its file."""
    with store.database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO draft (id, revision, capacity, author, saved, holds, visibility, body, files) VALUES "
            f"('d1', 2, 'monitor', 'p-1', '2020-01-01T00:00:00.000000Z', 'evidence', 'team', '{{}}', '{files.put(TO_A_DRAFT)}')"
        )
    backup(store, files, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def put_back(archive: Path, place: Place, **more: Any) -> Store:
    store = Store(place.url)
    restore(archive, store, Files(place.files), Database(place.owner) if place.owner else None, **more)
    return store


def drafts(store: Store) -> list[Any]:
    with store.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM draft ORDER BY id")]


def is_empty(place: Place) -> bool:
    beside = [path.name for path in place.files.parent.glob("*restored.db*")]
    return migrate.state(Database(place.url)) is migrate.State.NONE and not beside


# There and back


def test_what_is_restored_is_the_same_record(store: Store, files: Files, archive: Path, other: Place) -> None:
    restored = put_back(archive, other)
    assert restored.head() == store.head()
    assert list(restored.rows()) == list(store.rows())
    assert drafts(restored) == drafts(store)
    assert Files(other.files).digests() == files.digests()
    assert verify(restored, Files(other.files)).faults == ()
    restored.database.close()
    left = sorted(path.name for path in other.files.parent.iterdir())
    assert left == ["files", "restored.db"], "a temporary file was left behind"


def test_from_one_database_to_the_other_and_back_is_the_same_record(
    store: Store, archive: Path, other: Place, tmp_path: Path, new_postgres_database: Callable[[str], Place]
) -> None:
    middle = new_postgres_database("middle")
    in_the_middle = put_back(archive, middle)
    assert verify(in_the_middle, Files(middle.files)).faults == ()
    backup(in_the_middle, Files(middle.files), tmp_path / "again.zip")
    back = put_back(tmp_path / "again.zip", other)
    assert back.head() == in_the_middle.head() == store.head()
    assert list(back.rows()) == list(in_the_middle.rows()) == list(store.rows())
    assert drafts(back) == drafts(in_the_middle) == drafts(store)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes(), "one state, one archive"
    in_the_middle.database.close()


def test_a_restored_store_is_guarded_and_goes_on(archive: Path, other: Place) -> None:
    restored = put_back(archive, other)
    with restored.database.reading() as connection:
        assert missing(connection) == []
    add(restored, New("evidence", "later", "{}"))
    assert restored.head().number == LAST + 1


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_on_postgresql_the_restored_tables_belong_to_the_owner(
    archive: Path, new_postgres_database: Callable[[str], Place]
) -> None:
    middle = new_postgres_database("middle")
    restored = put_back(archive, middle)
    assert not migrate.tables_belong_to_the_user(restored.database)
    add(restored, New("evidence", "later", "{}"))
    restored.database.close()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_on_postgresql_one_role_may_do_everything(
    archive: Path, new_postgres_database: Callable[[str], Place]
) -> None:
    middle = new_postgres_database("middle")
    assert middle.owner is not None
    alone = put_back(archive, Place(middle.owner, None, middle.files))
    assert verify(alone).faults == ()
    alone.database.close()


def test_a_backup_is_one_state_while_others_record(
    store: Store, files: Files, other: Place, tmp_path: Path
) -> None:
    head = store.head()

    def record_meanwhile(what: str, done: int, of: int) -> None:
        add(store, New("evidence", f"{what} {done}", "{}"))

    manifest = backup(store, files, tmp_path / "b.zip", record_meanwhile)
    assert store.head().number > head.number, "nobody recorded meanwhile"
    assert (manifest.head.number, manifest.head.hash) == (head.number, head.hash)
    assert put_back(tmp_path / "b.zip", other).head() == head


def test_an_empty_store_comes_back_empty(place: Place, other: Place, tmp_path: Path) -> None:
    empty = Store(place.url)
    migrate.create_or_upgrade(empty.database, Database(place.owner) if place.owner else None)
    backup(empty, Files(place.files), tmp_path / "b.zip")
    assert put_back(tmp_path / "b.zip", other).head().number == 0


def test_progress_is_told(store: Store, files: Files, archive: Path, other: Place, tmp_path: Path) -> None:
    told: list[str] = []
    backup(store, files, tmp_path / "again.zip", lambda what, *_: told.append(what))
    put_back(archive, other, progress=lambda what, *_: told.append(what))
    assert told == ["records", "files", "records", "files", "files", "records", "files"]


def test_lines_come_back_however_they_lie_in_what_is_read_at_once(
    place: Place, files: Files, other: Place, tmp_path: Path
) -> None:
    store = Store(place.url)
    migrate.create_or_upgrade(store.database, Database(place.owner) if place.owner else None)
    for length in (3 * CHUNK, 10, CHUNK, CHUNK - 500):
        add(store, New("evidence", str(length), "x" * length))
    backup(store, files, tmp_path / "b.zip")
    assert list(put_back(tmp_path / "b.zip", other).rows()) == list(store.rows())


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_long_lines_are_inserted_some_at_a_time(
    store: Store, archive: Path, other: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    inserted: list[int] = []
    insert = module._insert
    monkeypatch.setattr(module, "LONGEST_LINE", 500)

    def count(connection: Any, table: str, columns: Any, rows: Any, mark: str) -> None:
        inserted.append(len(rows))
        insert(connection, table, columns, rows, mark)

    monkeypatch.setattr(module, "_insert", count)
    assert put_back(archive, other).head() == store.head()
    assert max(inserted) < LAST, "all lines were held in memory"


# What is not archived


def test_an_existing_file_is_not_overwritten(store: Store, files: Files, archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(StoreError, match="is there already and is not overwritten"):
        backup(store, files, archive)
    assert archive.read_bytes() == before


def test_a_file_that_comes_meanwhile_is_not_overwritten(store: Store, files: Files, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with pytest.raises(StoreError, match="is there already"):
        backup(store, files, path, lambda *_: path.write_text("mine"))
    assert path.read_text() == "mine"
    assert not list(tmp_path.glob(".b.zip*"))


def test_where_there_are_no_second_names_a_file_is_not_overwritten_either(
    store: Store, files: Files, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    backup(store, files, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == archive.read_bytes()


def test_a_record_that_does_not_hold_is_not_archived(
    store: Store, files: Files, tamper: Tamper, tmp_path: Path
) -> None:
    tamper("UPDATE content SET body = '{}' WHERE number = 2")
    with pytest.raises(
        StoreError, match="nothing was archived: the content of record 2 is not what was recorded"
    ):
        backup(store, files, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_an_altered_file_is_not_archived(store: Store, files: Files, tmp_path: Path) -> None:
    files.remove(ATTACHED)
    with pytest.raises(
        StoreError, match=f"record {WITH_FILE} names a file that cannot be archived.*is missing"
    ):
        backup(store, files, tmp_path / "b.zip")


def test_a_draft_whose_file_is_gone_is_archived_without_it(
    store: Store, files: Files, archive: Path, other: Place, tmp_path: Path
) -> None:
    files.remove(sha256(TO_A_DRAFT).hexdigest())
    backup(store, files, tmp_path / "again.zip")
    assert drafts(put_back(tmp_path / "again.zip", other)) == drafts(store)


def test_a_folder_that_is_not_there_is_a_sentence(store: Store, files: Files, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"could not be written.*Check that its folder is there"):
        backup(store, files, tmp_path / "none" / "b.zip")


def test_a_full_disk_is_a_sentence_and_leaves_nothing(
    store: Store, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"b\.zip could not be written \(No space left on device\)"):
        backup(store, files, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_nobody_else_can_read_an_archive(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


# Where nothing is restored


def test_nothing_is_restored_over_a_store(store: Store, place: Place, archive: Path) -> None:
    head = store.head()
    with pytest.raises(StoreError, match=r"into an empty place, and at .* there is a store"):
        put_back(archive, Place(place.url, place.owner, place.files / "empty"))
    assert store.head() == head


@pytest.mark.parametrize("name", ["restored.db", "restored.db-wal", "restored.db-journal"])
def test_nothing_is_restored_beside_what_another_store_left(archive: Path, other: Place, name: str) -> None:
    other.files.parent.mkdir()
    (other.files.parent / name).touch()
    with pytest.raises(StoreError, match=f"empty place, and .*{name} is there; move it away"):
        put_back(archive, other)


def test_nothing_is_restored_into_a_folder_with_other_files(archive: Path, other: Place) -> None:
    digest = Files(other.files).put(b"of another case")
    with pytest.raises(StoreError, match="in the folder of files there is"):
        put_back(archive, other)
    assert Files(other.files).digests() == [digest]


def test_what_a_restore_that_was_broken_off_left_is_taken_over(archive: Path, other: Place) -> None:
    Files(other.files).put(FORM)
    (other.files / ".0123.part").touch()
    assert put_back(archive, other).head().number == LAST


# Archives that are not whole


def test_a_file_that_is_no_archive_is_a_sentence(tmp_path: Path) -> None:
    target = Place(f"sqlite:///{tmp_path}/other/restored.db", None, tmp_path / "other" / "files")
    (tmp_path / "text").write_text("hello")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="no whole archive of Pilcrow"):
        put_back(tmp_path / "text", target)
    with pytest.raises(StoreError, match="it is no file"):
        put_back(tmp_path / "folder", target)
    with pytest.raises(StoreError, match=r"could not be read.*Check its path"):
        put_back(tmp_path / "none", target)


def test_an_archive_that_was_cut_short_is_a_sentence(archive: Path, other: Place) -> None:
    whole = archive.read_bytes()
    for length in (0, 100, len(whole) // 2, len(whole) - 1):
        archive.write_bytes(whole[:length])
        with pytest.raises(StoreError, match="no whole archive"):
            put_back(archive, other)
        assert is_empty(other)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_damaged_archive_is_refused_or_restored_as_it_was(
    store: Store, archive: Path, tmp_path: Path
) -> None:
    """Bytes changed by chance: whatever they hit, there is a sentence, or the very same record."""
    whole, chance = archive.read_bytes(), Random(40)
    for turn in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 1, 4, 40))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        archive.write_bytes(damaged)
        folder = tmp_path / f"turn{turn}"
        target = Place(f"sqlite:///{folder}/restored.db", None, folder / "files")
        try:
            restored = put_back(archive, target)
        except StoreError:
            assert is_empty(target), f"turn {turn} left something behind"
            assert Files(target.files).digests() == []
        else:
            assert (restored.head(), list(restored.rows())) == (store.head(), list(store.rows()))
            restored.database.close()


Members = dict[str, bytes]


def edit_a_row(members: Members) -> None:
    members["record.jsonl"] = members["record.jsonl"].replace(b'{\\"n\\": 3}', b'{\\"n\\": 4}')
    seal(members)


def edit_a_row_alone(members: Members) -> None:
    members["record.jsonl"] = members["record.jsonl"].replace(b'{\\"n\\": 3}', b'{\\"n\\": 4}')


def cut_the_tail(members: Members) -> None:
    members["record.jsonl"] = b"".join(members["record.jsonl"].splitlines(True)[:-1])
    seal(members)


def drop_a_row(members: Members) -> None:
    lines = members["record.jsonl"].splitlines(True)
    members["record.jsonl"] = b"".join(lines[:3] + lines[4:])
    seal(members)


def change_a_type(members: Members) -> None:
    members["record.jsonl"] = members["record.jsonl"].replace(b'"version":1', b'"version":1.0', 1)
    seal(members)


def huge_number(members: Members) -> None:
    members["record.jsonl"] = members["record.jsonl"].replace(b'"corrects":2', b'"corrects":2' + b"0" * 40, 1)
    seal(members)


def half_a_character(members: Members) -> None:
    members["record.jsonl"] = members["record.jsonl"].replace(b'"misread"', b'"\\ud800"', 1)
    seal(members)


def not_json(members: Members) -> None:
    members["record.jsonl"] = b"[" * 100_000 + b"\n"
    seal(members)


def alter_a_file(members: Members) -> None:
    members[f"files/{ATTACHED}"] = members[f"files/{ATTACHED}"][::-1]


def drop_a_file(members: Members) -> None:
    del members[f"files/{ATTACHED}"]
    change_manifest(members, lambda said: said["files"].pop(ATTACHED))


def lose_a_member(members: Members) -> None:
    del members["draft.jsonl"]


def add_a_member(members: Members) -> None:
    members["../../evil"] = b""


def claim_another_size(members: Members) -> None:
    change_manifest(members, lambda said: said["files"].update({ATTACHED: 1}))


def claim_a_path(members: Members) -> None:
    change_manifest(members, lambda said: said["files"].update({"../../evil": 0}))
    members["files/../../evil"] = b""


def claim_another_head(members: Members) -> None:
    change_manifest(members, lambda said: said["head"].update(number=3))


def spoil_the_manifest(members: Members) -> None:
    members["manifest.json"] = b'{"format": 1'


def newer_format(members: Members) -> None:
    change_manifest(members, lambda said: said.update(format=2, other={}))


def newer_schema(members: Members) -> None:
    change_manifest(members, lambda said: said.update(schema_revision="9999"))


def older_schema(members: Members) -> None:
    change_manifest(members, lambda said: said.update(schema_revision="0000"))


def bad_draft(members: Members) -> None:
    members["draft.jsonl"] = members["draft.jsonl"].replace(b'"revision"', b'"version"')
    seal(members)


def no_drafts(members: Members) -> None:
    """The first line is refused before the next one is read: millions of such lines pack into a small file."""
    members["draft.jsonl"] = b"1\nnever read\n"
    seal(members)


def more_lines_than_said(members: Members) -> None:
    members["draft.jsonl"] *= 3_000
    seal(members)
    change_manifest(members, lambda said: said["drafts"].update(rows=1))


def long_line(members: Members) -> None:
    members["draft.jsonl"] = b'"' + b"x" * (LONGEST_LINE + 1)
    seal(members)


def redacted_content(members: Members) -> None:
    lines = [json.loads(line) for line in members["record.jsonl"].splitlines()]
    lines[REDACTED - 1]["content"] = lines[LAST - 1]["content"] | {"number": REDACTED}
    members["record.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    seal(members)


def recorded_ahead(members: Members) -> None:
    *lines, last = members["record.jsonl"].splitlines(True)
    row = json.loads(last)
    record = row["record"]
    record["recorded"] = "9999-12-31T00:00:00.000000Z"
    previous = json.loads(lines[-1])["record"]["hash"]
    record["hash"] = chained(previous, [record[name] for name in ENVELOPE[1]], record["commitment"])
    members["record.jsonl"] = b"".join(lines) + json.dumps(row).encode() + b"\n"
    seal(members)
    change_manifest(members, lambda said: said["head"].update(hash=record["hash"]))


def change_manifest(members: Members, change: Callable[[dict[str, Any]], object]) -> None:
    said = json.loads(members["manifest.json"])
    change(said)
    members["manifest.json"] = json.dumps(said).encode()


def seal(members: Members) -> None:
    """Make the manifest describe the lines as they are now, as a forger would."""

    def describe(said: dict[str, Any]) -> None:
        for part, name in (("records", "record.jsonl"), ("drafts", "draft.jsonl")):
            data = members[name]
            said[part] = {
                "rows": data.count(b"\n"),
                "bytes": len(data),
                "sha256": sha256(data).hexdigest(),
            }

    change_manifest(members, describe)


FORGERIES: dict[Callable[[Members], None], str] = {
    edit_a_row: "the content of record 4 is not what was recorded",
    edit_a_row_alone: "its record.jsonl is not the one that its manifest describes",
    cut_the_tail: "its record ends otherwise than its manifest says",
    drop_a_row: "line 4 of its record.jsonl is not record 4",
    change_a_type: "line 1 of its record.jsonl is not record 1",
    huge_number: "line 4 of its record.jsonl is not record 4",
    half_a_character: "line 4 of its record.jsonl is not record 4",
    not_json: "no whole archive",
    alter_a_file: "was altered",
    drop_a_file: "of record 7 is missing",
    lose_a_member: "it lacks its member draft.jsonl",
    add_a_member: r"a member '\.\./\.\./evil', which no archive has",
    claim_another_size: "has another size than its manifest.json says",
    claim_a_path: "its manifest.json is none: files",
    claim_another_head: "its record ends otherwise than its manifest says",
    spoil_the_manifest: "no whole archive",
    newer_format: r"made by a newer Pilcrow \(format 2.*Upgrade the program",
    newer_schema: r"made by a newer Pilcrow \(schema '9999'.*Upgrade the program",
    older_schema: r"made by an older Pilcrow \(schema '0000'.*Restore it with that one",
    bad_draft: "line 1 of its draft.jsonl is no draft",
    no_drafts: "line 1 of its draft.jsonl is no draft",
    more_lines_than_said: "its draft.jsonl has more lines than its manifest says, 1",
    long_line: "a line of its draft.jsonl is too long",
    redacted_content: "its rows exclude each other",
    recorded_ahead: "record 10 says that it was recorded at 9999-12-31",
}


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.__name__)
def test_a_forged_archive_is_refused_and_leaves_nothing(
    archive: Path,
    place: Place,
    other: Place,
    forgery: Callable[[Members], None],
    request: pytest.FixtureRequest,
) -> None:
    """On the database of this turn; the small record itself was made in it too, so PostgreSQL has a second one."""
    target = request.getfixturevalue("new_postgres_database")("second") if place.owner else other
    with zipfile.ZipFile(archive) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    forgery(members)
    write(archive, members.items())
    with pytest.raises(StoreError, match=FORGERIES[forgery]):
        put_back(archive, target)
    assert is_empty(target)
    assert Files(target.files).digests() == []


def write(path: Path, members: Any) -> None:
    with zipfile.ZipFile(path, "w") as forged:
        for name, data in members:
            forged.writestr(
                name, data, zipfile.ZIP_STORED if name.startswith("files/") else zipfile.ZIP_DEFLATED
            )


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_member_that_is_there_twice_is_refused(archive: Path, other: Place) -> None:
    with zipfile.ZipFile(archive) as whole:
        members = [(name, whole.read(name)) for name in whole.namelist()]
    with pytest.warns(UserWarning, match="Duplicate name"):
        write(archive, [*members, ("record.jsonl", dict(members)["record.jsonl"])])
    with pytest.raises(StoreError, match=r"its member record\.jsonl twice"):
        put_back(archive, other)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_file_that_unpacks_to_more_than_it_is_is_refused(archive: Path, other: Place) -> None:
    zeros = bytes(1 << 20)
    with zipfile.ZipFile(archive) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    change_manifest(members, lambda said: said["files"].update({sha256(zeros).hexdigest(): len(zeros)}))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as forged:
        for name, data in {**members, f"files/{sha256(zeros).hexdigest()}": zeros}.items():
            forged.writestr(name, data)
    archive.write_bytes(packed.getvalue())
    with pytest.raises(StoreError, match="encrypted or packed in another way"):
        put_back(archive, other)


# Killed in the middle


@pytest.mark.parametrize("moment", [1, 2, 3, 4, 5])
def test_a_restore_that_is_killed_leaves_the_place_empty_and_can_be_done_again(
    store: Store, archive: Path, place: Place, other: Place, moment: int, request: pytest.FixtureRequest
) -> None:
    target = request.getfixturevalue("new_postgres_database")("second") if place.owner else other
    script = """
        import os, signal, sys
        from pathlib import Path
        from compliance.record.archive import restore
        from compliance.record.databases import Database
        from compliance.record.files import Files
        from compliance.record.store import Store
        archive, url, owner, files, moment = sys.argv[1:]
        times = []
        def kill(*_):
            times.append(1)
            if len(times) == int(moment):
                os.kill(os.getpid(), signal.SIGKILL)
        restore(Path(archive), Store(url), Files(Path(files)), Database(owner) if owner else None, kill)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), archive, target.url, target.owner or "", target.files, str(moment)],
        cwd=ROOT,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, "it ended before it could be killed"
    assert migrate.state(Database(target.url)) is migrate.State.NONE
    restored = put_back(archive, target)
    assert restored.head() == store.head()
    assert verify(restored, Files(target.files)).faults == ()
    restored.database.close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_of_two_that_restore_at_once_the_second_finds_the_first_ones_store(
    archive: Path, new_postgres_database: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = new_postgres_database("second")
    looked = module._require_empty

    def look_and_let_the_other_one_first(*words: Any) -> None:
        monkeypatch.setattr(module, "_require_empty", looked)
        looked(*words)
        put_back(archive, target).database.close()

    monkeypatch.setattr(module, "_require_empty", look_and_let_the_other_one_first)
    with pytest.raises(StoreError, match="there is a store"):
        put_back(archive, target)
    assert verify(Store(target.url), Files(target.files)).faults == ()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_nothing_is_restored_into_a_database_with_other_tables(
    archive: Path, new_postgres_database: Callable[[str], Place]
) -> None:
    target = new_postgres_database("second")
    assert target.owner is not None
    engine = create_engine(target.owner)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ledger (line text)"))
    engine.dispose()
    with pytest.raises(StoreError, match="there is something else"):
        put_back(archive, target)
