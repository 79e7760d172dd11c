"""Tries every mutant of the core and of the rules, and says for each file how many of them a test notices.

`python -m tests.mutants [FILE ...]`; exit 1 where a file falls short of the goal.
"""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants.forks import Forks
from tests.mutants.mutations import mutants


class Group(NamedTuple):
    """Files that are changed, and where the tests stand that they are shown to.

    The random tests draw so many `examples` each, the same ones every time.
    """

    files: tuple[str, ...]
    tests: tuple[str, ...]
    examples: int


class Figures(NamedTuple):
    """How many mutants of a file were tried, and how many of them no test noticed."""

    file: str
    tried: int
    survived: int

    @property
    def share(self) -> float:
        """Of a hundred mutants, how many a test notices."""
        return 100 * (self.tried - self.survived) / self.tried

    def __str__(self) -> str:
        killed = self.tried - self.survived
        return f"{self.file:<50} {self.tried:7} {killed:7} {self.survived:9} {self.share:6.1f}"


ROOT = Path(__file__).resolve().parents[2]
GROUPS = [
    Group(("compliance/timeline.py",), ("tests/test_timeline.py",), 100),
    Group(("compliance/tally.py", "compliance/asks.py"), ("tests/test_asks.py",), 100),
    Group(("compliance/world.py",), ("tests/test_world.py",), 25),
    Group(
        ("compliance/rows.py", "compliance/assessment.py", "compliance/reckoning.py"),
        tuple(
            f"tests/test_{name}.py"
            for name in (
                *("rows", "assessment", "with_rows", "reckoning", "moved_due_dates"),
                *("history", "withheld", "next_acts", "sustainment"),
            )
        ),
        25,
    ),
    Group(("compliance/rules/**/[!_]*.py",), ("tests/rules",), 20),
]
GOAL = 90
SURVIVORS = Path(__file__).with_name("survivors.md")


def main(wanted: Sequence[str]) -> int:
    """Prints each file's figures and its survivors; 1 where a file falls short."""
    asked = {path for target in wanted for path in ROOT.glob(target)}
    found: list[Figures] = []
    print(f"{'':<50} {'mutants':>7} {'killed':>7} {'survived':>9} {'%':>6}", flush=True)
    for group in GROUPS:
        paths = sorted(path for target in group.files for path in ROOT.glob(target))
        if chosen := [path for path in paths if not wanted or path in asked]:
            found += _tried(group, chosen)
    short = [figures.file for figures in found if figures.share < GOAL]
    print(Figures("all", sum(f.tried for f in found), sum(f.survived for f in found)))
    print(f"short of the goal of {GOAL} %: {', '.join(short) or 'none'}")
    return int(bool(short))


def _tried(group: Group, paths: Sequence[Path]) -> list[Figures]:
    """The figures of some files, in one run of pytest."""
    found: list[Figures] = []
    out = sys.stdout
    # Read now, as they are imported: they may be edited while this runs.
    sources = {path: path.read_text(encoding="utf-8") for path in paths}

    def work(forks: Forks) -> None:
        found.extend(f for path, source in sources.items() if (f := _of_file(forks, path, source, out)))

    settings.register_profile(
        "mutants",
        max_examples=group.examples,
        derandomize=True,
        database=None,
        deadline=None,
        # What fails need not be made small.
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    arguments = ["-q", "-s", "-p", "no:cacheprovider", "--hypothesis-profile=mutants", *group.tests]
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main(arguments, plugins=[Forks(ROOT, work)])
    return found


def _of_file(forks: Forks, path: Path, source: str, out: TextIO) -> Figures | None:
    """Tries each mutant of a file; None where it has none."""
    if not (tried := mutants(source)):
        return None
    survivors = [mutant for mutant in tried if forks.survives(path, mutant.function, mutant.code)]
    figures = Figures(str(path.relative_to(ROOT)), len(tried), len(survivors))
    print(figures, file=out)
    explained = SURVIVORS.read_text(encoding="utf-8")
    for mutant in survivors:
        reason = "" if mutant.name in explained else "  (survivors.md gives no reason)"
        print(f"    line {mutant.line}, {mutant.name}{reason}", file=out)
    out.flush()
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
