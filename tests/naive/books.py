"""What is asked and given on one day, and how the slots stand by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from compliance.asks import Ask, Ledger


class Asked(NamedTuple):
    """What is asked on a day. `dated`: its due date is known. `waits`: before its time it is surely not owed."""

    slot: str
    amount: int
    dated: bool
    waits: bool = False
    of_person: bool = False
    denied: bool = False


class Given(NamedTuple):
    """What is given on a day."""

    slot: str
    weight: int
    sure: bool


class Book(Protocol):
    """The asks and gives of one criterion, day by day."""

    def asked(self, on: date) -> Sequence[Asked]:
        """What is asked on a day."""

    def given(self, on: date) -> Sequence[Given]:
        """What is given on a day."""

    def to_come(self, on: date) -> Mapping[str, int]:
        """Where something begins only later and is surely not owed before: by slot, the most that is asked together on any
        later day. Nothing where there is no such thing."""


class LedgerBook:
    """The asks and gives that a rule wrote itself."""

    def __init__(self, ledger: Ledger):
        self._ledger = ledger

    def asked(self, on: date) -> list[Asked]:
        return [
            Asked(a.slot, a.amount, a.due is not None, _waits(a), a.of_person, a.denied)
            for a in self._ledger.asks
            if _in_force(on, a.start, a.stop)
        ]

    def given(self, on: date) -> list[Given]:
        return [Given(g.slot, g.weight, g.sure) for g in self._ledger.gives if _in_force(on, g.start, g.stop)]

    def to_come(self, on: date) -> dict[str, int]:
        later = [a for a in self._ledger.asks if a.start > on and _in_force(a.start, a.start, a.stop)]
        found: dict[str, int] = {}
        for ask in later if any(_waits(a) for a in later) else []:
            together = sum(
                a.amount
                for a in self._ledger.asks
                if a.slot == ask.slot and _in_force(ask.start, a.start, a.stop)
            )
            found[ask.slot] = max(together, found.get(ask.slot, 0))
        return found


def _waits(ask: Ask) -> bool:
    return ask.due is not None or ask.never_before


def _in_force(on: date, first: date, last: date | None) -> bool:
    return first <= on and (last is None or on <= last)


@dataclass(frozen=True)
class Look:
    """How the slots of a book stand on one day.

    `standing` is `filled`, `short`, `to be judged` (only a person's judgement is missing), `waiting` (something is asked
    later) or `nothing`. `overdue` are the slots that are short of a record past a known due date, even if what is unsure is
    let in; `denied` those of them to which somebody said no; `lost` those of them that once were filled.
    """

    standing: str
    overdue: frozenset[str]
    denied: frozenset[str]
    lost: frozenset[str]
    nothing_asked: bool


def look(book: Book, on: date, once_filled: set[str]) -> Look:
    """How a book stands on a day. `once_filled` are the slots that were filled while asked on an earlier day; those of
    the day are added."""
    asked, given = book.asked(on), book.given(on)
    short, overdue, denied = set(), set(), set()
    of_records = False
    for slot in {a.slot for a in asked}:
        own = [a for a in asked if a.slot == slot]
        have = sum(g.weight for g in given if g.slot == slot and g.sure)
        perhaps = sum(g.weight for g in given if g.slot == slot and not g.sure)
        if sum(a.amount for a in own) <= have:
            once_filled.add(slot)
            continue
        short.add(slot)
        if all(a.of_person for a in own):
            continue
        of_records = True
        if sum(a.amount for a in own if a.dated) > have + perhaps:
            overdue.add(slot)
        if sum(a.amount for a in own if a.dated and a.denied) > have + perhaps:
            denied.add(slot)
    to_come = book.to_come(on) if not asked else {}
    if asked:
        standing = "filled" if not short else "short" if of_records else "to be judged"
    elif to_come:
        ready = all(
            sum(g.weight for g in given if g.slot == slot and g.sure) >= most
            for slot, most in to_come.items()
        )
        standing = "filled" if ready else "waiting"
    else:
        standing = "nothing"
    return Look(standing, frozenset(overdue), frozenset(denied), frozenset(overdue & once_filled), not asked)
