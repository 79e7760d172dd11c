"""The monitor's totals as points: which share of which base its reports gave for each level, as the source says it.

Bases differ from report to report, so points are never joined. A figure that is neither a whole number with its base nor a
percentage, such as “about 78%”, is no point; the table has it in the source's words.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from compliance.catalogue import Catalogue, Level, Period
from compliance.determinations import ReportTotal, filed_by
from compliance.sentences import Text, say

_NUMBER = re.compile(r"[0-9]{1,6}\Z")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%\Z")


class Point(NamedTuple):
    """The share of a level in one report, in percent, as given or worked out from the number and base given; `told` is what
    the source gives, with its base."""

    period: Period
    level: Level
    percent: float
    told: Text


def points(catalogue: Catalogue, totals: Sequence[ReportTotal], on: date) -> list[Point]:
    """The points of every report filed by a day, in the order of the reports, levels lowest first."""
    given = {total.report: total for total in totals}
    periods = [p for p in catalogue.periods if p.key in given and filed_by(p, on)]
    return [point for period in periods for point in _of(period, given[period.key], catalogue.levels)]


def newest(
    catalogue: Catalogue, totals: Sequence[ReportTotal], on: date
) -> tuple[Period, ReportTotal] | None:
    """The last report filed by a day of which a source gives a figure for some level; None where there is none."""
    given = {total.report: total for total in totals if total.levels}
    periods = [p for p in catalogue.periods if p.key in given and filed_by(p, on)]
    return (periods[-1], given[periods[-1].key]) if periods else None


def told(total: ReportTotal, figure: str) -> Text:
    """A figure in the source's words, with its base."""
    if total.base:
        return say("{f} of {b}", "{f} de {b}", f=figure, b=f"{total.base} {total.base_note or ''}".strip())
    return say("{f}, base not given", "{f}, base no indicada", f=figure)


def _of(period: Period, total: ReportTotal, levels: Sequence[Level]) -> Iterator[Point]:
    base = total.base or ""
    for level in levels:
        figure = total.levels.get(level.key, "")
        share = _PERCENT.match(figure)
        if share:
            yield Point(period, level, float(share.group(1)), told(total, figure))
        elif _NUMBER.match(figure) and _NUMBER.match(base) and int(base):
            yield Point(period, level, 100 * int(figure) / int(base), told(total, figure))
