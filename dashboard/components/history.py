"""Outcomes over time as a figure: bars for the outcomes, bands for reporting periods, and marks for what happened."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import plotly.graph_objects as go

from compliance.catalogue import Period
from compliance.chronicle import Sort, Span
from compliance.outcomes import Outcome
from compliance.sentences import Text, say
from compliance.timeline import ONE_DAY, Timeline
from dashboard import look, words
from dashboard.components import figures
from dashboard.components.outcomes import marker
from dashboard.visit import Visit

Line = tuple[str, Timeline[Outcome]]
ROW_HEIGHT, AROUND = 66, 130
LEGEND_LINE, ON_ONE_LINE = 14, 3
"""On a phone a legend has a line for each entry or two, and takes it from the height of the bars."""
FOOT = 0.25
"""Room for the words at the foot, below the last row's marks, in rows."""
ALONG = 6
"""So many reporting periods have room for their names along the axis; of more the names stand upright."""
SYMBOLS: dict[Sort, str] = {"due": "triangle-down-open", "record": "circle", "determination": "diamond"}
MARKS: dict[Sort, Text] = {
    "due": say("due date", "fecha límite"),
    "record": say("record", "registro"),
    "determination": say("determination of the monitor", "determinación del supervisor"),
}
"""What each mark below a bar stands for."""


class Mark(NamedTuple):
    """A mark below a bar: in which row, on which day, what it says when it is pointed at, and what a click `leads` to."""

    row: int
    day: date
    sort: Sort
    says: str
    leads: str


class Setting(NamedTuple):
    """What stands around the bars: the days shown, the reporting periods, the marks, and for each row what a click on its bars
    leads to."""

    span: Span
    periods: Sequence[Period] = ()
    marks: Sequence[Mark] = ()
    leads: Sequence[str] = ()


def figure(visit: Visit, lines: Sequence[Line], alt: str, key: str) -> None:
    """One bar for each line with its name above, from the decree's effective day to the horizon; a mark on the day
    shown, and a veil over the days that have not come."""
    setting = Setting(Span(lines[0][1].first, lines[0][1].last))
    figures.draw(visit, key, lambda: _chart(visit, lines, setting), alt, *_shown(lines, setting))


def leading(visit: Visit, lines: Sequence[Line], setting: Setting, alt: str, key: str) -> str | None:
    """The same with what stands around the bars. What a click led to, in this very run; None where nothing was clicked."""
    clicked = figures.draw(
        visit,
        key,
        lambda: _chart(visit, lines, setting),
        alt,
        *_shown(lines, setting),
        on_select="rerun",
        selection_mode="points",
    )
    points = clicked["selection"]["points"]
    return str(points[0]["customdata"]) if points and points[0].get("customdata") else None


def _shown(lines: Sequence[Line], setting: Setting) -> tuple[Hashable, ...]:
    """What tells one figure from another. A timeline is told by being itself, as long as its assessment is there."""
    periods = tuple(period.key for period in setting.periods)
    bars = tuple((name, id(timeline)) for name, timeline in lines)
    return bars, setting.span, periods, tuple(setting.marks), tuple(setting.leads)


def _chart(visit: Visit, lines: Sequence[Line], setting: Setting) -> go.Figure:
    dark = look.is_dark()
    span = setting.span
    leads = setting.leads or [""] * len(lines)
    drawn: dict[Outcome, list[tuple[int, date, date]]] = {}
    for row, (_, timeline) in enumerate(lines):
        for step in timeline.steps():
            first, end = max(step.first, span.first), min(step.last, span.last) + ONE_DAY
            if first < end:
                drawn.setdefault(step.value, []).append((row, first, end))
    names = [name for name, _ in lines]
    bars = [_bars(visit, o, drawn[o], names, leads, dark) for o in Outcome if o in drawn]
    ink = _ink(dark)
    marks = [
        _marks(visit, sort, own, ink)
        for sort in SYMBOLS
        if (own := [m for m in setting.marks if m.sort == sort])
    ]
    # Checked once, as a whole: each trace made by itself would be checked twice.
    chart = go.Figure([*bars, *marks])
    look.figure_layout(chart, dark)
    # All at once: each call that adds one shape checks all of them anew.
    chart.update_layout(
        barmode="overlay",
        height=AROUND
        + round(ROW_HEIGHT * (len(lines) + _head(setting) + FOOT))
        + LEGEND_LINE * max(0, len(chart.data) - ON_ONE_LINE),
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        dragmode=False,
        clickmode="event+select",
        shapes=_shapes(visit, setting, dark),
        annotations=[*_names(names, span), *_said(visit, setting, dark)],
        xaxis={"type": "date", "range": [span.first, span.last + ONE_DAY], "fixedrange": True},
        yaxis={
            "range": [len(lines) - 0.5 + FOOT, -0.75 - _head(setting)],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    )
    return chart


def _head(setting: Setting) -> float:
    """How much room the names of reporting periods need above the first row, in rows."""
    periods = len(_within(setting))
    return 0 if not periods else 0.4 if periods <= ALONG else 0.8


def _ink(dark: bool) -> str:
    return "#F0EEE9" if dark else "#0F141B"


def _ground(dark: bool) -> str:
    return "#12161C" if dark else "#FAF8F3"


def _bars(
    visit: Visit,
    outcome: Outcome,
    spans: Sequence[tuple[int, date, date]],
    names: Sequence[str],
    leads: Sequence[str],
    dark: bool,
) -> dict[str, Any]:
    day_in_ms = 86_400_000
    return dict(
        type="bar",
        orientation="h",
        width=0.42,
        y=[row for row, _, _ in spans],
        base=[first.isoformat() for _, first, _ in spans],
        x=[(end - first).days * day_in_ms for _, first, end in spans],
        text=[f"{look.label(names[row])}<br>{first} – {end - ONE_DAY}" for row, first, end in spans],
        textposition="none",
        customdata=[leads[row] for row, _, _ in spans],
        name=f"{outcome.symbol} {visit.say(outcome.words)}",
        marker=marker(outcome, dark),
        hovertemplate="%{text}<extra>%{fullData.name}</extra>",
        **_AS_BEFORE,
    )


# A click leads somewhere; it does not make the rest fade.
_AS_BEFORE: dict[str, Any] = {
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}


def _marks(visit: Visit, sort: Sort, marks: Sequence[Mark], ink: str) -> dict[str, Any]:
    return dict(
        type="scatter",
        mode="markers",
        x=[mark.day.isoformat() for mark in marks],
        y=[mark.row + 0.34 for mark in marks],
        text=[look.label(mark.says) for mark in marks],
        customdata=[mark.leads for mark in marks],
        name=visit.say(MARKS[sort]),
        marker={
            "symbol": SYMBOLS[sort],
            "size": 10 if sort == "due" else 7,
            "color": ink,
            "line": {"width": 1.5},
        },
        hovertemplate="%{text}<extra></extra>",
        **_AS_BEFORE,
    )


def _shapes(visit: Visit, setting: Setting, dark: bool) -> list[dict[str, Any]]:
    """The bands of every second reporting period, the veil over days that have not come, and the line of the day shown."""
    span, today, on = setting.span, visit.reading.today, visit.reading.on
    whole: dict[str, Any] = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    band = {"fillcolor": _ink(dark), "opacity": 0.06, "line": {"width": 0}, "layer": "below", "type": "rect"}
    found = [
        {**whole, **band, "x0": first.isoformat(), "x1": (last + ONE_DAY).isoformat()}
        for i, (_, first, last) in enumerate(_within(setting))
        if i % 2 == 0
    ]
    if today < span.last:
        veil = {"fillcolor": _ground(dark), "opacity": 0.6, "line": {"width": 0}, "type": "rect"}
        found.append({**whole, **veil, "x0": max(today, span.first).isoformat(), "x1": span.last.isoformat()})
    if on in span:
        line = {"line": {"color": _ink(dark), "width": 2, "dash": "dot"}, "type": "line"}
        found.append({**whole, **line, "x0": on.isoformat(), "x1": on.isoformat()})
    return found


def _within(setting: Setting) -> list[tuple[Period, date, date]]:
    """The reporting periods of which some day is shown, each with the days that are."""
    span = setting.span
    return [
        (period, max(period.first, span.first), min(period.last, span.last))
        for period in setting.periods
        if period.first <= span.last and period.last >= span.first
    ]


def _names(names: Sequence[str], span: Span) -> list[dict[str, Any]]:
    """The name of each row, above its bar."""
    return [
        {
            "x": span.first.isoformat(),
            "y": row - 0.28,
            "text": look.label(_shortened(name)),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
        }
        for row, name in enumerate(names)
    ]


def _said(visit: Visit, setting: Setting, dark: bool) -> list[dict[str, Any]]:
    """The names of the reporting periods at the head, and that of the day shown at the foot."""
    span, on, periods = setting.span, visit.reading.on, _within(setting)
    found = [
        {
            "x": (first + (last - first) / 2).isoformat(),
            "y": 1,
            "yref": "paper",
            "text": look.label(period.key),
            "textangle": 0 if len(periods) <= ALONG else -90,
            "showarrow": False,
            "xanchor": "center",
            "yanchor": "top",
            "font": {"size": 12},
        }
        for period, first, last in periods
        if last - first > timedelta(days=10)
    ]
    if on in span:
        found.append(
            {
                "x": on.isoformat(),
                "y": 0,
                "yref": "paper",
                "text": visit.say(words.THE_DAY),
                "showarrow": False,
                "xanchor": "right" if on > span.first + (span.last - span.first) / 2 else "left",
                "yanchor": "bottom",
                "bgcolor": _ground(dark),
            }
        )
    return found


def _shortened(name: str, length: int = 48) -> str:
    """A name that fits above its bar on a phone."""
    return name if len(name) <= length else name[: length - 1].rsplit(" ", 1)[0] + " …"
