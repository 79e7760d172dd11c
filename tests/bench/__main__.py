"""Runs every benchmark, prints each figure beside its goal, and says which falls short.

Machines are noisy, so nothing is judged by the clock alone: both sides of a ratio are measured in this process, in
turn, after a garbage collection, and the median of the rounds is judged.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from compliance.assessment import assess
from compliance.catalogue import Catalogue
from compliance.finding import Entry
from compliance.intake.folder import read_folder
from compliance.intake.loading import load
from compliance.record.store import Store
from compliance.rules.rule import Duty

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
HORIZON = date(2028, 11, 23)


@dataclass(frozen=True)
class Figure:
    """One measured ratio: what stands over what, the goal it must not exceed, and both medians in milliseconds."""

    name: str
    ratio: float
    goal: float
    above: float
    below: float

    def line(self) -> str:
        verdict = "holds" if self.ratio <= self.goal else "FALLS SHORT"
        return (
            f"{self.name:<66} {self.ratio:8.3f}  goal {self.goal:<6} {verdict}"
            f"   ({self.above * 1000:.1f} ms / {self.below * 1000:.1f} ms)"
        )


def compared(
    name: str, goal: float, above: Callable[[], object], below: Callable[[], object], rounds: int
) -> Figure:
    """The median ratio of two calls, taken in turn."""
    pairs = []
    for _ in range(rounds):
        taken = []
        for call in (above, below):
            gc.collect()
            started = time.perf_counter()
            call()
            taken.append(time.perf_counter() - started)
        pairs.append(taken)
    return Figure(
        name, median(a / b for a, b in pairs), goal, median(a for a, _ in pairs), median(b for _, b in pairs)
    )


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
        database = f"sqlite:///{folder}/pilcrow.db"
        load(read_folder(ROOT / "data" / "chicago"), Store(database))
        environment = {**os.environ, "PILCROW_DATABASE": database}
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


def main() -> None:
    """Print every figure; exit 1 if one falls short."""
    figures = []
    for benchmark in (exact_history, start_to_healthy):
        figures.append(benchmark())
        print(figures[-1].line(), flush=True)
    short = [figure.name for figure in figures if figure.ratio > figure.goal]
    print(
        f"{len(figures) - len(short)} of {len(figures)} figures hold."
        + "".join(f"\nShort: {n}" for n in short)
    )
    sys.exit(1 if short else 0)


main()
