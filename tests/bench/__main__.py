"""Runs every benchmark, prints each figure beside its goal, and says which falls short."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import psutil

from compliance.assessment import assess
from compliance.catalogue import Catalogue
from compliance.finding import Entry
from compliance.intake.folder import read_folder
from compliance.rules.rule import Duty
from tests.bench.adding import OnPostgresql, OnSqlite, at_the_desk, bulk, single
from tests.bench.figures import Figure, compared
from tests.databases import Server
from tests.stores import a_desk, load_folder, sqlite_place

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
HORIZON = date(2028, 11, 23)


def exact_history() -> Figure:
    """Every change point of all criteria, against asking each criterion anew at the end of each month."""
    folder = read_folder(ROOT / "data" / "chicago")
    entries = [Entry(i, record) for i, record in enumerate(folder.evidence, 1)]

    def whole() -> None:
        assess(folder.catalogue, entries, HORIZON)

    def month_by_month() -> None:
        for day in _month_ends(folder.catalogue):
            at_one_day(folder.catalogue, entries, day)

    return compared(
        "exact history of all criteria / one look at each month-end", 0.1, whole, month_by_month, ROUNDS
    )


def at_one_day(catalogue: Catalogue, entries: list[Entry], day: date) -> list[object]:
    """What is asked and given on one day, worked out anew from the records: the loop a month-end report would run."""
    found: list[object] = []
    for obligation in catalogue.obligations:
        begins = catalogue.case.effective if obligation.begins == "unknown" else obligation.begins
        duty = Duty(max(begins, catalogue.case.effective), HORIZON)
        for criterion in obligation.criteria:
            wanted = criterion.check.subjects()
            records = [e.evidence for e in entries if wanted & set(e.evidence.subject)]
            found.append(criterion.check.ledger(records, duty).states_on(day))
    return found


def _month_ends(catalogue: Catalogue) -> list[date]:
    ends, day = [], catalogue.case.effective
    while day <= HORIZON:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        ends.append(following - timedelta(days=1))
        day = following
    return ends


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


def benchmarks() -> Iterator[Callable[[], Figure]]:
    """Every one, to be run before the next is asked for."""
    yield exact_history
    yield start_to_healthy
    yield from adding()


def main() -> None:
    """Print every figure; exit 1 if one falls short."""
    figures = []
    for benchmark in benchmarks():
        figures.append(benchmark())
        print(figures[-1].line(), flush=True)
    judged = [figure for figure in figures if figure.goal is not None]
    short = [figure.name for figure in judged if figure.falls_short]
    print(
        f"{len(judged) - len(short)} of {len(judged)} figures hold." + "".join(f"\nShort: {n}" for n in short)
    )
    sys.exit(1 if short else 0)


main()
