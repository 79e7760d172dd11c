"""Every obligation: searched, narrowed, put in order; as a list, or with all voices side by side."""

from collections.abc import Sequence
from typing import cast, get_args

import streamlit as st

from compliance import obligation_list
from compliance.catalogue import BASES, Basis
from compliance.obligation_list import ORDERS, Item, Order
from compliance.outcomes import NOT_A_MEASURE, Outcome
from compliance.sentences import same, say
from compliance.voices import SPEAKERS, Voices, voices
from dashboard import look, words
from dashboard.components import choices, frame, grid, links, paging
from dashboard.components.outcomes import badge
from dashboard.visit import current

visit = current()
reading = visit.reading
VIEWS = {
    "status": say("Where each stands", "Cómo está cada una"),
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
        side_by_side(part.items, told)
    else:
        as_list(part.items)
    paging.pager(visit, part)
    for_work(found)


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


def as_list(items: Sequence[Item]) -> None:
    rows = [
        [
            look.join(
                links.obligation(visit, item.obligation), look.Safe("<br>"), look.quiet(basis_word(item))
            ),
            badge(visit, item.outcome),
            visit.named(item.obligation.responsible),
            frame.date_words(visit, item.due),
            ", ".join(visit.named(holder) for holder in item.holders) or "—",
        ]
        for item in items
    ]
    headers = (words.OBLIGATION, words.STATUS, words.RESPONSIBLE, words.DUE, words.WITH)
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(VIEWS["status"])))


def basis_word(item: Item) -> str:
    cited = ", ".join(visit.say(reading.catalogue.cited(number)) for number in item.obligation.paragraphs)
    return " · ".join(part for part in (visit.say(BASES[item.obligation.basis]).split(":")[0], cited) if part)


def side_by_side(items: Sequence[Item], told: dict[str, Voices]) -> None:
    rows = []
    for item in items:
        spoken = told.get(item.obligation.key) or voices(reading, item.history)
        others = spoken.each[1:]
        rows.append(
            [
                links.obligation(visit, item.obligation),
                badge(visit, item.outcome),
                *(
                    look.quiet(visit.say(voice.says)) if voice.is_silent else visit.say(voice.says)
                    for voice in others
                ),
                look.bullets([visit.say(text) for text in spoken.differences]) if spoken.differences else "—",
            ]
        )
    headers = [words.OBLIGATION, *SPEAKERS.values(), say("Where they differ", "En qué difieren")]
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(NEVER_MIXED)))


NEVER_MIXED = say(
    "Each speaks for itself; none of them is added to another. The program proposes, only the monitor determines.",
    "Cada una habla por sí misma; ninguna se suma a otra. El programa propone; solo el supervisor determina.",
)


def for_work(found: list[Item]) -> None:
    """The same obligations as a table to sort and take along."""
    if not grid.wanted(visit):
        return
    columns = {
        "obligation": words.OBLIGATION,
        "basis": words.BASIS,
        "paragraphs": words.PARAGRAPHS,
        "status": words.STATUS,
        "responsible": words.RESPONSIBLE,
        "due": words.DUE,
        "with": words.WITH,
        "key": say("Key", "Clave"),
    }
    rows = [
        {
            "obligation": visit.say(item.obligation.title),
            "basis": item.obligation.basis,
            "paragraphs": ", ".join(item.obligation.paragraphs),
            "status": visit.say(item.outcome.words),
            "responsible": visit.named(item.obligation.responsible),
            "due": f"{item.due or ''}",
            "with": ", ".join(visit.named(holder) for holder in item.holders),
            "key": item.obligation.key,
        }
        for item in found
    ]
    grid.show(visit, f"obligations-{reading.on}", columns, rows, words.OBLIGATIONS)


main()
