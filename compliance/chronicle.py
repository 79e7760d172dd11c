"""What happens to obligations between two days, in the order of the days: outcomes that change, due dates that are known,
records, and the monitor's determinations.

Only what a figure or a list shows is put into words; the rest is days and keys.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from compliance.assessment import Assessment, ObligationHistory
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.determinations import Determination, Determinations
from compliance.evidence.claim import Claim
from compliance.evidence.document import Document
from compliance.finding import Entry
from compliance.outcomes import Outcome
from compliance.per_assessment import per_assessment
from compliance.sentences import Text, say

Sort = Literal["outcome", "due", "record", "determination"]
SORTS: dict[Sort, Text] = {
    "outcome": say("The outcome changes", "Cambia el resultado"),
    "due": say("Due date", "Fecha límite"),
    "record": say("Record", "Registro"),
    "determination": say("Determination of the monitor", "Determinación del supervisor"),
}
"""The sorts of things that happen, in words; on one day in this order."""


class Happening(NamedTuple):
    """One thing on one day: the outcome that an obligation has from then on, a due date of one of its checks, a record that
    bears on it, or a determination on one of its paragraphs. Only the field of its sort is set, and for a due date
    `criterion`."""

    day: date
    sort: Sort
    obligation: Obligation
    outcome: Outcome | None = None
    criterion: Criterion | None = None
    entry: Entry | None = None
    determination: Determination | None = None


@dataclass(frozen=True)
class Span:
    """The days that are looked at, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def chronicle(
    assessment: Assessment,
    determinations: Iterable[Determination],
    obligations: Sequence[ObligationHistory],
    span: Span,
) -> list[Happening]:
    """Everything that happens to some obligations within a span, by day; on one day in the order of `SORTS`, then of the
    obligations."""
    if not isinstance(determinations, Determinations):
        determinations = Determinations(determinations)
    found = [
        happening
        for history in obligations
        for happening in (
            *_outcomes(history, span),
            *_dues(history, span),
            *_records(assessment, history.obligation, span),
            *_determined(assessment.catalogue, history.obligation, determinations, span),
        )
    ]
    order = list(SORTS)
    return sorted(found, key=lambda each: (each.day, order.index(each.sort)))


def _outcomes(history: ObligationHistory, span: Span) -> Iterator[Happening]:
    """Every outcome that begins within the span, and the one with which it begins."""
    for step in history.outcomes.steps():
        if step.first <= span.last and step.last >= span.first:
            yield Happening(max(step.first, span.first), "outcome", history.obligation, outcome=step.value)


def _dues(history: ObligationHistory, span: Span) -> Iterator[Happening]:
    """Each known due date of each check once, however many things are due on it."""
    for check in history.criteria:
        own = check.criterion.due
        dues = {ask.due for ask in check.ledger_or_none.asks if ask.due is not None}
        dues |= {own} if isinstance(own, date) and not dues else set()
        for due in sorted(due for due in dues if due in span):
            yield Happening(due, "due", history.obligation, criterion=check.criterion)


def _records(assessment: Assessment, obligation: Obligation, span: Span) -> Iterator[Happening]:
    dated = _dated(assessment, obligation.key)
    first = bisect_left(dated, span.first, key=_day)
    last = bisect_right(dated, span.last, lo=first, key=_day)
    return (Happening(day, "record", obligation, entry=entry) for day, entry in dated[first:last])


def _day(dated: tuple[date, Entry]) -> date:
    return dated[0]


@per_assessment(most=128)
def _dated(assessment: Assessment, key: str) -> Sequence[tuple[date, Entry]]:
    """The records of single facts that bear on an obligation and count, each with the last day on which it may have been, in the
    order of these days."""
    found = assessment.about(assessment.obligations[key].obligation)
    return [
        (e.evidence.happened.latest, e)
        for e in found
        if e.counts and e.evidence.happened and not isinstance(e.evidence, Document | Claim)
    ]


def _determined(
    catalogue: Catalogue,
    obligation: Obligation,
    determinations: Determinations,
    span: Span,
) -> Iterator[Happening]:
    """The filed determinations on its paragraphs and its body, on the day of filing where it is known, else at the end of the
    period they are about."""
    for paragraph in obligation.paragraphs:
        for each in determinations.filed.get((paragraph, obligation.responsible), ()):
            day = determined_on(catalogue, each)
            if day is not None and day in span:
                yield Happening(day, "determination", obligation, determination=each)


def determined_on(catalogue: Catalogue, each: Determination) -> date | None:
    """The day on which a determination stands in a chronicle; None where neither its filing nor its period is known."""
    period = next((period for period in catalogue.periods if period.key == each.report), None)
    if each.filed_on is not None or period is None:
        return each.filed_on
    return period.filed.latest if period.filed else period.last
