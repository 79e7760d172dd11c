"""Whatever stands at a database's address, one sentence says what it is and what to do, and no password is in it.

That a store may only be read is tested in tests/torture, as another user than root, whom no mode of a file binds.
"""

import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from compliance.record import databases, migrate
from compliance.record.databases import LOCK, Database, StoreError
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from compliance.record.verify import verify
from tests.databases import Place, Server
from tests.record.conftest import create, fill
from tests.stores import sqlite_place

SECRET = "opensesame"
CURE = r"(run pilcrow|write PILCROW_DATABASE|Check |restore a backup|do it again|upgrade|write %40)"


def every_use(store: Store) -> list[Callable[[], Any]]:
    """All that can be done with a store."""
    return [
        store.head,
        store.last_number,
        store.redactions,
        lambda: list(store.rows()),
        lambda: store.current("evidence", 9),
        lambda: store.append(lambda _: [New("evidence", "new", "{}")], Author("monitor")),
        lambda: migrate.require_current(store.database),
        lambda: verify(store),
    ]


def told(use: Callable[[], Any]) -> str:
    """The sentence with which something is refused."""
    with pytest.raises(StoreError) as error:
        use()
    said = str(error.value)
    assert re.search(CURE, said), f"it names no cure: {said}"
    assert SECRET not in said
    assert error.value.__cause__ is None and "\n" not in said, said
    return said


def refused(url: str, match: str) -> None:
    """Every use of what stands there is refused."""
    store = Store(url)
    for use in every_use(store):
        assert re.search(match, told(use))
    store.database.close()


# Files


def test_a_file_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    refused(
        f"sqlite:///{tmp_path / 'none.db'}",
        r"there is no store at .*none\.db; run pilcrow init, which creates it",
    )
    refused(f"sqlite:///{tmp_path / 'no' / 'folder.db'}", "there is no store at")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_a_text_and_a_way_through_a_file_are_no_store(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database, though it is long enough to look like one. " * 40)
    before = text.read_bytes()
    refused(f"sqlite:///{tmp_path}", "unable to open database file.*Check that you may read and write it")
    refused(f"sqlite:///{text}", "not a database.*It is no Pilcrow store: move it away and run pilcrow init")
    refused(f"sqlite:///{text / 'below.db'}", "Not a directory")
    for path in (tmp_path, text, text / "below.db"):
        told(lambda path=path: migrate.create_or_upgrade(Database(f"sqlite:///{path}")))
    assert text.read_bytes() == before


def test_an_empty_file_is_made_a_store(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    (tmp_path / "pilcrow.db").touch()
    told(lambda: migrate.require_current(Database(place.url)))
    assert verify(create(place)).faults == ()


def test_a_damaged_file_is_told_of_or_found_by_verify_and_never_crashes(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    for i in range(20):
        store.append(
            lambda _, i=i: [New("evidence", f"e{i}-{j}", '{"a":"' + "b" * 900 + '"}') for j in range(10)],
            Author("monitor"),
        )
    store.database.close()
    path = tmp_path / "pilcrow.db"
    whole = path.read_bytes()
    chance = random.Random(1)
    sentences: list[str] = []
    for _ in range(50):
        damaged = bytearray(whole)
        start = chance.randrange(100, len(whole) - 600)
        for place_ in range(start, start + chance.choice((1, 8, 600))):
            damaged[place_] ^= 0xFF
        path.write_bytes(damaged)
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        for use in every_use(store):
            try:
                use()
            except StoreError as error:
                sentences.append(str(error))
                assert re.search(CURE, str(error)), error
        store.database.close()
    assert any("restore a backup" in sentence for sentence in sentences)


def test_bytes_in_the_middle_that_are_no_pages_are_called_damage(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    fill(store, Files(place.files))
    store.database.close()
    path = tmp_path / "pilcrow.db"
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(byte ^ 0xFF for byte in content[4096:])
    path.write_bytes(content)
    assert "The file is damaged: restore a backup with pilcrow restore" in told(lambda: list(store.rows()))


# Addresses


@pytest.mark.parametrize("url", [
    "", "nonsense", "://", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///file::memory:?cache=shared",
    "sqlite:///a.db?mode=ro", "sqlite:///a\0b", f"mysql://u:{SECRET}@host/name", "postgresql://host", "oracle+x://h/d",
    f"postgresql//u:{SECRET}@host/name", f"postgresql://u:{SECRET}@host:port/name", f"postgresql://u:{SECRET}@[::1/name",
    f"postgresql://u:open@{SECRET}@host/name", f"postgresql://host?password={SECRET}", f"nonsense?password={SECRET}&a=b",
])  # fmt: skip
def test_an_address_that_names_no_database_is_refused_with_one_that_would_do(url: str) -> None:
    assert re.search(r"sqlite:////path/to/file\.db|%40", told(lambda: Store(url)))


@pytest.mark.parametrize("url", [
    f"postgresql://u:{SECRET}@localhost:1/name", f"postgresql+asyncpg://u:{SECRET}@localhost:1/name",
    f"postgres://u:{SECRET}@localhost:1/name", f"postgresql://localhost:1/name?user=u&password={SECRET}",
    f"postgresql://u:{SECRET}@/name?host=/nowhere", f"postgresql://u:{SECRET}@localhost:99999/name",
    f"postgresql://u:{SECRET}@localhost:1/name?sslmode=odd", f"postgresql://u:{SECRET}@localhost:1/name?nonsense=1",
    f"postgresql://u:{SECRET}@localhost:1/name?sslpassword={SECRET}",
])  # fmt: skip
def test_a_server_that_is_not_there_is_told_of_without_the_password(url: str) -> None:
    refused(url, r"could not be (read|written) \(.+\).*Check")
    assert SECRET not in Database(url).name


# PostgreSQL


@pytest.fixture
def with_a_password(postgres: Server) -> Iterator[str]:
    """A role whose password the server asks for."""
    rules = postgres.data / "pg_hba.conf"
    before = rules.read_text()
    with postgres.connect() as connection:
        connection.execute(f"CREATE ROLE careful LOGIN PASSWORD '{SECRET}'")
        rules.write_text(f"local all careful scram-sha-256\n{before}")
        connection.execute("SELECT pg_reload_conf()")
        yield "careful"
        rules.write_text(before)
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("DROP ROLE careful")


def test_a_wrong_password_role_or_database_is_told_of(
    new_postgres_database: Callable[[str], Place], with_a_password: str
) -> None:
    place = new_postgres_database("pilcrow")
    url = Database(place.url).url
    for wrong, match in (
        (
            url.set(username=with_a_password, password=f"not-{SECRET}"),
            "password authentication failed|no password supplied",
        ),
        (url.set(username=with_a_password), "no password supplied|password authentication failed"),
        (url.set(username="nobody-of-that-name"), 'role "nobody-of-that-name" does not exist'),
        (url.set(database="nowhere"), 'database "nowhere" does not exist'),
    ):
        deadline = time.monotonic() + 5
        while True:  # the server reads its rules anew in its own time
            try:
                refused(wrong.render_as_string(hide_password=False), match)
                break
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


def test_a_role_that_may_not_read_the_store_is_told_so(
    new_postgres_database: Callable[[str], Place], with_a_password: str
) -> None:
    place = new_postgres_database("pilcrow")
    create(place)
    url = Database(place.url).url.set(username=with_a_password, password=SECRET)
    refused(url.render_as_string(hide_password=False), "permission denied")


# Others at work


@contextmanager
def somebody_else_writes(place: Place) -> Iterator[None]:
    """Another connection that has the lock and keeps it."""
    database = Database(place.url)
    if database.path is not None:
        with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(place.url.replace("+psycopg", "")) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield
        other.rollback()


def test_a_store_that_is_busy_for_too_long_is_not_called_broken(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(place)
    monkeypatch.setattr(databases, "SECONDS_TO_WAIT", 0.1)
    store = Store(place.url)
    uses = every_use(store)
    with somebody_else_writes(place):
        started = time.monotonic()
        said = told(uses[5])
        assert time.monotonic() - started < 5
        assert re.search(r"locked|lock timeout", said)
        assert "nothing was recorded. Another program is using it: do it again in a moment" in said
        assert store.head().number == 0, "reading waits for nobody"
    assert uses[5]()[0].number == 1


def test_a_writer_that_waits_in_time_is_served(place: Place) -> None:
    create(place)
    store = Store(place.url)
    with somebody_else_writes(place):
        pass
    assert every_use(store)[5]()[0].number == 1
