"""A store of every release is opened by this one, whole and guarded; what is no store of this one is left as it is.

`released/` keeps a small store of each released schema, as SQL that restores it: NUMBER.sql for SQLite and
NUMBER.postgresql.sql for PostgreSQL. Both are written once, when a schema is released, and never again:

    .venv/bin/python -m tests.record.test_migrations

writes those of the newest schema and prints the line that belongs into RELEASED below. It overwrites nothing.
"""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from compliance.access import PUBLIC, Actor, Desk, Handover, produce
from compliance.access.drafting import save_draft
from compliance.contributions import Cover, FileCheck, OpenItemEvent, Person, Response, Review, TeamNote
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS
from compliance.record import guards, migrate
from compliance.record.databases import Database, StoreError
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from compliance.record.tables import HOLDS, METADATA
from compliance.record.verify import verify
from tests.conftest import ROOT
from tests.databases import APP, OWNER, Place, Server
from tests.record.conftest import create, fill
from tests.small import record_content, write_folder
from tests.stores import HOST, a_desk, load_folder, sqlite_place, with_people

STORES = Path(__file__).parent / "released"

# For each released schema: the number and hash of its store's last row, the SHA-256 of all rows as `rows_of` writes
# them, and what its record answers.
RELEASED: dict[str, tuple[int, str, str, str]] = {
    "0001": (
        32,
        "01ed27186810e8e9e84dd00e4d28663bcef48d4d10bb078be32bd6e229dc3b41",
        "ef3ab52777c34bda707bbf8c3d1a4c858378aff498c3ebebe824f0868b61d3c4",
        "cannot_tell, met, met: april may; cannot_tell, met, met: april may; cannot_tell, met, met: april may; cannot_tell, met, met: april july june may; ann cora dana mel mo orla stan",
    ),
}

WITHOUT_GUARDS = ["content_is_not_changed", "content_is_not_replaced", "content_is_removed_by_redaction"]


def owner(place: Place) -> Database | None:
    """Whoever makes the tables."""
    return Database(place.owner) if place.owner else None


def schema(connection: Connection) -> list[tuple[Any, ...]]:
    """All that a database holds by way of tables, columns and indexes, as the database itself tells it."""
    if connection.dialect.name == "sqlite":
        found = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'trigger' AND name NOT LIKE 'alembic%'"
        found += " AND tbl_name NOT LIKE 'alembic%'"
        return sorted(
            (kind, name, table, " ".join((sql or "").split()))
            for kind, name, table, sql in connection.execute(text(found))
        )
    columns = (
        "SELECT table_name::text, ordinal_position::int, column_name::text, data_type::text, is_nullable::text, column_default::text "
        "FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
    )
    indexes = "SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    constraints = (
        "SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
        "AND conrelid <> coalesce(to_regclass('alembic_version'), 0)"
    )
    return [
        tuple(row)
        for query in (columns, indexes, constraints)
        for row in sorted(map(tuple, connection.execute(text(query))), key=str)
    ]


# A new store


def test_an_upgrade_from_nothing_makes_what_the_tables_say(place: Place) -> None:
    store = create(place)
    with store.database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
        assert guards.missing(connection) == []
    assert migrate.state(store.database) is migrate.State.CURRENT


def test_it_is_to_the_letter_what_creating_the_tables_at_once_makes(
    place: Place, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    store = create(place)
    with store.database.reading() as connection:
        migrated = schema(connection)
    if store.database.sqlite:
        engine = create_engine(f"sqlite:///{tmp_path / 'at-once.db'}")
    else:
        engine = create_engine(request.getfixturevalue("new_postgres_database")("at-once").owner)
    METADATA.create_all(engine)
    with engine.connect() as connection:
        assert schema(connection) == migrated
    engine.dispose()


def test_creating_again_changes_nothing(place: Place, store: Store) -> None:
    before = list(store.rows())
    migrate.create_or_upgrade(store.database, owner(place))
    assert (list(store.rows()), migrate.state(store.database)) == (before, migrate.State.CURRENT)


def test_two_who_create_it_at_once_make_one_store(place: Place) -> None:
    failed: list[Exception] = []

    def make() -> None:
        try:
            create(place).database.close()
        except Exception as error:
            failed.append(error)

    makers = [threading.Thread(target=make) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert failed == []
    assert verify(Store(place.url)).faults == ()


def test_without_the_owner_postgresql_makes_nothing_and_needs_nothing_of_what_is_there(
    new_postgres_database: Callable[[str], Place],
) -> None:
    place = new_postgres_database("pilcrow")
    with pytest.raises(StoreError, match=r"permission denied.*nothing was recorded\. Check .*the rights"):
        migrate.create_or_upgrade(Database(place.url))
    store = create(place)
    migrate.create_or_upgrade(store.database)
    assert verify(store).faults == ()


def test_the_role_is_let_in_however_the_url_names_it(new_postgres_database: Callable[[str], Place]) -> None:
    place = new_postgres_database("pilcrow")
    by_query = place.url.replace(f"{APP}@", "") + f"&user={APP}"
    store = Store(by_query)
    migrate.create_or_upgrade(store.database, owner(place))
    fill(store, Files(place.files))
    assert verify(store).faults == ()


# Migrations and guards


@contextmanager
def operations(store: Store) -> Iterator[Operations]:
    """Alembic's operations on a store, as a migration has them."""
    with store.database.writing() as connection:
        yield Operations(MigrationContext.configure(connection, opts={"transactional_ddl": False}))


def test_a_batch_migration_drops_the_guards_without_a_word_and_they_are_named_and_put_back(
    tmp_path: Path,
) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    fill(store, Files(place.files))
    with operations(store) as op, op.batch_alter_table("content", recreate="always"):
        pass
    with store.database.reading() as connection:
        assert guards.missing(connection) == WITHOUT_GUARDS, "the trap is gone; is put_in_place needed still?"
    assert [fault.what for fault in verify(store).faults] == [
        f"the database's own locks against changes are missing ({', '.join(WITHOUT_GUARDS)}); pilcrow init puts them back"
    ]
    migrate.create_or_upgrade(store.database)
    assert verify(store).faults == ()


def test_a_batch_migration_of_the_record_itself_is_refused_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    fill(store, Files(place.files))
    before = list(store.rows())
    # Removing the old table removes its rows, which the content's foreign key forbids.
    with (
        pytest.raises((StoreError, IntegrityError), match="FOREIGN KEY"),
        operations(store) as op,
        op.batch_alter_table("record", recreate="always"),
    ):
        pass
    assert (list(store.rows()), verify(store).faults) == (before, ())


# What is no store of this program


EARLIER = """
CREATE TABLE {table} (number INTEGER NOT NULL, "key" VARCHAR NOT NULL, recorded DATETIME NOT NULL, "release" VARCHAR NOT NULL,
  corrects INTEGER, reason VARCHAR, body VARCHAR NOT NULL{more}, PRIMARY KEY (number));
CREATE INDEX ix_{table}_key ON {table} ("key");
"""
EARLIER_TABLES = ("catalogue_revision", "source", "evidence", "determination", "report_total")


def an_earlier_store(path: Path) -> None:
    """A store as the program made it before the first release."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for table in EARLIER_TABLES:
            more = ", kind VARCHAR NOT NULL" if table == "evidence" else ""
            connection.executescript(EARLIER.format(table=table, more=more))
        connection.execute(
            "INSERT INTO source VALUES (1, 'paper', '2020-01-10 06:00:00', '2020-01-10', NULL, NULL, '{}')"
        )
        connection.commit()


def test_a_store_from_before_the_first_release_is_kept_aside_and_built_anew(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    path = tmp_path / "pilcrow.db"
    for number in (1, 2):
        an_earlier_store(path)
        store = Store(place.url)
        with pytest.raises(StoreError, match=r"from before the first release; run pilcrow init"):
            migrate.require_current(store.database)
        kept = migrate.create_or_upgrade(store.database)
        assert kept == tmp_path / f"pilcrow.db.earlier-{number}"
        with closing(sqlite3.connect(kept)) as connection:
            assert connection.execute("SELECT key FROM source").fetchall() == [("paper",)]
        assert (store.head().number, verify(store).faults) == (0, ())
        store.database.close()
        path.unlink()


def test_one_on_postgresql_is_refused(new_postgres_database: Callable[[str], Place]) -> None:
    place = new_postgres_database("pilcrow")
    with psycopg.connect(place.owner.replace("+psycopg", ""), autocommit=True) as connection:  # type: ignore[union-attr]
        for table in EARLIER_TABLES:
            connection.execute(f"CREATE TABLE {table} (number int)")
    with pytest.raises(
        StoreError, match="holds a store from before the first release; name an empty database"
    ):
        create(place)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def everything(server: Server, place: Place) -> str:
    """All that a PostgreSQL database holds."""
    return dumped(server, str(Database(place.url).url.database))


def refused(store: Store, place: Place, match: str) -> None:
    """Neither using it nor creating it is done, and both say why."""
    with pytest.raises(StoreError, match=match):
        migrate.require_current(store.database)
    with pytest.raises(StoreError, match=match):
        migrate.create_or_upgrade(store.database, owner(place))
    store.database.close()


FOREIGN = {
    "some tables": ["CREATE TABLE accounts (name text)"],
    "tables of another program that Alembic migrates": [
        "CREATE TABLE accounts (name text)",
        "CREATE TABLE alembic_version (version_num varchar(32))",
        "INSERT INTO alembic_version VALUES ('abc')",
    ],
    "one table of the same name": ["CREATE TABLE record (number int)"],
    "earlier tables and another": [f"CREATE TABLE {table} (n int)" for table in (*EARLIER_TABLES, "more")],
}


@pytest.mark.parametrize("what", FOREIGN)
def test_another_programs_file_is_refused_and_left_to_the_byte(tmp_path: Path, what: str) -> None:
    place = sqlite_place(tmp_path)
    with closing(sqlite3.connect(tmp_path / "pilcrow.db")) as connection:
        for statement in FOREIGN[what]:
            connection.execute(statement)
        connection.commit()
    before = bytes_of(tmp_path)
    refused(Store(place.url), place, "is no Pilcrow store but holds other tables; name another")
    assert bytes_of(tmp_path) == before


def test_another_programs_database_is_refused_and_left_as_it_is(
    new_postgres_database: Callable[[str], Place], postgres: Server
) -> None:
    for number, (_, statements) in enumerate(FOREIGN.items()):
        place = new_postgres_database(f"other{number}")
        with psycopg.connect(place.owner.replace("+psycopg", ""), autocommit=True) as connection:  # type: ignore[union-attr]
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {APP}")
        before = everything(postgres, place)
        refused(Store(place.url), place, "is no Pilcrow store but holds other tables; name another")
        assert everything(postgres, place) == before


def test_a_store_of_a_newer_program_is_refused_and_left_to_the_byte(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    store = create(place)
    fill(store, Files(place.files))
    store.database.close()
    with closing(sqlite3.connect(tmp_path / "pilcrow.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("CREATE TABLE more (n int)")
        connection.commit()
    before = bytes_of(tmp_path)
    refused(Store(place.url), place, "made by a newer Pilcrow; upgrade the program, it changed nothing")
    assert bytes_of(tmp_path) == before


def test_and_so_on_postgresql(new_postgres_database: Callable[[str], Place], postgres: Server) -> None:
    place = new_postgres_database("pilcrow")
    store = create(place)
    fill(store, Files(place.files))
    with psycopg.connect(place.owner.replace("+psycopg", ""), autocommit=True) as connection:  # type: ignore[union-attr]
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = everything(postgres, place)
    refused(store, place, "made by a newer Pilcrow; upgrade the program, it changed nothing")
    assert everything(postgres, place) == before


# Stores of released schemas


def test_a_store_of_every_released_schema_is_kept() -> None:
    script = ScriptDirectory(str(ROOT / "compliance" / "record" / "migrations"))
    revisions = [revision.revision for revision in reversed(list(script.walk_revisions()))]
    assert tuple(revisions) == migrate.SCHEMAS, "every released schema, oldest first"
    assert set(revisions) == set(RELEASED), "write the store of the new schema; see the top of this file"
    assert {path.name for path in STORES.iterdir()} == {
        f"{r}{ending}" for r in revisions for ending in (".sql", ".postgresql.sql")
    }


@pytest.mark.parametrize("revision", RELEASED)
def test_a_store_of_a_released_schema_is_upgraded_with_head_rows_and_answers_as_they_were(
    place: Place, revision: str
) -> None:
    database = Database(place.url)
    restored(place, STORES / f"{revision}{'' if database.sqlite else '.postgresql'}.sql")
    with database.reading() as connection:
        before = rows_of(connection)
    migrate.create_or_upgrade(database, owner(place))
    desk = a_desk(place, lambda: datetime(2020, 3, 2, tzinfo=UTC))
    store = desk.door.store
    last, head, rows, said = RELEASED[revision]
    assert (store.head().number, store.head().hash) == (last, head)
    with store.database.reading() as connection:
        after = rows_of(connection)
    assert after == before
    assert hashlib.sha256(after.encode()).hexdigest() == rows
    assert answers(desk) == said
    found = verify(store)
    assert (found.faults, found.redacted) == ((), 1)
    desk.add(HOST, Person(key="newcomer", name="A newcomer"))
    assert (store.head().number, verify(store).faults) == (last + 1, ())


def restored(place: Place, path: Path) -> None:
    """Run what `dumped` wrote, as the owner."""
    script = path.read_text(encoding="utf-8")
    database = Database(place.url)
    if database.path is not None:
        with closing(sqlite3.connect(database.path)) as connection:
            connection.executescript(script)
            connection.execute("PRAGMA journal_mode=WAL")
        return
    with psycopg.connect((place.owner or "").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(script)  # type: ignore[call-overload]


def rows_of(connection: Connection) -> str:
    """Every row of the first release's columns."""
    columns = {
        "record": "number, version, holds, kind, recorded, release, visibility, corrects, withdraws, redacts, commitment, hash",
        "content": "number, salt, key, idempotency_key, happened, source_date, recorded_by, capacity, system_account, reason, "
        "files, body",
        "draft": "id, revision, capacity, author, saved, holds, kind, visibility, corrects, reason, files, body",
    }
    return "\n".join(
        str(tuple(row))
        for table, names in columns.items()
        for row in connection.execute(text(f"SELECT {names} FROM {table} ORDER BY 1"))
    )


def answers(desk: Desk) -> str:
    """What the record answers, in short: to the public and to the monitor, then and now."""
    told = []
    for actor in (PUBLIC, Actor("mo")):
        for known in ("9", None):
            reading = desk.door.ask(actor, "2019-12-01", known)
            outcomes = reading.assessment.obligations["duty"].outcomes
            days = (date(2019, 4, 15), date(2019, 5, 15), date(2019, 12, 1))
            told.append(
                f"{', '.join(outcomes.at(day).value for day in days)}: {' '.join(sorted(reading.assessment.entries))}"
            )
    told.append(" ".join(sorted(person.key for person, _ in desk.door.people(HOST))))
    return "; ".join(told)


def write_the_town(desk: Desk, folder: Path) -> None:
    """A record with rows of every kind, and with rows that act on others in every way."""

    def meeting(key: str, day: str) -> Any:
        return KINDS["meeting"].model_validate(record_content(key, happened=day, state="held"))

    release = {
        "meeting": [
            record_content(k, happened=f"2019-0{m}-01", state="held") for k, m in (("april", 4), ("may", 5))
        ]
    }
    load_folder(desk, write_folder(folder, "2020-01-10", **release))
    with_people(desk)
    release["meeting"][0]["happened"] = "2019-04-02"
    load_folder(desk, write_folder(folder, "2020-02-10", **release))
    cora, mo, mel = Actor("cora", "clerk"), Actor("mo"), Actor("mel")
    june = desk.add(cora, meeting("june", "2019-06-01"), visibility="parties", idempotency_key="once").number
    desk.add(cora, meeting("june", "2019-06-02"), corrects=june, reason="misread")
    july = desk.add(cora, meeting("july", "2019-07-01"), visibility="sealed").number
    desk.add(mo, Review(record=july, verdict="accepted", reason="Seen in full, in José's hand."))
    desk.add(mo, TeamNote(record=july, words="Ask José for the list of those present."))
    august = desk.add(cora, meeting("august", "2019-08-01"), visibility="public").number
    desk.withdraw(cora, august, "it was held elsewhere")
    september = desk.add(cora, meeting("september", "2019-09-01"), visibility="public").number
    desk.redact(Actor("ann"), september, "a child was named")
    words: dict[str, Any] = {
        "obligation": "duty",
        "stance": "explains",
        "words": "We met.",
        "given": "2020-02-01",
    }
    desk.add(cora, Response.model_validate(words))
    note = {"obligation": "duty", "criterion": "check", "note": "asked"}
    desk.add(mel, OpenItemEvent.model_validate(note))
    letter = {"title": "A meeting of July", "given": "2020-02-01", "to": ["monitor"]}
    produce(desk, cora, Handover(Cover.model_validate(letter), [july]))
    save_draft(desk, mel, meeting("october", "2019-10-01"), visibility="parties")
    # Rows whose making asks for more than this town has.
    level = Determination.model_validate(
        {"paragraph": "40", "body": "police", "report": "1", "level": "first", "level_words": "First", "reported_by": "A",
         "source": "paper"}
    )  # fmt: skip
    total = ReportTotal(report="1", full="3", source="paper")
    check = FileCheck.model_validate({"record": july, "file": "a" * 64, "state": "missing"})
    desk.door.store.append(
        lambda _: [
            New("determination", level.key, level.model_dump_json(exclude_none=True)),
            New("report_total", total.key, total.model_dump_json(exclude_none=True)),
            New("file_check", check.own_key, check.model_dump_json(), visibility="sealed"),
        ],
        Author("program"),
    )
    held = {row["holds"] for row in desk.door.store.rows()}
    assert held == set(HOLDS), f"the town has no {set(HOLDS) - held}"


def dumped(server: Server, database: str) -> str:
    """A PostgreSQL database as SQL, without what differs from one machine to the next."""
    words = ["--inserts", "--no-owner", "--host", str(server.folder), "--port", str(server.PORT)]
    made = subprocess.run(
        [str(server.bin / "pg_dump"), *words, "--username", OWNER, database],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C"},
    )
    lines = [line for line in made.stdout.splitlines() if line and not line.startswith(("--", "\\"))]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the stores of the newest schema; see the top of this file."""
    revision = migrate.SCHEMAS[-1]
    targets = [STORES / f"{revision}.sql", STORES / f"{revision}.postgresql.sql"]
    if there := [str(path) for path in targets if path.exists()]:
        print(f"{' and '.join(there)} are there already; a released schema does not change", file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp())
    try:
        with Server() as server:
            written = [
                _written(sqlite_place(folder / "sqlite"), folder, None),
                _written(server.new_database("town", folder / "files"), folder, server),
            ]
    finally:
        shutil.rmtree(folder)
    assert written[0][1] == written[1][1], "the two databases do not hold the same"
    STORES.mkdir(exist_ok=True)
    for path, (script, _) in zip(targets, written, strict=True):
        path.write_text(script, encoding="utf-8")
    print(f"    {revision!r}: {written[0][1]!r},")
    return 0


def _written(place: Place, folder: Path, server: Server | None) -> tuple[str, tuple[int, str, str, str]]:
    """The town at a place: as SQL, and what belongs into RELEASED. Salts and times are the same each time."""
    numbers, minutes = count(), count()

    def salts(size: int) -> bytes:
        return b"".join(hashlib.sha256(b"%d" % next(numbers)).digest() for _ in range(-(-size // 32)))[:size]

    def clock() -> datetime:
        return datetime(2020, 3, 1, 18, tzinfo=UTC) + timedelta(minutes=next(minutes))

    desk = a_desk(place, clock)
    with patch("secrets.token_bytes", salts), patch("secrets.token_hex", lambda size: salts(size).hex()):
        write_the_town(desk, folder / f"data-{place.owner is None}")
    store = desk.door.store
    head = store.head()
    with store.database.reading() as connection:
        rows = hashlib.sha256(rows_of(connection).encode()).hexdigest()
    known = (head.number, head.hash, rows, answers(desk))
    store.database.close()
    if server is not None:
        return dumped(server, "town"), known
    with closing(sqlite3.connect(str(store.database.path))) as connection:
        return "\n".join(connection.iterdump()) + "\n", known


if __name__ == "__main__":
    sys.exit(main())
