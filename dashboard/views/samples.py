"""Samples: anyone draws one and redraws those on record; the monitor draws one for the record and judges its items."""

import streamlit as st

from compliance.sample_drawer import NoDraw, drawing, samples
from compliance.sentences import say
from dashboard import look
from dashboard.components import choices, frame, judging, paging, sampling
from dashboard.visit import current

visit = current()
WHY = say(
    "Where there are too many things to look at all of them, a sample is drawn. Nobody may choose what is in it, so it follows "
    "from three things that are published first: a list that numbers everything, how many are drawn, and a seed. Whoever has "
    "these three draws the same numbers, here or on a computer of their own.",
    "Cuando hay demasiadas cosas para verlas todas, se sortea una muestra. Nadie puede elegir qué hay en ella: resulta de tres "
    "cosas que se publican antes: una lista que lo numera todo, cuántas se sortean y una semilla. Con las tres, cualquiera "
    "sortea los mismos números, aquí o en su propia computadora.",
)
NONE = say(
    "No sample that you may see is on record by this day.",
    "No consta hasta este día ninguna muestra que usted pueda ver.",
)


DOING = {
    "": say("Look and draw", "Mirar y sortear"),
    "judge": say("Judge items", "Valorar elementos"),
    "record": say("Draw for the record", "Sortear para el registro"),
}


def main() -> None:
    """What everybody sees; for the monitor's team also what only they do."""
    frame.heading(visit.say(say("Samples", "Muestras")), 1)
    look.show(look.paragraph(visit.say(WHY)))
    found = samples(visit.reading.assessment, visit.reading.on)
    doing = ""
    if "monitor" in visit.roles:
        doing = choices.parts(
            visit, "do", say("What you do", "Qué hace"), {key: visit.say(name) for key, name in DOING.items()}
        )
    if doing == "record":
        judging.draw_for_the_record(visit)
        return
    part = paging.page_of(found, size=10)
    if doing == "judge":
        judging.judge(visit, part.items)
    else:
        asked = sampling.form(visit)
        if any(asked):
            draw(*asked)
    frame.heading(visit.say(say("Samples on record", "Muestras registradas")))
    if not found:
        frame.empty(visit.say(NONE))
    for entry in part.items:
        sampling.on_record(visit, entry)
    paging.pager(visit, part)


def draw(listed: str, size: str, seed: str) -> None:
    """What the address draws, or why it draws nothing."""
    try:
        sampling.drawn(visit, drawing(listed, size, seed))
    except NoDraw as error:
        st.error(look.plain(visit.say(error.text)))


main()
