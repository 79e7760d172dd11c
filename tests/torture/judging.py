"""A record to torture, and what must hold of it after whatever happened to it."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from compliance.access import Desk
from compliance.record.store import Store
from compliance.record.verify import verify
from tests.databases import Place
from tests.small import record_content, write_folder
from tests.stores import a_desk, load_folder, with_people

COUNTED: Counter[str] = Counter()
"""What is counted over all tests of a run, which says it at its end."""


def a_record(place: Place, data: Path) -> Desk:
    """The desk of a store with a small record and somebody of each role; `data` is where its folder is written."""
    desk = with_people(a_desk(place))
    meetings = [record_content(f"meeting-{i}", happened="2019-05-01", state="held") for i in range(200)]
    load_folder(desk, write_folder(data, meeting=meetings))
    return desk


def whole(desk: Desk) -> int:
    """Asserts that the chain verifies, files and guards too, and that no row is half there; how many rows there are.

    The halves are counted apart from `verify`, so that what that overlooks is seen.
    """
    store = desk.door.store
    verdict = verify(store, desk.door.files)
    assert verdict.faults == ()
    with store.database.reading() as connection:
        records, contents, redacted, without_record, last = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM content), "
            "(SELECT count(*) FROM record WHERE redacts IS NOT NULL), (SELECT count(*) FROM content c "
            "WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.number = c.number)), "
            "(SELECT coalesce(max(number), 0) FROM record)"
        ).one()
    assert without_record == 0
    assert contents == records - redacted
    assert records == last == verdict.rows, "every number once, none left out"
    return int(records)


def recorded(store: Store, beginning: str = "") -> dict[str, int]:
    """The number of each row with an idempotency key that begins so, after the capacity that a desk puts before it.
    Asserts that none is there twice."""
    with store.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT idempotency_key, number FROM content WHERE idempotency_key IS NOT NULL"
        ).all()
    keys = [(key.rpartition(" ")[2], number) for key, number in rows]
    found = [(key, number) for key, number in keys if key.startswith(beginning)]
    doubled = [key for key, times in Counter(key for key, _ in found).items() if times > 1]
    assert doubled == []
    return dict(found)


def acknowledged(lines: Iterable[str]) -> dict[str, int]:
    """What a child said was recorded: the number by its key."""
    said = [line.split(" ") for line in lines if line.startswith("done ")]
    return {key: int(number) for _, number, key in said}


def settled(store: Store) -> None:
    """Waits until whoever wrote last is gone: a PostgreSQL server may still be carrying out what a killed client had
    asked for, and holds the lock until then."""
    with store.database.writing():
        pass
