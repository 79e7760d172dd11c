"""An outcome as readers see it: word, symbol and colour; and the counts per basis."""

from typing import Any

import plotly.graph_objects as go

from compliance.catalogue import BASES, Basis
from compliance.outcomes import NOT_A_MEASURE, Outcome
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import figures
from dashboard.visit import Visit

PATTERNS: dict[Outcome, str] = {
    Outcome.MET: "",
    Outcome.NOT_YET_DUE: ".",
    Outcome.NEEDS_REVIEW: "/",
    Outcome.CONTRADICTED: "x",
    Outcome.LAPSED: "+",
    Outcome.NOT_MET: "-",
    Outcome.RULE_ERROR: "|",
    Outcome.CANNOT_TELL: "",
    Outcome.NOT_CHECKED: ".",
    Outcome.NOT_APPLICABLE: "-",
    Outcome.NOT_IN_FORCE: "/",
}
"""The hatching that tells outcomes of one colour apart in a figure."""


def marker(outcome: Outcome, dark: bool) -> dict[str, Any]:
    """How an outcome's bars look in a figure: its tone, and a hatching that tells it from others of that tone."""
    tone, ground = look.CHART_COLOURS[outcome.tone][dark], "#12161C" if dark else "#FAF8F3"
    # A long dark bar looks like something achieved, so what is not known is an outline.
    fill = ground if outcome is Outcome.CANNOT_TELL else tone
    return {
        "color": fill,
        "pattern": {"shape": PATTERNS[outcome], "bgcolor": fill, "fgcolor": ground, "size": 6},
        "line": {"width": 1, "color": tone},
    }


def badge(visit: Visit, outcome: Outcome) -> look.Safe:
    """The outcome's badge."""
    return look.badge(visit.say(outcome.words), outcome.symbol, outcome.tone)


def counts(visit: Visit) -> None:
    """How many of the obligations of each basis have each outcome: a table, a chart beside it, and what it is not."""
    found = visit.reading.assessment.counts(visit.reading.on)
    rows = [
        [visit.say(BASES[basis]), str(sum(own.values())), _outcomes(visit, basis, own)]
        for basis, own in found.items()
    ]
    headers = [visit.say(words.BASIS), visit.say(words.COUNT), visit.say(words.OUTCOMES)]
    look.show(look.table(headers, rows, visit.say(NOT_A_MEASURE)))
    figures.draw(visit, "counts", lambda: counts_figure(visit, found), _spoken(visit, found))


def _outcomes(visit: Visit, basis: Basis, own: dict[Outcome, int]) -> look.Safe:
    """Each outcome with how many of how many have it, which leads to them."""
    every = sum(own.values())
    counted = say("{n} of {all}", "{n} de {all}", n="{n}", all=every)
    return look.join(
        *(
            look.join(
                badge(visit, outcome),
                " ",
                look.link(
                    visit.address("obligations", basis=basis, outcome=outcome.value),
                    look.join(
                        visit.say(counted).format(n=n),
                        look.unseen(f" {visit.say(outcome.words)}, {visit.say(BASES[basis])}"),
                    ),
                ),
                look.Safe("<br>"),
            )
            for outcome, n in own.items()
        )
    )


def _spoken(visit: Visit, found: dict[Basis, dict[Outcome, int]]) -> str:
    parts = []
    for basis, own in found.items():
        counted = ", ".join(f"{n} {visit.say(outcome.words)}" for outcome, n in own.items())
        parts.append(f"{visit.say(BASES[basis])}: {counted}")
    return ". ".join(parts)


def counts_figure(visit: Visit, found: dict[Basis, dict[Outcome, int]]) -> go.Figure:
    """One bar for each basis, parted by outcome."""
    dark = look.is_dark()
    names = [visit.say(BASES[basis]).split(":")[0] for basis in found]
    present = [o for o in Outcome if any(o in own for own in found.values())]
    figure = go.Figure(
        [
            go.Bar(
                orientation="h",
                y=names,
                x=[own.get(outcome, 0) for own in found.values()],
                name=f"{outcome.symbol} {visit.say(outcome.words)}",
                marker=marker(outcome, dark),
                hovertemplate="%{y}: %{x}<extra>%{fullData.name}</extra>",
            )
            for outcome in present
        ]
    )
    figure.update_layout(
        barmode="stack",
        height=110 + 44 * len(names),
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        bargap=0.35,
    )
    look.figure_layout(figure, dark)
    figure.update_yaxes(autorange="reversed", fixedrange=True)
    most = max(sum(own.values()) for own in found.values()) if found else 0
    figure.update_xaxes(dtick=1 if most <= 20 else None, rangemode="tozero", fixedrange=True)
    return figure
