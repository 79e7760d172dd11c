"""Runs every benchmark, prints each figure beside its goal, and says which falls short."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psutil

from tests.bench import assessing, cities, pages, peers
from tests.bench.adding import OnPostgresql, OnSqlite, at_the_desk, bulk, single
from tests.bench.figures import Figure, compared, of_pairs
from tests.databases import Server
from tests.stores import a_desk, load_folder, sqlite_place

ROOT = Path(__file__).resolve().parents[2]


def start_to_healthy() -> Figure:
    """Our site with its store, against a bare one-page application served the same way."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text("import streamlit as st\nst.title('bare')\n")
        place = sqlite_place(Path(folder))
        load_folder(a_desk(place, lambda: datetime.now(UTC)), ROOT / "data" / "chicago")
        environment = {**os.environ, "PILCROW_DATABASE": place.url}
        ours = [str(Path(sys.executable).with_name("pilcrow")), "serve"]
        theirs = [sys.executable, "-m", "streamlit", "run", str(bare), "--server.headless", "true"]
        return compared(
            "start to healthy, store present / a bare Streamlit page",
            2.5,
            lambda: _started(ours, environment, 8691, []),
            lambda: _started(theirs, environment, 8692, ["--server.port", "8692"]),
            3,
        )


def _started(command: list[str], environment: dict[str, str], port: int, more: list[str]) -> None:
    process = subprocess.Popen(
        [*command, *more],
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                    return
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended before it answered") from None
                time.sleep(0.005)
    finally:
        process.terminate()
        process.wait(10)


def adding() -> Iterator[Callable[[], Figure]]:
    """What it takes to add records, on each database, on the disk that holds this repository."""
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder:
        on_sqlite = OnSqlite(Path(folder))
        yield from (partial(figure, on_sqlite) for figure in (bulk, single, at_the_desk))
        with Server(durable=True) as server:
            if _lies_in_memory(server.folder):
                print("PostgreSQL lies in memory here and waits for no disk; name a folder on one in TMPDIR.")
            on_postgresql = OnPostgresql(server, Path(folder))
            yield from (partial(figure, on_postgresql) for figure in (bulk, single, at_the_desk))


def _lies_in_memory(path: Path) -> bool:
    mounts = {Path(mount.mountpoint): mount.fstype for mount in psutil.disk_partitions(all=True)}
    return next((mounts[each] for each in path.parents if each in mounts), "") in ("tmpfs", "ramfs")


def of_cities(*, large: bool) -> Iterator[Callable[[], Figure]]:
    """What it takes to assess fictional cities, to look things up in what was assessed, and to show it on pages."""
    with cities.on_sqlite(cities.M) as medium:
        for figure in (
            assessing.whole_over_floor,
            assessing.whole_over_a_loop,
            assessing.history_over_months,
            assessing.outcomes_over_whole,
            assessing.reasons_over_outcomes,
            assessing.memory,
        ):
            yield partial(figure, medium)
        one, seconds_of_medium = assessing.one_record_over_whole(medium)
        yield lambda: one
        yield from pages.figures(medium)
    with Server() as server, cities.on_postgresql(cities.M, server) as medium:
        yield partial(assessing.whole_over_floor, medium)
    if not large:
        print("Size L was skipped; it takes half an hour more: make bench ARGS=L")
        return
    with cities.on_sqlite(cities.L) as big:
        yield partial(assessing.whole_over_floor, big)
        of_large, seconds_of_large = assessing.one_record_over_whole(big)
        yield lambda: of_large
        pair = [(seconds_of_large, seconds_of_medium)]
        yield lambda: of_pairs("taking on one record: L / M", 1.3, pair)


def benchmarks(*, large: bool) -> Iterator[Callable[[], Figure]]:
    """Every one, to be run before the next is asked for."""
    yield from peers.figures()
    yield from of_cities(large=large)
    yield start_to_healthy
    yield from adding()


def main() -> None:
    """Print every figure; exit 1 if one falls short."""
    figures = []
    for benchmark in benchmarks(large="L" in sys.argv[1:]):
        figures.append(benchmark())
        print(figures[-1].line(), flush=True)
    judged = [figure for figure in figures if figure.goal is not None]
    short = [figure.name for figure in judged if figure.falls_short]
    print(
        f"{len(judged) - len(short)} of {len(judged)} figures hold." + "".join(f"\nShort: {n}" for n in short)
    )
    sys.exit(1 if short else 0)


main()
