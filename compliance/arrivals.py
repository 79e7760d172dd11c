"""When evidence came: how many records of each reporting period were filed on which of its days, and by whom.

It counts and measures; why something came when it did no count can say. Days are days in the decree's time zone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from compliance.catalogue import Catalogue, Period
from compliance.finding import Entry
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

TENTHS = 10
"""Into so many parts a period is cut, where it has as many days."""
TOLD_FROM = 25
"""From which share of a period's records, in percent, it is told that they came in its last tenth."""
FEWEST = 20
"""Of fewer records than these no share is told: a single one would be a large share of them."""


class Arrival(NamedTuple):
    """One row of evidence, a correction too: its number, when it was recorded (UTC, as the record writes it), in which
    capacity, and what it says of the rest, as columns of the record."""

    number: int
    recorded: str
    capacity: str
    happened: str | None
    files: str | None
    release: str | None
    corrects: int | None


class Tenth(NamedTuple):
    """A part of a period: its first and last day, how many records came in it, and by its end."""

    first: date
    last: date
    records: int
    by_its_end: int


class Pile(NamedTuple):
    """Attached files, each counted once: how many, how large all those are whose size is known, and of how many it is
    not."""

    files: int
    size: int
    of_unknown_size: int


@dataclass(frozen=True)
class Came:
    """What came in one reporting period. `by_day` has the number of records for each of its days; of these so many are
    `corrections` of earlier ones. `later` is how many came after its last day and tell of what happened within it. `numbers`
    are the numbers of the record from the first that came to the last."""

    period: Period
    by_day: tuple[int, ...]
    corrections: int
    later: int
    pile: Pile
    numbers: range

    @property
    def records(self) -> int:
        """How many came in the period."""
        return sum(self.by_day)

    @cached_property
    def cumulative(self) -> tuple[int, ...]:
        """For each day of the period, how many had come by its end."""
        return tuple(accumulate(self.by_day))

    @cached_property
    def tenths(self) -> tuple[Tenth, ...]:
        """The period cut into ten parts of whole days, as equal as they can be; into days where it is shorter."""
        days = len(self.by_day)
        parts = min(TENTHS, days)
        cuts = [days * part // parts for part in range(parts + 1)]
        return tuple(
            Tenth(
                self.period.first + timedelta(begin),
                self.period.first + timedelta(end - 1),
                sum(self.by_day[begin:end]),
                self.cumulative[end - 1],
            )
            for begin, end in pairwise(cuts)
        )

    def bundle(self, until: date) -> Text | None:
        """That many of the records came in the last tenth of the period, with the numbers; None where they did not, where too
        few came to tell, and where the period has not ended by the day `until` which the record is known."""
        last = self.tenths[-1]
        if until <= self.period.last or self.records < FEWEST:
            return None
        if 100 * last.records < TOLD_FROM * self.records:
            return None
        days = (last.last - last.first).days + 1
        return say(
            "{n} of the {all} records of {period} ({share} %) came in the last {days} of its {of} days, from {first} to "
            "{last}. Spread evenly it would be {even} %. This is told from {from_} % on, where at least {fewest} records came; "
            "it does not say why.",
            "{n} de los {all} registros de {period} ({share} %) llegaron en los últimos {days} de sus {of} días, del {first} al "
            "{last}. Repartidos por igual serían el {even} %. Esto se indica a partir del {from_} %, si llegaron al menos "
            "{fewest} registros; no dice por qué.",
            n=last.records,
            all=self.records,
            period=self.period.key,
            share=percent(last.records, self.records),
            days=days,
            of=len(self.by_day),
            first=day(last.first),
            last=day(last.last),
            even=percent(days, len(self.by_day)),
            from_=TOLD_FROM,
            fewest=FEWEST,
        )


@dataclass(frozen=True)
class Arrivals:
    """When all evidence came that a reader may see. `of_all` has each period, in the catalogue's order, and `by` the same
    for what each capacity filed. `outside` came on days of no period. `released` is how many rows each data release
    brought: they are stamped with the release's day, did not arrive then, and are in no other number."""

    of_all: tuple[Came, ...]
    by: Mapping[str, tuple[Came, ...]]
    outside: int
    released: Mapping[str, int]

    @classmethod
    def of(
        cls, rows: Iterable[Arrival], catalogue: Catalogue, size: Callable[[str], int | None]
    ) -> "Arrivals":
        """From rows, oldest first; `size` gives that of a file in bytes, None where it is not there."""
        periods = catalogue.periods
        covering = _Covering(periods)
        piles: dict[str, list[_Pile]] = defaultdict(lambda: [_Pile(period) for period in periods])
        released: Counter[str] = Counter()
        # A fictional city's past is told row by row, each with the moment at which it was filed.
        told_by_row = catalogue.stands_on is not None
        outside = 0
        for row, on in _with_days(rows, catalogue.zone):
            if row.release is not None and not told_by_row:
                released[row.release] += 1
                continue
            own, within = piles[row.capacity], covering.at(on)
            outside += not within
            for place in within:
                own[place].add(row, on)
            for place in covering.whole(row.happened) if row.happened else ():
                own[place].later += on > periods[place].last
        sizes: dict[str, int | None] = {}
        for file in {file for own in piles.values() for pile in own for file in pile.files}:
            sizes[file] = size(file)
        every = [_together(period, [own[i] for own in piles.values()]) for i, period in enumerate(periods)]
        by = {capacity: tuple(pile.came(sizes) for pile in own) for capacity, own in sorted(piles.items())}
        return cls(tuple(pile.came(sizes) for pile in every), by, outside, dict(released))

    def filed_by(self, capacity: str | None) -> tuple[Came, ...]:
        """Each period, for what a capacity filed; for all where none is given, or nothing was filed so."""
        return self.by.get(capacity or "", self.of_all)

    @property
    def anything(self) -> bool:
        """Whether any record arrived."""
        return bool(self.by)


def percent(part: int, whole: int) -> int:
    """A share in percent, rounded; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def words_held(entries: Iterable[Entry], numbers: range) -> int:
    """How many words stand in the summaries and notes of records with these numbers, so far as they count now."""
    return sum(
        len(e.evidence.summary.split()) + len((e.evidence.note or "").split())
        for e in entries
        if e.number in numbers
    )


@dataclass
class _Pile:
    """What came in one period, while it is counted."""

    period: Period
    by_day: list[int] = field(default_factory=list)
    corrections: int = 0
    later: int = 0
    files: set[str] = field(default_factory=set)
    first: int = 0
    last: int = -1

    def __post_init__(self) -> None:
        self.by_day = self.by_day or [0] * ((self.period.last - self.period.first).days + 1)

    def add(self, row: Arrival, on: date) -> None:
        self.by_day[(on - self.period.first).days] += 1
        self.corrections += row.corrects is not None
        if row.files:
            self.files.update(row.files.split())
        self.first, self.last = self.first or row.number, row.number

    def came(self, sizes: Mapping[str, int | None]) -> Came:
        known = [sizes[file] for file in self.files]
        sized = [size for size in known if size is not None]
        return Came(
            self.period,
            tuple(self.by_day),
            self.corrections,
            self.later,
            Pile(len(known), sum(sized), len(known) - len(sized)),
            range(self.first, self.last + 1),
        )


def _together(period: Period, piles: Sequence[_Pile]) -> _Pile:
    """What several filed in one period, as one."""
    filled = [pile for pile in piles if pile.first]
    return _Pile(
        period,
        [sum(counts) for counts in zip(*(pile.by_day for pile in filled), strict=True)],
        sum(pile.corrections for pile in filled),
        sum(pile.later for pile in piles),
        set[str]().union(*(pile.files for pile in filled)),
        min((pile.first for pile in filled), default=0),
        max((pile.last for pile in filled), default=-1),
    )


class _Covering:
    """In which periods a day lies, each day and each writing of one looked up once."""

    def __init__(self, periods: Sequence[Period]):
        self._periods = periods
        self._days: dict[date, tuple[int, ...]] = {}
        self._written: dict[str, tuple[int, ...]] = {}

    def at(self, on: date) -> tuple[int, ...]:
        """The places of the periods that a day lies in."""
        found = self._days.get(on)
        if found is None:
            found = self._days[on] = self._around(on, on)
        return found

    def whole(self, happened: str) -> tuple[int, ...]:
        """The same for a day as the record writes it; a vague one must lie in the period with both its ends."""
        found = self._written.get(happened)
        if found is None:
            earliest, _, latest = happened.partition("/")
            ends = date.fromisoformat(earliest), date.fromisoformat(latest or earliest)
            found = self._written[happened] = self._around(*ends)
        return found

    def _around(self, first: date, last: date) -> tuple[int, ...]:
        return tuple(i for i, p in enumerate(self._periods) if p.first <= first and last <= p.last)


def _with_days(rows: Iterable[Arrival], zone: ZoneInfo) -> Iterator[tuple[Arrival, date]]:
    """Each row with the day in a time zone on which it was recorded. Of rows in order many are of one day, whose ends are
    then compared as the texts that they are."""
    begins = ends = ""
    on = date.min
    for row in rows:
        if not begins <= row.recorded < ends:
            on = datetime.fromisoformat(row.recorded).astimezone(zone).date()
            begins, ends = _midnight(on, zone), _midnight(on + ONE_DAY, zone)
        yield row, on


def _midnight(on: date, zone: ZoneInfo) -> str:
    """When a day begins, in UTC as the record writes it."""
    begins = datetime.combine(on, time.min, zone).astimezone(UTC)
    return begins.isoformat(timespec="microseconds").replace("+00:00", "Z")
