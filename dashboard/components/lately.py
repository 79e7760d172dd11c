"""What changed since the last reporting period, and what is due next: a few of each, and the way to all."""

from collections.abc import Sequence
from datetime import timedelta

from compliance.due_next import Due, due_next
from compliance.obligation_list import moved
from compliance.reporting_periods import last_ended
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import frame, links
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

FEW = 5
"""So many of a list stand here; the rest a click further."""
DAYS_AHEAD = 90
WHAT_CHANGED = say("What changed since the last reporting period", "Qué cambió desde el último periodo")
DUE_NEXT = say("What is due next", "Qué vence próximamente")


def what_changed(visit: Visit) -> None:
    """What moved since the end of the last reporting period, by the same record."""
    reading = visit.reading
    assessment, catalogue = reading.assessment, reading.catalogue
    frame.heading(visit.say(WHAT_CHANGED), anchor="changed")
    since = last_ended(reading.on, catalogue.periods)
    if since is None or since.last < assessment.first:
        frame.empty(
            visit.say(
                say(
                    "No reporting period that has ended is loaded.",
                    "No está cargado ningún periodo terminado.",
                )
            )
        )
        return
    found = moved(assessment, since.last, reading.on)
    told = say(
        "{key} ended on {d}. Between then and the day shown, {n} of {all} obligations came to another outcome, by what is on record now.",
        "{key} terminó el {d}. Obligaciones con otro resultado en el día mostrado, según lo registrado ahora: {n} de {all}.",
        key=since.key,
        d=frame.date_words(visit, since.last),
        n=len(found),
        all=len(assessment.obligations),
    )
    look.show(look.paragraph(visit.say(told)))
    if found:
        rows = [
            [
                links.obligation(visit, m.history.obligation),
                badge(visit, m.before),
                badge(visit, m.after),
            ]
            for m in found[:FEW]
        ]
        headers = [
            visit.say(words.OBLIGATION),
            frame.date_words(visit, since.last),
            frame.date_words(visit, reading.on),
        ]
        look.show(look.table(headers, rows, ""))
    more = say("All that changed, and why", "Todo lo que cambió, y por qué")
    look.show(
        look.paragraph(look.link(visit.address("changes", **{"from": f"{since.last}"}), visit.say(more)))
    )


def what_is_due(visit: Visit) -> None:
    """The due dates that come next."""
    reading = visit.reading
    assessment = reading.assessment
    frame.heading(visit.say(DUE_NEXT), anchor="due")
    until = min(reading.on + timedelta(DAYS_AHEAD), assessment.horizon)
    found = due_next(assessment, reading.on, until)
    if not found:
        told = say(
            "No due date that is known lies between {a} and {b}. Most due dates of this decree may not be known here.",
            "Entre el {a} y el {b} no hay ninguna fecha límite conocida. Puede que aquí no se conozcan las demás.",
            a=frame.date_words(visit, reading.on),
            b=frame.date_words(visit, until),
        )
        frame.empty(visit.say(told))
        return
    caption = say(
        "{a} of {n} known due dates up to {b}",
        "{a} de {n} fechas conocidas hasta el {b}",
        a=len(found[:FEW]),
        n=len(found),
        b=frame.date_words(visit, until),
    )
    due_dates(visit, found[:FEW], caption)
    look.show(
        look.paragraph(
            look.link(
                visit.address("gaps"), visit.say(say("What is open, due first", "Lo pendiente, por fecha"))
            )
        )
    )


def due_dates(visit: Visit, found: Sequence[Due], caption: Text) -> None:
    """Due dates in a table, each with what of it is on record already."""
    rows = [
        [
            frame.date_words(visit, due.on),
            links.obligation(visit, due.obligation),
            visit.say(due.criterion.title),
            visit.say(due.text()),
        ]
        for due in found
    ]
    headers = [words.DUE, words.OBLIGATION, words.CHECK, say("On record", "En el registro")]
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))
