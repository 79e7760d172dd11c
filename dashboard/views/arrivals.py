"""Arrivals: when evidence came against the end of each reporting period, how much of it late, and how much there is to read."""

import streamlit as st

from compliance.arrivals import TOLD_FROM, words_held
from compliance.sentences import listing, same, say
from dashboard import look, words
from dashboard.components import arriving, choices, frame
from dashboard.components.capacities import capacity
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
reading = visit.reading
until = reading.knowledge.until
with st.spinner(visit.say(say("Counting when each record came …", "Contando cuándo llegó cada registro …"))):
    found = visit.door.arrivals(visit.actor, reading.knowledge.number)

frame.heading(visit.say(PAGES["arrivals"].title), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "On which day each record of evidence was filed here, against the reporting periods. It counts what you may "
                "see, and measures only: it does not say why something came when it did.",
                "En qué día se presentó aquí cada prueba, frente a los periodos de informe. Cuenta lo que usted puede ver y solo "
                "mide: no dice por qué algo llegó cuando llegó.",
            )
        )
    )
)
if found.released:
    told = listing(
        [
            say("{n} of the release of {day}", "{n} de la publicación del {day}", n=arriving.so_many(n), day=same(day))
            for day, n in found.released.items()
        ]
    )  # fmt: skip
    look.show(
        look.paragraph(
            visit.say(
                say(
                    "Counted apart, and in no number below: {told}. They bear the day of the release and did not arrive on it.",
                    "Se cuentan aparte y no están en ningún número de abajo: {told}. Llevan el día de la publicación y no llegaron "
                    "ese día.",
                    told=told,
                )
            )
        )
    )

bodies = {written: capacity(visit, written) for written in found.by}
begun = [i for i, came in enumerate(found.of_all) if came.period.first <= until][::-1]
if not reading.catalogue.periods:
    frame.empty(
        visit.say(
            say(
                "The catalogue names no reporting period, so there is nothing to set arrivals against.",
                "El catálogo no nombra ningún periodo de informe; no hay con qué comparar.",
            )
        )
    )
elif not found.anything or not begun:
    frame.empty(
        visit.say(
            say(
                "No record that you may see was filed one by one yet. Once a body files evidence here, this page shows when it "
                "came.",
                "Aún no se ha presentado ningún registro que usted pueda ver. Cuando un organismo presente pruebas, esta página "
                "mostrará cuándo llegaron.",
            )
        )
    )
else:
    body = choices.pick(visit, "by_body", words.FILED_BY, bodies) or ""
    own = found.filed_by(body)
    keys = {own[i].period.key: i for i in begun}
    chosen = choices.select(visit, "period", words.PERIOD, {key: key for key in keys})
    place = keys[chosen]
    arriving.periods(visit, [own[i] for i in begun], until, chosen)
    if found.outside:
        outside = say(
            "{n} of all came on days of no reporting period that is loaded.",
            "De todos, {n} en días de ningún periodo cargado.",
            n=arriving.so_many(found.outside),
        )
        look.show(look.paragraph(look.quiet(visit.say(outside))))

    frame.heading(chosen)
    bundle = own[place].bundle(until)
    if bundle:
        look.show(
            look.banner(
                visit.say(
                    say("At least {n} % came at the end", "Al menos el {n} % llegó al final", n=TOLD_FROM)
                ),
                [visit.say(bundle)],
            )
        )
    arriving.bodies(visit, found, place, until)
    if own[place].records:
        arriving.figure(visit, own[place], until)
        arriving.tenths(visit, own[place], until)
        held = words_held(reading.assessment.entries.values(), own[place].numbers) if not body else None
        arriving.reading_load(visit, own[place], held)
    else:
        nothing = say("Nothing came in {period}.", "Nada llegó en {period}.", period=chosen)
        frame.empty(visit.say(nothing))
