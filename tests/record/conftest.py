"""A small record for the tests of the store, on both databases, and a hand that changes it past its guards."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from compliance.record import migrate
from compliance.record.databases import Database
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from tests.databases import Place

MONITOR = Author("monitor", "p-1", "clerk")
FORM = b"the signed form"
WITH_EVERYTHING, WITH_FILE, REDACTED, LAST = 3, 7, 8, 10

Tamper = Callable[..., None]
"""Runs SQL statements on the store's tables as their owner would who has removed every guard."""


def create(place: Place) -> Store:
    """An empty store at a place."""
    store = Store(place.url)
    migrate.create_or_upgrade(store.database, Database(place.owner) if place.owner else None)
    return store


def add(store: Store, *rows: New) -> None:
    """Record rows one after the other, as the monitor."""
    for row in rows:
        store.append(lambda _, row=row: [row], MONITOR)


def fill(store: Store, files: Files) -> None:
    """Ten rows: a correction, a withdrawal, a file, a redaction, and one in which every column says something."""
    form = files.put(FORM)
    add(
        store,
        New("source", "report", '{"title": "Informe técnico"}'),
        New("evidence", "a", '{"n": 1}', kind="meeting"),
        New(
            "evidence", "b", '{"n": 2}', kind="policy", visibility="parties", reason="asked for", happened="2020-01-01",
            source_date="2020-01-02/2020-01-05", idempotency_key="once",
        ),
        New("evidence", "a", '{"n": 3}', kind="meeting", corrects=2, reason="misread"),
        New("evidence", "b", "{}", kind="policy", withdraws=3, reason="not ours"),
        New("catalogue_revision", "decree", "obligations:\n- ¶40\n"),
        New("evidence", "c", '{"n": 4}', kind="agreement", files=(form,)),
        New("evidence", "d", '{"name": "a child"}', visibility="sealed"),
        New("redaction", "8", "{}", redacts=8, reason="ordered by the court"),
        New("evidence", "e", '{"n": 5}', kind="meeting"),
    )  # fmt: skip


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """A store with the rows of `fill`."""
    found = create(place)
    fill(found, Files(place.files))
    yield found
    found.database.close()


@pytest.fixture
def files(place: Place) -> Files:
    return Files(place.files)


@pytest.fixture
def tamper(store: Store, place: Place) -> Iterator[Tamper]:
    engine = create_engine(place.owner or place.url)

    def run(*statements: str, **values: Any) -> None:
        with engine.begin() as connection:
            for statement in (*_without_guards(engine.dialect.name), *statements):
                connection.execute(text(statement), values)

    def _without_guards(dialect: str) -> list[str]:
        if dialect == "sqlite":
            query = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
        else:
            query = (
                "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal "
                "UNION ALL SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) "
                "FROM pg_constraint WHERE contype = 'f'"
            )
        with engine.connect() as connection:
            return list(connection.execute(text(query)).scalars())

    yield run
    engine.dispose()
