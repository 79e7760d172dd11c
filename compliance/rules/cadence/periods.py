"""Whole calendar periods: months, quarters, half-years and years."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from compliance.sentences import Text, month, same, say
from compliance.timeline import ONE_DAY

Every = Literal["month", "quarter", "half-year", "year"]
MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months each period has."""


class Period(NamedTuple):
    """One period, both days included. `position` counts the periods of its length, so that neighbours differ by one."""

    every: Every
    position: int

    @classmethod
    def beginning(cls, every: Every, first: date) -> "Period":
        """The period that begins on a day. Raises ValueError if none does."""
        position, rest = divmod(first.year * 12 + first.month - 1, MONTHS[every])
        if rest or first.day != 1:
            raise ValueError(f"{first} does not begin a {every}; give the first day of one")
        return cls(every, position)

    @classmethod
    def labelled(cls, every: Every, label: str) -> "Period":
        """The period with this label. Raises ValueError for what is no label of one."""
        year, number = label[:4], label[5:].lstrip("QH")
        return cls(every, int(year) * (12 // MONTHS[every]) + (int(number) - 1 if number else 0))

    @property
    def first(self) -> date:
        """Its first day."""
        year, month = divmod(self.position * MONTHS[self.every], 12)
        return date(year, month + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - ONE_DAY

    @property
    def next(self) -> "Period":
        """The period after it."""
        return self._replace(position=self.position + 1)

    @property
    def label(self) -> str:
        """What tells it from the others of its length: 2020-01, 2020 Q1, 2020 H1 or 2020."""
        year, n = divmod(self.position, 12 // MONTHS[self.every])
        match self.every:
            case "month":
                return f"{year:04}-{n + 1:02}"
            case "quarter":
                return f"{year:04} Q{n + 1}"
            case "half-year":
                return f"{year:04} H{n + 1}"
            case "year":
                return f"{year:04}"

    def name(self) -> Text:
        """As a reader names it."""
        year, n = divmod(self.position, 12 // MONTHS[self.every])
        match self.every:
            case "month":
                return month(self.first)
            case "quarter":
                return say("{year}, quarter {q}", "{year}, trimestre {q}", year=year, q=n + 1)
            case "half-year":
                return say("{year}, half-year {h}", "{year}, semestre {h}", year=year, h=n + 1)
            case "year":
                return same(str(year))


def periods(every: Every, first: date, until: date) -> Iterator[Period]:
    """The periods from the one that begins on `first` to the last that begins by `until`."""
    period = Period.beginning(every, first)
    while period.first <= until:
        yield period
        period = period.next


def in_runs(found: Sequence[Period]) -> list[Text]:
    """Periods in their order, each run of neighbours named by its first and last."""
    runs: list[list[Period]] = []
    for period in found:
        if runs and period == runs[-1][-1].next:
            runs[-1].append(period)
        else:
            runs.append([period])
    return [
        run[0].name()
        if len(run) == 1
        else say(
            "{a} to {b} ({n} reports)",
            "{a} a {b} ({n} informes)",
            a=run[0].name(),
            b=run[-1].name(),
            n=len(run),
        )
        for run in runs
    ]
