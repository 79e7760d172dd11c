"""Spans of days, both ends included: joined where they touch, or kept apart where they would count twice."""

from collections.abc import Iterable
from datetime import date

from compliance.timeline import ONE_DAY

Span = tuple[date, date]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days as spans that neither overlap nor touch, earliest first."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def without_overlap(spans: list[tuple[date, date, str, bool]]) -> list[tuple[date, date, str, bool]]:
    """Sure spans first; of two that overlap the later one gives up the days the other holds."""
    kept: list[tuple[date, date, str, bool]] = []
    for first, last, key, sure in sorted(spans, key=lambda span: (not span[3], span[0])):
        parts = [(first, last)]
        for a, b, *_ in kept:
            around = [part for x, y in parts for part in ((x, min(y, a - ONE_DAY)), (max(x, b + ONE_DAY), y))]
            parts = [(x, y) for x, y in around if x <= y]
        kept += [(x, y, key, sure) for x, y in parts]
    return kept
