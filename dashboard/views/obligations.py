"""Every obligation: searched, narrowed, put in order; as a list, or with all voices side by side."""

from typing import cast, get_args

import streamlit as st

from compliance import obligation_list
from compliance.catalogue import BASES, Basis
from compliance.obligation_list import ORDERS, Item, Order
from compliance.outcomes import NOT_A_MEASURE, Outcome
from compliance.sentences import same, say
from compliance.voices import Voices, voices
from dashboard import look, words
from dashboard.components import choices, frame, obligation_rows, paging
from dashboard.visit import current

visit = current()
reading = visit.reading
VIEWS = {
    "status": obligation_rows.WHERE_EACH_STANDS,
    "voices": say("Voices side by side", "Las voces, una junto a otra"),
}
DIFFER = say("Only where they differ", "Solo donde difieren")


def main() -> None:
    frame.heading(visit.say(words.OBLIGATIONS), 1)
    look.show(look.paragraph(visit.say(NOT_A_MEASURE)))
    every = obligation_list.listed(reading.assessment, reading.on)
    view = choices.parts(
        visit, "view", say("What to show", "Qué mostrar"), {k: visit.say(t) for k, t in VIEWS.items()}
    )
    found, alone = asked_for(every)
    told: dict[str, Voices] = {}
    if view == "voices" and choices.toggle(visit, "differ", DIFFER):
        told = {item.obligation.key: voices(reading, item.history) for item in found}
        found = [item for item in found if told[item.obligation.key].differences]
    count = say("{n} of {all}", "{n} de {all}", n=len(found), all=len(every))
    look.show(look.paragraph(look.strong(visit.say(count)), alone))
    if not found:
        frame.empty(
            visit.say(
                say(
                    "No obligation is like that. Take a filter away, or search for other words.",
                    "Ninguna obligación es así. Quite un filtro o busque otras palabras.",
                )
            )
        )
        return
    part = paging.page_of(found)
    if view == "voices":
        obligation_rows.side_by_side(visit, part.items, told)
    else:
        obligation_rows.as_list(visit, part.items)
    paging.pager(visit, part)
    obligation_rows.for_work(visit, found)


def asked_for(every: list[Item]) -> tuple[list[Item], look.Safe]:
    """Of all obligations those that the address asks for, in its order, and what it asks for in words."""
    sought = choices.search(visit)
    with st.expander(visit.say(say("Narrow and sort", "Filtrar y ordenar"))):
        basis = choices.pick(
            visit,
            "basis",
            words.BASIS,
            {b: visit.say(BASES[b]) for b in BASES if any(i.obligation.basis == b for i in every)},
        )
        outcome = choices.pick(
            visit,
            "outcome",
            words.STATUS,
            {o: visit.say(o.words) for o in Outcome if any(i.outcome is o for i in every)},
        )
        responsible = choices.pick(
            visit,
            "body",
            words.RESPONSIBLE,
            {i.obligation.responsible: visit.named(i.obligation.responsible) for i in every},
        )
        holder = choices.pick(
            visit, "holder", words.WITH, {h: visit.named(h) for i in every for h in i.holders}
        )
        order = choices.select(
            visit, "sort", say("Order", "Orden"), {key: visit.say(text) for key, text in ORDERS.items()}
        )
    found = obligation_list.narrowed(
        every,
        visit.language,
        words=sought,
        basis=cast(Basis | None, basis),
        outcome=Outcome(outcome) if outcome else None,
        responsible=responsible,
        holder=holder,
    )
    assert order in get_args(Order)
    chosen = (
        (choices.SEARCH, same(sought) if sought else None),
        (words.BASIS, BASES[cast(Basis, basis)] if basis else None),
        (words.STATUS, Outcome(outcome).words if outcome else None),
        (words.RESPONSIBLE, reading.catalogue.named(responsible) if responsible else None),
        (words.WITH, reading.catalogue.named(holder) if holder else None),
    )
    told = choices.narrowed_to(visit, "obligations", chosen, view=st.query_params.get("view", ""))
    return obligation_list.in_order(found, cast(Order, order), visit.language), told


main()
