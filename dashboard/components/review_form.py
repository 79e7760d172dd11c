"""The form with which the monitor accepts, rejects or asks about one record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from compliance.access import Head, Recording
from compliance.access.reviewing import Verdicted, ask, review
from compliance.contributions import Review
from compliance.days import read_day
from compliance.finding import Entry
from compliance.review_queue import Queue
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import acts, frame, reviewing
from dashboard.visit import Visit

ACTS: Mapping[str, Text] = {
    "accepted": say("Accept", "Aceptar"),
    "rejected": say("Reject", "Rechazar"),
    "ask": say("Ask about it", "Preguntar por él"),
}
DECISION = say("Your review", "Su revisión")
REASON = say(
    "Reason, or what you ask for (read by everybody who may read the record)",
    "Motivo, o qué pide (lo lee todo el que puede leer el registro)",
)
NOTE = say(
    "Note for the team alone (nobody else learns that there is one; may stay empty)",
    "Nota solo para el equipo (nadie más sabe que existe; puede quedar vacía)",
)
ASKED_OF = say("Whom you ask (only for asking)", "A quién pregunta (solo al preguntar)")
DUE = say(
    "Answer due on (only for asking; year-month-day; may stay empty)",
    "Respuesta para el (solo al preguntar; año-mes-día; puede quedar vacío)",
)
REVIEW = say("Review", "Revisar")
OWN = say(
    "You filed this record. Nobody reviews what they filed themselves: another member of the team does.",
    "Usted presentó este registro. Nadie revisa lo que presentó: lo hace otra persona del equipo.",
)
CLOSED = say(
    "This record is read by the team and whoever filed it alone, so it can be accepted or rejected, and not asked about: a request "
    "would be read by others, or not by them.",
    "Este registro solo lo leen el equipo y quien lo presentó; se puede aceptar o rechazar, pero no preguntar por él: una "
    "solicitud la leerían otros, o no ellos.",
)
NO_REASON = say(
    "Nothing is recorded yet: write the reason, or what you ask for.",
    "Aún no se registra nada: escriba el motivo, o qué pide.",
)
PAST = say(
    "Nothing is recorded yet: the day until which you ask is past. Give today or a later day, or none.",
    "Aún no se registra nada: el día hasta el que pregunta ya pasó. Dé el de hoy o uno posterior, o ninguno.",
)
NO_DECISION = say(
    "Nothing is recorded yet: choose whether you accept, reject or ask.",
    "Aún no se registra nada: elija si acepta, rechaza o pregunta.",
)


def show(visit: Visit, queue: Queue, entry: Entry, seen: Verdicted | None) -> str | None:
    """The form, or why there is none; the key under which its act is asked.

    What is typed is kept by the record's key, so that it stays where the record is corrected meanwhile.
    """
    frame.heading(visit.say(DECISION))
    recording = reviewing.recordings(visit, [entry])[entry.number]
    if not visit.may("add", "review"):
        return None
    if recording.person is not None and recording.person == visit.actor.person:
        look.show(look.paragraph(visit.say(OWN)))
        return None
    can_ask = recording.visibility in ("public", "parties")
    if not can_ask:
        look.show(look.paragraph(look.quiet(visit.say(CLOSED))))
    key = _key(entry)
    looked_at = st.session_state.get(f"{key}-seen", (entry.number, seen))
    with st.form(f"{key}-form", border=True):
        chosen = st.radio(
            visit.say(DECISION),
            [name for name in ACTS if can_ask or name != "ask"],
            index=None,
            format_func=lambda name: visit.say(ACTS[name]),
            horizontal=True,
            key=f"{key}-act",
            label_visibility="collapsed",
        )
        reason = st.text_area(visit.say(REASON), key=f"{key}-reason", max_chars=2000)
        note = st.text_area(visit.say(NOTE), key=f"{key}-note", max_chars=2000, height=80)
        asked_of, due = "", ""
        if can_ask:
            bodies = askable(visit, queue, entry, recording)
            asked_of = st.selectbox(
                visit.say(ASKED_OF),
                list(bodies),
                format_func=lambda body: bodies[body],
                key=f"{key}-asked",
            )
            due = st.text_input(visit.say(DUE), key=f"{key}-due", max_chars=40)
        if st.form_submit_button(visit.say(REVIEW), type="primary"):
            number, before = looked_at
            # Only what stood there when the reviewer looked was seen.
            payload = {
                "record": entry.number,
                "act": chosen,
                "reason": reason.strip(),
                "note": note.strip() or None,
                "asked_of": asked_of,
                "seen": before if number == entry.number else None,
            }
            propose(visit, key, payload, due.strip())
    st.session_state[f"{key}-seen"] = (entry.number, seen)
    return key


def propose(visit: Visit, key: str, payload: dict[str, Any], due: str) -> None:
    """Ask whether to record it, where it is whole; else say what is missing."""
    if payload["act"] is None:
        st.error(visit.say(NO_DECISION))
        return
    if not payload["reason"]:
        st.error(visit.say(NO_REASON))
        return
    try:
        day: date | None = read_day(due) if due and payload["act"] == "ask" else None
    except ValueError as error:
        acts.refused(visit, error)
        return
    if day is not None and day < visit.reading.today:
        st.error(visit.say(PAST))
        return
    acts.propose(key, payload | {"due": day})


def in_short(visit: Visit, payload: Mapping[str, Any]) -> str:
    """Which act, and on which record."""
    return f"{visit.say(ACTS[payload['act']])}: {visit.say(words.RECORD)} {payload['record']}"


def summary(visit: Visit, payload: Mapping[str, Any]) -> look.Safe:
    """What would be recorded."""
    parts: list[str] = [look.strong(in_short(visit, payload)), look.Safe("<br>")]
    if payload["act"] == "ask":
        named = visit.named(payload["asked_of"])
        due = f"; {visit.say(words.DUE)}: {payload['due']}" if payload["due"] else ""
        parts += [f"{named}{due}", look.Safe("<br>")]
    parts.append(payload["reason"])
    if payload["note"]:
        note = say("For the team alone: {note}", "Solo para el equipo: {note}", note=payload["note"])
        parts += [look.Safe("<br>"), look.quiet(visit.say(note))]
    return look.join(*parts)


def record(visit: Visit, payload: Mapping[str, Any], once: str) -> Sequence[Head]:
    """Record what the form said, once it was looked over."""
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


def askable(visit: Visit, queue: Queue, entry: Entry, recording: Recording) -> dict[str, str]:
    """The bodies that can be asked, by key: first the one that filed the record, then those responsible for what it serves."""
    catalogue = visit.reading.catalogue
    near = [recording.body, *(check.obligation.responsible for check in queue.checks(entry))]
    every = {body.key: visit.say(body.name) for body in catalogue.bodies}
    first = {key: every[key] for key in near if key in every}
    return first | every


def forget(entry: Entry) -> None:
    """What was typed for a record is recorded now."""
    key = _key(entry)
    for name in ("act", "reason", "note", "asked", "due", "seen"):
        st.session_state.pop(f"{key}-{name}", None)


def _key(entry: Entry) -> str:
    return f"review-{entry.evidence.key}"
