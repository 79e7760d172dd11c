"""Databases that can be killed, and what the tests of this folder counted, said at their end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS, Place, Server, need_postgres
from tests.stores import sqlite_place
from tests.torture.judging import COUNTED


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests here, which loses nothing that it committed. A test that ends it starts it again."""
    need_postgres()
    with Server(durable=True) as made:
        yield made


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    return str(request.param)


@pytest.fixture
def new_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Makes a fresh place of the given name for a store."""
    if kind == "sqlite":
        yield lambda name: sqlite_place(tmp_path / name)
        return
    running: Server = request.getfixturevalue("server")
    made: list[str] = []

    def new(name: str) -> Place:
        made.append(name)
        return running.new_database(name, tmp_path / name / "files")

    yield new
    for name in made:
        running.drop_database(name)


@pytest.fixture
def torture_place(new_place: Callable[[str], Place]) -> Place:
    """One fresh place."""
    return new_place("pilcrow")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was counted."""
    for what, count in COUNTED.items():
        terminalreporter.write_line(f"{count:,} {what}")
