"""What a fictional city is given: its size, its years and the seed, and the draws that all follow from the seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from compliance.timeline import ONE_DAY

T = TypeVar("T")

STANDS_ON = date(2026, 6, 30)
"""The day on which every fictional city stands: the end of its last half-year."""


@dataclass(frozen=True)
class HalfYear:
    """A reporting period of the monitor, both days included, and the day on which its report is filed."""

    number: int
    first: date
    last: date

    @property
    def key(self) -> str:
        """As records name it."""
        return f"Report {self.number}"

    @property
    def filed(self) -> date:
        """The monitor's report comes some months after the period."""
        return self.last + timedelta(days=96 + self.number * 7 % 25)


@dataclass(frozen=True)
class Frame:
    """How large a city is: its obligations, its records of evidence, the years of its decree, and the seed of all draws.

    Raises ValueError for a city that cannot be.
    """

    seed: int
    obligations: int
    evidence: int
    years: int

    def __post_init__(self) -> None:
        if self.obligations < 1 or self.years < 1 or self.evidence < 0 or self.seed < 0:
            raise ValueError("a city has at least one obligation and one year, and no number below 0")
        if self.years > 20:
            raise ValueError("a city has at most 20 years")

    @property
    def first(self) -> date:
        """The day on which the decree took effect."""
        return STANDS_ON.replace(year=STANDS_ON.year - self.years) + ONE_DAY

    @property
    def last(self) -> date:
        """The day on which the city stands."""
        return STANDS_ON

    def after(self, years: float) -> date:
        """The day so many years after the first."""
        return self.first + timedelta(days=round(years * 365.25))

    def half_years(self) -> list[HalfYear]:
        """The reporting periods, from the first to the one that ends on the last day."""
        starts = [
            date(self.first.year + (n + 1) // 2, 1 if n % 2 else 7, 1) for n in range(2 * self.years + 1)
        ]
        return [HalfYear(n + 1, starts[n], starts[n + 1] - ONE_DAY) for n in range(2 * self.years)]

    def months(self) -> list[date]:
        """The first day of each month."""
        count = 12 * self.years
        base = self.first.year * 12 + self.first.month - 1
        return [date((base + n) // 12, (base + n) % 12 + 1, 1) for n in range(count)]


class Draws:
    """Draws that follow from a seed alone: the same on every machine and by every Python."""

    def __init__(self, *seed: object):
        # Only random() is promised to give the same numbers in all versions.
        self._next = random.Random("/".join(map(str, seed))).random

    def chance(self, probability: float) -> bool:
        """Whether something happens that happens with this probability."""
        return self._next() < probability

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._next() * (most - least + 1))

    def one(self, of: Sequence[T]) -> T:
        """One of some things."""
        return of[int(self._next() * len(of))]

    def weighted(self, of: Sequence[tuple[T, float]]) -> T:
        """One of some things, each with its weight."""
        left = self._next() * sum(weight for _, weight in of)
        for thing, weight in of:
            left -= weight
            if left < 0:
                return thing
        return of[-1][0]

    def some(self, of: Sequence[T], count: int) -> list[T]:
        """Some things, each once, in their own order."""
        left = list(range(len(of)))
        chosen = sorted(left.pop(int(self._next() * len(left))) for _ in range(min(count, len(of))))
        return [of[i] for i in chosen]

    def day(self, first: date, last: date) -> date:
        """A day, both ends included."""
        return first + timedelta(days=self.number(0, max(0, (last - first).days)))
