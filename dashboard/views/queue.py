"""The review queue: what waits for the monitor's review, oldest first; one record opened beside what hangs on it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, get_args

import streamlit as st

from compliance.access import Head
from compliance.access.reviewing import ask, last_review, review
from compliance.contributions import Review
from compliance.finding import Entry
from compliance.review_queue import Choice, Queue, State
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import acts, choices, frame, hanging, paging, review_form, reviewing
from dashboard.components.capacities import capacity
from dashboard.visit import current

visit = current()
FILTERS = ("state", "kind", "body", "obligation", "period")
STATES: Mapping[State, Text] = {
    "waiting": say("waiting", "en espera"),
    "asked": say("asked about", "con una pregunta hecha"),
    "reviewed": say("reviewed", "revisados"),
    "unreviewed": say("every record without a review", "todo registro sin revisión"),
}
assert tuple(STATES) == get_args(State)
WHAT_WAITS = say(
    "A record waits here where a check counts it only once it is accepted, where it corrects one that was rejected, or where "
    "somebody asked about it. Nothing else has to be reviewed for a check to count it.",
    "Un registro espera aquí cuando una comprobación solo lo cuenta una vez aceptado, cuando corrige uno rechazado, o cuando "
    "alguien preguntó por él. Nada más tiene que revisarse para que una comprobación lo cuente.",
)
EMPTY = say(
    "Nothing waits for a review.",
    "Nada espera una revisión.",
)
NONE_SO = say(
    "No record is like that. Take a filter away to see others.",
    "Ningún registro es así. Quite un filtro para ver otros.",
)
LAST_ACT = "review: last act"
LAST_PAYLOAD = "review: what was last done"
IN_THE_RECORD = say("This record with its hash", "Este registro con su huella")


def main() -> None:
    """The list, or the record that the address names."""
    frame.heading(visit.say(say("Review queue", "Registros por revisar")), 1)
    receipt()
    queue = reviewing.the_queue(visit)
    asked = st.query_params.get("number", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        one(queue, int(asked))
        return
    look.show(look.paragraph(visit.say(WHAT_WAITS)))
    reviewing.progress(visit, queue)
    entries = queue.chosen(choose(queue), reviewing.kept(visit).recordings)
    look.show(look.paragraph(look.strong(f"{len(entries):,} / {len(queue.in_state(state())):,}")))
    if not entries:
        frame.empty(visit.say(NONE_SO if queue.waiting else EMPTY))
        return
    part = paging.page_of(entries)
    reviewing.listing(visit, queue, part.items, filters())
    paging.pager(visit, part)


def state() -> State:
    """Which records are listed, from `?state=`."""
    asked = st.query_params.get("state")
    return next((known for known in STATES if known == asked), "waiting")


def filters() -> dict[str, str]:
    """What the address narrows the list to."""
    return {name: st.query_params[name] for name in FILTERS if st.query_params.get(name)}


def choose(queue: Queue) -> Choice:
    """The fields that narrow the list."""
    catalogue = visit.reading.catalogue
    listed = queue.in_state(state())
    recorded = reviewing.recordings(visit, listed)
    with st.expander(visit.say(say("Narrow", "Filtrar")), expanded=bool(filters())):
        choices.select(visit, "state", words.STATUS, {key: visit.say(name) for key, name in STATES.items()})
        choices.pick(visit, "kind", words.KIND, reviewing.kinds(visit, listed))
        filed = sorted({recorded[e.number].capacity for e in listed})
        bodies = {written: capacity(visit, written) for written in filed}
        choices.pick(visit, "body", reviewing.FILED_BY, bodies)
        obligations = {o.key: visit.say(o.title) for o in catalogue.obligations if o.criteria}
        choices.pick(visit, "obligation", words.OBLIGATION, obligations)
        periods = {p.key: p.key for p in catalogue.periods}
        choices.pick(visit, "period", say("Recorded in the period", "Registrado en el periodo"), periods)
    return chosen()


def chosen() -> Choice:
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


def one(queue: Queue, number: int) -> None:
    """One record, with what hangs on it, and the form."""
    entry = as_it_stands(number)
    if entry is None:
        frame.empty(visit.say(say(
            "There is no such record of evidence now. It may have been withdrawn, or its content removed.",
            "Ahora no hay tal registro de prueba. Puede haberse retirado, o eliminado su contenido.",
        )))  # fmt: skip
        look.show(look.paragraph(back()))
        return
    choice = chosen()
    if choice.filed_as is not None:
        reviewing.recordings(visit, queue.in_state(choice.state))
    entries = queue.chosen(choice, reviewing.kept(visit).recordings)
    ways(entries, entry)
    frame.heading(f"{visit.say(words.RECORD)} {entry.number}: {frame_kind(entry)}")
    if entry.number != number:
        told = say(
            "Record {old} was corrected meanwhile; this is record {new}, which took its place. What you wrote still stands below.",
            "El registro {old} fue corregido mientras tanto; este es el registro {new}, que lo reemplaza. Lo que escribió sigue abajo.",
            old=number,
            new=entry.number,
        )
        look.show(look.notice(visit.say(told)))
    seen = last_review(visit.door, visit.actor, entry.number)
    # The form stands beside, so that the page need not be scrolled to and fro from one record to the next.
    record, form = st.columns([3, 2], gap="large")
    with record:
        reviewing.evidence(visit, entry, queue, seen)
        hanging.show(visit, queue.effects(entry))
        reviewing.notes(visit, entry.number)
    with form:
        act(entry, entries, review_form.show(visit, queue, entry, seen))


def act(entry: Entry, entries: Sequence[Entry], key: str | None) -> None:
    """Ask once whether to record what the form says; then open the next record."""
    if key is None:
        return
    after = following(entries, entry)
    if acts.ask(visit, key, partial(review_form.summary, visit), do):
        st.session_state[LAST_ACT] = key
        review_form.forget(entry)
        kept = filters() | ({"number": str(after.number)} if after else {})
        st.query_params.from_dict(visit.params(**kept))
        st.rerun()


def do(payload: Mapping[str, Any], once: str) -> Sequence[Head]:
    """Record what was proposed, and keep what it was: the receipt stands above the next record."""
    heads = _do(payload, once)
    st.session_state[LAST_PAYLOAD] = payload
    return heads


def _do(payload: Mapping[str, Any], once: str) -> Sequence[Head]:
    if payload["act"] == "ask":
        return ask(
            visit.desk,
            visit.actor,
            payload["record"],
            payload["asked_of"],
            payload["reason"],
            payload["due"],
            payload["note"],
            once,
        )
    body = Review(record=payload["record"], verdict=payload["act"], reason=payload["reason"])
    return review(visit.desk, visit.actor, body, payload["note"], payload["seen"], once)


def receipt() -> None:
    """What was done last, and where it stands in the record."""
    last = st.session_state.get(LAST_ACT)
    if last is not None:
        look.show(look.paragraph(look.strong(review_form.in_short(visit, st.session_state[LAST_PAYLOAD]))))
        acts.ask(visit, last, partial(review_form.summary, visit), do)


def as_it_stands(number: int) -> Entry | None:
    """The record of evidence with a number, or the one that took its place; None where there is none any more."""
    row = visit.door.numbered(visit.actor, (number,)).get(number)
    if row is None or row["holds"] != "evidence" or not row.get("key"):
        return None
    return visit.reading.assessment.entries.get(row["key"])


def frame_kind(entry: Entry) -> str:
    """The kind of a record, in words."""
    en, es = entry.evidence.kind_text
    return visit.say(Text(en=en, es=es))


def ways(entries: Sequence[Entry], entry: Entry) -> None:
    """The ways to the list, to the record before, and to the next one."""
    numbers = [e.number for e in entries]
    before = next((n for n in reversed(numbers) if n < entry.number), None)
    after = next((n for n in numbers if n > entry.number), None)
    links = [back()]
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


def back() -> look.Safe:
    """The way to the list."""
    return look.link(visit.address("queue", **filters()), visit.say(say("The whole list", "Toda la lista")))


def following(entries: Sequence[Entry], entry: Entry) -> Entry | None:
    """The record that is opened after this one: the next in the list, else the first of the others."""
    others = [e for e in entries if e.number != entry.number]
    return next((e for e in others if e.number > entry.number), others[0] if others else None)


main()
