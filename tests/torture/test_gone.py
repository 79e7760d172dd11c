"""A database that goes away while it is used: the error says so, nothing is lost, and the same store works again as soon
as the database is back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.access import PUBLIC, Desk
from compliance.record.databases import StoreError
from compliance.record.looking import Past
from compliance.record.rows import Author, New
from tests.databases import APP, Server
from tests.stores import sqlite_place
from tests.torture.judging import a_record, recorded, whole

WORDS = '{"obligation":"duty","stance":"explains","words":"Words.","given":"2020-01-01"}'
ASKED_AGAIN = r"(then do it again|look whether it is there)"


def append(desk: Desk, key: str, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Add one row; `meanwhile` is done within the transaction, after the lock was taken."""

    def choose(_: Past) -> list[New]:
        meanwhile()
        return [New("response", key, WORDS, visibility="parties", idempotency_key=key)]

    desk.door.store.append(choose, Author("program"))


@pytest.fixture
def served(server: Server, tmp_path: Path) -> Desk:
    """A desk on the server, whose record holds something."""
    name = "gone"
    server.drop_database(name)
    desk = a_record(server.new_database(name, tmp_path / "files"), tmp_path / "data")
    append(desk, "first")
    return desk


def kept(desk: Desk, *keys: str) -> None:
    """Asserts that these rows are there, and no others that were refused, and that the same desk still works."""
    assert set(recorded(desk.door.store)) == {"first", *keys}
    append(desk, "afterwards")
    assert set(recorded(desk.door.store)) == {"first", *keys, "afterwards"}
    whole(desk)
    assert desk.door.ask(PUBLIC)


def test_a_server_that_dies_between_two_questions(server: Server, served: Desk) -> None:
    assert served.door.ask(PUBLIC)
    server.kill()
    try:
        with pytest.raises(StoreError, match=r"could not be read .*Check that the database runs"):
            served.door.ask(PUBLIC)
        with pytest.raises(
            StoreError, match=r"could not be written .*nothing was recorded.*Check that the database runs"
        ):
            append(served, "refused")
    finally:
        server.start()
    kept(served)


def test_a_server_that_dies_and_is_back_before_the_next_question(server: Server, served: Desk) -> None:
    server.kill()
    server.start()
    # No error at all: a connection is tried before it is used.
    append(served, "second")
    server.restart()
    assert served.door.ask(PUBLIC)
    kept(served, "second")


def test_a_server_that_dies_within_a_transaction(server: Server, served: Desk) -> None:
    try:
        with pytest.raises(StoreError, match=ASKED_AGAIN):
            append(served, "refused", server.kill)
    finally:
        server.start()
    kept(served)


def test_a_server_that_dies_while_rows_are_read(server: Server, served: Desk) -> None:
    rows = served.door.store.rows()
    next(rows)
    server.kill()
    try:
        with pytest.raises(StoreError, match=r"could not be read .*Check that the database runs"):
            # What the driver holds already may still be given out; an end without an error may not.
            for _ in rows:
                pass
    finally:
        server.start()
    kept(served)


def test_connections_that_an_administrator_ends(server: Server, served: Desk) -> None:
    assert served.door.ask(PUBLIC)
    _end_all(server)
    # Between two questions nobody notices.
    append(served, "second")
    with pytest.raises(StoreError, match=ASKED_AGAIN):
        append(served, "refused", lambda: _end_all(server))
    kept(served, "second")


def test_a_file_that_is_moved_away_and_back_while_it_is_open(tmp_path: Path) -> None:
    desk = a_record(sqlite_place(tmp_path / "store"), tmp_path / "data")
    elsewhere = tmp_path / "elsewhere"
    append(desk, "first")
    assert desk.door.ask(PUBLIC)
    for _ in range(3):
        shutil.move(tmp_path / "store", elsewhere)
        with pytest.raises(StoreError, match=r"there is no store at .*; run pilcrow init"):
            desk.door.ask(PUBLIC)
        with pytest.raises(StoreError, match=r"there is no store at .*; run pilcrow init"):
            append(desk, "refused")
        assert not (tmp_path / "store").exists(), "asking makes no new one"
        shutil.move(elsewhere, tmp_path / "store")
        assert desk.door.ask(PUBLIC)
    kept(desk)


def test_a_file_alone_that_is_moved_away_within_a_transaction(tmp_path: Path) -> None:
    """Without its write-ahead log, as somebody would do who does not know of it."""
    desk = a_record(sqlite_place(tmp_path / "store"), tmp_path / "data")
    file = tmp_path / "store" / "pilcrow.db"
    append(desk, "first")
    # What is written then goes to the file wherever it is, as with any file that is open.
    append(desk, "second", lambda: file.rename(tmp_path / "kept.db"))
    with pytest.raises(StoreError, match=r"there is no store at .*; run pilcrow init"):
        desk.door.ask(PUBLIC)
    with pytest.raises(StoreError, match=r"there is no store at .*; run pilcrow init"):
        append(desk, "refused")
    (tmp_path / "kept.db").rename(file)
    kept(desk, "second")


def _end_all(server: Server) -> None:
    with server.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (APP,)
        )
