"""Open items, for those who work on them: by what is due next, with whom they lie, and what people noted of them."""

from collections.abc import Sequence

import streamlit as st

from compliance.open_items import OpenItem, items_of, noted_of
from compliance.sentences import day, say
from dashboard import look, words
from dashboard.components import choices, frame, grid, item_filters, items, moves, noting, paging
from dashboard.components.outcomes import badge
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
reading = visit.reading
ABOUT = say(
    "What is open on {d}, whose move it is, and what would close it. Days are counted only from a recorded request to whoever "
    "holds the next step, or from a known due date. A day that was set here is this record’s own note, not the decree’s.",
    "Qué está pendiente al {d}, a quién le toca y qué lo cerraría. Los días se cuentan solo desde una solicitud registrada a "
    "quien le toca, o desde una fecha límite conocida. Un día fijado aquí es una nota de este registro, no del decreto.",
    d=day(reading.on),
)
NONE_OPEN = say(
    "Nothing is open on this day. Obligations shows where each one stands.",
    "No hay nada pendiente en este día. Obligaciones muestra cómo está cada una.",
)
NONE_SO = say(
    "No open item is like that. Take a filter away, or search for other words.",
    "Ningún asunto pendiente es así. Quite un filtro o busque otras palabras.",
)
IN_BOTH = say(
    "What is past a date and has a day ahead set for it stands under both.",
    "Lo que ya pasó una fecha y tiene fijado un día por venir aparece en ambos.",
)
SEVERAL = say("Assign, date or note several at once", "Asignar, fechar o anotar varios a la vez")
BACK = say("Back to all open items", "Volver a todos los asuntos pendientes")
NOT_OPEN = say("This check is not open on {d}: it is", "Esta comprobación no está pendiente al {d}: está", d=day(reading.on))  # fmt: skip
NO_SUCH = say(
    "There is no such check in this catalogue.", "No existe esa comprobación en este catálogo."
)  # fmt: skip
NO_NOTES = say("Nobody has noted anything of this yet.", "Nadie ha anotado nada de esto aún.")
NOTES = say("What was noted", "Lo anotado")
ADD = say("Assign it, set a day, or write a note", "Asignar, fijar un día o escribir una nota")


def main() -> None:
    every = items_of(reading)
    asked = st.query_params.get("item", "")
    if asked:
        one(asked, every)
    else:
        all_of(every)


def all_of(every: Sequence[OpenItem]) -> None:
    frame.heading(visit.say(PAGES["open_items"].title), 1)
    look.show(look.paragraph(visit.say(ABOUT)))
    wanted = item_filters.choose(visit, every)
    found = wanted.among(every, visit.language)
    count = say("{n} of {all} open items", "{n} de {all} asuntos pendientes", n=len(found), all=len(every))
    both = any(item.falls_in("overdue") and item.next_date and item.next_date >= reading.on for item in found)
    look.show(
        look.paragraph(look.strong(visit.say(count)), " ", look.quiet(visit.say(IN_BOTH) if both else ""))
    )
    part = paging.page_of(found)
    if found:
        with_unlocks(part.items)
        paging.pager(visit, part)
    else:
        frame.empty(visit.say(NONE_SO if every else NONE_OPEN))
    if visit.may("add", "open_item_event") and choices.beside(visit, "several", SEVERAL):
        noting.form(visit, part.items, "several", assignees(every))
    if found and grid.wanted(visit):
        items.for_work(visit, found)


def with_unlocks(shown: Sequence[OpenItem]) -> None:
    """The table; what each item unlocks is worked out after the rest is on the page."""
    links = {
        i.key: visit.address("open_items", item=items.written(i.key), **item_filters.kept()) for i in shown
    }
    # In a box of its own, so that what is shown while this is worked out moves nothing below it.
    with st.container():
        place = st.empty()
        if not moves.moves_of(visit).knows(item.key for item in shown):
            place.html(items.table(visit, shown, None, links))
        place.html(items.table(visit, shown, unlocked(shown), links))


def unlocked(shown: Sequence[OpenItem]) -> items.Unlocked:
    """What doing the next act of some items would close."""
    every = moves.moves_of(visit)
    moves.candidates(visit, every)
    needs = {item.key: every.of_check(item.key) for item in shown}
    moves.reckon(visit, every, [candidate for candidate in needs.values() if candidate])
    return {key: every.of(candidate) if candidate else None for key, candidate in needs.items()}


def assignees(every: Sequence[OpenItem]) -> list[str]:
    """To whom anything was assigned before."""
    return sorted({n.event.assigned_to for item in every for n in item.noted if n.event.assigned_to})


def one(asked: str, every: Sequence[OpenItem]) -> None:
    """One item, with everything that was noted of it."""
    look.show(look.paragraph(look.link(visit.address("open_items", **item_filters.kept()), visit.say(BACK))))
    obligation, _, check = asked.partition("/")
    history = reading.assessment.obligations.get(obligation)
    criterion = next((c for c in history.criteria if c.criterion.key == check), None) if history else None
    if history is None or criterion is None:
        frame.heading(visit.say(PAGES["open_items"].title), 1)
        frame.empty(visit.say(NO_SUCH))
        return
    frame.heading(visit.say(history.obligation.title), 1)
    item = next((item for item in every if item.key == (obligation, check)), None)
    finding = criterion.finding(reading.on)
    frame.heading(visit.say(criterion.criterion.title))
    look.show(look.paragraph(badge(visit, finding.outcome)))
    look.show(items.folded(visit, visit.say(finding.says)))
    look.show(look.paragraph(look.link(visit.address("obligation", key=obligation), visit.say(words.ABOUT))))
    if item is None:
        look.show(look.paragraph(visit.say(NOT_OPEN), " ", badge(visit, finding.outcome)))
    else:
        items.facts(visit, item, unlocked([item]))
    frame.heading(visit.say(NOTES))
    noted = noted_of(reading, (obligation, check))
    if noted:
        look.show(items.noted_table(visit, noted))
    else:
        frame.empty(visit.say(NO_NOTES))
    if item is not None and visit.may("add", "open_item_event"):
        frame.heading(visit.say(ADD))
        noting.form(visit, [item], items.written(item.key), assignees(every))


main()
