"""Asks and gives: the two lists that every rule yields, and the days on which the one outweighs the other.

A slot is filled on a day while the gives in force weigh at least the asks in force.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from compliance.days import When
from compliance.timeline import ONE_DAY, Timeline, running_sum, sum_of_spans, together


class Ask(NamedTuple):
    """What a slot needs, and when.

    `start` is the day after `due`; with `due` None (unknown, or none was set) it is the day the duty begins.
    `stop` is the last day it is asked, None if nothing ends it. `because` is the key of the record that
    causes it, or empty where the catalogue alone does. `of_person`: a person's judgement is asked, not a record.
    `never_before`: before `start` it is surely not owed, although its due date is unknown. `denied`: somebody with the
    standing to answer has said on record that it is not so, so that what is missing is no silence.
    """

    slot: str
    amount: int
    start: date
    stop: date | None = None
    due: date | None = None
    because: str = ""
    of_person: bool = False
    never_before: bool = False
    denied: bool = False

    @classmethod
    def after(
        cls, slot: str, due: date, *, begins: date, stop: date | None = None, because: str = ""
    ) -> "Ask":
        """One thing asked from the day after a known due date, never before the duty begins."""
        return cls(slot, 1, max(due + ONE_DAY, begins), stop, due, because)


class Give(NamedTuple):
    """What a record puts into a slot, from the day the fact took effect to its last day (None: no end known).

    `sure` is False where it holds only on the favourable reading of a vague or inferred day: such a give
    fills nothing, but keeps a shortage from being called one.
    """

    slot: str
    weight: int
    start: date
    stop: date | None
    evidence: str
    sure: bool = True


class SlotState(NamedTuple):
    """How one slot stands on one day."""

    need: int
    have: int
    perhaps: int
    """What unsure gives would add."""


class Tally(NamedTuple):
    """How all slots stand on one day: how many are asked, and how many of those are short and how."""

    asked: int
    short: int
    short_of_records: int
    """Short of a record, where a person's judgement would not help."""
    short_past_due: int
    """Short although unsure gives are let in, every ask of it with a known due date that is past."""
    lapsed: int
    """Of those past due, how many had been filled on an earlier day while asked."""
    pending: int
    """Asks that begin later and are surely not owed before."""
    ready: bool
    """Whether all pending asks are filled already."""


@dataclass(frozen=True)
class Ledger:
    """The asks and gives of one criterion."""

    asks: tuple[Ask, ...]
    gives: tuple[Give, ...]

    def slots(self) -> tuple[str, ...]:
        """Every slot that is ever asked, in the order of asking."""
        return tuple(dict.fromkeys(ask.slot for ask in self.asks))

    def asks_on(self, on: date) -> list[Ask]:
        """The asks in force on a day."""
        return [ask for ask in self.asks if ask.start <= on and (ask.stop is None or on <= ask.stop)]

    def gives_on(self, on: date) -> list[Give]:
        """The gives in force on a day."""
        return [give for give in self.gives if give.start <= on and (give.stop is None or on <= give.stop)]

    def states_on(self, on: date) -> dict[str, SlotState]:
        """Each slot that is asked on a day, and how it stands."""
        need: dict[str, int] = defaultdict(int)
        have: dict[str, int] = defaultdict(int)
        perhaps: dict[str, int] = defaultdict(int)
        for ask in self.asks_on(on):
            need[ask.slot] += ask.amount
        for give in self.gives_on(on):
            (have if give.sure else perhaps)[give.slot] += give.weight
        return {slot: SlotState(amount, have[slot], perhaps[slot]) for slot, amount in need.items()}

    def filled_since(self, slot: str) -> date | None:
        """The first day on which the slot's sure gives weigh what its first ask needs; None if never."""
        asked = next((ask for ask in self.asks if ask.slot == slot), None)
        gives = [give for give in self.gives if give.slot == slot and give.sure]
        if asked is None or not gives:
            return None
        days = sorted(give.start for give in gives)
        weight = {
            d: sum(g.weight for g in gives if g.start <= d and (g.stop is None or d <= g.stop)) for d in days
        }
        return next((d for d in days if weight[d] >= asked.amount), None)

    def tally(self, first: date, stop: date) -> Timeline[Tally]:
        """How all slots stand on each day from `first` to the day before `stop`: one sort and a running sum a slot."""
        by_slot: dict[str, list[Ask]] = defaultdict(list)
        for ask in self.asks:
            by_slot[ask.slot].append(ask)
        gives: dict[str, list[Give]] = defaultdict(list)
        for give in self.gives:
            gives[give.slot].append(give)
        slots = [self._slot(asks, gives[slot], first, stop) for slot, asks in by_slot.items()]
        pending = running_sum(_pending(self.asks, first), first, stop)
        counts = _add(slots, first, stop)

        def join(counted: tuple[int, ...], waiting: int) -> Tally:
            asked, short, of_records, past_due, lapsed, filled = counted
            ready = waiting > 0 and filled == len(slots) and bool(slots)
            return Tally(asked, short, of_records, past_due, lapsed, waiting, ready)

        return together(join, counts, pending)

    def _slot(
        self, asks: Sequence[Ask], gives: Sequence[Give], first: date, stop: date
    ) -> Timeline[tuple[int, ...]]:
        """Of one slot: asked, short, short of records, short past due, lapsed, ready; each 0 or 1."""
        dated = [ask for ask in asks if ask.due is not None]
        later = max(asks, key=lambda ask: ask.amount).amount

        def weigh(need: int, need_dated: int, need_records: int, have: int, perhaps: int) -> tuple[int, ...]:
            short = need > have
            past_due = need_dated > have + perhaps
            filled = need > 0 and not short
            return (need > 0, short, short and need_records > 0, past_due, filled, have >= later)

        asked = sum_of_spans(((a.start, a.stop, a.amount) for a in asks), first, stop)
        due = sum_of_spans(((a.start, a.stop, a.amount) for a in dated), first, stop)
        for_records = [ask for ask in asks if not ask.of_person]
        records = sum_of_spans(((a.start, a.stop, a.amount) for a in for_records), first, stop)
        have = sum_of_spans(((g.start, g.stop, g.weight) for g in gives if g.sure), first, stop)
        perhaps = sum_of_spans(((g.start, g.stop, g.weight) for g in gives if not g.sure), first, stop)
        standing = together(weigh, asked, due, records, have, perhaps)

        was_filled, steps = False, []
        for step in standing.steps():
            is_asked, short, of_records, past_due, filled, ready = step.value
            was_filled = was_filled or bool(filled)
            counts = (is_asked, short, of_records, past_due, past_due and was_filled, ready)
            steps.append((step.first, tuple(int(count) for count in counts)))
        return Timeline.from_changes(steps, stop)


def _pending(asks: Sequence[Ask], first: date) -> list[tuple[date, int]]:
    surely = [ask for ask in asks if ask.due is not None or ask.never_before]
    live = [ask for ask in surely if ask.stop is None or ask.stop >= ask.start]
    return [(first, len(live)), *((ask.start, -1) for ask in live)]


def _add(slots: Sequence[Timeline[tuple[int, ...]]], first: date, stop: date) -> Timeline[tuple[int, ...]]:
    """The sums of all slots' counts, day by day."""
    changes: list[tuple[date, tuple[int, ...]]] = []
    for slot in slots:
        before: tuple[int, ...] = (0,) * 6
        for step in slot.steps():
            changes.append(
                (step.first, tuple(new - old for new, old in zip(step.value, before, strict=True)))
            )
            before = step.value
    total: tuple[int, ...] = (0,) * 6
    sums = [(first, total)]
    for day, change in sorted(changes):
        total = tuple(a + b for a, b in zip(total, change, strict=True))
        sums.append((day, total))
    return Timeline.from_changes(sums, stop)


def asks_during(ask: Ask, begins: When, ends: When | None, *, inferred: bool = False) -> list[Ask]:
    """An ask, for those of its days on which a fact may hold, from the day it began to the first day it no longer held.

    On days on which it may not hold, and throughout where the record is inferred, the ask has no known due date:
    it stands in the way of met, and nothing is called late or missing by it.
    """
    last = None if ends is None else ends.latest - ONE_DAY
    parts: list[tuple[date, date | None, date | None]]
    if inferred:
        parts = [(begins.earliest, last, None)]
    else:
        parts = [(begins.latest, None if ends is None else ends.earliest - ONE_DAY, ask.due)]
        if not begins.exact:
            parts.insert(0, (begins.earliest, min(begins.latest - ONE_DAY, last or date.max), None))
        if ends is not None and not ends.exact:
            parts.append((max(begins.latest, ends.earliest), last, None))
    found = []
    for start, stop, due in parts:
        first = max(ask.start, start)
        until = stop if ask.stop is None else ask.stop if stop is None else min(stop, ask.stop)
        if until is None or until >= first:
            found.append(ask._replace(start=first, stop=until, due=due))
    return found


def gives_during(
    slot: str, begins: When, ends: When | None, evidence: str, *, inferred: bool = False
) -> list[Give]:
    """One unit from the day a fact began to the first day it no longer held (None: no end known).

    A vague day counts from its last possible day and ends on its first; the days between, and everything
    about an inferred record, are unsure.
    """
    last = None if ends is None else ends.latest - ONE_DAY
    if inferred:
        return [Give(slot, 1, begins.earliest, last, evidence, sure=False)]
    sure_last = None if ends is None else ends.earliest - ONE_DAY
    gives = [Give(slot, 1, begins.latest, sure_last, evidence)]
    if not begins.exact:
        before = min(begins.latest - ONE_DAY, last or date.max)
        gives.append(Give(slot, 1, begins.earliest, before, evidence, sure=False))
    if ends is not None and not ends.exact:
        gives.append(Give(slot, 1, max(begins.latest, ends.earliest), last, evidence, sure=False))
    return [give for give in gives if give.stop is None or give.stop >= give.start]
