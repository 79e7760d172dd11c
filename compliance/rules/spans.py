"""Spans of days, both ends included: joined where they touch, or kept apart where they would count twice."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from compliance.asks import Ask, Give
from compliance.days import When
from compliance.timeline import ONE_DAY

Span = tuple[date, date]
Part = TypeVar("Part", Ask, Give)


class Shown(NamedTuple):
    """Days on which a record shows something; not `sure` where it does so only on the favourable reading of a vague or
    inferred day."""

    first: date
    last: date
    evidence: str
    sure: bool


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days as spans that neither overlap nor touch, earliest first."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def besides(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """The days of some spans that no other span takes; those taken are joined, earliest first."""
    found = []
    for first, last in spans:
        for a, b in taken:
            if b < first:
                continue
            if a > last:
                break
            if a > first:
                found.append((first, a - ONE_DAY))
            first = b + ONE_DAY
        if first <= last:
            found.append((first, last))
    return found


def in_both(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The days that lie in a span of each; the others are joined, earliest first."""
    return [
        (max(first, a), min(last, b)) for first, last in spans for a, b in others if a <= last and first <= b
    ]


def without_overlap(shown: Iterable[Shown]) -> list[Shown]:
    """The same days, each shown by one record: sure ones first, and of several records the one that shows them longest."""
    in_order = sorted(shown, key=lambda each: (each.first, each.evidence))
    sure = _in_turn([each for each in in_order if each.sure])
    taken = joined((each.first, each.last) for each in sure)
    unsure = [
        each._replace(first=first, last=last)
        for each in in_order
        if not each.sure
        for first, last in besides([(each.first, each.last)], taken)
    ]
    return [*sure, *_in_turn(sorted(unsure, key=lambda each: each.first))]


def _in_turn(shown: Sequence[Shown]) -> list[Shown]:
    """As few of them as show all their days, earliest first."""
    kept: list[Shown] = []
    at, free = 0, date.min
    while at < len(shown):
        free = max(free, shown[at].first)
        longest = shown[at]
        while at < len(shown) and shown[at].first <= free:
            if shown[at].last > longest.last:
                longest = shown[at]
            at += 1
        if longest.last >= free:
            kept.append(longest._replace(first=max(longest.first, free)))
            free = longest.last + ONE_DAY
    return kept


def shown_during(
    happened: When, after: Span | None, evidence: str, *, inferred: bool, horizon: date
) -> list[Shown]:
    """What a record shows from the day it happened to the day before `after`, the earliest and the latest first day on
    which it no longer counts (None: to the horizon), as `gives_during` has it."""
    first, last = happened.latest, after[0] - ONE_DAY if after else horizon
    longest = after[1] - ONE_DAY if after else horizon
    if inferred:
        parts = [Shown(happened.earliest, longest, evidence, False)]
    else:
        parts = [
            Shown(first, last, evidence, True),
            Shown(happened.earliest, min(first - ONE_DAY, longest), evidence, False),
            Shown(max(first, last + ONE_DAY), longest, evidence, False),
        ]
    return [part._replace(last=min(part.last, horizon)) for part in parts if part.first <= part.last]


def only_during(part: Part, first: date, last: date | None) -> list[Part]:
    """An ask or a give on those of its days that lie in a span (`last` None: open); nothing where none does."""
    start = max(part.start, first)
    stop = part.stop if last is None else last if part.stop is None else min(part.stop, last)
    return [part._replace(start=start, stop=stop)] if stop is None or start <= stop else []
