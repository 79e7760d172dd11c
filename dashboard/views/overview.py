"""What the case is, where things stand, what changed, and what is due next."""

from datetime import timedelta

from compliance.catalogue import BASES
from compliance.determinations import not_loaded
from compliance.due_next import due_next
from compliance.obligation_list import listed, moved
from compliance.sentences import Text, say
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import frame, links, totals
from dashboard.components.findings import next_holders
from dashboard.components.outcomes import badge, counts
from dashboard.visit import current

visit = current()
reading = visit.reading
catalogue, assessment = reading.catalogue, reading.assessment
FEW = 5
"""So many of a list stand here; the rest a click further."""
LISTED_UP_TO = 30
"""A decree with so many obligations is listed whole."""
DAYS_AHEAD = 90
WHAT_CHANGED = say("What changed since the last reporting period", "Qué cambió desde el último periodo")
DUE_NEXT = say("What is due next", "Qué vence próximamente")


def main() -> None:
    frame.heading(visit.say(catalogue.name), 1)
    told = can_comment((e.evidence for e in assessment.by_kind.get("posting", ()) if e.counts), reading.on)
    parts = {"stands": words.WHERE_EACH_STANDS, "changed": WHAT_CHANGED, "due": DUE_NEXT}
    frame.on_this_page(visit, {"comment": words.CAN_I_COMMENT, **parts} if told else parts)
    frame.case_banner(visit)
    comment(told)
    where_each_stands()
    what_changed()
    what_is_due()
    the_monitor()


def comment(told: Text | None) -> None:
    if told:
        frame.heading(visit.say(words.CAN_I_COMMENT), anchor="comment")
        more = look.link(
            visit.address("meetings"),
            visit.say(say("Meetings and comment windows", "Reuniones y comentarios")),
        )
        look.show(look.paragraph(visit.say(told), " ", more))


def where_each_stands() -> None:
    frame.heading(visit.say(words.WHERE_EACH_STANDS), anchor="stands")
    look.show(look.paragraph(visit.say(words.IN_SHORT)))
    counts(visit)
    every = listed(assessment, reading.on)
    look.show(
        look.paragraph(
            look.link(visit.address("obligations"), visit.say(words.ALL_OBLIGATIONS)), f" ({len(every):,})"
        )
    )
    for basis in BASES if len(every) <= LISTED_UP_TO else ():
        own = [item for item in every if item.obligation.basis == basis]
        if own:
            rows = [
                [
                    links.obligation(visit, item.obligation),
                    badge(visit, item.outcome),
                    visit.say(item.obligation.plain),
                    next_holders(visit, item.holders),
                ]
                for item in own
            ]
            headers = [visit.say(t) for t in (words.OBLIGATION, words.STATUS, words.PLAIN, words.WITH)]
            look.show(look.table(headers, rows, visit.say(BASES[basis])))


def what_changed() -> None:
    """What moved since the end of the last reporting period, by the same record."""
    frame.heading(visit.say(WHAT_CHANGED), anchor="changed")
    ended = [p for p in catalogue.periods if assessment.first <= p.last < reading.on]
    if not ended:
        frame.empty(
            visit.say(
                say(
                    "No reporting period that has ended is loaded.",
                    "No está cargado ningún periodo terminado.",
                )
            )
        )
        return
    since = max(ended, key=lambda period: period.last)
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


def what_is_due() -> None:
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
    rows = [
        [
            links.obligation(visit, due.obligation),
            visit.say(due.criterion.title),
            frame.date_words(visit, due.on),
            visit.say(due.text()),
        ]
        for due in found[:FEW]
    ]
    headers = [
        visit.say(t) for t in (words.OBLIGATION, words.CHECK, words.DUE, say("On record", "En el registro"))
    ]
    caption = say(
        "{a} of {n} known due dates up to {b}",
        "{a} de {n} fechas conocidas hasta el {b}",
        a=len(rows),
        n=len(found),
        b=frame.date_words(visit, until),
    )
    look.show(look.table(headers, rows, visit.say(caption)))
    look.show(
        look.paragraph(
            look.link(
                visit.address("gaps"), visit.say(say("What is open, due first", "Lo pendiente, por fecha"))
            )
        )
    )


def the_monitor() -> None:
    """The decree as a whole is the monitor's to judge: its own totals, each with its base."""
    frame.heading(
        visit.say(
            say(
                "The decree as a whole, as the monitor’s reports counted it",
                "El decreto en conjunto, según los informes del supervisor",
            )
        )
    )
    nothing_on = not_loaded(catalogue, reading.knowledge.determinations, reading.on)
    if nothing_on:
        look.show(look.paragraph(visit.say(nothing_on)))
    totals.newest(visit)
    elsewhere = say("Levels by paragraph, and every report", "Los niveles por párrafo y todos los informes")
    look.show(look.paragraph(look.link(visit.address("reports"), visit.say(elsewhere))))


main()
