"""The databases that other tests stand on are what they say they are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from tests.databases import APP, OWNER, Place, Server, need_postgres

ROOT = Path(__file__).resolve().parent.parent


def test_a_place_is_empty_and_takes_a_table(place: Place) -> None:
    engine = create_engine(place.owner or place.url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (day date)"))
    assert inspect(engine).get_table_names() == ["kept"]
    assert list(place.files.iterdir()) == []
    engine.dispose()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_has_a_place_of_its_own(place: Place, turn: str) -> None:
    engine = create_engine(place.owner or place.url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_one (day date)"))
    # The connection is left open on purpose: a test that forgets one does not keep its database from being dropped.
    engine.connect()


def test_both_roles_reach_the_same_database(new_postgres_database: Callable[[str], Place]) -> None:
    place = new_postgres_database("both")
    seen = []
    for url in (place.owner, place.url):
        assert url is not None
        engine = create_engine(url)
        with engine.connect() as connection:
            seen.append(tuple(connection.execute(text("SELECT current_user, current_database()")).one()))
        engine.dispose()
    assert seen == [(OWNER, "both"), (APP, "both")]


def test_the_application_role_owns_nothing_and_cannot_make_tables(
    new_postgres_database: Callable[[str], Place], postgres: Server
) -> None:
    place = new_postgres_database("owned")
    with postgres.connect(OWNER, "owned") as owner:
        owner.execute("CREATE TABLE ledger (line text)")
        owner.execute("CREATE SCHEMA inner_room")
    engine = create_engine(place.url)
    for statement in (
        "CREATE TABLE mine (line text)",
        "CREATE TABLE inner_room.mine (line text)",
        "CREATE SCHEMA mine",
        "SELECT * FROM ledger",
        "DROP TABLE ledger",
        f"SET ROLE {OWNER}",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            engine.begin() as connection,
        ):
            connection.execute(text(statement))
    engine.dispose()
    with postgres.connect(database="owned") as superuser:
        # Whatever kind of thing a role owns in any database of the server, PostgreSQL lists it here.
        owned = "SELECT count(*) FROM pg_shdepend WHERE refobjid = %s::regrole"
        assert superuser.execute(owned, [APP]).fetchone() == (0,)
        assert superuser.execute(owned, [OWNER]).fetchone() != (0,)
        powers = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = %s"
        for role in (OWNER, APP):
            assert superuser.execute(powers, [role]).fetchone() == (False, False, False, False)


def test_a_killed_server_comes_back_with_what_was_committed_and_no_more(
    durable_postgres: Server, tmp_path: Path
) -> None:
    durable = durable_postgres
    place = durable.new_database("killed", tmp_path)
    assert place.owner is not None
    engine = create_engine(place.owner)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ledger (line text)"))
        connection.execute(text("INSERT INTO ledger VALUES ('committed')"))
    open_one = engine.connect()
    open_one.execute(text("INSERT INTO ledger VALUES ('not committed')"))
    family = [process.pid for process in psutil.process_iter() if _is_of(process, durable)]
    assert len(family) > 3, "the server and several processes of its own"

    durable.kill()
    assert not durable.running
    assert not [process for process in psutil.process_iter() if _is_of(process, durable)]
    with pytest.raises(DBAPIError):
        open_one.execute(text("SELECT 1"))
    with pytest.raises(psycopg.OperationalError):
        durable.connect()
    open_one.invalidate()
    engine.dispose()

    durable.start()
    assert "was interrupted" in durable.log.read_text(), "it began with a recovery"
    for again in (lambda: None, durable.restart):
        again()
        with engine.connect() as connection:
            assert connection.execute(text("SELECT line FROM ledger")).scalars().all() == ["committed"]
        engine.dispose()


@pytest.mark.parametrize(("kind", "expected"), [("postgres", "off"), ("durable_postgres", "on")])
def test_only_a_durable_server_waits_for_the_disk(
    kind: str, expected: str, request: pytest.FixtureRequest
) -> None:
    with request.getfixturevalue(kind).connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute("SELECT current_setting(%s)", [setting]).fetchone() == (expected,)


def test_the_programs_for_dumps_are_there(
    new_postgres_database: Callable[[str], Place], postgres: Server
) -> None:
    new_postgres_database("dumped")
    with postgres.connect(OWNER, "dumped") as owner:
        owner.execute("CREATE TABLE ledger (line text)")
    there = ["--host", str(postgres.folder), "--port", str(postgres.PORT), "--username", OWNER, "dumped"]
    dump = subprocess.run(
        [postgres.bin / "pg_dump", *there], capture_output=True, text=True, check=True, timeout=60
    )
    assert "CREATE TABLE public.ledger" in dump.stdout
    asked = subprocess.run(
        [postgres.bin / "psql", "-XAt", "-c", "SELECT 6 * 7", *there],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert asked.stdout == "42\n"


def test_the_server_goes_when_the_process_that_started_it_is_killed() -> None:
    need_postgres()
    script = (
        "import time; from tests.databases import Server; s = Server(); s.start();"
        "print(s._postmaster.pid, s.folder, flush=True); time.sleep(600)"
    )
    starter = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    pid, folder = starter.stdout.readline().split(maxsplit=1)
    server = psutil.Process(int(pid))
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    deadline = time.monotonic() + 20
    while Path(folder.strip()).exists():
        assert time.monotonic() < deadline, "the keeper did not clear up"
        time.sleep(0.02)
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE


def _is_of(process: psutil.Process, server: Server) -> bool:
    """Whether it is a process of the server. Its children have other titles, but all work in its folder."""
    try:
        return process.name() == "postgres" and Path(process.cwd()) == server.data
    except psutil.Error:
        return False
