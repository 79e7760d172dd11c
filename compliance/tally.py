"""How the slots of a ledger stand, day by day: one sort and a running sum."""

from collections.abc import Iterator
from datetime import date
from struct import Struct
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

_SIDE_BY_SIDE = Struct("<7I")
_ASKED, _SHORT, _OF_RECORDS, _PAST_DUE, _LAPSED, _DENIED, _READY = (1 << 32 * i for i in range(7))
"""What is counted of slots, side by side in one whole number: adding two such numbers adds each count to its own."""


def tally(ledger: Ledger, first: date, stop: date) -> Timeline[Tally]:
    """How all slots stand on each day from `first` to the day before `stop`.

    Raises ValueError unless `first` lies before `stop`.
    """
    begin, end = first.toordinal(), stop.toordinal()
    if begin >= end:
        raise ValueError("a tally covers at least one day")
    changes = _changes(ledger, begin)
    waiting = sorted(_waiting(ledger.asks, begin))
    moves = dict.fromkeys((begin, *waiting), 0)
    for own in changes.values():
        _add_moves(moves, own, begin, end)
    found: list[tuple[date, Tally]] = []
    totals = started = 0
    for day in sorted(moves):
        totals += moves[day]
        while started < len(waiting) and waiting[started] <= day:
            started += 1
        pending = len(waiting) - started
        asked, short, of_records, past_due, lapsed, denied, filled = _SIDE_BY_SIDE.unpack(
            totals.to_bytes(_SIDE_BY_SIDE.size, "little")
        )
        ready = pending > 0 and filled == len(changes) > 0
        standing = Tally(asked, short, of_records, past_due, lapsed, denied, pending, ready)
        found.append((date.fromordinal(day), standing))
    return Timeline.rising(found, stop)


def _add_moves(moves: dict[int, int], changes: list[Change], begin: int, end: int) -> None:
    """Add to the moves of each day on which it changes how one slot stands what that adds to the counts."""
    changes.sort()
    most = _most(changes)
    lasting = all(amount > 0 for _, which, amount in changes if which == HAVE)
    sums = [0] * 6
    before, was_filled, at, day = 0, False, 0, begin
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
        standing = _ASKED if need > 0 else 0
        if need > have:
            standing += _SHORT + _OF_RECORDS if records > 0 else _SHORT
        elif need > 0:
            was_filled = True
        if records > 0 and dated > best:
            standing += _PAST_DUE + _LAPSED if was_filled else _PAST_DUE
        if denied > best:
            standing += _DENIED
        if have >= most:
            standing += _READY
        if standing != before:
            moves[day] = moves.get(day, 0) + standing - before
            before = standing
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
