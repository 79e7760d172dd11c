"""Handing records over, and putting right what was said of it: the forms, each asked once before it is recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from compliance.access import Draft, Handover, Head, body_of, produce
from compliance.access.drafting import drafts_of, is_whole
from compliance.contributions import Cover, Production
from compliance.productions import HandedOver, offered, read_numbers, says
from compliance.sentences import counted, say
from dashboard import look, words
from dashboard.components import acts, frame, seen_by
from dashboard.components.answering import empty, spent
from dashboard.components.cover_list import HOW_MANY, TITLE, TO, bodies, named
from dashboard.visit import Visit

HAND_OVER = say("Hand records over", "Entregar registros")
NUMBERS = say("Numbers of records, such as 12, 15-18", "Números de registros, como 12, 15-18")
LETTER = say("Words of the cover letter", "Texto de la carta")
DAY = say("Handed over on (year-month-day)", "Entregado el (año-mes-día)")
SHOWN = 20
"""So many records are named where it is asked whether to record a production."""
HANDED_OVER = "handed-over"
"""Under this name stands the number of the row of what was handed over last."""
ITS_LIST = say("Handed over as", "Entregado como")
TAKEN_BACK = say("Taken back: production", "Se retira la entrega")


def form(visit: Visit, every: Sequence[HandedOver]) -> None:
    """Records and drafts of the reader's own bodies, chosen and handed over under the next number."""
    frame.heading(visit.say(HAND_OVER))
    what_it_is = say(
        "A production says what your body hands over, so it holds only records that your body filed. It gets your body’s next "
        "number when it is recorded. Drafts that you choose are recorded with it: all of them, or nothing.",
        "Una entrega dice qué entrega su organismo, así que contiene solo registros que este presentó. Recibe el siguiente "
        "número de su organismo al registrarse. Los borradores elegidos se registran con ella: todos o nada.",
    )
    look.show(look.paragraph(visit.say(what_it_is)))
    drafts = {draft.id: draft for draft in drafts_of(visit.desk, visit.actor) if is_whole(draft)}
    recent = offered(visit.door, visit.actor, visit.reading.knowledge.number, every)
    fields = empty("hand-over")
    with st.form("hand-over"):
        said = _cover(visit, fields, None)
        chosen = st.multiselect(
            visit.say(say("Own records that no production holds yet", "Registros propios aún no entregados")),
            list(recent),
            format_func=lambda number: f"{number} · {recent.get(number, '')}",
            key=f"{fields}-recent",
        )
        more = st.text_input(visit.say(NUMBERS), key=f"{fields}-numbers")
        sent = st.multiselect(
            visit.say(say("Drafts to be recorded with it", "Borradores que se registran con ella")),
            list(drafts),
            format_func=lambda id: _draft(visit, drafts[id]) if id in drafts else id,
            key=f"{fields}-drafts",
        )
        seen = seen_by.choose(visit, f"{fields}-seen", "production")
        if st.form_submit_button(visit.say(acts.CHECK), type="primary"):
            try:
                cover = Cover.model_validate(said)
                records = tuple(dict.fromkeys((*chosen, *read_numbers(more))))
                handed = Handover(cover, records, [drafts[id] for id in sent], seen)
                st.session_state.pop(HANDED_OVER, None)
                acts.propose("hand-over", vars(handed))
            except ValueError as error:
                acts.refused(visit, error)
    recorded = acts.ask(
        visit,
        "hand-over",
        lambda payload: _summary(visit, payload),
        lambda payload, once: _produce(visit, payload, once),
    )
    if recorded:
        spent("hand-over")
        st.rerun()
    _lead_to_it(visit, every)


def _produce(visit: Visit, payload: Mapping[str, Any], once: str) -> Head:
    head = produce(visit.desk, visit.actor, Handover(**{**payload, "idempotency_key": once}))
    st.session_state[HANDED_OVER] = head.number
    return head


def _lead_to_it(visit: Visit, every: Sequence[HandedOver]) -> None:
    """The number that what was handed over last has got, and the way to its cover list."""
    row = st.session_state.get(HANDED_OVER)
    one = next((one for one in every if one.row == row), None)
    if one is not None:
        way = look.link(visit.address("productions", one=one.production.own_key), named(visit, one))
        look.show(look.paragraph(visit.say(ITS_LIST), ": ", way))


def correction(visit: Visit, one: HandedOver) -> None:
    """What was said of a production put right with a reason; its number stays its own."""
    key = f"correct-{one.production.own_key}"
    with st.expander(visit.say(say("Correct this production", "Corregir esta entrega"))), st.form(key):
        said = _cover(visit, "correct", one.production)
        numbers = st.text_area(
            visit.say(NUMBERS), value=", ".join(map(str, one.production.records)), key="correct-numbers"
        )
        reason = st.text_input(visit.say(acts.WHY_CORRECTED), key="correct-reason")
        if st.form_submit_button(visit.say(acts.CHECK), type="primary"):
            try:
                fixed = {"body": one.production.body, "number": one.production.number}
                better = Production.model_validate(said | fixed | {"records": read_numbers(numbers)})
                acts.propose(key, {"production": better, "row": one.row, "reason": reason})
            except ValueError as error:
                acts.refused(visit, error)
    recorded = acts.ask(
        visit,
        key,
        lambda payload: look.join(
            f"{named(visit, one)}: ", _told(visit, payload["production"], len(payload["production"].records))
        ),
        lambda payload, once: visit.desk.add(
            visit.actor,
            payload["production"],
            corrects=payload["row"],
            reason=payload["reason"],
            idempotency_key=once,
        ),
    )
    if recorded:
        st.rerun()


def withdrawal(visit: Visit, one: HandedOver) -> None:
    """A production taken back with a reason; its number is not given again."""
    with (
        st.expander(visit.say(say("Take this production back", "Retirar esta entrega"))),
        st.form("withdraw"),
    ):
        why = st.text_input(visit.say(acts.WHY_WITHDRAWN), key="withdraw-reason")
        if st.form_submit_button(visit.say(acts.CHECK), type="primary"):
            acts.propose(_withdrawal(one.production.own_key), {"row": one.row, "reason": why})
    if withdrawn(visit, one.production.own_key):
        st.rerun()


def withdrawn(visit: Visit, own_key: str) -> bool:
    """Asks whether to take a production back, where that was proposed, and says where it stands once it was."""
    return acts.ask(
        visit,
        _withdrawal(own_key),
        lambda payload: look.join(visit.say(TAKEN_BACK), f" {own_key}. {payload['reason']}"),
        lambda payload, once: visit.desk.withdraw(visit.actor, payload["row"], payload["reason"], once),
    )


def _withdrawal(own_key: str) -> str:
    return f"withdraw-{own_key}"


def _cover(visit: Visit, key: str, before: Cover | None) -> dict[str, Any]:
    """The fields of a cover letter, as they were typed."""
    catalogue = visit.reading.catalogue
    given: date = before.given if before else visit.reading.today
    title = st.text_input(visit.say(TITLE), value=before.title if before else "", key=f"{key}-title")
    day = st.text_input(visit.say(DAY), value=f"{given}", max_chars=10, key=f"{key}-day")
    keys = [body.key for body in catalogue.bodies]
    to = st.multiselect(
        visit.say(TO),
        keys,
        default=[each for each in (before.to if before else ("monitor",)) if each in keys],
        format_func=lambda each: bodies(visit, [each]),
        key=f"{key}-to",
    )
    periods = ["", *(period.key for period in reversed(catalogue.periods))]
    period = st.selectbox(
        visit.say(words.PERIOD),
        periods,
        index=periods.index(before.period) if before and before.period in periods else 0,
        format_func=lambda each: each or "—",
        key=f"{key}-period",
    )
    letter = st.text_area(
        visit.say(LETTER), value=(before.words or "") if before else "", max_chars=2000, key=f"{key}-words"
    )
    said = {"title": title.strip(), "given": day.strip(), "to": to, "period": period, "words": letter.strip()}
    return {name: value for name, value in said.items() if value or name in ("title", "given", "to")}


def _summary(visit: Visit, payload: Mapping[str, Any]) -> str:
    """The cover letter in short, and each record and draft that goes with it."""
    records, drafts = payload["records"], payload["drafts"]
    told = _told(visit, payload["cover"], len(records) + len(drafts))
    seen = f" {seen_by.told(visit, payload['visibility'])}"
    said = dict.fromkeys(records, "") | says(visit.door, visit.actor, records[:SHOWN])
    going = [
        f"{visit.say(words.RECORD)} {number}: {text}"
        for number, text in said.items()
        if number in records[:SHOWN]
    ]
    if len(records) > SHOWN:
        going.append(visit.say(say("and {n} more", "y {n} más", n=len(records) - SHOWN)))
    parts = [told, seen, look.bullets(going)]
    if drafts:
        several = counted(len(drafts), say("draft", "borrador"), say("drafts", "borradores"))
        with_it = say("With {it}, all or none:", "Con {it}, todo o nada:", it=several)
        parts += [visit.say(with_it), look.bullets([_draft(visit, draft) for draft in drafts])]
    return look.join(*parts)


def _told(visit: Visit, cover: Cover, records: int) -> look.Safe:
    parts = [
        f"{frame.date_words(visit, cover.given)}, {visit.say(TO)}: {bodies(visit, cover.to)}",
        *([cover.period] if cover.period else []),
        f"{visit.say(HOW_MANY)}: {records}",
    ]
    return look.join(look.strong(cover.title), f" ({'; '.join(parts)})")


def _draft(visit: Visit, draft: Draft) -> str:
    """A draft in a few words: what it is, and what it says."""
    body = body_of(draft.holds, draft.kind, draft.body)
    says = getattr(body, "summary", None) or getattr(body, "title", None) or getattr(body, "words", "")
    return f"{draft.kind or visit.say(words.HOLDS[draft.holds])} · {says}"
