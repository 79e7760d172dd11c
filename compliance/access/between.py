"""What came into the record between two looks at it, and from where a reader may want to look back."""

from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple
from weakref import WeakKeyDictionary

from compliance.access.door import Door
from compliance.access.reading import Reading
from compliance.access.roles import Actor, Sight
from compliance.kept import Kept
from compliance.record import between
from compliance.record.store import Store
from compliance.record.tables import HOLDS, Holds
from compliance.reporting_periods import last_ended

DAYS_BACK = 30


class Added(NamedTuple):
    """How many rows that hold one thing were added, and how many of them correct, withdraw or redact an earlier row."""

    holds: Holds
    rows: int
    correct: int
    withdraw: int
    redact: int


Asked = tuple[int, int, str, Sight]
"""From which number to which, the hash of the last one, and who sees what."""
MOST_COUNTS = 32
_counts: "WeakKeyDictionary[Door, Kept[Asked, tuple[Added, ...]]]" = WeakKeyDictionary()


def added(door: Door, actor: Actor, first: int, last: int) -> tuple[Added, ...]:
    """The rows from one number to another that an actor may know of, counted by what they hold. Raises KeyError where the
    record does not reach so far."""
    if last < first:
        return ()
    kept = _counts.setdefault(door, Kept(partial(_counted, door.store), MOST_COUNTS))
    return kept((first, last, door.store.head(last).hash, door.standing(actor).sight))


def _counted(store: Store, asked: Asked) -> tuple[Added, ...]:
    first, last, _, own = asked
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    with store.database.reading() as connection:
        for holds, visibility, *numbers in between.added(connection, first, last):
            if own.knows_of(visibility, None):
                counts[holds] = [a + b for a, b in zip(counts[holds], numbers, strict=True)]
    return tuple(Added(holds, *counts[holds]) for holds in HOLDS if holds in counts)


def began(door: Door) -> date | None:
    """The day of the first record, in the decree's time zone; None where there is none."""
    first = door.store.recorded(1)
    return first.astimezone(door.catalogue(door.head().number).zone).date() if first else None


class LookBack(NamedTuple):
    """A day to look back at, and by which day things were known; None where that is now."""

    on: date
    known: date | None


def look_back(door: Door, reading: Reading, day: date) -> LookBack:
    """A look back at a day, as it was known then; where the record had not begun, at what is known now."""
    day = max(day, reading.assessment.first)
    start = began(door)
    then = start is not None and start <= day and reading.knowledge.by != "source"
    return LookBack(day, day if then else None)


def usual_look_back(door: Door, reading: Reading) -> LookBack:
    """Where "what changed" begins unless somebody chooses: at the end of the last reporting period that is over, and some
    days ago where none is loaded."""
    period = last_ended(reading.on, reading.catalogue.periods)
    return look_back(door, reading, period.last if period else reading.on - timedelta(days=DAYS_BACK))


class Before(NamedTuple):
    """The last record before a data release: its number and its day, in the decree's time zone."""

    number: int
    day: date


def before_latest_release(door: Door, number: int) -> Before | None:
    """The last record before the latest data release that had come when the record ended with a number; None where no
    release had come, or nothing stood before it."""
    with door.store.database.reading() as connection:
        first = between.latest_release_begins(connection, number)
    stamp = door.store.recorded(first - 1) if first and first > 1 else None
    if first is None or stamp is None:
        return None
    return Before(first - 1, stamp.astimezone(door.catalogue(number).zone).date())
