"""Step functions over dates: the one thing a rule returns.

A timeline covers the days from `first` up to, and not including, `stop`, and holds one value on each.
Half-open intervals stand only in this file: everywhere else first and last days are inclusive.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step(Generic[T]):
    """One value and the days it held, both included."""

    first: date
    last: date
    value: T


@dataclass(frozen=True)
class Timeline(Generic[T]):
    """One value for each day from `starts[0]` to the day before `stop`.

    Two neighbouring steps never hold equal values, so equal histories are equal objects.
    Build one with `constant`, `from_changes` or `together`.
    """

    starts: tuple[date, ...]
    values: tuple[T, ...]
    stop: date

    @classmethod
    def from_changes(cls, changes: Iterable[tuple[date, T]], stop: date) -> "Timeline[T]":
        """From (day, value from that day on), in any order; of two on one day the later given holds.

        Raises ValueError if no change lies before `stop`.
        """
        return cls.rising(sorted(changes, key=lambda change: change[0]), stop)

    @classmethod
    def rising(cls, changes: Iterable[tuple[date, T]], stop: date) -> "Timeline[T]":
        """The same, of changes that are in the order of their days already."""
        starts: list[date] = []
        values: list[T] = []
        for first, value in changes:
            if first >= stop:
                break
            if starts and starts[-1] == first:
                starts.pop()
                values.pop()
            if values and values[-1] == value:
                continue
            starts.append(first)
            values.append(value)
        if not starts:
            raise ValueError("a timeline covers at least one day")
        return cls(tuple(starts), tuple(values), stop)

    @classmethod
    def constant(cls, value: T, first: date, stop: date) -> "Timeline[T]":
        """The same value on every day. Raises ValueError unless `first` lies before `stop`."""
        return cls.rising([(first, value)], stop)

    @property
    def first(self) -> date:
        """The first day covered."""
        return self.starts[0]

    @property
    def last(self) -> date:
        """The last day covered."""
        return self.stop - ONE_DAY

    def at(self, day: date) -> T:
        """The value on a day. Raises ValueError outside the days covered."""
        if not self.first <= day < self.stop:
            raise ValueError(f"{day} is outside {self.first} to {self.last}")
        return self.values[bisect_right(self.starts, day) - 1]

    def steps(self) -> Iterator[Step[T]]:
        """The steps in order."""
        ends = (*self.starts[1:], self.stop)
        for first, end, value in zip(self.starts, ends, self.values, strict=True):
            yield Step(first, end - ONE_DAY, value)

    def map(self, change: Callable[[T], U]) -> "Timeline[U]":
        """The timeline of `change(value)`; steps that become equal are joined."""
        return Timeline.rising(
            ((first, change(value)) for first, value in zip(self.starts, self.values, strict=True)), self.stop
        )

    def between(self, first: date, last: date) -> "Timeline[T]":
        """The part from `first` to `last`, both included. Raises ValueError if no day is left."""
        first, stop = max(first, self.first), min(last + ONE_DAY, self.stop)
        if first >= stop:
            raise ValueError(f"no day of {self.first} to {self.last} is left")
        later = [(s, v) for s, v in zip(self.starts, self.values, strict=True) if first < s < stop]
        return Timeline.rising([(first, self.at(first)), *later], stop)


def together(combine: Callable[..., U], *timelines: Timeline[Any]) -> Timeline[U]:
    """Day by day, `combine` of the values of all timelines, over the days that all of them cover.

    Law: `together(f, a, b).at(d) == f(a.at(d), b.at(d))`. Raises ValueError if they share no day.
    """
    first, stop = max(t.first for t in timelines), min(t.stop for t in timelines)
    if first >= stop:
        raise ValueError("the timelines share no day")
    days = sorted({first, *(s for t in timelines for s in t.starts if first < s < stop)})
    return Timeline.rising(zip(days, _values(combine, timelines, days), strict=True), stop)


def _values(
    combine: Callable[..., U], timelines: Sequence[Timeline[Any]], days: Sequence[date]
) -> Iterator[U]:
    """`combine` of what all timelines hold on each of some rising days, in one pass through them."""
    places = [bisect_right(t.starts, days[0]) - 1 for t in timelines]
    values = [t.values[place] for t, place in zip(timelines, places, strict=True)]
    moving = [(i, t) for i, t in enumerate(timelines) if len(t.starts) > 1]
    for on in days:
        for i, t in moving:
            place = places[i] + 1
            if place < len(t.starts) and t.starts[place] <= on:
                places[i], values[i] = place, t.values[place]
        yield combine(*values)


def running_sum(changes: Iterable[tuple[date, int]], first: date, stop: date) -> Timeline[int]:
    """The sum so far: each (day, amount) adds its amount from that day on; one sort and one pass.

    A change before `first` counts from `first`; one at or after `stop` counts nowhere. Raises ValueError
    unless `first` lies before `stop`.
    """
    total = 0
    sums = [(first, 0)]
    for day, amount in sorted(changes):
        total += amount
        sums.append((max(day, first), total))
    return Timeline.from_changes(sums, stop)


def sum_of_spans(spans: Iterable[tuple[date, date | None, int]], first: date, stop: date) -> Timeline[int]:
    """The amounts in force, day by day, of (first day, last day or None for open, amount), both days included."""
    changes: list[tuple[date, int]] = []
    for start, last, amount in spans:
        if last is None or last >= start:
            changes.append((start, amount))
            if last is not None:
                changes.append((last + ONE_DAY, -amount))
    return running_sum(changes, first, stop)


def in_any(spans: Iterable[tuple[date, date | None]], first: date, stop: date) -> Timeline[bool]:
    """Day by day, whether it lies in any of some spans of (first day, last day or None for open), both days included."""
    return sum_of_spans(((start, last, 1) for start, last in spans), first, stop).map(bool)
