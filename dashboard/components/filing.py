"""One record sent by a form, with its source and its files: asked once, then recorded, or saved as a draft."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import BaseModel

from compliance.access import Draft, Head, NotAllowed, StoreError, Visibility
from compliance.access.drafting import save_draft, save_unfinished
from compliance.access.submission import Submission
from compliance.evidence.fields import Field, fields_of
from compliance.intake.forms import Given, a_key_for, read_form
from compliance.intake.refused import Refused
from compliance.intake.tables import TABLES
from compliance.intake.uploads import MOST_BYTES, TAKEN, received
from compliance.sentences import Text, listing, same, say
from dashboard import look
from dashboard.components import acts, bringing, drafting, forms, seen_by
from dashboard.components.field_words import choice_of, name_of
from dashboard.visit import Visit

NEW_SOURCE = say(
    "The source is not in the list: describe it here", "La fuente no está en la lista: descríbala aquí"
)
ONE_SOURCE = say(
    "choose a source from the list, or describe a new one; not both",
    "elija una fuente de la lista o describa una nueva, no ambas",
)
ATTACH = say(
    "Files to attach ({taken}; {most} MB each at most)", "Archivos adjuntos ({taken}; de {most} MB como máximo)",
    taken=same(TAKEN), most=MOST_BYTES // 1_000_000,
)  # fmt: skip
STAY = say("Files of the draft that stay attached", "Archivos del borrador que siguen adjuntos")
MENDED = say(
    "Nothing was sent yet: what is marked above needs another look. All that you typed is still there.",
    "Todavía no se envió nada: revise lo marcado arriba. Todo lo que escribió sigue ahí.",
)
SAVED = say(
    "The draft was saved. It stands outside the record until a coordinator of your bureau sends it.",
    "El borrador se guardó. Queda fuera del registro hasta que un coordinador de su unidad lo envíe.",
)
SAVED_SO_FAR = say(
    "What you have so far was saved as a draft. It cannot be sent until what is required is filled in.",
    "Lo que lleva hasta ahora se guardó como borrador. No se puede enviar hasta llenar lo obligatorio.",
)
SEE_DRAFTS = say("See the drafts", "Ver los borradores")

Wrong = Mapping[str, Sequence[Text]]
File = tuple[str, bytes]


@dataclass(frozen=True)
class _Ready:
    """What was typed and can be sent: the record, a source that is new, and the files; or, of a record that lacks something,
    the fields that are there, which can only be saved."""

    record: BaseModel
    source: BaseModel | None
    files: Sequence[File]
    stay: Sequence[str]
    visibility: Visibility
    unfinished: Mapping[str, object] | None = None


def show(visit: Visit, kind: str, drafts: Sequence[Draft], place: drafting.Place) -> None:
    """The form of a kind, or of the draft that the place names, and what its buttons do."""
    prefix, draft = place.prefix, place.draft
    pressed = next(
        (act for act in ("check", "save") if place.heard and st.session_state.get(f"{prefix}-{act}")), None
    )
    ready: _Ready | None = None
    if pressed:
        ready, wrong = _read(visit, kind, prefix, for_the_record=pressed == "check")
        st.session_state[f"{prefix}-wrong"] = wrong
    _form(
        visit,
        kind,
        prefix,
        draft,
        forms.options(visit, kind, drafts),
        st.session_state.get(f"{prefix}-wrong", {}),
    )
    # Below the buttons, where somebody who pressed one looks.
    if (said := st.session_state.pop("submit-said", None)) is not None:
        drafts_list = look.link(visit.address("submit", tab="drafts"), visit.say(SEE_DRAFTS))
        look.show(look.notice(visit.say(said), " ", drafts_list))
    if ready is not None and pressed == "check":
        acts.propose("submit", {"ready": ready, "kind": kind, "draft": draft})
    elif ready is not None:
        _save(visit, ready, draft)
    if acts.ask(
        visit, "submit", lambda payload: _summary(visit, payload), lambda p, once: _record(visit, p, once)
    ):
        bringing.spent()
        place.begin_anew(None)


def _form(
    visit: Visit, kind: str, prefix: str, draft: Draft | None, known: forms.Options, wrong: Wrong
) -> None:
    with st.form(f"{prefix}-form", width=forms.WIDE):
        forms.draw(visit, kind, prefix, known, wrong)
        if kind != "source":
            of_source = {n.removeprefix("source-"): t for n, t in wrong.items() if n.startswith("source-")}
            with st.expander(visit.say(NEW_SOURCE), expanded=bool(of_source)):
                fields = [f.name for f in fields_of(TABLES["source"]) if f.name != "key"]
                forms.draw_flat(visit, "source", f"{prefix}-source", known, of_source, fields)
        st.file_uploader(
            visit.say(ATTACH),
            accept_multiple_files=True,
            key=f"{prefix}(attached)",
            max_upload_size=MOST_BYTES // 1_000_000,
        )
        for text in wrong.get("(files)", ()):
            look.show(look.wrong(visit.say(text)))
        if draft and draft.files:
            st.session_state.setdefault(f"{prefix}(stay)", list(draft.files))
            st.multiselect(
                visit.say(STAY), draft.files, key=f"{prefix}(stay)", format_func=lambda each: each[:12]
            )
        seen_by.choose(visit, f"{prefix}-visibility")
        if wrong:
            look.show(look.wrong(visit.say(MENDED)))
        with st.container(horizontal=True, gap="small"):
            if visit.may("add", "evidence"):
                st.form_submit_button(visit.say(acts.CHECK), type="primary", key=f"{prefix}-check")
            if visit.may("draft", "evidence"):
                st.form_submit_button(visit.say(acts.SAVE_DRAFT), key=f"{prefix}-save")


def _read(visit: Visit, kind: str, prefix: str, for_the_record: bool) -> tuple[_Ready | None, Wrong]:
    """What was typed; what is wrong with it, by field. What is for the record must fit the record too."""
    given = _with_a_key(kind, prefix)
    source, wrong = None, dict[str, list[Text]]()
    if kind != "source":
        of_source = {**forms.given("source", f"{prefix}-source"), "key": ""}
        if any(of_source.values()):
            of_source = {
                **of_source,
                "key": st.session_state.setdefault(f"{prefix}-source-made", a_key_for("source", of_source)),
            }
            formed = read_form("source", of_source)
            source = formed.body
            wrong |= {f"source-{name}": list(texts) for name, texts in formed.wrong.items()}
            if given.get("source"):
                wrong["source"] = [ONE_SOURCE]
            given = {**given, "source": of_source["key"]}
    formed = read_form(kind, given)
    wrong |= {name: [*wrong.get(name, []), *texts] for name, texts in formed.wrong.items()}
    visibility: Visibility = st.session_state.get(f"{prefix}-visibility") or seen_by.choices(visit)[0]
    files = [(each.name, each.getvalue()) for each in st.session_state.get(f"{prefix}(attached)") or ()]
    for name, content in files:
        try:
            with received(name, content):
                pass
        except Refused as refused:
            wrong.setdefault("(files)", []).append(refused.text)
    stay = st.session_state.get(f"{prefix}(stay)") or ()
    if not for_the_record and formed.unfinished is not None and wrong == formed.wrong:
        nothing = TABLES[kind].model_construct()
        return _Ready(nothing, source, files, stay, visibility, formed.unfinished), {}
    if wrong or formed.body is None:
        return None, wrong
    if for_the_record:
        bodies = [*([source] if source else []), formed.body]
        for misfit in visit.desk.misfits(visit.actor, bodies, visibility)[-1]:
            wrong.setdefault(misfit.field, []).append(same(f"{misfit.wrong}. {misfit.right}."))
    return (None if wrong else _Ready(formed.body, source, files, stay, visibility)), wrong


def _with_a_key(kind: str, prefix: str) -> Given:
    """What was typed, with a key made where none was; it then stands in the form too, so that it stays the same."""
    found = forms.given(kind, prefix)
    if not found["key"]:
        st.session_state[f"{prefix}-key"] = a_key_for(kind, found)
    return forms.given(kind, prefix)


@contextmanager
def _kept(visit: Visit, ready: _Ready, right: Any) -> Iterator[list[str]]:
    """The digests of the files, kept as long as the act within does not fail."""
    with ExitStack() as stack:
        paths = [stack.enter_context(received(name, content)) for name, content in ready.files]
        yield [*ready.stay, *stack.enter_context(visit.desk.kept(visit.actor, ready.record, right, paths))]


def _record(visit: Visit, payload: acts.Payload, once: str) -> list[Head]:
    ready, draft = payload["ready"], payload["draft"]
    with _kept(visit, ready, "add") as files:
        submissions = [
            Submission(
                ready.record,
                visibility=ready.visibility,
                corrects=draft.corrects if draft else None,
                reason=draft.reason if draft else None,
                files=files or None,
                idempotency_key=once,
                instead_of=draft,
            )
        ]
        if ready.source is not None:
            new = Submission(ready.source, visibility=ready.visibility, idempotency_key=f"{once} source")
            submissions.append(new)
        return visit.desk.add_all(visit.actor, submissions)


def _save(visit: Visit, ready: _Ready, draft: Draft | None) -> None:
    how: dict[str, Any] = {"visibility": ready.visibility}
    how |= {"corrects": draft.corrects, "reason": draft.reason} if draft else {}
    try:
        with _kept(visit, ready, "draft") as files:
            if ready.unfinished is not None:
                model = type(ready.record)
                saved = save_unfinished(
                    visit.desk, visit.actor, model, ready.unfinished, draft, files=files, **how
                )
            else:
                saved = save_draft(visit.desk, visit.actor, ready.record, draft, files=files, **how)
        if ready.source is not None:
            save_draft(visit.desk, visit.actor, ready.source, visibility=ready.visibility)
    except (NotAllowed, StoreError, ValueError) as error:
        acts.refused(visit, error)
        return
    st.session_state["submit-said"] = SAVED if ready.unfinished is None else SAVED_SO_FAR
    bringing.spent()
    drafting.begin_anew(saved)


def _summary(visit: Visit, payload: acts.Payload) -> str:
    """What would be recorded, field by field."""
    ready, kind = payload["ready"], payload["kind"]
    said = forms.typed(ready.record.model_dump(mode="json", exclude_none=True), kind)
    known = forms.options(visit, kind, ())
    pairs = [
        (visit.say(name_of(field)), _told(visit, field, said[field.name], known))
        for field in fields_of(TABLES[kind])
        if said.get(field.name)
    ]
    if ready.source is not None:
        pairs.append(
            (visit.say(say("New source", "Fuente nueva")), f"{ready.source.outlet}: {ready.source.title}")
        )
    if ready.files:
        pairs.append(
            (visit.say(say("Files", "Archivos")), visit.say(listing([same(name) for name, _ in ready.files])))
        )
    pairs.append((visit.say(seen_by.WHO), visit.say(seen_by.SEEN_BY[ready.visibility])))
    return look.definition_list(pairs)


def _told(visit: Visit, field: Field, value: str | list[str], known: forms.Options) -> str:
    """What a field says, as the form showed it: what it names by its name, the words of a choice in the reader's language."""
    named = known.get(field.names or "", {})
    if field.type == "choice":
        return visit.say(choice_of(str(value)))
    keys = value if isinstance(value, list) else [value]
    return "; ".join(forms.told(visit, each, named) if field.names else each for each in keys)
