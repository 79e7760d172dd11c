"""Every obligation: searched, narrowed, put in order; as a list, or with all voices side by side."""

from compliance import obligation_list
from compliance.obligation_list import Item
from compliance.outcomes import NOT_A_MEASURE
from compliance.sentences import say
from compliance.voices import where_they_differ
from dashboard import look, words
from dashboard.components import alone, choices, frame, obligation_filters, obligation_rows, paging
from dashboard.visit import Visit, current

VIEWS = {
    "status": obligation_rows.WHERE_EACH_STANDS,
    "voices": say("Voices side by side", "Las voces, una junto a otra"),
}
DIFFER = say("Only where they differ", "Solo donde difieren")
NONE_SO = say(
    "No obligation is like that. Take a filter away, or search for other words.",
    "Ninguna obligación es así. Quite un filtro o busque otras palabras.",
)


def main(visit: Visit) -> None:
    frame.heading(visit.say(words.OBLIGATIONS), 1)
    look.show(look.paragraph(visit.say(NOT_A_MEASURE)))
    every = obligation_list.listed(visit.reading.assessment, visit.reading.on)
    shown = {key: visit.say(text) for key, text in VIEWS.items()}
    view = choices.parts(visit, "view", say("What to show", "Qué mostrar"), shown)
    obligation_filters.choose(visit, every)
    if view == "voices":
        choices.toggle(visit, "differ", DIFFER)
    some = len(found(visit))
    count = say("{n} of {all}", "{n} de {all}", n=some, all=len(every))
    told = obligation_filters.wanted(visit, every).told(visit)
    look.show(look.paragraph(look.strong(visit.say(count)), told))
    if some:
        alone.draw(visit, side_by_side if view == "voices" else as_list)
        alone.draw(visit, for_work)
    else:
        frame.empty(visit.say(NONE_SO))


def found(visit: Visit) -> list[Item]:
    """The obligations that the address asks for, in its order."""
    every = obligation_list.listed(visit.reading.assessment, visit.reading.on)
    own = obligation_filters.wanted(visit, every).among(visit, every)
    if choices.asked("view", VIEWS) == "voices" and choices.is_on("differ"):
        differ = where_they_differ(visit.reading)
        return [item for item in own if item.obligation.key in differ]
    return own


def as_list(visit: Visit) -> None:
    """Where each stands, some at a time."""
    part = paging.page_of(found(visit))
    obligation_rows.as_list(visit, part.items)
    paging.pager(visit, part)


def side_by_side(visit: Visit) -> None:
    """What every voice says of each, some at a time."""
    part = paging.page_of(found(visit))
    obligation_rows.side_by_side(visit, part.items)
    paging.pager(visit, part)


def for_work(visit: Visit) -> None:
    """All of them as a table to sort and take along."""
    obligation_rows.for_work(visit, found(visit))


main(current())
