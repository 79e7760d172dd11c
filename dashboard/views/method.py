"""How outcomes come about: generated from the table and the rules that the program really uses."""

from compliance.catalogue import BASES
from compliance.outcomes import COMBINED, NO_OFFICIAL, TABLE
from compliance.rules import RULES
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import frame
from dashboard.components.outcomes import badge
from dashboard.visit import current

visit = current()
catalogue = visit.reading.catalogue

frame.heading(visit.say(words.METHOD), 1)
look.show(look.paragraph(visit.say(NO_OFFICIAL)))

frame.heading(
    visit.say(say("The outcomes, first that holds", "Los resultados: vale el primero que se cumple"))
)
rows = [
    [str(row.number) if row.number is not None else "—", badge(visit, row.outcome), visit.say(row.when)]
    for row in TABLE
]
headers = [visit.say(t) for t in (say("No.", "N.º"), words.STATUS, say("When", "Cuándo"))]
look.show(look.table(headers, rows, visit.say(say("Read from the top down", "Se lee de arriba abajo"))))
combined = say(
    "Of several checks, the first of these speaks for the obligation or the level: {order}. So “shown” stands only where "
    "every check is shown or not applicable, and at least one is shown.",
    "De varias comprobaciones, la primera de estas habla por la obligación o el nivel: {order}. Así, «consta» vale solo "
    "donde cada comprobación consta o no aplica, y al menos una consta.",
    order=", ".join(visit.say(outcome.words) for outcome in COMBINED),
)
look.show(look.paragraph(visit.say(combined)))

frame.heading(visit.say(say("What silence means", "Qué significa el silencio")))
look.show(look.paragraph(visit.say(catalogue.silence_because)))

frame.heading(visit.say(say("Days", "Días")))
look.show(
    look.bullets(
        [
            visit.say(text)
            for text in (
                say(
                    "Each page has two days: the day that is looked at, and the day by which things were known.",
                    "Cada página tiene dos días: el día que se mira y el día hasta el cual se conocían las cosas.",
                ),
                say(
                    "A vague day counts from its last possible day and ends on its first. Where that decides, the outcome is “cannot tell”.",
                    "Un día impreciso cuenta desde su último día posible y termina en el primero. Si eso decide, el resultado es «no hay datos suficientes».",
                ),
                say(
                    "Days between are end minus start: 13 to 28 June is 15. On the due date it is not yet late.",
                    "Los días entre fechas son fin menos inicio: del 13 al 28 de junio son 15. En la fecha límite aún no es tarde.",
                ),
                say(
                    "What was announced is not what was held. A claim of a number fills nothing. An inferred fact fills nothing.",
                    "Lo anunciado no es lo celebrado. Una afirmación de un número no cuenta como prueba. Un hecho inferido tampoco.",
                ),
                say(
                    "After an event that leaves open whether a duty goes on, nothing is counted as shown by mere continuation: a person is asked.",
                    "Tras un hecho que deja abierto si un deber continúa, nada se da por cierto por mera continuación: se pregunta a una persona.",
                ),
            )
        ]
    )
)

frame.heading(visit.say(words.BASIS))
look.show(look.bullets([visit.say(text) for text in BASES.values()]))

frame.heading(visit.say(words.RULES))
used = {c.check.name for o in catalogue.obligations for c in o.criteria}
rows = [
    [
        name,
        visit.say(rule.family_words()),
        visit.say(rule.checks),
        visit.say(rule.person),
        visit.say(say("yes", "sí") if name in used else say("no", "no")),
    ]
    for name, rule in RULES.items()
]
headers = [
    visit.say(t)
    for t in (words.CHECK, words.FAMILY, words.MEANS, words.PERSON, say("Used here", "Se usa aquí"))
]
look.show(
    look.table(headers, rows, visit.say(say("Every rule of the program", "Todas las reglas del programa")))
)
