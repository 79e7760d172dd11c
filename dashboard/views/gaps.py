"""Every open item: what is missing, the next act, and with whom it lies."""

from compliance.assessment import Gaps
from compliance.lines import unchecked
from compliance.outcomes import Outcome
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import alone, frame, gap_filters, gap_rows, links, paging
from dashboard.visit import Visit, current

NOT_SAID = say(
    "What would settle each open check, and who can do it. A record that is not here is not an act that was "
    "not done: often it only has to be loaded. No days are counted here: they would need a recorded request.",
    "Qué resolvería cada comprobación abierta y quién puede hacerlo. Un registro que no está aquí no es un acto sin "
    "hacer: a menudo solo falta cargarlo. Aquí no se cuentan días: haría falta una solicitud registrada.",
)
NONE_OPEN = say("Nothing is open on this day.", "No hay nada pendiente en este día.")
NONE_SO = say(
    "Nothing open is like that. Take a filter away, or search for other words.",
    "Nada pendiente es así. Quite un filtro o busque otras palabras.",
)


def main(visit: Visit) -> None:
    frame.heading(visit.say(words.GAPS), 1)
    look.show(look.paragraph(visit.say(NOT_SAID)))
    every = visit.reading.assessment.gaps(visit.reading.on)
    gap_filters.choose(visit, every)
    wanted = gap_filters.wanted(visit, every)
    some = len(wanted.among(visit, every))
    count = say("{n} of {all}", "{n} de {all}", n=some, all=len(every))
    look.show(look.paragraph(look.strong(visit.say(count)), wanted.told(visit)))
    if some:
        alone.draw(visit, open_checks)
        alone.draw(visit, for_work)
    else:
        frame.empty(visit.say(NONE_SO if every.items else NONE_OPEN))
    alone.draw(visit, not_checked)


def open_checks(visit: Visit) -> None:
    """The open checks that are wanted, some at a time."""
    part = paging.page_of(found(visit).items)
    gap_rows.as_table(visit, part.items)
    paging.pager(visit, part)


def for_work(visit: Visit) -> None:
    """All of them as a table to sort and take along."""
    gap_rows.for_work(visit, found(visit).items)


def found(visit: Visit) -> Gaps:
    """The open checks that the address asks for."""
    every = visit.reading.assessment.gaps(visit.reading.on)
    return gap_filters.wanted(visit, every).among(visit, every)


def not_checked(visit: Visit) -> None:
    """The obligations that no rule covers, each with what a check would need."""
    lines = unchecked(visit.reading, visit.language)
    if not lines:
        return
    frame.heading(frame.capital(visit.say(Outcome.NOT_CHECKED.words)))
    part = paging.page_of(lines, "unchecked")
    rows = [
        [
            links.obligation(visit, line.obligation),
            frame.spoken(visit, line.obligation.needed) if line.obligation.needed else "—",
        ]
        for line in part.items
    ]
    needed = say("What a check would need", "Qué necesitaría una revisión")
    look.show(look.table([visit.say(words.OBLIGATION), visit.say(needed)], rows, visit.say(needed)))
    paging.pager(visit, part, "unchecked")


main(current())
