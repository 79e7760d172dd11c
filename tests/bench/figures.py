"""How two calls are compared.

Machines are noisy, so nothing is judged by the clock alone: both sides of a ratio are measured in this process, in
turn, after a garbage collection, and the median of the rounds is judged.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

LONG = 5
"""Seconds. What takes longer is measured once."""


@dataclass(frozen=True)
class Figure:
    """One measured ratio: what stands over what, the goal it must not exceed, if it has one, and both medians, in
    seconds unless `unit` says otherwise."""

    name: str
    ratio: float
    goal: float | None
    above: float
    below: float
    unit: str = "s"

    @property
    def falls_short(self) -> bool:
        """Whether it exceeds its goal."""
        return self.goal is not None and self.ratio > self.goal

    def line(self) -> str:
        verdict = "no goal" if self.goal is None else "FALLS SHORT" if self.falls_short else "holds"
        goal = "" if self.goal is None else f"goal {self.goal}"
        return (
            f"{self.name:<72} {self.ratio:8.3f}  {goal:<9} {verdict}"
            f"   ({self._amount(self.above)} / {self._amount(self.below)})"
        )

    def _amount(self, value: float) -> str:
        return f"{value * 1000:.2f} ms" if self.unit == "s" else f"{value:.0f} {self.unit}"

    def in_unit(self, unit: str) -> "Figure":
        """The same of what is no time."""
        return replace(self, unit=unit)


def compared(
    name: str,
    goal: float | None,
    above: Callable[[], object],
    below: Callable[[], object],
    rounds: int,
    per: int = 1,
) -> Figure:
    """The median ratio of two calls, taken in turn. `per` is how many times each call does what is measured."""
    pairs: list[tuple[float, float]] = []
    while not enough(pairs, rounds):
        pairs.append((seconds(above), seconds(below)))
    return of_pairs(name, goal, pairs, per)


def enough(pairs: Sequence[tuple[float, float]], rounds: int) -> bool:
    """Whether as many rounds were measured as are wanted, or one that took long."""
    return len(pairs) >= rounds or max(map(max, pairs), default=0.0) > LONG


def of_pairs(name: str, goal: float | None, pairs: Sequence[tuple[float, float]], per: int = 1) -> Figure:
    """The figure of what was measured in pairs already."""
    return Figure(
        name,
        median(a / b for a, b in pairs),
        goal,
        median(a for a, _ in pairs) / per,
        median(b for _, b in pairs) / per,
    )


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes, after a garbage collection."""
    gc.collect()
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
