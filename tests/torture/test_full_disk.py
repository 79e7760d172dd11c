"""A full disk: nothing is lost, the error says what to do, and after room was made it works again."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from compliance.access import Desk
from compliance.record.databases import StoreError
from compliance.record.rows import Author, New
from compliance.record.store import Store
from tests.databases import APP, OWNER, Place, Server
from tests.stores import a_desk, sqlite_place
from tests.torture.judging import recorded, whole
from tests.torture.small_disk import mounted, small_disk

BODY = "A sentence of a record that takes some room. " * 100
"""Some 4,500 bytes: each record takes more than a page."""

LEAVING = (0, 4096, 8192, 12288, 20480, 40960, 81920, 163840)
"""How many bytes are left to the disk, so that it is full at one point of a writing after another."""


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A new folder that the server's user can reach: pytest's own are closed to others, and closed again whenever another run
    of it begins."""
    with TemporaryDirectory(prefix="pilcrow-disk-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "disk"


def append(store: Store, *keys: str) -> None:
    """Add a row for each key, all or none."""
    rows = [New("evidence", key, BODY, kind="meeting", idempotency_key=key) for key in keys]
    store.append(lambda _: rows, Author("program"))


def refused_when_full(desk: Desk, name: str, says: str, at_once: int = 1) -> int:
    """Adds until the disk is full; how many were refused. What was said to be there is there."""
    store, done = desk.door.store, set(recorded(desk.door.store))
    for i in range(10_000):
        keys = [f"{name}-{i}-{j}" for j in range(at_once)]
        try:
            append(store, *keys)
        except StoreError as error:
            assert says in str(error)
            assert "could not be written" in str(error)
            assert "nothing was recorded" in str(error)
            assert "then do it again" in str(error)
            assert set(recorded(store)) == done, "reading still answers, and nothing is half there"
            return i
        done.update(keys)
    raise AssertionError("the disk is never full")


@pytest.mark.parametrize("at_once", [1, 50], ids=["one", "many"])
def test_a_full_disk_under_sqlite(tmp_path: Path, at_once: int) -> None:
    fitted = []
    with small_disk(tmp_path / "disk", 16) as disk:
        desk = a_desk(sqlite_place(disk.folder / "store"))
        append(desk.door.store, "first")
        for round_, leaving in enumerate(LEAVING):
            disk.fill(leaving)
            fitted.append(refused_when_full(desk, f"round-{round_}", "", at_once))
            # Another program that opens the store while the disk is full finds the same.
            disk.make_room()
            append(desk.door.store, f"after-{round_}")
            rows = whole(desk)
        assert rows == len(recorded(desk.door.store))
        print(f"\nsqlite, {disk.how}: full {len(LEAVING)} times; writings that still fitted: {fitted}")


def test_a_full_disk_under_files(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2) as disk:
        desk = a_desk(sqlite_place(disk.folder / "store"))
        files, before = desk.door.files, desk.door.files.put(b"before")
        for leaving in LEAVING:
            disk.fill(leaving)
            with pytest.raises(
                StoreError, match=r"could not be written .*; the file was not kept. .*then do it again"
            ):
                files.put(os.urandom(1 << 20))
            assert files.digests() == [before]
            assert files.read(before) == b"before"
            assert list(files.folder.glob(".*")) == [], "no half of it is left"
            disk.make_room()
        content = os.urandom(1 << 19)
        assert files.read(files.put(content)) == content
        print(f"\nfiles, {disk.how}: full {len(LEAVING)} times")


def test_a_full_disk_under_the_tables_of_postgresql(
    server: Server, tmp_path: Path, open_to_all: Path
) -> None:
    with mounted(open_to_all, 32) as disk:
        _belongs_to_the_server(disk.folder, server)
        with server.connect() as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{disk.folder}'")
            connection.execute(f"CREATE DATABASE small OWNER {OWNER} TEMPLATE template0 TABLESPACE small")
        try:
            place = Place(server.url(APP, "small"), server.url(OWNER, "small"), tmp_path / "files")
            desk = a_desk(place)
            fitted = []
            for round_, leaving in enumerate(LEAVING):
                append(desk.door.store, f"before-{round_}")
                disk.fill(leaving)
                fitted.append(refused_when_full(desk, f"round-{round_}", "No space left on device", 5))
                disk.make_room()
                append(desk.door.store, f"after-{round_}")
                whole(desk)
            print(f"\npostgresql, tables, {disk.how}: full {len(LEAVING)} times; fitted: {fitted}")
        finally:
            desk.door.store.database.close()
            server.drop_database("small")
            with server.connect() as connection:
                connection.execute("DROP TABLESPACE small")


def test_a_full_disk_under_the_log_of_postgresql(tmp_path: Path, open_to_all: Path) -> None:
    """Without room for its log the server stops; when there is room again it recovers all that was committed."""
    with Server(durable=True) as server, mounted(open_to_all, 160) as disk:
        place = server.new_database("pilcrow", tmp_path / "files")
        server.stop()
        log = server.data / "pg_wal"
        shutil.copytree(log, disk.folder / "pg_wal")
        shutil.rmtree(log)
        log.symlink_to(disk.folder / "pg_wal")
        _belongs_to_the_server(disk.folder, server)
        server.start()
        desk = a_desk(place)
        append(desk.door.store, "first")
        disk.fill()
        done, error = {"first"}, None
        for i in range(10_000):
            keys = [f"full-{i}-{j}" for j in range(50)]
            try:
                append(desk.door.store, *keys)
            except StoreError as refused:
                error = str(refused)
                break
            done.update(keys)
        assert error
        assert "then do it again" in error
        disk.make_room()
        server.kill()
        server.start()
        there = set(recorded(desk.door.store))
        assert done <= there <= done | set(keys), "the last ones, of which nothing was said, may be there"
        assert len(there) in (len(done), len(done | set(keys)))
        append(desk.door.store, "after")
        whole(desk)
        print(f"\npostgresql, its log, {disk.how}: stopped after {len(done):,} records; all are there")


def _belongs_to_the_server(folder: Path, server: Server) -> None:
    owner = server.folder.stat()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    folder.chmod(0o700)
