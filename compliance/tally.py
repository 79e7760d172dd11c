"""How the slots of a ledger stand, day by day: one sort and a running sum."""

from collections.abc import Iterator
from datetime import date
from operator import add, itemgetter, sub
from typing import NamedTuple

from compliance.asks import Ask, Ledger
from compliance.timeline import Timeline


class Tally(NamedTuple):
    """How all slots stand on one day: how many are asked, and how many of those are short and how."""

    asked: int
    short: int
    short_of_records: int
    """Short of a record, where a person's judgement would not help."""
    short_past_due: int
    """Short of a record although unsure gives are let in, every ask of it with a known due date that is past."""
    lapsed: int
    """Of those past due, how many had been filled on an earlier day while asked."""
    denied: int
    """Of those past due, how many are short by asks to which somebody has said on record that it is not so."""
    pending: int
    """Asks that begin later and are surely not owed before."""
    ready: bool
    """Whether all pending asks are filled already."""


NEED, DATED, RECORDS, DENIED, HAVE, PERHAPS = range(6)
Change = tuple[int, int, int]
"""The day, as an ordinal, from which one of the six sums of a slot is larger by an amount."""
Counts = tuple[int, ...]
"""Of a slot: asked, short, short of records, short past due, lapsed, denied, ready; each 0 or 1. Of all, their sums."""
_NONE: Counts = (0,) * 7


def tally(ledger: Ledger, first: date, stop: date) -> Timeline[Tally]:
    """How all slots stand on each day from `first` to the day before `stop`.

    Raises ValueError unless `first` lies before `stop`.
    """
    begin, end = first.toordinal(), stop.toordinal()
    if begin >= end:
        raise ValueError("a tally covers at least one day")
    changes = _changes(ledger, begin)
    moves = [move for own in changes.values() for move in _moves(own, begin, end)]
    waiting = sorted(_waiting(ledger.asks, begin))
    moves += [(day, _NONE) for day in (begin, *waiting) if day < end]
    moves.sort(key=itemgetter(0))
    found: list[tuple[date, Tally]] = []
    totals, started = _NONE, 0
    for i, (day, move) in enumerate(moves):
        totals = tuple(map(add, totals, move))
        if i + 1 < len(moves) and moves[i + 1][0] == day:
            continue
        while started < len(waiting) and waiting[started] <= day:
            started += 1
        pending = len(waiting) - started
        ready = pending > 0 and totals[-1] == len(changes) > 0
        asked, short, of_records, past_due, lapsed, denied, _ = totals
        standing = Tally(asked, short, of_records, past_due, lapsed, denied, pending, ready)
        found.append((date.fromordinal(day), standing))
    return Timeline.from_changes(found, stop)


def _moves(changes: list[Change], begin: int, end: int) -> Iterator[tuple[int, Counts]]:
    """The days on which it changes how one slot stands, each with what that adds to the counts."""
    changes.sort()
    most = _most(changes)
    lasting = all(amount > 0 for _, which, amount in changes if which == HAVE)
    sums = [0] * 6
    before: Counts = ()
    counts, was_filled, at, day = _NONE, False, 0, begin
    while day < end:
        while at < len(changes) and changes[at][0] <= day:
            _, which, amount = changes[at]
            sums[which] += amount
            at += 1
        need, dated, records, denied, have, perhaps = sums
        if lasting and have >= most:
            # Filled for good: nothing more that is given makes a difference.
            changes, at, lasting = [change for change in changes[at:] if change[1] < HAVE], 0, False
        best = have + perhaps
        overdue = records > 0 and dated > best
        state = (need > 0, need > have, records > 0, overdue, denied > best, have >= most)
        if state != before:
            before = state
            asked, short, of_records, past_due, denied_too, ready = state
            was_filled = was_filled or (asked and not short)
            now = (asked, short, short and of_records, past_due, past_due and was_filled, denied_too, ready)
            yield day, tuple(map(sub, now, counts))
            counts = now
        if at == len(changes):
            return
        day = changes[at][0]


def _most(changes: list[Change]) -> int:
    """The most that the asks of a slot need together on any day, so that a slot which several share is not called ready
    when there is enough for one of them."""
    need = most = 0
    # Of one day, what ends stands before what begins.
    for _, which, amount in changes:
        if which == NEED:
            need += amount
            most = max(most, need)
    return most


def _waiting(asks: tuple[Ask, ...], begin: int) -> Iterator[int]:
    """The day on which each ask begins that is surely not owed before."""
    for ask in asks:
        if (ask.due is not None or ask.never_before) and (ask.stop is None or ask.stop >= ask.start):
            yield max(ask.start.toordinal(), begin)


def _changes(ledger: Ledger, begin: int) -> dict[str, list[Change]]:
    """Of each slot that is ever asked what begins and ends; what began before `begin` begins then."""
    found: dict[str, list[Change]] = {}
    for slot, amount, start, stop, due, _, of_person, _, denied in ledger.asks:
        changes = found.setdefault(slot, [])
        if stop is not None and stop < start:
            continue
        sums = [
            NEED,
            *([DATED] if due else []),
            *([] if of_person else [RECORDS]),
            *([DENIED] if due and denied else []),
        ]
        changes += [(max(start.toordinal(), begin), which, amount) for which in sums]
        if stop is not None:
            changes += [(max(stop.toordinal() + 1, begin), which, -amount) for which in sums]
    for slot, weight, start, stop, _, sure in ledger.gives:
        if slot in found and (stop is None or stop >= start):
            which = HAVE if sure else PERHAPS
            found[slot].append((start.toordinal(), which, weight))
            if stop is not None:
                found[slot].append((max(stop.toordinal() + 1, begin), which, -weight))
    return found
