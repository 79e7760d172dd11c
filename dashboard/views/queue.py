"""The review queue: what waits for the monitor's review, oldest first; one record opened beside what hangs on it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from compliance.access import Head
from compliance.access.reviewing import last_review
from compliance.finding import Entry
from compliance.review_queue import Queue
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import (
    acts,
    choices,
    frame,
    hanging,
    paging,
    queue_ways,
    records,
    review_form,
    reviewing,
)
from dashboard.visit import current

visit = current()
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


def main() -> None:
    """The list, or the record that the address names."""
    frame.heading(visit.say(say("Review queue", "Registros por revisar")), 1)
    receipt()
    queue = reviewing.the_queue(visit)
    asked = choices.number("number")
    if asked is not None:
        one(queue, asked)
        return
    look.show(look.paragraph(visit.say(WHAT_WAITS)))
    reviewing.progress(visit, queue)
    entries = queue.chosen(queue_ways.choose(visit, queue), reviewing.kept(visit).recordings)
    look.show(look.paragraph(look.strong(f"{len(entries):,} / {len(queue.in_state(queue_ways.state())):,}")))
    if not entries:
        frame.empty(visit.say(NONE_SO if queue.waiting else EMPTY))
        return
    part = paging.page_of(entries)
    reviewing.listing(visit, queue, part.items, queue_ways.filters())
    paging.pager(visit, part)


def one(queue: Queue, number: int) -> None:
    """One record, with what hangs on it, and the form."""
    entry = as_it_stands(number)
    if entry is None:
        frame.empty(visit.say(say(
            "There is no such record of evidence now. It may have been withdrawn, or its content removed.",
            "Ahora no hay tal registro de prueba. Puede haberse retirado, o eliminado su contenido.",
        )))  # fmt: skip
        look.show(look.paragraph(queue_ways.back(visit)))
        return
    choice = queue_ways.chosen(visit)
    if choice.filed_as is not None:
        reviewing.recordings(visit, queue.in_state(choice.state))
    entries = queue.chosen(choice, reviewing.kept(visit).recordings)
    queue_ways.ways(visit, entries, entry)
    frame.heading(f"{visit.say(words.RECORD)} {entry.number}: {records.kind(visit, entry.evidence)}")
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
    after = queue_ways.following(entries, entry)
    if acts.ask(visit, key, partial(review_form.summary, visit), do):
        st.session_state[LAST_ACT] = key
        review_form.forget(entry)
        kept = queue_ways.filters() | ({"number": str(after.number)} if after else {})
        st.query_params.from_dict(visit.params(**kept))
        st.rerun()


def do(payload: Mapping[str, Any], once: str) -> Sequence[Head]:
    """Record what was proposed, and keep what it was: the receipt stands above the next record."""
    heads = review_form.record(visit, payload, once)
    st.session_state[LAST_PAYLOAD] = payload
    return heads


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


main()
