"""Every open item: what is missing, the next act, and with whom it lies."""

from typing import cast

import streamlit as st

from compliance.assessment import Gap
from compliance.catalogue import BASES, Basis
from compliance.lines import unchecked
from compliance.outcomes import Outcome
from compliance.sentences import same, say
from dashboard import look, words
from dashboard.components import choices, frame, gap_rows, links, paging
from dashboard.visit import current

visit = current()
reading = visit.reading
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


def main() -> None:
    frame.heading(visit.say(words.GAPS), 1)
    look.show(look.paragraph(visit.say(NOT_SAID)))
    every = reading.assessment.gaps(reading.on)
    sought = choices.search(visit).split()
    with st.expander(visit.say(words.NARROW)):
        holder = choices.pick(
            visit, "holder", words.WITH, {g.holder: visit.named(g.holder) for g in every.items if g.holder}
        )
        basis = choices.pick(
            visit,
            "basis",
            words.BASIS,
            {b: visit.say(BASES[b]) for b in BASES if any(g.obligation.basis == b for g in every.items)},
        )
        outcome = choices.pick(
            visit,
            "outcome",
            words.STATUS,
            {o: visit.say(o.words) for o in Outcome if any(g.outcome is o for g in every.items)},
        )

    def wanted(gap: Gap) -> bool:
        told = f"{visit.say(gap.obligation.title)} {visit.say(gap.criterion.title)} {gap.obligation.key}".casefold()
        return (
            holder in (None, gap.holder)
            and basis in (None, gap.obligation.basis)
            and outcome in (None, gap.outcome)
            and all(word in told for word in sought)
        )

    found = every.where(wanted)
    told = choices.narrowed_to(
        visit,
        "gaps",
        (
            (choices.SEARCH, same(" ".join(sought)) if sought else None),
            (words.WITH, reading.catalogue.named(holder) if holder else None),
            (words.BASIS, BASES[cast(Basis, basis)] if basis else None),
            (words.STATUS, Outcome(outcome).words if outcome else None),
        ),
    )
    count = say("{n} of {all}", "{n} de {all}", n=len(found), all=len(every))
    look.show(look.paragraph(look.strong(visit.say(count)), told))
    if not found.items:
        frame.empty(visit.say(NONE_SO if every.items else NONE_OPEN))
    else:
        part = paging.page_of(found.items)
        gap_rows.as_table(visit, part.items)
        paging.pager(visit, part)
        gap_rows.for_work(visit, found.items)
    not_checked()


def not_checked() -> None:
    """The obligations that no rule covers, each with what a check would need."""
    lines = unchecked(reading, visit.language)
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


main()
