"""Creating a store and bringing an older one up to date. Migrations never rewrite a row."""

import shutil
from contextlib import suppress
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from compliance.record import guards
from compliance.record.databases import Database, StoreError

# Alembic is imported where a store is created or upgraded: whoever only reads need not wait for it.

SCHEMAS = ("0001",)
"""Every released schema, oldest first, by the revision that `migrations/` gives it. A program uses stores of the last."""

_EARLIER_TABLES = {"catalogue_revision", "source", "evidence", "determination", "report_total"}


class State(Enum):
    """What stands behind a database URL."""

    NONE = "nothing"
    EARLIER = "a store from before the first release, which is rebuilt"
    OLDER = "a store of an older release, which can be upgraded"
    CURRENT = "a store"
    NEWER = "a store of a newer program"
    FOREIGN = "something else"


def state(database: Database) -> State:
    """What is there. Raises StoreError where that cannot be told."""
    if not database.file_is_there():
        return State.NONE
    with database.reading() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" not in tables:
            if not tables:
                return State.NONE
            return State.EARLIER if tables == _EARLIER_TABLES else State.FOREIGN
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if not {"record", "content"} <= tables:
        # Other programs keep their own numbers in a table of this name.
        return State.FOREIGN
    if found == SCHEMAS[-1]:
        return State.CURRENT
    return State.OLDER if found in SCHEMAS else State.NEWER


def require_current(database: Database) -> None:
    """Raises StoreError, with the cure, unless there is a store that this program can use as it is."""
    sentences = {
        State.NONE: f"there is no store at {database.name}; run pilcrow init, which creates it and loads the data",
        State.EARLIER: f"the store at {database.name} is from before the first release; run pilcrow init, which keeps it "
        "aside and builds it anew",
        State.OLDER: f"the store at {database.name} is of an older release; run pilcrow init, which upgrades it",
        State.NEWER: f"the store at {database.name} was made by a newer Pilcrow; upgrade the program, it changed nothing",
        State.FOREIGN: f"{database.name} is no Pilcrow store but holds other tables; name another in PILCROW_DATABASE",
    }
    found = state(database)
    if found in sentences:
        raise StoreError(sentences[found])


def create_or_upgrade(database: Database, owner: Database | None = None) -> Path | None:
    """Bring the store behind a database up to this release, creating it where there is none; where a store from
    before the first release was kept aside, its new place.

    On PostgreSQL the tables belong to the role of `owner`, and the role of `database` may read them and add to them, no
    more. Raises StoreError for a newer store, and for a database that holds something else.
    """
    # As the owner, since the other role may not have been let in yet.
    found = state(owner or database)
    if found in (State.NEWER, State.FOREIGN):
        require_current(owner or database)
    if (
        found is State.CURRENT
        and owner is None
        and not (database.sqlite or tables_belong_to_the_user(database))
    ):
        # There is nothing to do, and only the owner could do it.
        return None
    aside = _set_aside(database) if found is State.EARLIER else None
    if found in (State.NONE, State.EARLIER):
        database.create_file()
    user = _user(database) if owner is not None and not database.sqlite else None
    with (owner or database).writing() as connection:
        _migrate(connection)
        guards.put_in_place(connection)
        if user is not None:
            _let_in(connection, user)
    return aside


def tables_belong_to_the_user(database: Database) -> bool:
    """Whether the role that reads and writes could also drop the guards: on PostgreSQL, if it owns the tables."""
    if database.sqlite:
        return False
    query = "SELECT pg_has_role(current_user, relowner, 'member') FROM pg_class WHERE relname = 'record' AND relkind = 'r'"
    with database.reading() as connection:
        return bool(connection.scalar(text(query)))


def _user(database: Database) -> str:
    """The role of a database's own connection, which its URL need not name."""
    with database.reading() as connection:
        return str(connection.scalar(text("SELECT current_user")))


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_aside(database: Database) -> Path:
    if database.path is None:
        raise StoreError(
            f"{database.name} holds a store from before the first release; name an empty database"
        )
    number = 1
    while (kept := database.path.with_name(f"{database.path.name}.earlier-{number}")).exists():
        number += 1
    database.close()
    shutil.move(database.path, kept)
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            shutil.move(f"{database.path}{ending}", f"{kept}{ending}")
    return kept


def _let_in(connection: Connection, role: str) -> None:
    name = connection.dialect.identifier_preparer.quote(role)
    for rights in (
        "SELECT ON alembic_version",
        "SELECT, INSERT ON record",
        # A guard lets DELETE pass only for what a recorded redaction names.
        "SELECT, INSERT, DELETE ON content",
        "SELECT, INSERT, UPDATE, DELETE ON draft",
    ):
        connection.execute(text(f"GRANT {rights} TO {name}"))
