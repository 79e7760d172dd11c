"""Outcomes over time: a figure, and the table that says the same in words."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
import streamlit as st

from compliance.outcomes import Outcome
from compliance.timeline import ONE_DAY, Timeline
from dashboard import look, words
from dashboard.components.outcomes import marker
from dashboard.visit import Visit

Line = tuple[str, Timeline[Outcome]]


def figure(visit: Visit, lines: Sequence[Line], alt: str, key: str) -> None:
    """One bar for each line with its name above, from the decree's effective day to the horizon; a mark on the day
    shown, and a veil over the days that have not come."""
    dark = look.is_dark()
    ink, ground = ("#F0EEE9", "#12161C") if dark else ("#0F141B", "#FAF8F3")
    drawn: dict[Outcome, list[tuple[int, date, date]]] = {}
    for row, (_, timeline) in enumerate(lines):
        for step in timeline.steps():
            drawn.setdefault(step.value, []).append((row, step.first, step.last + ONE_DAY))
    first, last = lines[0][1].first, lines[0][1].last
    names = [name for name, _ in lines]
    chart = go.Figure([_bars(visit, o, drawn[o], names, dark) for o in Outcome if o in drawn])
    chart.update_layout(
        barmode="overlay",
        height=130 + 66 * len(lines),
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
    )
    look.figure_layout(chart, dark)
    chart.update_xaxes(type="date", range=[first, last], fixedrange=True)
    chart.update_yaxes(range=[len(lines) - 0.5, -0.75], showticklabels=False, showgrid=False, fixedrange=True)
    for row, name in enumerate(names):
        chart.add_annotation(
            x=first,
            y=row - 0.28,
            text=look.label(_shortened(name)),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
        )
    if visit.reading.today < last:
        chart.add_vrect(
            x0=visit.reading.today.isoformat(),
            x1=last.isoformat(),
            fillcolor=ground,
            opacity=0.6,
            line_width=0,
        )
    chart.add_vline(x=visit.reading.on.isoformat(), line={"color": ink, "width": 2, "dash": "dot"})
    chart.add_annotation(
        x=visit.reading.on.isoformat(),
        y=0,
        yref="paper",
        text=visit.say(words.THE_DAY),
        showarrow=False,
        xanchor="right" if visit.reading.on > first + (last - first) / 2 else "left",
        yanchor="bottom",
        bgcolor=ground,
    )
    st.plotly_chart(chart, theme=None, config=look.FIGURE_CONFIG, alt=alt, key=key)


def _bars(
    visit: Visit, outcome: Outcome, spans: Sequence[tuple[int, date, date]], names: Sequence[str], dark: bool
) -> go.Bar:
    day_in_ms = 86_400_000
    return go.Bar(
        orientation="h",
        width=0.42,
        y=[row for row, _, _ in spans],
        base=[first.isoformat() for _, first, _ in spans],
        x=[(end - first).days * day_in_ms for _, first, end in spans],
        customdata=[
            [look.label(names[row]), first.isoformat(), (end - ONE_DAY).isoformat()]
            for row, first, end in spans
        ],
        name=f"{outcome.symbol} {visit.say(outcome.words)}",
        marker=marker(outcome, dark),
        hovertemplate="%{customdata[0]}<br>%{customdata[1]} – %{customdata[2]}<extra>%{fullData.name}</extra>",
    )


def _shortened(name: str, length: int = 48) -> str:
    """A name that fits above its bar on a phone."""
    return name if len(name) <= length else name[: length - 1].rsplit(" ", 1)[0] + " …"
