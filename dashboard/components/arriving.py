"""When evidence came, drawn: each period in a table, one of them as a figure with the numbers that it draws."""

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go
import streamlit as st

from compliance.arrivals import Arrivals, Came, Pile, percent
from compliance.sentences import Text, counted, say
from compliance.timeline import ONE_DAY
from dashboard import look, words
from dashboard.components import figures, frame
from dashboard.components.capacities import capacity
from dashboard.visit import Visit

RECORDS = say("Records", "Registros")
LAST_TENTH = say("In the last tenth of its days", "En la última décima parte de sus días")
LATER = say("After its end, about its days", "Tras su fin, sobre sus días")
CORRECTIONS = say("Of these, corrections", "De ellos, correcciones")
FILES = say("Attached files", "Archivos adjuntos")
BY_THEN = say("By then", "Hasta entonces")
STILL_RUNS = say("still runs", "aún en curso")
EARLIER = say("Earlier periods", "Periodos anteriores")
EVENLY = say("spread evenly", "repartido por igual")
CAME = say("records that had come", "registros llegados")
OPEN_UP_TO = 4
"""So many periods stand open in the table; the earlier ones open on a click."""


def periods(visit: Visit, found: Sequence[Came], until: date, chosen: str) -> None:
    """Each period that has begun, the newest first, with the numbers that its share is of."""
    headers = [words.PERIOD, RECORDS, CORRECTIONS, LAST_TENTH, LATER, FILES]
    rows = [
        [
            _period(visit, came, until, came.period.key == chosen),
            f"{came.records:,}",
            _share(visit, came.corrections, came.records),
            _last_tenth(visit, came, until),
            f"{came.later:,}",
            visit.say(pile(came.pile)),
        ]
        for came in found
    ]
    names = [visit.say(text) for text in headers]
    caption = say("Reporting periods, the newest first", "Periodos de informe, el más reciente primero")
    look.show(look.table(names, rows[:OPEN_UP_TO], visit.say(caption)))
    if rows[OPEN_UP_TO:]:
        drawn = look.table(names, rows[OPEN_UP_TO:], visit.say(EARLIER))
        look.show(look.details(f"{visit.say(EARLIER)} ({len(rows) - OPEN_UP_TO})", drawn))


def _period(visit: Visit, came: Came, until: date, is_chosen: bool) -> look.Safe:
    key = came.period.key
    address = visit.address("arrivals", by_body=st.query_params.get("by_body", ""), period=key)
    days = f"{came.period.first} – {came.period.last}"
    running = f" · {visit.say(STILL_RUNS)}" if until <= came.period.last else ""
    name = look.strong(key) if is_chosen else look.link(address, key)
    return look.join(name, look.Safe("<br>"), look.quiet(f"{days}{running}"))


def _last_tenth(visit: Visit, came: Came, until: date) -> str:
    if until <= came.period.last:
        return visit.say(STILL_RUNS)
    return _share(visit, came.tenths[-1].records, came.records)


def _share(visit: Visit, part: int, whole: int) -> str:
    """A number with the number that it is of, and its share."""
    if not whole:
        return "—"
    of = say(
        "{n} of {all} ({share} %)",
        "{n} de {all} ({share} %)",
        n=f"{part:,}",
        all=f"{whole:,}",
        share=percent(part, whole),
    )
    return visit.say(of)


def so_many(records: int) -> Text:
    """A number of records."""
    noun = say("record", "registro") if records == 1 else say("records", "registros")
    return say("{n} {noun}", "{n} {noun}", n=f"{records:,}", noun=noun)


def pile(found: Pile) -> Text:
    """How many files and how large they are together, as far as that is known."""
    if not found.files:
        return say("none", "ninguno")
    files = counted(found.files, say("file", "archivo"), say("files", "archivos"))
    told = say("{files}, {size}", "{files}, {size}", files=files, size=in_bytes(found.size))
    if found.of_unknown_size:
        told += say("(without {n} that are not there)", "(sin {n} que no están)", n=found.of_unknown_size)
    return told


def in_bytes(size: int) -> str:
    """A size as people read it.

    >>> in_bytes(900), in_bytes(2_500_000)
    ('900 bytes', '2.5 MB')
    """
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} bytes"


def bodies(visit: Visit, found: Arrivals, place: int, until: date) -> None:
    """What each body filed in one period."""
    rows = [
        [
            capacity(visit, written),
            _share(visit, came[place].records, found.of_all[place].records),
            _last_tenth(visit, came[place], until),
            f"{came[place].later:,}",
            visit.say(pile(came[place].pile)),
        ]
        for written, came in found.by.items()
        if came[place].records or came[place].later
    ]
    if rows:
        headers = [words.FILED_BY, RECORDS, LAST_TENTH, LATER, FILES]
        caption = say(
            "Who filed in this period, as far as you may see it",
            "Quién presentó en este periodo, según lo que usted puede ver",
        )
        look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))


def tenths(visit: Visit, came: Came, until: date) -> None:
    """The numbers that the figure draws."""
    rows = [
        [
            f"{tenth.first} – {tenth.last}",
            f"{tenth.records:,}",
            # Of a period that still runs nobody knows how many there will be.
            f"{tenth.by_its_end:,}"
            if until <= came.period.last
            else _share(visit, tenth.by_its_end, came.records),
        ]
        for tenth in came.tenths
        if tenth.first <= until
    ]
    caption = say(
        "{period}, in ten parts of as many days as they can be",
        "{period}, en diez partes de tantos días como se puede",
        period=came.period.key,
    )
    headers = [say("Days", "Días"), RECORDS, BY_THEN]
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))


def figure(visit: Visit, came: Came, until: date) -> None:
    """How many records had come by the end of each day, with the last tenth of the period shaded."""
    alt = say(
        "Records that had come by each day of {period}: {n} by its end. The table below says the same.",
        "Registros llegados hasta cada día de {period}: {n} al final. La tabla de abajo dice lo mismo.",
        period=came.period.key,
        n=f"{came.records:,}",
    )
    shown = came.period.key, until, tuple(came.by_day)
    figures.draw(visit, "arrivals-figure", lambda: _figure(visit, came, until), visit.say(alt), *shown)


def _figure(visit: Visit, came: Came, until: date) -> go.Figure:
    dark = look.is_dark()
    blue, grey = look.CHART_COLOURS["blue"][dark], look.CHART_COLOURS["grey"][dark]
    first, last = came.period.first, came.period.last
    days = [first + timedelta(n) for n in range(len(came.by_day)) if first + timedelta(n) <= until]
    chart = go.Figure(
        [
            go.Scatter(
                x=[first.isoformat(), last.isoformat()],
                y=[0, came.records],
                mode="lines",
                line={"color": grey, "width": 1.5, "dash": "dot"},
                name=visit.say(EVENLY),
                hoverinfo="skip",
            ),
            go.Scatter(
                x=[on.isoformat() for on in days],
                y=came.cumulative[: len(days)],
                mode="lines",
                line={"color": blue, "width": 2.5, "shape": "hv"},
                name=visit.say(CAME),
                hovertemplate="%{x|%Y-%m-%d}: %{y:,}<extra></extra>",
            ),
        ]
    )
    tail = came.tenths[-1]
    chart.add_vrect(
        x0=tail.first.isoformat(),
        x1=(tail.last + ONE_DAY).isoformat(),
        fillcolor=grey,
        opacity=0.18,
        line_width=0,
    )
    chart.update_layout(
        height=340,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        showlegend=until > last,
    )
    look.figure_layout(chart, dark)
    chart.update_xaxes(type="date", range=[first, last + ONE_DAY], fixedrange=True)
    chart.update_yaxes(rangemode="tozero", fixedrange=True)
    if until <= last:
        chart.update_traces(visible=False, selector={"name": visit.say(EVENLY)})
    return chart


def reading_load(visit: Visit, came: Came, words_held: int | None) -> None:
    """What there is to read of one period; of what a single body filed the words are not counted."""
    frame.heading(visit.say(say("What there is to read", "Lo que hay que leer")))
    pairs = [
        (visit.say(RECORDS), f"{came.records:,}"),
        (visit.say(FILES), visit.say(pile(came.pile))),
    ]
    if words_held is not None:
        name = say("Words in the records’ own summaries and notes", "Palabras en resúmenes y notas")
        pairs.append((visit.say(name), f"{words_held:,}"))
    look.show(look.definition_list(pairs))
    look.show(
        look.paragraph(
            look.quiet(
                visit.say(
                    say(
                        "Pages of attached files are not counted: the record holds the files as they are, and knows only "
                        "their size.",
                        "No se cuentan las páginas de los archivos: el registro los guarda tal cual y solo conoce su tamaño.",
                    )
                )
            )
        )
    )
