"""Data sets: when somebody last looked, how far the data go, what is asked of them, and what the look found."""

from compliance.data_health import data_sets
from compliance.sentences import say
from dashboard import look
from dashboard.components import choices, frame, health, paging
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
reading = visit.reading
SIZE = 10

found = data_sets(reading.assessment, reading.on)
never = sum(each.latest is None for each in found)
frame.heading(visit.say(PAGES["datasets"].title), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "What a look at a data set found, on the day of the look. What nobody looked at is not known, and is no “no”. "
                "No data are kept here: only what somebody saw of them.",
                "Lo que halló una revisión de un conjunto de datos, en su día. Lo que nadie miró no se sabe, y no es un «no». "
                "Aquí no se guardan los datos, solo lo que alguien vio de ellos.",
            )
        )
    )
)
if found:
    looked_at = say("Somebody looked at each of them.", "Alguien revisó cada uno.")
    not_looked_at = say(
        "Nobody has recorded a look at {n} of them.", "De {n} nadie ha registrado una revisión.", n=never
    )
    listed = say("Data sets listed: {n}.", "Conjuntos de datos en la lista: {n}.", n=len(found))
    look.show(look.paragraph(frame.spoken(visit, listed, not_looked_at if never else looked_at)))
else:
    frame.empty(
        visit.say(
            say(
                "No look at a data set is on record, and no check here asks for data. Ask each body which data it publishes, "
                "and where.",
                "No consta ninguna revisión de datos, y ninguna comprobación de aquí los pide. Pregunte a cada organismo qué "
                "datos publica y dónde.",
            )
        )
    )

wanted = ""
if len(found) > SIZE:
    wanted = choices.search(visit, label=say("Find by name or topic", "Buscar por nombre o tema"))
names = reading.catalogue.names
shown = [
    each
    for each in found
    if wanted
    in " ".join(
        [visit.say(each.title), each.key, *(visit.say(names[s]) for s in each.subjects if s in names)]
    ).casefold()
]
if shown:
    part = paging.page_of(shown, size=SIZE)
    health.table(
        visit,
        part.items,
        say("Those that obligations use come first", "Primero los que usan las obligaciones"),
    )
    paging.pager(visit, part)
elif found:
    frame.empty(
        visit.say(
            say(
                "No data set has these words in its name or topic. Try fewer of them.",
                "Ningún conjunto tiene estas palabras en su nombre o tema. Pruebe con menos.",
            )
        )
    )
if never:
    look.show(
        look.notice(
            visit.say(
                say(
                    "Where nobody has looked: ask the responsible body where the data are, or look, and have what you saw "
                    "recorded with its day.",
                    "Donde nadie ha mirado: pregunte al organismo a cargo dónde están los datos, o mírelos, y pida que se "
                    "registre lo que vio con su fecha.",
                )
            )
        )
    )
