"""The form in which people assign open items, set a day and write a note, on one item or on many at once."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from compliance.access import Head, Note, Noted, Unanswerable, note
from compliance.access.clocks import read
from compliance.contributions import OpenItemEvent
from compliance.needed import Key
from compliance.open_items import OpenItem
from compliance.sentences import day, say
from dashboard import look
from dashboard.components import acts, items, seen_by
from dashboard.visit import Visit

WHICH = say("Which items", "Qué asuntos")
ALL_SHOWN = say("All {n} on this page", "Los {n} de esta página")
ASSIGN = say("Assign to (a person or a unit)", "Asignar a (una persona o unidad)")
SET_DAY = say("To be done by (year-month-day)", "Para cuándo (año-mes-día)")
NOTE = say("Note", "Nota")
GO_ON = say("Go on", "Continuar")
NOTHING_SAID = say(
    "Nothing is filled in. Assign it, set a day or write a note.",
    "No hay nada escrito. Asígnelo, fije un día o escriba una nota.",
)
NONE_CHOSEN = say(
    "No item is chosen. Choose at least one.", "No hay ningún asunto elegido. Elija al menos uno."
)
MEANWHILE = say(
    "Since you opened this, others noted what stands below. Nothing was recorded and your text is kept; if it still holds, "
    "send it again.",
    "Desde que usted abrió esto, otros anotaron lo que sigue. No se registró nada y su texto se conserva; si sigue siendo "
    "válido, envíelo de nuevo.",
)
PAST = say(
    "You are looking at what was known earlier. To note something, go back to today.",
    "Está viendo lo que se sabía antes. Para anotar algo, vuelva a hoy.",
)


def form(visit: Visit, shown: Sequence[OpenItem], key: str, assignees: Sequence[str]) -> None:
    """Note something of one item, where only one is shown, or of several that are chosen: asked once, all or none. Where
    somebody else noted something since it was shown, that is told first, and what was typed stays. Where none is shown any
    more, what was recorded just now is still told."""
    if not visit.may("add", "open_item_event"):
        return
    if visit.asked.get("known") or visit.reading.knowledge.by == "source":
        look.show(look.paragraph(look.quiet(visit.say(PAST))))
        return
    turn = st.session_state.setdefault(f"turn-{key}", 0)
    if shown:
        _fields(visit, shown, key, turn, assignees)
    if acts.ask(visit, f"note-{key}", lambda it: _summary(visit, it), lambda *it: _record(visit, *it)):
        st.session_state[f"turn-{key}"] = turn + 1
        st.rerun()


def _fields(visit: Visit, shown: Sequence[OpenItem], key: str, turn: int, assignees: Sequence[str]) -> None:
    with st.form(f"note-{key}-{turn}"):
        chosen = _chosen(visit, shown, f"{key}-{turn}") if len(shown) > 1 else list(shown)
        assigned = st.selectbox(
            visit.say(ASSIGN),
            assignees,
            index=None,
            accept_new_options=True,
            key=f"assign-{key}-{turn}",
            placeholder="",
        )
        until = st.text_input(visit.say(SET_DAY), max_chars=10, key=f"until-{key}-{turn}")
        words = st.text_area(visit.say(NOTE), max_chars=2000, key=f"words-{key}-{turn}")
        visibility = seen_by.choose(visit, f"seen-by-{key}-{turn}", "open_item_event")
        sent = st.form_submit_button(visit.say(GO_ON))
    # What the reader saw when this was sent is what the last run drew.
    drawn: Mapping[Key, int] = st.session_state.get(f"drawn-{key}", {})
    st.session_state[f"drawn-{key}"] = {item.key: item.seen for item in shown}
    if sent:
        said = _said(visit, assigned, until, words)
        unseen = [n for item in chosen for n in item.noted if n.number > drawn.get(item.key, item.seen)]
        if said and not chosen:
            st.warning(visit.say(NONE_CHOSEN))
        elif said and unseen:
            _meanwhile(visit, unseen)
        elif said:
            _propose(visit, key, chosen, said, visibility)


def _chosen(visit: Visit, shown: Sequence[OpenItem], key: str) -> list[OpenItem]:
    by_key = {items.written(item.key): item for item in shown}

    def name(written: str) -> str:
        gap = by_key[written].gap
        return f"{visit.say(gap.obligation.title)}: {visit.say(gap.criterion.title)}"

    picked = st.multiselect(visit.say(WHICH), list(by_key), format_func=name, key=f"which-{key}")
    every = st.checkbox(visit.say(say(ALL_SHOWN.en, ALL_SHOWN.es, n=len(shown))), key=f"every-{key}")
    return list(shown) if every else [by_key[written] for written in picked]


def _said(visit: Visit, assigned: str | None, until: str, words: str) -> Mapping[str, object]:
    """What is filled in; nothing, and why, where that cannot be recorded."""
    due: date | None = None
    if until.strip():
        try:
            due = read(until.strip())
        except Unanswerable as error:
            st.warning(look.plain(visit.say(error.text)))
            return {}
    filled = {"assigned_to": (assigned or "").strip(), "due": due, "note": words.strip()}
    said = {name: value for name, value in filled.items() if value}
    if not said:
        st.warning(visit.say(NOTHING_SAID))
    return said


def _propose(
    visit: Visit, key: str, chosen: Sequence[OpenItem], said: Mapping[str, object], visibility: str
) -> None:
    try:
        events = [OpenItemEvent.model_validate({"obligation": o, "criterion": c, **said}) for o, c in (i.key for i in chosen)]  # fmt: skip
    except ValueError as error:
        acts.refused(visit, error)
        return
    notes = [Note(event, item.seen) for event, item in zip(events, chosen, strict=True)]
    acts.propose(f"note-{key}", {"notes": notes, "visibility": visibility})


def _summary(visit: Visit, payload: acts.Payload) -> str:
    notes: Sequence[Note] = payload["notes"]
    event = notes[0].event
    said = [(items.ASSIGNED, event.assigned_to), (NOTE, event.note)]
    told = [(visit.say(name), value) for name, value in said if value]
    if event.due:
        told.append((visit.say(items.SET_HERE), visit.say(day(event.due))))
    told.append((visit.say(seen_by.WHO), visit.say(seen_by.SEEN_BY[payload["visibility"]])))
    every = visit.reading.assessment.obligations
    named = []
    for each in notes:
        obligation = every[each.event.obligation].obligation
        criterion = next(c for c in obligation.criteria if c.key == each.event.criterion)
        named.append(f"{visit.say(obligation.title)}: {visit.say(criterion.title)}")
    told += [(visit.say(WHICH) if place == 0 else "", name) for place, name in enumerate(named)]
    lines = [look.join(look.strong(f"{name}: ") if name else "", value) for name, value in told]
    return look.join(*(look.join(line, look.Safe("<br>")) for line in lines))


def _record(visit: Visit, payload: acts.Payload, once: str) -> Sequence[Head]:
    return note(visit.desk, visit.actor, payload["notes"], once, payload["visibility"])


def _meanwhile(visit: Visit, unseen: Sequence[Noted]) -> None:
    st.warning(visit.say(MEANWHILE))
    look.show(items.noted_table(visit, unseen))
