"""Nobody changes, removes or replaces what is recorded: neither a program by mistake, nor the role it runs as at all."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect, text

from compliance.record import guards, migrate
from compliance.record.databases import Database
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from compliance.record.verify import verify
from tests.databases import Place
from tests.record.conftest import LAST, REDACTED, create, fill
from tests.stores import sqlite_place

REFUSED = "the record is only added to"
SOMEBODY = Author("monitor")
Run = Callable[[str], Any]


@pytest.fixture
def as_owner(store: Store, place: Place) -> Iterator[Run]:
    """Runs a statement as whoever owns the tables: on SQLite, anybody with the file."""
    with foreign(place.owner or place.url) as run:
        yield run


@contextmanager
def foreign(url: str) -> Iterator[Run]:
    """A connection of another program, which knows nothing of Pilcrow and has set nothing."""
    database = Database(url)
    if database.path is not None:
        connection: Any = sqlite3.connect(database.path, isolation_level=None)
    else:
        address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = psycopg.connect(address, autocommit=True)
    try:
        yield lambda statement: connection.execute(statement)
    finally:
        connection.close()


@contextmanager
def refused(store: Store, match: str = REFUSED, what: str = "") -> Iterator[None]:
    """What is done inside is refused, and everything is as it was."""
    before = list(store.rows())
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as error:
        assert re.search(match, str(error)), f"{what}: {error}"
    else:
        pytest.fail(f"this was not refused: {what}")
    assert list(store.rows()) == before, f"{what} was refused and changed something"


def a_record(number: int, **columns: Any) -> str:
    """An INSERT's columns and values for a row of `record`."""
    row = {
        "number": number, "version": 1, "holds": "source", "recorded": "2199-01-01T00:00:00.000000Z",
        "visibility": "public", "commitment": "c", "hash": "h",
    } | columns  # fmt: skip
    return f"INTO record ({', '.join(row)}) VALUES ({', '.join(map(repr, row.values()))})"


def a_content(number: int, **columns: Any) -> str:
    """The same for `content`."""
    row = {"number": number, "salt": "s", "key": "k", "capacity": "c", "body": "{}"} | columns
    return f"INTO content ({', '.join(row)}) VALUES ({', '.join(map(repr, row.values()))})"


# Changing and removing


def test_a_statement_that_changes_or_removes_a_row_is_refused(store: Store, as_owner: Run) -> None:
    for statement in (
        "UPDATE record SET hash = 'x' WHERE number = 1",
        "UPDATE record SET number = number + 100",
        "UPDATE record SET hash = hash",
        "UPDATE content SET body = 'x' WHERE number = 1",
        "UPDATE content SET number = 99 WHERE number = 1",
        "DELETE FROM record WHERE number = 10",
        "DELETE FROM record",
        "DELETE FROM content WHERE number = 1",
        "DELETE FROM content",
    ):
        with refused(store, what=statement):
            as_owner(statement)


def test_a_number_that_does_not_follow_the_last_is_refused(store: Store, as_owner: Run) -> None:
    for number in (LAST, LAST + 2, 0, -1, 1_000_000):
        with refused(store, what=f"the number {number}"):
            as_owner(f"INSERT {a_record(number)}")


def test_the_number_that_follows_is_taken(store: Store, as_owner: Run) -> None:
    as_owner(f"INSERT {a_record(LAST + 1)}")
    as_owner(f"INSERT {a_content(LAST + 1)}")
    assert store.head().number == LAST + 1


def test_a_row_is_acted_on_once(store: Store, as_owner: Run) -> None:
    for acting, on in {"corrects": 2, "withdraws": 3, "redacts": REDACTED}.items():
        with refused(store, f"{REFUSED}|unique", acting):
            as_owner(f"INSERT {a_record(LAST + 1, **{acting: on})}")


def test_content_is_removed_only_after_a_redaction_named_it(store: Store, as_owner: Run) -> None:
    with refused(store):
        as_owner("DELETE FROM content WHERE number = 4")
    as_owner(f"INSERT {a_record(LAST + 1, holds='redaction', redacts=4)}")
    as_owner("DELETE FROM content WHERE number = 4")
    assert store.row(4)["body"] is None  # type: ignore[index]
    with refused(store):
        as_owner("DELETE FROM content WHERE number = 5")


def test_redacted_content_does_not_come_back(store: Store, as_owner: Run) -> None:
    for verb in ("INSERT", "INSERT OR REPLACE") if store.database.sqlite else ("INSERT",):
        with refused(store, what=verb):
            as_owner(f"{verb} {a_content(REDACTED)}")


def test_content_without_a_record_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), store.database.writing() as connection:
        connection.execute(text(f"INSERT {a_content(77)}"))


def test_nothing_is_removed_because_something_else_is(store: Store) -> None:
    with store.database.reading() as connection:
        keys = {t: inspect(connection).get_foreign_keys(t) for t in ("record", "content", "draft")}
        options = [key["options"] for found in keys.values() for key in found]
    assert [len(found) for found in keys.values()] == [0, 1, 0]
    assert all(set(option.values()) <= {None, "NO ACTION"} for option in options), options


# SQLite's REPLACE, and upserts


IN_THE_WAY = [
    ("record", a_record(4)),
    ("record", a_record(LAST)),
    ("record", a_record(LAST + 1, corrects=2)),
    ("record", a_record(LAST + 1, withdraws=3)),
    ("record", a_record(LAST + 1, redacts=REDACTED)),
    ("content", a_content(4)),
    ("content", a_content(LAST, idempotency_key="once")),
    ("content", a_content(REDACTED)),
]


def test_replacing_a_row_is_refused_though_it_fires_no_trigger_for_delete(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    fill(store, Files(place.files))
    with foreign(place.url) as run:
        assert run("PRAGMA recursive_triggers").fetchone() == (0,), "as any other program finds it"
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
            for _, row in IN_THE_WAY:
                with refused(store, what=f"{verb} {row}"):
                    run(f"{verb} {row}")
    assert verify(store).faults == ()


def test_without_the_guard_on_insertion_replace_would_remove_a_row_past_the_guard_on_removal(
    tmp_path: Path,
) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    fill(store, Files(place.files))
    with foreign(place.url) as run:
        run("DROP TRIGGER content_is_not_replaced")
        run(f"INSERT OR REPLACE {a_content(4, body='forged')}")
    assert store.row(4)["body"] == "forged"  # type: ignore[index]


def test_an_upsert_is_refused(store: Store, as_owner: Run) -> None:
    for table, row in IN_THE_WAY:
        column = {"record": "hash", "content": "body"}[table]
        acts = ("corrects", "withdraws", "redacts")
        target = next((c for c in (*acts, "idempotency_key") if c in row), "number")
        where = f" WHERE {target} IS NOT NULL" if target in acts else ""
        with refused(store, what=row):
            as_owner(f"INSERT {row} ON CONFLICT ({target}){where} DO UPDATE SET {column} = 'x'")


# Which guards stand


def standing(store: Store) -> list[str]:
    """Which guards are missing, as verify asks."""
    with store.database.reading() as connection:
        return guards.missing(connection)


def test_every_guard_that_is_taken_away_is_named_and_put_back(
    store: Store, as_owner: Run, place: Place
) -> None:
    assert standing(store) == []
    query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if not store.database.sqlite:
        query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    every = sorted(tuple(row) for row in as_owner(query).fetchall())
    assert len(every) >= 6
    for name, table in every:
        as_owner(f"DROP TRIGGER {name}" + ("" if store.database.sqlite else f" ON {table}"))
        assert standing(store) == [name]
        assert any(name in fault.what for fault in verify(store).faults)
        migrate.create_or_upgrade(store.database, Database(place.owner) if place.owner else None)
        assert standing(store) == []
    with refused(store):
        as_owner("DELETE FROM record")


def test_a_guard_of_the_same_name_that_guards_nothing_is_named(store: Store, as_owner: Run) -> None:
    if store.database.sqlite:
        as_owner("DROP TRIGGER record_is_not_changed")
        as_owner("CREATE TRIGGER record_is_not_changed BEFORE UPDATE ON record BEGIN SELECT 1; END")
        assert standing(store) == ["record_is_not_changed"]
        return
    as_owner("ALTER TABLE record ENABLE REPLICA TRIGGER record_follows_the_last")
    as_owner("ALTER TABLE record DISABLE TRIGGER record_is_not_truncated")
    assert standing(store) == ["record_follows_the_last", "record_is_not_truncated"]
    as_owner(
        "CREATE OR REPLACE FUNCTION pilcrow_redact() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
    )
    assert "content_is_removed_by_redaction" in standing(store)
    as_owner("ALTER FUNCTION pilcrow_follow() SET search_path = pg_temp")
    assert "record_follows_the_last" in standing(store)
    as_owner("DROP TRIGGER content_is_not_changed ON content")
    as_owner("CREATE TABLE other (n int)")
    as_owner(
        "CREATE TRIGGER content_is_not_changed BEFORE UPDATE ON other FOR EACH ROW EXECUTE FUNCTION pilcrow_refuse()"
    )
    assert "content_is_not_changed" in standing(store)


def test_a_guard_against_less_is_named(store: Store, as_owner: Run, place: Place) -> None:
    if store.database.sqlite:
        as_owner("DROP TRIGGER content_is_not_changed")
        as_owner(
            "CREATE TRIGGER content_is_not_changed BEFORE UPDATE OF salt ON content "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
        assert standing(store) == ["content_is_not_changed"]
        return
    as_owner(
        "CREATE OR REPLACE TRIGGER record_is_not_changed BEFORE DELETE ON record "
        "FOR EACH ROW EXECUTE FUNCTION pilcrow_refuse()"
    )
    as_owner("GRANT UPDATE ON record TO pilcrow_app")
    as_owner("GRANT UPDATE (body) ON content TO pilcrow_app")
    as_owner("GRANT TRUNCATE ON content TO PUBLIC")
    assert [fault.what for fault in verify(store).faults] == [
        "the database's own locks against changes are missing (record_is_not_changed); pilcrow init puts them back",
        "the role in use has rights that pilcrow init does not give (UPDATE on record, UPDATE on content, "
        "TRUNCATE on content); take them back, with REVOKE",
    ]
    owner = Store(place.owner or "")
    assert len(verify(owner).faults) == 1, "the owner may do everything"
    owner.database.close()


def test_a_store_made_before_a_guard_was_written_is_named_with_the_cure(
    store: Store, as_owner: Run, place: Place
) -> None:
    if store.database.sqlite:
        (made,) = as_owner("SELECT sql FROM sqlite_master WHERE name = 'content_is_not_replaced'").fetchone()
        as_owner("DROP TRIGGER content_is_not_replaced")
        as_owner(made.replace(" OR EXISTS (SELECT 1 FROM record WHERE redacts = NEW.number)", ""))
    else:
        as_owner("DROP FUNCTION pilcrow_stay CASCADE")
    (fault,) = verify(store).faults
    assert fault.what.endswith("; pilcrow init puts them back")
    migrate.create_or_upgrade(store.database, Database(place.owner) if place.owner else None)
    assert verify(store).faults == ()


# PostgreSQL


@pytest.fixture
def postgresql(new_postgres_database: Callable[[str], Place]) -> Iterator[tuple[Store, Place]]:
    """The store of `fill` on PostgreSQL."""
    place = new_postgres_database("pilcrow")
    store = create(place)
    fill(store, Files(place.files))
    yield store, place
    store.database.close()


def test_truncating_is_refused_even_to_the_owner(postgresql: tuple[Store, Place]) -> None:
    store, place = postgresql
    with foreign(place.owner or "") as run:
        for tables in ("record CASCADE", "content", "record, content"):
            with refused(store, what=tables):
                run(f"TRUNCATE {tables}")


FORBIDDEN = (
    "UPDATE record SET hash = 'x'", "DELETE FROM record", "UPDATE content SET body = 'x'",
    "TRUNCATE record CASCADE", "TRUNCATE content", "DROP TABLE content", "DROP TABLE record CASCADE",
    "ALTER TABLE record DISABLE TRIGGER ALL", "ALTER TABLE content DISABLE TRIGGER content_is_not_changed",
    "ALTER TABLE record ADD COLUMN more text", "DROP TRIGGER record_is_not_changed ON record",
    "DROP FUNCTION pilcrow_refuse CASCADE", "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION pilcrow_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION pilcrow_refuse()",
    "UPDATE alembic_version SET version_num = 'x'", "CREATE TABLE mine (n int)", "SET ROLE pilcrow_owner",
    "ALTER TABLE record OWNER TO CURRENT_USER", "CREATE RULE r AS ON INSERT TO record DO INSTEAD NOTHING",
    "INSERT INTO record (number) VALUES (11) ON CONFLICT (number) DO UPDATE SET hash = 'x'",
)  # fmt: skip


def test_the_role_that_the_program_runs_as_may_not(postgresql: tuple[Store, Place]) -> None:
    store, place = postgresql
    with foreign(place.url) as run:
        for statement in FORBIDDEN:
            with refused(store, "permission denied|must be owner", statement):
                run(statement)


def test_that_role_may_remove_no_content_that_no_redaction_names(postgresql: tuple[Store, Place]) -> None:
    store, place = postgresql
    with foreign(place.url) as run, refused(store):
        run("DELETE FROM content WHERE number = 1")


def test_nor_by_a_table_of_its_own_that_hides_the_record_from_the_guards(
    postgresql: tuple[Store, Place],
) -> None:
    store, place = postgresql
    with foreign(place.url) as run:
        run("CREATE TEMP TABLE record (number int, redacts int)")
        run("INSERT INTO pg_temp.record VALUES (500, 1)")
        with refused(store, what="past a temporary table that hides the record"):
            run("DELETE FROM public.content WHERE number = 1")
        with refused(store, what="past a temporary table that hides the record"):
            run(f"INSERT {a_record(501).replace('record', 'public.record', 1)}")
        run("SET search_path = pg_temp")
        with refused(store, what="past a temporary table that hides the record"):
            run("DELETE FROM public.content WHERE number = 1")


def test_an_owner_that_the_program_runs_as_is_told_of(postgresql: tuple[Store, Place]) -> None:
    store, place = postgresql
    assert not migrate.tables_belong_to_the_user(store.database)
    assert migrate.tables_belong_to_the_user(Database(place.owner or ""))


def test_two_who_wait_in_repeatable_read_would_take_one_number_and_in_the_stores_way_do_not(
    postgresql: tuple[Store, Place],
) -> None:
    store, place = postgresql
    with foreign(place.owner or "") as run:
        run("CREATE TABLE scratch (number int)")
        run("GRANT ALL ON scratch TO pilcrow_app")

    def both(table: str, level: str) -> list[Exception]:
        """Two who wait for the lock, then take the number after the last; what went wrong."""
        failed: list[Exception] = []
        meeting = threading.Barrier(2)

        def write() -> None:
            database = Database(place.url)
            try:
                with database._engine.connect().execution_options(isolation_level=level) as connection:
                    connection.execute(text("SELECT 1"))
                    meeting.wait(10)
                    if level == "REPEATABLE READ":
                        # What a transaction sees is fixed by its first statement, also where that one waits.
                        connection.execute(text("SELECT count(*) FROM scratch"))
                        meeting.wait(10)
                    connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
                    connection.execute(
                        text(f"INSERT INTO {table} SELECT coalesce(max(number), 0) + 1 FROM {table}")
                    )
                    connection.commit()
            except Exception as error:
                failed.append(error)
            finally:
                database.close()

        writers = [threading.Thread(target=write) for _ in range(2)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        return failed

    def taken() -> list[int]:
        with foreign(place.url) as run:
            return [number for (number,) in run("SELECT number FROM scratch ORDER BY number").fetchall()]

    assert both("scratch", "REPEATABLE READ") == []
    assert taken() == [1, 1], "the trap: one number twice, and nobody was told"
    assert both("scratch", "READ COMMITTED") == []
    assert taken() == [1, 1, 2, 3]

    one, two = Store(place.url), Store(place.url)
    writers = [
        threading.Thread(target=s.append, args=(lambda _, k=k: [New("evidence", k, "{}")], SOMEBODY))
        for s, k in ((one, "x"), (two, "y"))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [row["number"] for row in store.rows(LAST)] == [LAST, LAST + 1, LAST + 2]
    with one.database.writing() as connection:
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
