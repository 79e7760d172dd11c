"""The totals of the monitor's reports: the newest in words, and all of them as points that no line joins."""

from collections.abc import Sequence

import plotly.graph_objects as go

from compliance import report_points
from compliance.catalogue import Period
from compliance.determinations import ReportTotal
from compliance.report_points import Point
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import figures, frame, records
from dashboard.visit import Visit

SYMBOLS = ("circle-open", "square", "diamond", "triangle-up", "cross")
NO_LINE = say(
    "Each report counted another set of paragraphs, so its share stands with its base and no line joins them.",
    "Cada informe contó otro conjunto de párrafos; por eso cada porcentaje va con su base y ninguna línea los une.",
)


def newest(visit: Visit) -> None:
    """What the newest report with totals gives for each level, and the points of all reports."""
    reading = visit.reading
    known = reading.knowledge
    last = report_points.newest(reading.catalogue, known.totals, visit.record_day)
    if last is None:
        frame.empty(
            visit.say(say("No totals of a report are loaded.", "No hay totales de ningún informe cargados."))
        )
        return
    period, total = last
    rows = [
        [visit.say(level.name), visit.say(report_points.told(total, total.levels[level.key]))]
        for level in reading.catalogue.levels
        if level.key in total.levels
    ]
    caption = say(
        "{report}, {a} to {b}",
        "{report}, {a} a {b}",
        report=period.key,
        a=frame.date_words(visit, period.first),
        b=frame.date_words(visit, period.last),
    )
    look.show(
        look.table([visit.say(words.LEVEL), visit.say(words.COUNT_OF_PARAGRAPHS)], rows, visit.say(caption))
    )
    if total.source:
        look.show(look.paragraph(look.quiet(records.citation(visit, known.sources[total.source]))))
    found = report_points.points(reading.catalogue, known.totals, visit.record_day)
    if not found:
        return
    look.show(look.paragraph(visit.say(NO_LINE)))
    spoken = _spoken(visit, found)
    figures.draw(visit, "totals", lambda: _figure(visit, found), spoken, spoken)


EVERY = say(
    "Figures as the source gives them, each with its base. Bases differ from report to report, so no line joins them. "
    "Where a dash stands, or nothing, no source read here gives the figure.",
    "Cifras tal como las da la fuente, cada una con su base. Las bases cambian de un informe a otro, así que ninguna línea "
    "las une. Donde hay una raya, o nada, ninguna fuente leída da la cifra.",
)


def every(visit: Visit, periods: Sequence[Period]) -> None:
    """The totals of each report in the source's own figures; nothing where there is no report."""
    if not periods:
        return
    catalogue = visit.reading.catalogue
    columns = [
        words.REPORT,
        words.PERIOD,
        words.FILED,
        say("Base", "Base"),
        say("Any level", "Algún nivel"),
        *(level.name for level in catalogue.levels),
        say("None", "Ninguno"),
        say("Deadlines met / all", "Plazos cumplidos / total"),
        words.SOURCE,
    ]
    rows = [_row(visit, period) for period in periods]
    look.show(look.table([visit.say(text) for text in columns], rows, visit.say(EVERY)))


def _row(visit: Visit, period: Period) -> list[str]:
    known = visit.reading.knowledge
    total = next((t for t in known.totals if t.report == period.key), ReportTotal(report=period.key))
    filed = visit.say(period.filed.text()) if period.filed else ""
    inferred = f" ({period.inferred})" if period.inferred else ""
    cited = [key for key in (total.source, *total.also) if key]
    return [
        period.key,
        f"{frame.date_words(visit, period.first)} – {frame.date_words(visit, period.last)}{inferred}",
        ", ".join(part for part in (filed, period.filed_note) if part),
        " ".join(part for part in (total.base, total.base_note) if part) or "—",
        total.any_level or "—",
        *(total.levels.get(level.key) or "—" for level in visit.reading.catalogue.levels),
        total.none or "—",
        f"{total.deadlines_met} / {total.deadlines_all}" if total.deadlines_met else "—",
        look.join(
            *(look.Safe(f"<div>{records.citation(visit, known.sources[key])}</div>") for key in cited),
            "" if cited else "—",
            look.join(" ", look.quiet(total.note)) if total.note else "",
        ),
    ]


def _spoken(visit: Visit, found: list[Point]) -> str:
    return ". ".join(f"{p.period.key}, {visit.say(p.level.name)}: {visit.say(p.told)}" for p in found)


def _figure(visit: Visit, found: list[Point]) -> go.Figure:
    dark = look.is_dark()
    colours = [pair[dark] for pair in look.CHART_COLOURS.values()]
    levels = visit.reading.catalogue.levels
    figure = go.Figure()
    for i, level in enumerate(levels):
        own = [p for p in found if p.level == level]
        figure.add_scatter(
            x=[p.period.key for p in own],
            y=[p.percent for p in own],
            customdata=[look.label(visit.say(p.told)) for p in own],
            mode="markers",
            name=look.label(visit.say(level.name)),
            marker={"size": 11, "symbol": SYMBOLS[i % len(SYMBOLS)], "color": colours[i % len(colours)]},
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(
        height=340,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
    )
    look.figure_layout(figure, dark)
    bases = {
        p.period.key: total.base
        for p in found
        for total in visit.reading.knowledge.totals
        if total.report == p.period.key
    }
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(bases),
        tickvals=list(bases),
        ticktext=[
            look.label(f"{key}<br>{base or '?'}").replace("&lt;br&gt;", "<br>") for key, base in bases.items()
        ],
        fixedrange=True,
    )
    figure.update_yaxes(range=[0, 100], ticksuffix="%", fixedrange=True)
    return figure
