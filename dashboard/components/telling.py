"""A body tells what it did: recorded as a document in its own voice, with the source where it says so."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from compliance.access import AnyRole, Capacity, Head
from compliance.access.submission import Submission
from compliance.catalogue import Obligation
from compliance.evidence import Source
from compliance.evidence.document import Document, Voice
from compliance.sentences import Text, say
from dashboard import look
from dashboard.components import acts, seen_by
from dashboard.components.answering import empty, spent
from dashboard.visit import Visit

VOICES_OF: dict[AnyRole, tuple[Voice, ...]] = {"department": ("department",), "party": ("city", "board")}
"""In which voices somebody of a role may speak for their own body."""
VOICES: dict[Voice, Text] = {
    "department": say("the department", "el departamento"),
    "city": say("the city", "la ciudad"),
    "board": say("a board", "una junta"),
}
TELL = say("Tell what was done", "Contar qué se hizo")
WHAT_IT_IS = say(
    "A statement is recorded as a document in your own voice, with the source where it can be read. It stands under what the "
    "responsible body said. It shows that you say so, not that it was done: a record of the thing itself shows that, under "
    "Submit evidence.",
    "Una declaración se registra como documento con su propia voz y con la fuente donde se puede leer. Aparece bajo lo que dijo "
    "el organismo responsable. Muestra que usted lo dice, no que se hizo: eso lo muestra un registro de la cosa misma, en "
    "Presentar pruebas.",
)
SUMMARY = say(
    "What was done, in one plain sentence that says no more than the source",
    "Qué se hizo, en una frase sencilla que no diga más que la fuente",
)
WHEN = say(
    "On which day it was done (year-month-day, or two with / between)",
    "Qué día se hizo (año-mes-día, o dos con / en medio)",
)
TITLE = say("Title of the source", "Título de la fuente")
OUT = say("Day on which the source was out (year-month-day)", "Día en que salió la fuente (año-mes-día)")
ADDRESS = say("Its address on the web, if it has one", "Su dirección web, si la tiene")
AS = say("Said by", "Lo dice")


def speaker(visit: Visit) -> Capacity | None:
    """The capacity in which this reader may speak for a body; None where they may not."""
    if not visit.may("add", "evidence"):
        return None
    acting = visit.standing.acting("add", "evidence")
    return acting if acting.role in VOICES_OF else None


def form(visit: Visit, obligation: Obligation, acting: Capacity) -> None:
    """What a body did on an obligation, in one sentence, with where it says so."""
    key = f"tell-{obligation.key}"
    look.show(look.paragraph(visit.say(WHAT_IT_IS)))
    fields = empty("tell")
    with st.form(key):
        summary = st.text_input(visit.say(SUMMARY), max_chars=2000, key=f"{fields}-summary")
        happened = st.text_input(visit.say(WHEN), max_chars=21, key=f"{fields}-day")
        voices = VOICES_OF[acting.role]
        voice = st.selectbox(
            visit.say(AS), voices, format_func=lambda each: visit.say(VOICES[each]), key=f"{fields}-voice"
        )
        title = st.text_input(visit.say(TITLE), max_chars=2000, key=f"{fields}-title")
        out = st.text_input(visit.say(OUT), max_chars=10, key=f"{fields}-out")
        address = st.text_input(visit.say(ADDRESS), max_chars=2000, key=f"{fields}-address")
        seen = seen_by.choose(visit, f"{fields}-seen")
        if st.form_submit_button(visit.say(acts.CHECK), type="primary"):
            of_source = {"title": title.strip(), "date": out.strip(), "address": address.strip()}
            of_document = {"summary": summary.strip(), "happened": happened.strip(), "voice": voice}
            try:
                source = Source.model_validate(
                    {"key": "to-be-named", "outlet": _name(visit, acting), "quality": "original"}
                    | {name: value for name, value in of_source.items() if value or name == "title"}
                )
                document = Document.model_validate(
                    {"key": "to-be-named", "source": "to-be-named", "subject": obligation.about}
                    | {"said_by": _name(visit, acting)}
                    | {name: value for name, value in of_document.items() if value or name == "summary"}
                )
                acts.propose(key, {"source": source, "document": document, "visibility": seen})
            except ValueError as error:
                acts.refused(visit, error)
    if acts.ask(visit, key, lambda payload: _told(visit, payload), lambda *said: _record(visit, *said)):
        spent("tell")
        st.rerun()


def _record(visit: Visit, payload: Mapping[str, Any], once: str) -> list[Head]:
    """The source and the document that rests on it, both or neither, under keys made for this act."""
    key = f"statement-{once}"
    source = payload["source"].model_copy(update={"key": key})
    document = payload["document"].model_copy(update={"key": key, "source": key})
    return visit.desk.add_all(
        visit.actor,
        [
            Submission(body, visibility=payload["visibility"], idempotency_key=f"{once} {what}")
            for what, body in (("source", source), ("document", document))
        ],
    )


def _told(visit: Visit, payload: Mapping[str, Any]) -> look.Safe:
    source, document = payload["source"], payload["document"]
    when = f" ({visit.say(document.happened.text())})" if document.happened else ""
    return look.join(
        f"{document.said_by}: “{document.summary}”{when}. {source.outlet}: {source.title}. ",
        seen_by.told(visit, payload["visibility"]),
    )


def _name(visit: Visit, acting: Capacity) -> str:
    """The body's own name, in the language of the record."""
    name = visit.reading.catalogue.names.get(acting.body or "")
    return name.en if name else acting.written()
