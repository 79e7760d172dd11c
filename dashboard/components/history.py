"""Outcomes over time: a figure, and the table that says the same in words."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
import streamlit as st

from compliance.outcomes import Outcome
from compliance.timeline import ONE_DAY, Timeline
from dashboard import look
from dashboard.components.outcomes import marker
from dashboard.visit import Visit

Line = tuple[str, Timeline[Outcome]]


def figure(visit: Visit, lines: Sequence[Line], alt: str, key: str) -> None:
    """One bar for each line, from the decree's effective day to the horizon, with a mark on the day shown."""
    dark = look.is_dark()
    names = [_wrapped(name) for name, _ in lines]
    drawn: dict[Outcome, list[tuple[str, date, date]]] = {}
    for name, (_, timeline) in zip(names, lines, strict=True):
        for step in timeline.steps():
            drawn.setdefault(step.value, []).append((name, step.first, step.last + ONE_DAY))
    chart = go.Figure([_bars(visit, o, drawn[o], dark) for o in Outcome if o in drawn])
    chart.update_layout(
        barmode="overlay",
        height=110 + 58 * len(lines),
        bargap=0.35,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
    )
    look.figure_layout(chart, dark)
    chart.update_xaxes(type="date", range=[lines[0][1].first, lines[0][1].last], fixedrange=True)
    chart.update_yaxes(
        tickfont={"size": 13},
        autorange="reversed",
        categoryorder="array",
        categoryarray=names,
        fixedrange=True,
    )
    chart.add_vline(
        x=visit.reading.on.isoformat(),
        line={"color": "#F0EEE9" if dark else "#0F141B", "width": 2, "dash": "dot"},
    )
    st.plotly_chart(chart, theme=None, config=look.FIGURE_CONFIG, alt=alt, key=key)


def _bars(visit: Visit, outcome: Outcome, spans: Sequence[tuple[str, date, date]], dark: bool) -> go.Bar:
    day_in_ms = 86_400_000
    return go.Bar(
        orientation="h",
        y=[name for name, _, _ in spans],
        base=[first.isoformat() for _, first, _ in spans],
        x=[(end - first).days * day_in_ms for _, first, end in spans],
        customdata=[[first.isoformat(), (end - ONE_DAY).isoformat()] for _, first, end in spans],
        name=f"{outcome.symbol} {visit.say(outcome.words)}",
        marker=marker(outcome, dark),
        hovertemplate="%{y}<br>%{customdata[0]} – %{customdata[1]}<extra>%{fullData.name}</extra>",
    )


def _wrapped(name: str, width: int = 26) -> str:
    """A label in short lines, so that bars keep room on a phone."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines[:3]) + ("…" if len(lines) > 3 else "")
