"""Tries every mutant of the core and of the rules, and says for each file how many of them a test notices.

`python -m tests.mutants [FILE ...]`; exit 1 where a file falls short of the goal.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants.forks import Forks
from tests.mutants.mutations import mutants

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {
    "compliance/timeline.py": ["tests/test_timeline.py"],
    "compliance/tally.py": ["tests/test_asks.py"],
    "compliance/asks.py": ["tests/test_asks.py"],
    "compliance/rows.py": ["tests/test_with_rows.py", "tests/test_assessment.py", "tests/test_withheld.py"],
    "compliance/reckoning.py": [
        "tests/test_history.py",
        "tests/test_assessment.py",
        "tests/test_withheld.py",
    ],
    "compliance/assessment.py": ["tests/test_assessment.py", "tests/test_with_rows.py"],
    "compliance/rules/**/*.py": ["tests/rules"],
}
"""The files that are changed, and where their tests stand."""
GOAL = 90
SURVIVORS = Path(__file__).with_name("survivors.md")


def main(wanted: list[str]) -> int:
    """Prints each file's figures and its survivors; 1 where a file falls short."""
    chosen = {path: tests for target, tests in TARGETS.items() for path in sorted(ROOT.glob(target))}
    if wanted:
        asked = {path for target in wanted for path in ROOT.glob(target)}
        chosen = {path: tests for path, tests in chosen.items() if path in asked}
    settings.register_profile(
        "mutants",
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    short: list[str] = []
    out = sys.stdout

    def work(forks: Forks) -> None:
        short.extend(_tried(forks, list(chosen), out))

    arguments = ["-q", "-s", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
    arguments += sorted({test for tests in chosen.values() for test in tests})
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main(arguments, plugins=[Forks(ROOT, work)])
    return int(bool(short))


def _tried(forks: Forks, paths: list[Path], out: TextIO) -> list[str]:
    """Tries the mutants of each file; the files that fall short."""
    explained = SURVIVORS.read_text(encoding="utf-8")
    print(f"{'':<50} mutants  killed  survived      %", file=out)
    short, tried, killed = [], 0, 0
    for path in paths:
        name = str(path.relative_to(ROOT))
        survivors, of = [], mutants(path)
        for mutant in of:
            if forks.survives(path, mutant.function, mutant.code):
                survivors.append(mutant)
        if not of:
            continue
        tried, killed = tried + len(of), killed + len(of) - len(survivors)
        share = _line(name, len(of), len(survivors), out)
        if share < GOAL:
            short.append(name)
        for mutant in survivors:
            reason = "" if f"- {mutant.name}" in explained else "  (no reason given in survivors.md)"
            print(f"    {mutant.line}: {mutant.name}{reason}", file=out, flush=True)
    _line("all", tried, tried - killed, out)
    print(f"short of the goal of {GOAL} %: {', '.join(short) or 'none'}", file=out)
    return short


def _line(name: str, tried: int, survived: int, out: TextIO) -> float:
    share = 100 * (tried - survived) / tried if tried else 100.0
    print(f"{name:<50} {tried:7} {tried - survived:7} {survived:9} {share:6.1f}", file=out, flush=True)
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
