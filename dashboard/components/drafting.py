"""Drafts of a bureau: who saved what and when, opened again, sent together, thrown away. Of two who change one the second is
told what the first did, and keeps what they typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from compliance.access import Draft, Head, StoreError
from compliance.access.drafting import discard_draft, is_whole, send_drafts
from compliance.evidence.fields import fields_of
from compliance.intake.forms import typed
from compliance.intake.tables import TABLES
from compliance.sentences import Text, day, say
from dashboard import look
from dashboard.components import acts, forms, frame
from dashboard.components.field_words import name_of
from dashboard.components.seen_by import SEEN_BY
from dashboard.visit import Visit

NONE_YET = say(
    "No drafts of your bureau. Fill in a form or import a table, and save it as a draft.",
    "No hay borradores de su unidad. Llene un formulario o importe una tabla y guárdelo como borrador.",
)
SEND = say("Check what would be sent", "Revisar lo que se enviaría")
WHICH = say("Drafts to send", "Borradores por enviar")
ONLY_A_COORDINATOR = say(
    "A coordinator of your bureau sends drafts; until then nothing rests on them and nobody outside the bureau sees them.",
    "Un coordinador de su unidad envía los borradores; hasta entonces nada se basa en ellos y nadie fuera de la unidad los ve.",
)
NOT_COMPLETE = say("not complete yet", "aún incompleto")
GONE = say(
    "This draft is not there any more: it was sent or thrown away. What you typed is still below; you can save it as a new draft.",
    "Este borrador ya no existe: fue enviado o descartado. Lo que usted escribió sigue abajo; puede guardarlo como uno nuevo.",
)
NOT_THERE = say(
    "This draft is not there: it was sent or thrown away, or is not of your bureau.",
    "Este borrador no existe: fue enviado o descartado, o no es de su unidad.",
)
CHANGED = say(
    "{who} changed this draft on {when}, after you opened it. Nothing of it is lost, and what you typed is still below.",
    "{who} cambió este borrador el {when}, después de que usted lo abrió. Nada se perdió y lo que usted escribió sigue abajo.",
)


@dataclass(frozen=True)
class Place:
    """Where a form stands: the beginning of its widgets' keys, and the draft as its reader opened it. `heard`: its reader was
    told before of what became of the draft."""

    prefix: str
    draft: Draft | None
    heard: bool = True

    def begin_anew(self, draft: Draft | None) -> None:
        """An empty form, or that of a draft as it is now."""
        begin_anew(draft)


def begin_anew(draft: Draft | None) -> None:
    """Leave what was typed behind: go to an empty form, or to a draft as it is now."""
    st.session_state["submit-generation"] = _generation() + 1
    if draft is not None:
        st.query_params["draft"] = draft.id
    else:
        st.query_params.pop("draft", None)
    st.rerun()


def opened(drafts: Sequence[Draft]) -> Draft | None:
    """The draft that the address names, as it is now; None where it names none that a form can show."""
    id = st.query_params.get("draft", "")
    return next((draft for draft in drafts if draft.id == id and kind_of(draft) in TABLES), None)


def place_of(visit: Visit, drafts: Sequence[Draft], kind: str) -> Place:
    """The form of a kind or of the draft that the address names, filled with the draft where it is opened now."""
    id = st.query_params.get("draft", "")
    prefix = f"submit-{_generation()}-{id or kind}"
    if not id:
        return Place(prefix, None)
    now = opened(drafts)
    held: Draft | None = st.session_state.get(f"{prefix}-opened")
    if now is None:
        typed_before = forms.is_drawn(kind, prefix)
        look.show(look.notice(visit.say(GONE if typed_before else NOT_THERE)))
        heard = st.session_state.get(f"{prefix}-told", not typed_before)
        st.session_state[f"{prefix}-told"] = True
        return Place(prefix, None, heard)
    if held is None or not forms.is_drawn(kind, prefix):
        held = st.session_state[f"{prefix}-opened"] = now
        forms.fill(kind, prefix, forms.from_draft(now))
        st.session_state[f"{prefix}-visibility"] = now.visibility
    if held.revision != now.revision:
        _say_what_changed(visit, kind, prefix, held, now)
    return Place(prefix, held)


def kind_of(draft: Draft) -> str:
    """The kind of what a draft would record, as forms and tables name it."""
    return draft.kind or draft.holds


def _generation() -> int:
    number: int = st.session_state.get("submit-generation", 0)
    return number


def _say_what_changed(visit: Visit, kind: str, prefix: str, before: Draft, now: Draft) -> None:
    look.show(look.notice(visit.say(CHANGED).format(who=now.author, when=_moment(visit, now))))
    old, new = typed(forms.from_draft(before), kind), typed(forms.from_draft(now), kind)
    rows = [
        [visit.say(name_of(field)), _words(old.get(field.name)), _words(new.get(field.name))]
        for field in fields_of(TABLES[kind])
        if old.get(field.name) != new.get(field.name)
    ]
    if rows:
        headers = (
            say("Field", "Campo"),
            say("When you opened it", "Cuando lo abrió"),
            say("As it is now", "Como está ahora"),
        )
        caption = visit.say(say("What was changed", "Qué se cambió"))
        look.show(look.table([visit.say(text) for text in headers], rows, caption))
    with st.container(horizontal=True, gap="small"):
        keep = say("Keep what I typed, to save it over this", "Conservar lo mío y guardarlo encima")
        if st.button(visit.say(keep), key=f"{prefix}-keep"):
            st.session_state[f"{prefix}-opened"] = now
            st.rerun()
        if st.button(visit.say(say("Take it as it is now", "Tomarlo como está ahora")), key=f"{prefix}-take"):
            begin_anew(now)


def show(visit: Visit, drafts: Sequence[Draft]) -> None:
    """The drafts of the reader's bureau, and the way to send them."""
    look.show(look.paragraph(visit.say(ONLY_A_COORDINATOR)))
    if drafts:
        headers = (
            say("What", "Qué"),
            say("Saved by", "Guardado por"),
            say("When", "Cuándo"),
            say("Who may see it once sent", "Quién lo verá al enviarse"),
        )
        rows = [
            [_named(visit, draft), draft.author, _moment(visit, draft), visit.say(SEEN_BY[draft.visibility])]
            for draft in drafts
        ]
        caption = visit.say(say("Drafts of your bureau", "Borradores de su unidad"))
        look.show(look.table([visit.say(text) for text in headers], rows, caption))
    else:
        frame.empty(visit.say(NONE_YET))
    whole = {draft.id: draft for draft in drafts if is_whole(draft)}
    if whole and visit.may("add", "evidence"):
        _choose(visit, whole)
    sent_now = acts.ask(
        visit,
        "send-drafts",
        lambda payload: _summary(visit, payload),
        lambda payload, _: _send(visit, payload),
    )
    if sent_now:
        st.rerun()


def throw_away(visit: Visit, draft: Draft) -> None:
    """The way to throw a draft away, which asks once."""
    with st.popover(visit.say(say("Throw this draft away", "Descartar este borrador"))):
        look.show(
            look.paragraph(
                visit.say(say("It is then gone for everybody.", "Después ya no existirá para nadie."))
            )
        )
        if st.button(visit.say(say("Throw it away", "Descartarlo")), key=f"discard-{draft.id}"):
            try:
                discard_draft(visit.desk, visit.actor, draft)
            except StoreError as error:
                acts.refused(visit, error)
                return
            begin_anew(None)


def _choose(visit: Visit, drafts: dict[str, Draft]) -> None:
    with st.form("send-form", width=forms.WIDE):
        chosen = st.multiselect(
            visit.say(WHICH),
            list(drafts),
            key="send-chosen",
            placeholder=visit.say(forms.CHOOSE),
            format_func=lambda id: _told(visit, drafts[id]) if id in drafts else id,
        )
        if st.form_submit_button(visit.say(SEND), type="primary") and chosen:
            acts.propose("send-drafts", {"drafts": [drafts[id] for id in chosen if id in drafts]})


def _send(visit: Visit, payload: acts.Payload) -> list[Head]:
    return send_drafts(visit.desk, visit.actor, payload["drafts"])


def _summary(visit: Visit, payload: acts.Payload) -> str:
    return look.bullets(
        look.join(_told(visit, draft), ". ", look.quiet(visit.say(SEEN_BY[draft.visibility])))
        for draft in payload["drafts"]
    )


def _named(visit: Visit, draft: Draft) -> str:
    """What a draft is, leading to its form where there is one for it, and whether it still lacks something."""
    if kind_of(draft) not in TABLES:
        return _told(visit, draft)
    address = visit.address("submit", kind=kind_of(draft), draft=draft.id)
    way = look.link(address, _told(visit, draft))
    return way if is_whole(draft) else look.join(way, " ", look.quiet(f"({visit.say(NOT_COMPLETE)})"))


def _told(visit: Visit, draft: Draft) -> str:
    body = forms.from_draft(draft)
    said = str(body.get("summary") or body.get("title") or body.get("words") or "")
    corrects = visit.say(say(" (corrects record {n})", " (corrige el registro {n})", n=draft.corrects))
    return f"{kind_name(visit, kind_of(draft))} {body.get('key') or ''}: {said}{corrects if draft.corrects else ''}"


def kind_name(visit: Visit, kind: str) -> str:
    """A kind of record as people call it."""
    text = getattr(TABLES.get(kind), "kind_text", None)
    if text is not None:
        return visit.say(Text(en=text[0], es=text[1]))
    return visit.say(say("Source", "Fuente")) if kind == "source" else kind.replace("_", " ")


def _moment(visit: Visit, draft: Draft) -> str:
    saved = datetime.fromisoformat(draft.saved).astimezone(visit.reading.catalogue.zone)
    return f"{visit.say(day(saved.date()))}, {saved:%H:%M}"


def _words(value: str | list[str] | None) -> str:
    return "; ".join(value) if isinstance(value, list) else value or "—"
