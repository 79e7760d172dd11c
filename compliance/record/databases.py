"""SQLite and PostgreSQL: how each is opened, locked for writing and asked for the time, and what its errors mean.

The rest of the package speaks to both alike.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

Clock = Callable[[], datetime]

EXAMPLE = "write PILCROW_DATABASE=sqlite:////path/to/file.db or postgresql://user@host/name"
# Any number will do that no other program on the database uses; these are the letters "pilcrow".
LOCK = int.from_bytes(b"pilcrow", "big")
SECONDS_TO_WAIT = 30


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do."""


class Database:
    """One database behind a URL. Raises StoreError, in sentences, for whatever it cannot do.

    `clock` tells the time where a test must; without it the time is the database's own, which all its writers share:
    PostgreSQL's, or for SQLite that of this machine.
    """

    def __init__(self, url: str, clock: Clock | None = None):
        self.url = _parsed(url)
        self._clock = clock
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path(self.url.database).absolute() if self.sqlite and self.url.database else None
        self.name = str(self.path) if self.path else _shown(self.url)
        self._engine = _sqlite_engine(self.url) if self.sqlite else _postgresql_engine(self.url)
        self._file: object = None
        self.mark = "?" if self.sqlite else "%s"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, however long it reads."""
        with self._clearly("could not be read"):
            self._look_at_the_file()
            level = {} if self.sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            with self._engine.connect().execution_options(read_only=True, **level) as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the lock for writing: all or nothing of what is done with it is committed at the
        end."""
        with self._clearly("could not be written", "nothing was recorded"):
            self._look_at_the_file()
            with self._engine.connect() as connection, connection.begin() as transaction:
                if not self.sqlite:
                    # The lock comes first: what is read afterwards is what the last writer left.
                    wait = f"set_config('lock_timeout', '{SECONDS_TO_WAIT}s', true)"
                    connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({LOCK})")
                yield connection
                try:
                    transaction.commit()
                except DBAPIError as error:
                    if self.sqlite or not error.connection_invalidated:
                        raise
                    raise StoreError(
                        f"the connection to {self.name} broke off before it answered, and whether this was recorded is "
                        "not known; look whether it is there, then do it again if it is not"
                    ) from None

    def rewrite_file(self) -> None:
        """Build an SQLite file anew from what it holds, and empty its write-ahead log: what was deleted then stands
        nowhere in them; nothing on PostgreSQL. secure_delete alone leaves the copies that splitting a page left behind."""
        if not self.sqlite:
            return
        try:
            self._look_at_the_file()
            connection = self._engine.raw_connection()
            try:
                driver: Any = connection.driver_connection
                driver.execute("VACUUM")
                if driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    raise sqlite3.OperationalError("somebody reads it")
            finally:
                connection.close()
        except (SQLAlchemyError, OSError, sqlite3.Error) as error:
            raise StoreError(
                f"it is recorded, but {self.name} could not be written anew ({getattr(error, 'orig', None) or error}), and "
                "what was removed may still stand in unused parts of the file. When nobody uses it, run: "
                f"sqlite3 '{self.name}' 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'"
            ) from None

    def create_file(self) -> None:
        """Make an SQLite database with its folder and the write-ahead log; nothing on PostgreSQL."""
        if self.path is None:
            return
        with self._clearly("could not be created"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path)
            try:
                _write_ahead(connection)
            finally:
                connection.close()

    def file_is_there(self) -> bool:
        """Whether the SQLite file is there; on PostgreSQL always. Raises StoreError where nobody can tell."""
        if self.path is None:
            return True
        with self._clearly("could not be read"):
            try:
                self.path.stat()
            except FileNotFoundError:
                return False
        return True

    def identity(self) -> object:
        """What stays the same while the same database stands behind the URL; None where there is no file."""
        if self.path is None:
            return self.name
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def now(self, connection: Connection) -> datetime:
        """The time, in UTC."""
        if self._clock is not None:
            return self._clock().astimezone(UTC)
        if self.sqlite:
            return datetime.now(UTC)
        found: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return found.astimezone(UTC)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _look_at_the_file(self) -> None:
        """A file that was put in the place of the one that is open is opened anew."""
        if self.path is None:
            return
        found = os.stat(self.path)
        here = (found.st_dev, found.st_ino), _untouchable(self.path)
        if self._file not in (None, here):
            self._engine.dispose()
        self._file = here

    @contextmanager
    def _clearly(self, what: str, so: str = "") -> Iterator[None]:
        """Turns the errors of drivers and files into StoreError with what happened and what to do."""
        try:
            yield
        except FileNotFoundError:
            raise StoreError(
                f"there is no store at {self.name}; run pilcrow init, which creates it"
            ) from None
        except (SQLAlchemyError, OSError, sqlite3.Error, UnicodeDecodeError) as error:
            # The last one where SQLite's own message quotes bytes of a damaged file.
            said = str(getattr(error, "orig", None) or error).strip()
            why = said.splitlines()[0] if said else type(error).__name__
            happened = f"{self.name} {what} ({why})" + (f"; {so}" if so else "")
            raise StoreError(f"{happened}. {self._cure(why, error)}") from None

    def _cure(self, why: str, error: Exception) -> str:
        if "not a database" in why:
            return "It is no Pilcrow store: move it away and run pilcrow init"
        if "locked" in why or "lock timeout" in why:
            return "Another program is using it: do it again in a moment"
        if "malformed" in why or "decode" in why:
            return "The file is damaged: restore a backup with pilcrow restore"
        if not self.sqlite and isinstance(error, DBAPIError) and error.connection_invalidated is not False:
            return "Check that the database runs and can be reached, then do it again"
        if not self.sqlite and isinstance(error, DBAPIError) and error.statement is None:
            return "Check that the database runs, and the address and the name in PILCROW_DATABASE, then do it again"
        if not self.sqlite:
            return "Check the address, the name and the rights in PILCROW_DATABASE, then do it again"
        return "Check that you may read and write it and its folder, and that there is room, then do it again"


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        hidden = re.sub(r":[^:/].*@", ":***@", re.sub(r"(password=)[^&]*", r"\1***", url))
        raise StoreError(f"'{hidden}' is no database URL; {EXAMPLE}") from None
    backend, file = parsed.get_backend_name(), parsed.database
    if backend == "sqlite" and file and not parsed.query and ":memory:" not in file and "\0" not in file:
        return parsed.set(drivername="sqlite")
    if "@" in (parsed.host or ""):
        raise StoreError("the database URL has two @; in a name or a password, write %40 for it")
    if backend in ("postgresql", "postgres") and parsed.database:
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"'{_shown(parsed)}' names no SQLite file and no PostgreSQL database; {EXAMPLE}")


def _shown(url: URL) -> str:
    """A URL without its password, wherever that stands."""
    secret = [name for name in url.query if "password" in name]
    return url.difference_update_query(secret).render_as_string(hide_password=True)


def _postgresql_engine(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            # Under REPEATABLE READ a writer that waited for the lock would still see the record as it was before.
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10},
        )
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(f"PostgreSQL cannot be used here ({error}); install psycopg") from None


def _sqlite_engine(url: URL) -> Engine:
    """An engine whose writers take the lock before they read, so that two of them never both take one number."""
    engine = create_engine(url)

    @event.listens_for(engine, "do_connect")
    def _do_connect(dialect: Any, record: Any, arguments: Any, options: dict[str, Any]) -> Any:
        # Opening never creates a file: one that vanished in between is missed and not begun anew, empty.
        file = Path(arguments[0]).absolute()
        mode = "mode=rw" if _untouchable(file) is None else "mode=ro&immutable=1"
        return sqlite3.connect(f"{file.as_uri()}?{mode}", uri=True, **options)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={SECONDS_TO_WAIT * 1000}",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "synchronous=FULL",
            # What a redaction removes is overwritten in the file.
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        read_only = connection.get_execution_options().get("read_only")
        connection.connection.driver_connection.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _untouchable(file: Path) -> object:
    """Of a closed file in a folder that cannot be written, when it last changed; else None.

    Even a reader makes files beside one with a write-ahead log, so without being told that nothing changes SQLite could
    not read it. As soon as that is no longer so, or somebody else changed it, it has to be opened anew.
    """
    if os.access(file.parent, os.W_OK) or Path(f"{file}-wal").exists():
        return None
    return file.stat().st_mtime_ns


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. Of two that switch a new file at once SQLite turns one away without waiting, so
    it is asked again."""
    for pause in (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, None):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if pause is None:
                raise
            sleep(pause)
