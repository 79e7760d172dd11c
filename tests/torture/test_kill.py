"""SIGKILL at random moments of imports and of single writes, to the writer and to the PostgreSQL server.

Afterwards everything acknowledged is there, an import is there whole or not at all, nothing is half there, and doing it
again with the same keys makes it whole and doubles nothing.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median

import pytest

from compliance.access import Actor, Desk, Door
from compliance.contributions import Response
from compliance.intake.folder import Folder, read_folder
from compliance.intake.loading import load
from compliance.record.databases import StoreError
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from tests.databases import Place, Server
from tests.small import record_content, write_folder
from tests.stores import HOST, NOON
from tests.torture.child import READY, Child, Say
from tests.torture.judging import COUNTED, a_record, acknowledged, recorded, settled, whole

KILLS = 36
"""For each way of writing, on each database; there are three of the one and two of the other."""

TO_THE_SERVER = 6
"""Every so many kills of PostgreSQL is one of the server itself."""

ROWS = 300
"""How many rows an import has."""

SINGLES = 8
"""Over how many single writes the kills are spread."""

A_TRANSACTION = 0.0015
"""About how many seconds one single write holds the lock."""

STAN = Actor("stan")
SEED = 20260801


def opened(place: Place) -> Desk:
    """A desk of this process's own at a place where a store is."""
    return Desk(Door(Store(place.url, lambda: NOON), Files(place.files), lambda: NOON))


class Loading:
    """Each round loads a release in which all records are worded anew."""

    name = "load of a data folder"

    def __init__(self, folder: Folder):
        self._folder = folder

    def write(self, desk: Desk, round_: int, say: Say) -> None:
        """Load the release of a round."""
        done = load(self._of(round_), desk, HOST)
        say(f"done {done.last} load-{round_}")

    def check(self, desk: Desk, round_: int, said: dict[str, int]) -> bool:
        """Whether it is there: whole, and surely if it was said to be."""
        with desk.door.store.database.reading() as connection:
            there = connection.exec_driver_sql(
                f"SELECT count(*) FROM content WHERE body LIKE '%%in round {round_}.%%'"
            ).scalar_one()
        assert there in (0, ROWS)
        assert there or not said
        if said:
            assert said == {f"load-{round_}": desk.door.store.last_number()}
        return bool(there)

    def _of(self, round_: int) -> Folder:
        worded = (
            record.model_copy(update={"summary": f"{record.key} as worded in round {round_}."})
            for record in self._folder.evidence
        )
        return replace(self._folder, evidence=tuple(worded))


class Bulk:
    """Each round appends many rows at once, each with a key."""

    name = "bulk append"

    def write(self, desk: Desk, round_: int, say: Say) -> None:
        """Append the rows of a round."""
        rows = [
            New("evidence", key, f'{{"key":"{key}"}}', kind="meeting", idempotency_key=key)
            for key in (f"bulk-{round_}-{i}" for i in range(ROWS))
        ]
        for row, head in zip(rows, desk.door.store.append(lambda _: rows, Author("program")), strict=True):
            say(f"done {head.number} {row.key}")

    def check(self, desk: Desk, round_: int, said: dict[str, int]) -> bool:
        """Whether they are there: all of them, and where it was said."""
        there = recorded(desk.door.store, f"bulk-{round_}-")
        assert len(there) in (0, ROWS)
        assert said.items() <= there.items()
        return bool(there)


class Single:
    """Each round adds one response after the other, with a file attached, at the desk."""

    name = "single writes"

    def write(self, desk: Desk, round_: int, say: Say) -> None:
        """Add the responses of a round."""
        for i in range(SINGLES + 2):
            key = f"single-{round_}-{i}"
            words = Response(obligation="duty", stance="explains", words=f"Words {key}.", given="2020-01-01")
            digest = desk.door.files.put(key.encode())
            head = desk.add(STAN, words, files=[digest], idempotency_key=key)
            say(f"done {head.number} {key}")

    def check(self, desk: Desk, round_: int, said: dict[str, int]) -> bool:
        """Whether all are there: of what was said each, and at most the one more that was being written."""
        there = recorded(desk.door.store, f"single-{round_}-")
        assert said.items() <= there.items()
        assert len(there) <= len(said) + 1 or len(there) == SINGLES + 2
        return len(there) == SINGLES + 2


Writing = Loading | Bulk | Single


@pytest.fixture(params=["load", "bulk", "single"])
def writing(request: pytest.FixtureRequest, tmp_path: Path) -> Writing:
    """Each way of writing."""
    if request.param != "load":
        return Bulk() if request.param == "bulk" else Single()
    meetings = [record_content(f"meeting-{i}", happened="2019-05-01", state="held") for i in range(ROWS)]
    return Loading(read_folder(write_folder(tmp_path / "data", meeting=meetings)))


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(
    kind: str, torture_place: Place, writing: Writing, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = torture_place
    server: Server | None = request.getfixturevalue("server") if kind == "postgresql" else None
    desk = a_record(place, tmp_path / "small")

    def start(round_: int) -> Child:
        # No connection of this process goes into the fork.
        desk.door.store.database.close()

        def work(say: Say) -> None:
            own = opened(place)
            own.door.store.last_number()
            say(READY)
            try:
                writing.write(own, round_, say)
            except StoreError as error:
                say(f"refused {error}")

        return Child(work)

    takes = median(_seconds(start, round_) for round_ in range(3))
    chance, fell = Random(f"{SEED} {kind} {writing.name}"), Counter[str]()
    for round_ in range(3, 3 + KILLS):
        child = start(round_)
        ready = child.wait_until(READY)
        # A little longer than it takes, so that some come after the last acknowledgement too.
        wait = chance.uniform(0, 1.1 * takes)
        if isinstance(writing, Single) and round_ % 2:
            # At a desk most of the time goes into looking things up, so every other one is aimed at a transaction.
            ready = child.wait_until("begin", chance.randint(1, SINGLES))
            wait = chance.uniform(0, A_TRANSACTION)
        time.sleep(max(0.0, ready + wait - time.perf_counter()))
        if server and round_ % TO_THE_SERVER == 0:
            server.kill()
            lines = child.join()
            refused = [line for line in lines if line.startswith("refused ")]
            assert refused == [] or "then do it again" in refused[0]
            server.start()
            fell["of them to the server"] += 1
        else:
            lines = child.kill()
        assert not any(line.startswith("broke ") for line in lines), lines[-1]
        fell[_where(lines)] += 1
        said = acknowledged(lines)
        settled(desk.door.store)
        before = whole(desk)
        was_there = writing.check(desk, round_, said)
        again: list[str] = []
        began = time.perf_counter()
        writing.write(desk, round_, again.append)
        if not was_there and not said:
            # The record grows, and with it what a writing takes.
            takes = time.perf_counter() - began
        after = whole(desk)
        assert said.items() <= acknowledged(again).items() or isinstance(writing, Loading)
        assert writing.check(desk, round_, acknowledged(again)), "done again, it is whole"
        assert (after == before) == was_there, "and nothing is there twice"
    COUNTED["kills"] += KILLS
    COUNTED["kills within a transaction or while it was committed"] += (
        fell["within a transaction"] + fell["while it was committed"]
    )
    print(f"\n{kind}, {writing.name} (takes {takes * 1000:.0f} ms): {KILLS} kills; {dict(fell)}")
    assert fell["within a transaction"] + fell["while it was committed"] > 0, "none fell where it matters"


def _seconds(start: Callable[[int], Child], round_: int) -> float:
    """How long the writing of a round takes when nobody disturbs it."""
    child = start(round_)
    ready = child.wait_until(READY)
    lines = child.join()
    assert any(line.startswith("done ") for line in lines), lines
    return time.perf_counter() - ready


def _where(lines: list[str]) -> str:
    """Where in its work a child was killed."""
    last = [line for line in lines if not line.startswith("refused ")][-1].split(" ")[0]
    return {
        "begin": "within a transaction",
        "commit": "while it was committed",
        "done": "between two",
        READY: "before the first",
    }[last]
