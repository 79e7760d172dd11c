"""Data sets: when somebody last looked, how far the data go, what is asked of them, and what the look found."""

from collections.abc import Sequence

from compliance.data_health import DataSet, data_sets
from compliance.sentences import say
from dashboard import look
from dashboard.components import alone, choices, frame, health, paging
from dashboard.views import PAGES
from dashboard.visit import Visit, current

SIZE = 10
WHAT_A_LOOK_IS = say(
    "What a look at a data set found, on the day of the look. What nobody looked at is not known, and is no “no”. "
    "No data are kept here: only what somebody saw of them.",
    "Lo que halló una revisión de un conjunto de datos, en su día. Lo que nadie miró no se sabe, y no es un «no». "
    "Aquí no se guardan los datos, solo lo que alguien vio de ellos.",
)
NONE = say(
    "No look at a data set is on record, and no check here asks for data. Ask each body which data it publishes, and where.",
    "No consta ninguna revisión de datos, y ninguna comprobación de aquí los pide. Pregunte a cada organismo qué "
    "datos publica y dónde.",
)
NONE_SO = say(
    "No data set has these words in its name or topic. Try fewer of them.",
    "Ningún conjunto tiene estas palabras en su nombre o tema. Pruebe con menos.",
)
WHERE_NOBODY_LOOKED = say(
    "Where nobody has looked: ask the responsible body where the data are, or look, and have what you saw "
    "recorded with its day.",
    "Donde nadie ha mirado: pregunte al organismo a cargo dónde están los datos, o mírelos, y pida que se "
    "registre lo que vio con su fecha.",
)


def main(visit: Visit) -> None:
    found = data_sets(visit.reading.assessment, visit.reading.on)
    never = sum(each.latest is None for each in found)
    frame.heading(visit.say(PAGES["datasets"].title), 1)
    look.show(look.paragraph(visit.say(WHAT_A_LOOK_IS)))
    if not found:
        frame.empty(visit.say(NONE))
        return
    looked_at = say("Somebody looked at each of them.", "Alguien revisó cada uno.")
    not_looked_at = say(
        "Nobody has recorded a look at {n} of them.", "De {n} nadie ha registrado una revisión.", n=never
    )
    count = say("Data sets listed: {n}.", "Conjuntos de datos en la lista: {n}.", n=len(found))
    look.show(look.paragraph(frame.spoken(visit, count, not_looked_at if never else looked_at)))
    if len(found) > SIZE:
        choices.search(visit, label=say("Find by name or topic", "Buscar por nombre o tema"))
    alone.draw(visit, listed)
    if never:
        look.show(look.notice(visit.say(WHERE_NOBODY_LOOKED)))


def listed(visit: Visit) -> None:
    """Those that are looked for, some at a time."""
    own = _wanted(visit, data_sets(visit.reading.assessment, visit.reading.on))
    if not own:
        frame.empty(visit.say(NONE_SO))
        return
    part = paging.page_of(own, size=SIZE)
    used_first = say("Those that obligations use come first", "Primero los que usan las obligaciones")
    health.table(visit, part.items, used_first)
    paging.pager(visit, part)


def _wanted(visit: Visit, found: Sequence[DataSet]) -> Sequence[DataSet]:
    sought = choices.sought() if len(found) > SIZE else ""
    return [each for each in found if sought in _name(visit, each)] if sought else found


def _name(visit: Visit, each: DataSet) -> str:
    names = visit.reading.catalogue.names
    topics = (visit.say(names[subject]) for subject in each.subjects if subject in names)
    return " ".join([visit.say(each.title), each.key, *topics]).casefold()


main(current())
