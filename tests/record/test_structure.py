"""A database that is not as it was made is named: what answers are read through, and what acts beside the guards."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import text

from compliance.record import archive
from compliance.record.databases import Database
from compliance.record.files import Files
from compliance.record.store import Store
from compliance.record.tables import METADATA
from compliance.record.verify import verify
from tests.databases import APP, Place, Server
from tests.record.conftest import LAST, create, fill
from tests.stores import sqlite_place


@pytest.fixture
def change(place: Place) -> Callable[..., None]:
    """Runs statements as the owner of the tables, and leaves the guards as they are."""

    def run(*statements: str) -> None:
        database = Database(place.url)
        if database.path is not None:
            with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
                for statement in statements:
                    connection.execute(statement)
            return
        with psycopg.connect((place.owner or "").replace("+psycopg", ""), autocommit=True) as owner:
            for statement in statements:
                owner.execute(statement)  # type: ignore[call-overload]

    return run


def told(store: Store) -> str:
    """The one fault that verify finds, which is none of the rows."""
    verdict = verify(store)
    (fault,) = verdict.faults
    assert (fault.number, verdict.whole) == (None, False)
    return fault.what


def differs(what: str) -> str:
    return f"the database is not as pilcrow init makes it: {what}; restore a backup"


def test_every_index_that_is_gone_is_named(store: Store, change: Callable[..., None]) -> None:
    names = sorted(str(index.name) for table in METADATA.tables.values() for index in table.indexes)
    assert len(names) >= 6
    for done, name in enumerate(names, 1):
        change(f"DROP INDEX {name}")
        more = f", and {done - 3} more" if done > 3 else ""
        assert told(store) == differs(
            ", ".join(f"the index {gone} is missing" for gone in names[: min(done, 3)]) + more
        )


@pytest.mark.parametrize(
    "made",
    [
        "CREATE INDEX record_redacts ON record (redacts) WHERE redacts IS NOT NULL",
        "CREATE UNIQUE INDEX record_redacts ON record (redacts) WHERE redacts > 3",
        "CREATE UNIQUE INDEX record_redacts ON record (redacts, hash) WHERE redacts IS NOT NULL",
        "CREATE UNIQUE INDEX record_redacts ON record (hash)",
    ],
)
def test_an_index_of_the_same_name_is_not_the_same(
    store: Store, change: Callable[..., None], made: str
) -> None:
    change("DROP INDEX record_redacts", made)
    assert told(store) == differs("the index record_redacts was changed")


def test_what_was_added_is_named(store: Store, change: Callable[..., None]) -> None:
    change("CREATE INDEX mine ON content (capacity)")
    assert told(store) == differs("the index mine is none of the program's")


def test_a_trigger_that_copies_what_is_recorded_to_where_others_read_is_named(
    store: Store, change: Callable[..., None]
) -> None:
    copy = (
        "INSERT INTO draft (id, revision, capacity, author, saved, holds, visibility, body) "
        "VALUES (NEW.number, 1, 'c', 'a', '', 'evidence', 'public', NEW.body)"
    )
    if store.database.sqlite:
        change(f"CREATE TRIGGER spy AFTER INSERT ON content BEGIN {copy}; END")
        assert told(store) == differs("the trigger spy is none of the program's")
        return
    change(
        f"CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {copy}; RETURN NEW; END $$",
        "CREATE TRIGGER spy AFTER INSERT ON content FOR EACH ROW EXECUTE FUNCTION spy()",
        "CREATE RULE also AS ON INSERT TO record DO ALSO NOTHING",
    )
    assert told(store) == differs(
        "the rule also of record is none of the program's, the trigger spy of content is none of the program's"
    )


# SQLite


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_an_index_that_leaves_a_row_out_under_its_old_definition_is_damage(
    store: Store, change: Callable[..., None]
) -> None:
    """Whoever looks for evidence goes through this index; the walk through the table does not."""
    with store.database.reading() as connection:
        made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'record_holds'"))
        version = connection.scalar(text("PRAGMA schema_version"))
    assert LAST in [row.number for row in store.current("evidence", LAST)]
    change(
        "DROP INDEX record_holds",
        f"CREATE INDEX record_holds ON record (holds, number) WHERE number <> {LAST}",
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = '{made}' WHERE name = 'record_holds'",
        f"PRAGMA schema_version = {version + 5}",
    )
    assert LAST not in [row.number for row in store.current("evidence", LAST)], "the trap is gone"
    what = told(store)
    assert what.startswith("the database file is damaged or was changed: ")
    assert "index record_holds" in what
    assert what.endswith("; restore a backup")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE sqlite_master SET sql = replace(sql, 'body TEXT NOT NULL', 'body TEXT') WHERE name = 'content'",
            "the table content was changed",
        ),
        (
            "UPDATE sqlite_master SET sql = replace(sql, 'IS NOT NULL', 'IS NOT \"NULL\"') WHERE name = 'record_redacts'",
            "the index record_redacts was changed",
        ),
    ],
)
def test_a_definition_that_was_written_over_is_named(
    store: Store, change: Callable[..., None], statement: str, what: str
) -> None:
    change("PRAGMA writable_schema = ON", statement, "PRAGMA writable_schema = RESET")
    assert what in verify(store).faults[-1].what


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_name_is_shown_without_what_acts_on_a_terminal(store: Store, change: Callable[..., None]) -> None:
    change('CREATE VIEW "\x1b[2Jé\n" AS SELECT 1')
    assert told(store) == differs("the view  [2J\\xe9  is none of the program's")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_what_makes_no_difference_is_no_fault(store: Store, change: Callable[..., None]) -> None:
    change("ANALYZE", "VACUUM", "REINDEX")
    assert verify(store).faults == ()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_rows_go_through_an_archive_into_a_sound_file(
    store: Store, files: Files, change: Callable[..., None], place: Place
) -> None:
    change("DROP INDEX record_holds")
    archive.backup(store, files, place.files.parent / "b.zip")
    other = sqlite_place(place.files.parent / "other")
    restored = Store(other.url)
    archive.restore(place.files.parent / "b.zip", restored, Files(other.files))
    assert (verify(restored).faults, restored.head()) == ((), store.head())


# PostgreSQL


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("ALTER TABLE content ALTER COLUMN body DROP NOT NULL", "the column body of content was changed"),
        ("ALTER TABLE content ALTER COLUMN body SET DEFAULT 'x'", "the column body of content was changed"),
        (
            'ALTER TABLE content ALTER COLUMN key TYPE text COLLATE "C"',
            "the column key of content was changed",
        ),
        ("ALTER TABLE record ADD COLUMN more text", "the column more of record is none of the program's"),
        ("ALTER TABLE draft DROP COLUMN reason", "the column reason of draft is missing"),
        (
            "ALTER TABLE content DROP CONSTRAINT content_number_fkey",
            "the constraint FOREIGN KEY (number) REFERENCES record(number) of content is missing",
        ),
        (
            "ALTER TABLE draft DROP CONSTRAINT draft_pkey",
            "the constraint PRIMARY KEY (id) of draft is missing",
        ),
        (
            "ALTER TABLE record ADD CHECK (visibility <> 'sealed') NOT VALID",
            "the constraint CHECK (visibility <> 'sealed'::text) NOT VALID of record is none of the program's",
        ),
        ("ALTER TABLE record ENABLE ROW LEVEL SECURITY", "the table record was changed"),
        ("CREATE TABLE child () INHERITS (draft)", "the table draft was changed"),
        ("ALTER TABLE draft SET UNLOGGED", "the table draft was changed"),
    ],
)
def test_a_table_that_was_altered_is_named(
    place: Place, change: Callable[..., None], statement: str, what: str
) -> None:
    store = create(place)
    change(statement)
    assert told(store) == differs(what)
    store.database.close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_foreign_key_that_is_switched_off_is_named(place: Place, postgres: Server) -> None:
    store = create(place)
    with postgres.connect(database="pilcrow") as superuser:
        superuser.execute("ALTER TABLE content DISABLE TRIGGER ALL")
    assert "the constraint FOREIGN KEY (number) REFERENCES record(number) of content was changed" in (
        verify(store).faults[0].what
    )
    store.database.close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_store_in_a_schema_of_its_own_is_whole(place: Place, change: Callable[..., None]) -> None:
    change(
        'CREATE SCHEMA "Own One"',
        f'GRANT USAGE ON SCHEMA "Own One" TO {APP}',
        'ALTER DATABASE pilcrow SET search_path = "Own One"',
    )
    store = create(place)
    fill(store, Files(place.files))
    assert verify(store).faults == ()
    store.database.close()
