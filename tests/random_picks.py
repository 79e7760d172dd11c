"""Picking at random from small pools, drawn by hypothesis, so that what fails can be made smaller."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

FIRST_FACT = date(2019, 2, 10)
DAYS = [FIRST_FACT + timedelta(days=14 * fortnight + beside) for fortnight in range(27) for beside in (0, 1)]
"""Days so few that things fall on one day, and on two days in a row."""


@cache
def _below(size: int) -> st.SearchStrategy[int]:
    # Kept, since making a strategy takes longer than drawing from it.
    return st.integers(0, size - 1)


@dataclass(frozen=True)
class Pick:
    """Picks: what stands first in a pool is what hypothesis tries to come down to."""

    draw: Draw

    def one(self, pool: Sequence[T]) -> T:
        """One of a pool."""
        return pool[self.draw(_below(len(pool)))]

    def often(self, rest: int, value: T, otherwise: T) -> T:
        """A value, but otherwise once in `rest` times."""
        return self.one([value] * (rest - 1) + [otherwise])

    def maybe(self, value: T) -> T | None:
        """A value, or none as often."""
        return self.one((None, value))

    def number(self, least: int, most: int) -> int:
        """A number between two, both included."""
        return self.one(range(least, most + 1))

    def some(self, pool: Sequence[T], least: int = 0) -> list[T]:
        """So many of a pool at least, each once, in its order."""
        size = self.number(least, len(pool))
        start = self.number(0, len(pool) - 1)
        places = sorted((start + i) % len(pool) for i in range(size))
        return [pool[place] for place in places]

    def day(self) -> date:
        """A day."""
        return self.one(DAYS)

    def span(self) -> tuple[date, date]:
        """Two days in order."""
        first, last = sorted((self.day(), self.day()))
        return first, last

    def moment(self) -> str:
        """A day, or a day between two, as a file writes it."""
        return self.moment_from(self.day())

    def moment_from(self, earliest: date) -> str:
        """A day that is known, or may lie some days later."""
        return f"{earliest}/{earliest + timedelta(days=self.one((0, 0, 0, 0, 0, 3, 20)))}"

    def dated(self, value: Callable[[], Any]) -> Any:
        """A value, or two with the days from which each held, as a catalogue writes them."""
        first, second = self.span()
        if first == second or self.one((True, False)):
            return value()
        return {str(first): {"is": value()}, str(second): {"is": value()}}
