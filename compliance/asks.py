"""Asks and gives: the two lists that every rule yields, and the days on which the one outweighs the other.

A slot is filled on a day while the gives in force weigh at least the asks in force.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from compliance.days import When
from compliance.timeline import ONE_DAY


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
        """The first day on which the slot's sure gives weigh what is needed on the day it is first asked; None if never."""
        return self._filled(slot, [give for give in self.gives if give.slot == slot and give.sure])

    def perhaps_filled_since(self, slot: str) -> date | None:
        """The same on the most favourable reading, with unsure gives let in."""
        return self._filled(slot, [give for give in self.gives if give.slot == slot])

    def _filled(self, slot: str, gives: Sequence[Give]) -> date | None:
        asks = [ask for ask in self.asks if ask.slot == slot]
        if not asks or not gives:
            return None
        first = min(ask.start for ask in asks)
        need = sum(ask.amount for ask in asks if ask.start == first)
        changes = [(give.start, give.weight) for give in gives]
        changes += [(give.stop + ONE_DAY, -give.weight) for give in gives if give.stop is not None]
        weight = 0
        # Of one day, what ends stands before what begins, so that nothing is weighed twice.
        for day, change in sorted(changes):
            weight += change
            if weight >= need:
                return day
        return None


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
    slot: str,
    begins: When,
    ends: When | None,
    evidence: str,
    *,
    inferred: bool = False,
    weight: int = 1,
) -> list[Give]:
    """What a fact gives from the day it began to the first day it no longer held (None: no end known).

    A vague day counts from its last possible day and ends on its first; the days between, and everything
    about an inferred record, are unsure.
    """
    if begins.exact and ends is None and not inferred:
        return [Give(slot, weight, begins.latest, None, evidence)]
    last = None if ends is None else ends.latest - ONE_DAY
    if inferred:
        return [Give(slot, weight, begins.earliest, last, evidence, False)]
    sure_last = None if ends is None else ends.earliest - ONE_DAY
    gives = [Give(slot, weight, begins.latest, sure_last, evidence)]
    if not begins.exact:
        before = min(begins.latest - ONE_DAY, last or date.max)
        gives.append(Give(slot, weight, begins.earliest, before, evidence, False))
    if ends is not None and not ends.exact:
        gives.append(Give(slot, weight, max(begins.latest, ends.earliest), last, evidence, False))
    return [give for give in gives if give.stop is None or give.stop >= give.start]
