"""A store that can be read and not be written: the error says so, and every reading still answers."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.access import PUBLIC, Actor, Desk
from compliance.contributions import Response
from compliance.record.databases import StoreError
from tests.databases import APP, Server
from tests.stores import sqlite_place
from tests.torture.child import Child, Say
from tests.torture.judging import a_record, whole
from tests.torture.small_disk import mounted
from tests.torture.test_kill import opened

STAN = Actor("stan")
WORDS = Response(obligation="duty", stance="explains", words="Words.", given="2020-01-01")
NOBODY = 65534


def reads_and_cannot_write(desk: Desk, says: str) -> None:
    """Asserts just that."""
    rows = whole(desk)
    with pytest.raises(StoreError) as refused:
        desk.add(STAN, WORDS)
    assert "could not be written" in str(refused.value)
    assert says in str(refused.value)
    assert "nothing was recorded" in str(refused.value)
    assert "then do it again" in str(refused.value)
    assert desk.door.ask(PUBLIC).assessment.entries
    assert whole(desk) == rows


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine can reach, which pytest's are not."""
    folder = Path(tempfile.mkdtemp(prefix="pilcrow-torture-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("left", ["closed", "open elsewhere", "killed"])
def test_files_that_may_only_be_read(open_folder: Path, tmp_path: Path, left: str) -> None:
    """However the last writer left them: the write-ahead log is there as long as one has the store open."""
    place = sqlite_place(open_folder / "store")
    place.files.mkdir()
    if left == "killed":
        writer = Child(
            lambda say: (a_record(place, tmp_path / "data"), say("filled"), os.kill(os.getpid(), 9))
        )  # type: ignore[arg-type, return-value]
        writer.join()
    desk = a_record(place, tmp_path / "data") if left != "killed" else None
    if desk and left == "closed":
        desk.door.store.database.close()
    every = [open_folder / "store", *(open_folder / "store").rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def work(say: Say) -> None:
        if os.geteuid() == 0:
            # Nothing is forbidden to root.
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        reads_and_cannot_write(opened(place), "readonly database")
        say("done")

    lines = Child(work).join()
    assert lines[-1] == "done", lines
    for path in every:
        path.chmod(0o755 if path.is_dir() else 0o644)
    writable = opened(place)
    writable.add(STAN, WORDS)
    whole(writable)


def test_a_file_system_that_is_read_only(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", 32) as disk:
        place = sqlite_place(disk.folder / "store")
        desk = a_record(place, tmp_path / "data")
        desk.door.store.database.close()
        disk.read_only(True)
        reads_and_cannot_write(desk, "")
        reads_and_cannot_write(opened(place), "")
        with pytest.raises(StoreError, match=r"could not be written .*the file was not kept"):
            desk.door.files.put(b"a file")
        disk.read_only(False)
        desk.add(STAN, WORDS)
        whole(desk)


def test_a_postgresql_whose_role_may_only_read(server: Server, tmp_path: Path) -> None:
    server.drop_database("readonly")
    desk = a_record(server.new_database("readonly", tmp_path / "files"), tmp_path / "data")
    with server.connect(database="readonly") as owner:
        owner.execute(f"REVOKE INSERT ON record, content FROM {APP}")
        reads_and_cannot_write(desk, "permission denied")
        owner.execute(f"GRANT INSERT ON record, content TO {APP}")
    desk.add(STAN, WORDS)
    whole(desk)


def test_a_postgresql_that_is_a_standby(server: Server, tmp_path: Path) -> None:
    server.drop_database("standby")
    desk = a_record(server.new_database("standby", tmp_path / "files"), tmp_path / "data")
    server.stop()
    (server.data / "standby.signal").touch()
    server.start()
    try:
        reads_and_cannot_write(desk, "recovery")
    finally:
        server.stop()
        (server.data / "standby.signal").unlink()
        server.start()
    desk.add(STAN, WORDS)
    whole(desk)
