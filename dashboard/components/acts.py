"""Official acts: each is asked once, recorded once, and leads to where it stands in the record.

A form's submit proposes an act; `ask` then shows what would be recorded, and records it only when the reader says so.
Whatever is refused is said with its cure, and what was typed stays where it was typed.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import BaseModel, ValidationError

from compliance.access import Conflict, Head, NotAllowed, StoreError
from compliance.fitting import Unfitting
from compliance.reading import explain
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import links
from dashboard.visit import Visit

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
Do = Callable[[Payload, str], Head | Sequence[Head]]

WHY_CORRECTED = say("Why it is corrected", "Por qué se corrige")
WHY_WITHDRAWN = say("Why it is taken back", "Por qué se retira")
SAVE_DRAFT = say("Save as a draft", "Guardar como borrador")
CHECK = say("Check what would be recorded", "Revisar lo que se registraría")
RECORD_THIS = say("Record this?", "¿Registrar esto?")
RECORD_IT = say("Record it", "Registrar")
GO_BACK = say("Go back, record nothing", "Volver sin registrar")
STAYS = say(
    "It is recorded under your role and stays in the record. It can be corrected later, never erased without a trace.",
    "Se registra con su función y permanece en el registro. Se puede corregir después, nunca borrar sin dejar rastro.",
)
RECORDED = say("Recorded as", "Registrado como")
MOST_LINKS = 12
"""So many rows are each led to; of more, the first and the last."""


@dataclass(frozen=True)
class _Proposed:
    payload: Payload
    once: str


@dataclass(frozen=True)
class _Receipt:
    heads: Sequence[Head]


def propose(key: str, payload: Payload) -> None:
    """Ask whether to record something, in the next `ask` with this key."""
    st.session_state.pop(_receipt(key), None)
    st.session_state.pop(_refusal(key), None)
    st.session_state[_proposal(key)] = _Proposed(payload, secrets.token_hex(16))


def ask(visit: Visit, key: str, summary: Callable[[Payload], str], do: Do) -> bool:
    """Where something was proposed, show what would be recorded and ask; once it is said, `do` it with the payload and a
    key that makes it one act however often it is sent. Whether it was recorded in this very run.

    `summary` gives the words, or HTML of `look`, that say what would be recorded.
    """
    done = st.session_state.get(_receipt(key))
    if done is not None:
        _say_where(visit, done)
    why = st.session_state.get(_refusal(key))
    if why is not None:
        refused(visit, why)
    proposed = st.session_state.get(_proposal(key))
    if proposed is None:
        return False
    with st.container(border=True, key=f"asking-{key}"):
        look.show(look.heading(visit.say(RECORD_THIS), 3))
        look.show(look.paragraph(summary(proposed.payload)))
        look.show(look.paragraph(look.quiet(visit.say(STAYS))))
        with st.container(horizontal=True, gap="small"):
            go = st.button(visit.say(RECORD_IT), type="primary", key=f"{key}-record")
            back = st.button(visit.say(GO_BACK), key=f"{key}-back")
        if back:
            st.session_state.pop(_proposal(key))
            st.rerun()
        if go:
            return _do(visit, key, proposed, do)
    return False


def _do(visit: Visit, key: str, proposed: _Proposed, do: Do) -> bool:
    try:
        heads = do(proposed.payload, proposed.once)
    except (NotAllowed, StoreError, ValueError, KeyError) as error:
        # Kept until something is proposed anew: a second click would otherwise take the sentence away, and the question would
        # stand there with buttons that do nothing.
        st.session_state.pop(_proposal(key), None)
        st.session_state[_refusal(key)] = error
        st.rerun()
    st.session_state.pop(_proposal(key), None)
    st.session_state[_receipt(key)] = _Receipt([heads] if isinstance(heads, Head) else list(heads))
    return True


def refused(visit: Visit, error: Exception) -> None:
    """Say why something was not recorded, with the cure."""
    st.error(look.plain(f"{visit.say(words.NOT_RECORDED)} {in_words(visit, error)}"))


def in_words(visit: Visit, error: Exception) -> str:
    """A refusal as a sentence in the reader's language, as far as it has one there."""
    if isinstance(error, NotAllowed):
        return visit.say(error.text)
    if isinstance(error, Unfitting):
        return " ".join(f"{m.field}: {m.wrong}. {m.right}." for m in error.misfits)
    if isinstance(error, ValidationError):
        said = []
        for detail in error.errors():
            wrong, right = explain(detail, BaseModel)
            place = ".".join(map(str, detail["loc"]))
            said.append(f"{f'{place}: ' if place else ''}{wrong}. {right}.")
        return " ".join(said)
    if isinstance(error, Conflict):
        return f"{visit.say(words.MOVED_ON)} {_sentence(str(error))}"
    return _sentence(str(error))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _say_where(visit: Visit, receipt: _Receipt) -> None:
    rows = [links.record(visit, head.number) for head in receipt.heads]
    parts: list[str] = [f"{visit.say(RECORDED)} "]
    if len(rows) > MOST_LINKS:
        several = say(" ({n} rows)", " ({n} filas)", n=f"{len(rows):,}")
        rows = [look.join(rows[0], " – ", rows[-1], visit.say(several))]
    for i, each in enumerate(rows):
        parts += [", ", each] if i else [each]
    look.show(look.notice(look.join(*parts, ".")))


def _proposal(key: str) -> str:
    return f"proposed {key}"


def _refusal(key: str) -> str:
    return f"refused {key}"


def _receipt(key: str) -> str:
    return f"recorded {key}"
