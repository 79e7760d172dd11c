"""Figures that are built once for each state of the record, day, language and theme, and then drawn again and again:
building one costs more than all else on a page."""

from collections.abc import Callable, Hashable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from compliance.assessment import Assessment
from compliance.per_assessment import per_assessment
from dashboard import look
from dashboard.visit import Visit

KEPT = 96


def draw(
    visit: Visit, key: str, build: Callable[[], go.Figure], alt: str, *about: Hashable, **how: Any
) -> Any:
    """Draw the figure that `build` makes of what a reader sees now, unless it was made before. `about` is what it shows
    besides the day, the language and the theme; `how` is handed on to Streamlit. Returns what Streamlit does."""
    reading = visit.reading
    asked = (key, reading.on, reading.today, visit.language, look.is_dark(), *about)
    kept = _kept(reading.assessment, asked)
    if "figure" not in kept:
        kept["figure"] = build()
    return st.plotly_chart(kept["figure"], theme=None, config=look.FIGURE_CONFIG, alt=alt, key=key, **how)


@per_assessment(most=KEPT)
def _kept(_assessment: Assessment, _asked: Hashable) -> dict[str, go.Figure]:
    return {}
