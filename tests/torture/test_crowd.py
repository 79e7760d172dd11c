"""Many processes that write at once: nothing is lost, nothing doubled, and the chain is one."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from compliance.access import Actor, Desk, Door
from compliance.contributions import Response
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from tests.databases import Place
from tests.torture.child import READY, Child, Say
from tests.torture.judging import COUNTED, a_record, acknowledged, recorded, whole

WRITERS = 8
RECORDS = 2000
EACH = RECORDS // WRITERS
SENT_TWICE = 5
"""Every so many records are sent by the next process too, at about the same moment; of those in between, as many are
sent a second time by the same one."""

STAN = Actor("stan")


def test_all_that_many_processes_write_at_once_is_there_once(
    torture_place: Place, kind: str, tmp_path: Path
) -> None:
    a_record(torture_place, tmp_path / "small").door.store.database.close()
    for how, write in (("the store", _to_the_store), ("the desk", _at_the_desk)):
        _crowd(torture_place, kind, how, write)


def _crowd(place: Place, kind: str, how: str, write: Callable[[Desk, str], int]) -> None:
    desk = _opened(place)
    before = whole(desk)
    desk.door.store.database.close()
    crowd = [Child(_work(place, how, write, writer)) for writer in range(WRITERS)]
    began = max(child.wait_until(READY) for child in crowd)
    every = [child.join() for child in crowd]
    took = time.perf_counter() - began
    assert [line for lines in every for line in lines if line.startswith(("broke ", "differs "))] == []
    wanted = {_key(how, writer, i) for writer in range(WRITERS) for i in range(EACH)}
    there = recorded(desk.door.store, how.replace(" ", "-"))
    assert set(there) == wanted
    assert whole(desk) == before + RECORDS
    told = [acknowledged(lines) for lines in every]
    assert all(said.items() <= there.items() for said in told), "each was told where its record stands"
    assert {key for said in told for key in said} == wanted
    sent = sum(line.startswith("done ") for lines in every for line in lines)
    print(
        f"\n{kind}, {WRITERS} processes at {how}: {RECORDS:,} records, sent {sent:,} times, in {took:.1f} s: "
        f"{RECORDS / took:,.0f} records/s"
    )
    COUNTED[f"records by {WRITERS} processes at once"] += RECORDS


def _work(place: Place, how: str, write: Callable[[Desk, str], int], writer: int) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        desk = _opened(place)
        desk.door.store.last_number()
        say(READY)
        for i in range(EACH):
            key = _key(how, writer, i)
            number = write(desk, key)
            say(f"done {number} {key}")
            if i % SENT_TWICE == 0:
                key = _key(how, (writer + 1) % WRITERS, i)
                say(f"done {write(desk, key)} {key}")
            elif i % SENT_TWICE == 2 and (again := write(desk, key)) != number:
                say(f"differs {number} {again} {key}")

    return work


def _key(how: str, writer: int, i: int) -> str:
    return f"{how.replace(' ', '-')}-{writer}-{i}"


def _to_the_store(desk: Desk, key: str) -> int:
    row = New("evidence", key, f'{{"key":"{key}"}}', kind="meeting", idempotency_key=key)
    return desk.door.store.append(lambda _: [row], Author("program"))[0].number


def _at_the_desk(desk: Desk, key: str) -> int:
    words = Response(obligation="duty", stance="explains", words=f"Words {key}.", given="2020-01-01")
    return desk.add(STAN, words, idempotency_key=key).number


def _opened(place: Place) -> Desk:
    """A desk of this process's own; its times are the database's, as in use."""
    return Desk(Door(Store(place.url), Files(place.files), _now))


def _now() -> datetime:
    return datetime.now(UTC)
