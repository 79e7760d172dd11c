"""Which records of the review queue are listed, as the address says, and the ways from one of them to the next."""

from collections.abc import Mapping, Sequence
from typing import get_args

import streamlit as st

from compliance.finding import Entry
from compliance.review_queue import Choice, Queue, State
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import choices, reviewing
from dashboard.components.capacities import capacity
from dashboard.visit import Visit

FILTERS = ("state", "kind", "body", "obligation", "period")
STATES: Mapping[State, Text] = {
    "waiting": say("waiting", "en espera"),
    "asked": say("asked about", "con una pregunta hecha"),
    "reviewed": say("reviewed", "revisados"),
    "unreviewed": say("every record without a review", "todo registro sin revisión"),
}
assert tuple(STATES) == get_args(State)
IN_THE_RECORD = say("This record with its hash", "Este registro con su huella")


def state() -> State:
    """Which records are listed, from `?state=`."""
    asked = st.query_params.get("state")
    return next((known for known in STATES if known == asked), "waiting")


def filters() -> dict[str, str]:
    """What the address narrows the list to."""
    return {name: st.query_params[name] for name in FILTERS if st.query_params.get(name)}


def choose(visit: Visit, queue: Queue) -> Choice:
    """The fields that narrow the list."""
    catalogue = visit.reading.catalogue
    listed = queue.in_state(state())
    recorded = reviewing.recordings(visit, listed)
    with st.expander(visit.say(words.NARROW), expanded=bool(filters())):
        choices.select(visit, "state", words.STATUS, {key: visit.say(name) for key, name in STATES.items()})
        choices.pick(visit, "kind", words.KIND, reviewing.kinds(visit, listed))
        filed = sorted({recorded[e.number].capacity for e in listed})
        bodies = {written: capacity(visit, written) for written in filed}
        choices.pick(visit, "body", words.FILED_BY, bodies)
        obligations = {o.key: visit.say(o.title) for o in catalogue.obligations if o.criteria}
        choices.pick(visit, "obligation", words.OBLIGATION, obligations)
        periods = {p.key: p.key for p in catalogue.periods}
        choices.pick(visit, "period", say("Recorded in the period", "Registrado en el periodo"), periods)
    return chosen(visit)


def chosen(visit: Visit) -> Choice:
    """What the address asks for."""
    asked = filters()
    period = next((p for p in visit.reading.catalogue.periods if p.key == asked.get("period")), None)
    return Choice(
        state=state(),
        kind=asked.get("kind"),
        obligation=asked.get("obligation"),
        filed_as=asked.get("body"),
        numbers=reviewing.numbers_in(visit, period) if period else None,
    )


def ways(visit: Visit, entries: Sequence[Entry], entry: Entry) -> None:
    """The ways to the list, to the record before, and to the next one."""
    numbers = [e.number for e in entries]
    before = next((n for n in reversed(numbers) if n < entry.number), None)
    after = next((n for n in numbers if n > entry.number), None)
    links = [back(visit)]
    for number, name in ((before, say("← Previous", "← Anterior")), (after, say("Next →", "Siguiente →"))):
        if number is not None:
            links.append(look.link(visit.address("queue", **filters(), number=str(number)), visit.say(name)))
    links.append(look.link(visit.address("record", number=str(entry.number)), visit.say(IN_THE_RECORD)))
    place = sum(n <= entry.number for n in numbers)
    counted = say(
        "{a} of {n} in this list", "{a} de {n} en esta lista", a=f"{place:,}", n=f"{len(numbers):,}"
    )
    if entry.number in numbers:
        links.append(look.quiet(visit.say(counted)))
    look.show(look.paragraph(*(look.join(link, look.Safe(" &nbsp; ")) for link in links)))


def back(visit: Visit) -> look.Safe:
    """The way to the list."""
    return look.link(visit.address("queue", **filters()), visit.say(say("The whole list", "Toda la lista")))


def following(entries: Sequence[Entry], entry: Entry) -> Entry | None:
    """The record that is opened after this one: the next in the list, else the first of the others."""
    others = [e for e in entries if e.number != entry.number]
    return next((e for e in others if e.number > entry.number), others[0] if others else None)
