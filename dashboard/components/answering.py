"""Answering a finding, and telling what was done: the finding beside the form, the answers given, and their correction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from compliance.access import NotAllowed, StoreError, Visibility
from compliance.access.drafting import save_draft
from compliance.assessment import ObligationHistory
from compliance.contributions import Response
from compliance.outcomes import Outcome
from compliance.sentences import Text, say
from compliance.voices import STANCES, Answer
from dashboard import look, words
from dashboard.components import acts, frame, links, seen_by
from dashboard.components.capacities import capacity
from dashboard.components.outcomes import badge
from dashboard.components.speaking import OUR_CHECKS
from dashboard.visit import Visit

IN_YOUR_WORDS = say("In your own words", "En sus propias palabras")
CHOOSE = say("Choose", "Elija")
ONE_RECORD = say(
    "The number of a record that it is about, if it is about one", "El número de un registro, si trata de uno"
)
TAKEN_BACK = say("Taken back: response, record", "Se retira la respuesta, registro")


def finding(visit: Visit, found: ObligationHistory, on: date) -> None:
    """What our checks say on a day: what an answer given as of that day is an answer to."""
    title = links.obligation(visit, found.obligation)
    look.show(look.heading(title, 2))
    rows = [
        look.join(
            badge(visit, each.outcome),
            " ",
            look.strong(visit.say(each.criterion.title)),
            " ",
            visit.say(each.says),
        )
        for each in found.findings(on)
    ]
    as_of = say("{what}, as of {on}", "{what}, al {on}", what=OUR_CHECKS, on=frame.date_words(visit, on))
    look.show(look.paragraph(look.strong(visit.say(as_of)), " ", badge(visit, found.outcomes.at(on))))
    look.show(look.bullets(rows) if rows else look.paragraph(visit.say(Outcome.NOT_CHECKED.words)))


def form(visit: Visit, found: ObligationHistory) -> None:
    """An answer to what is shown beside it, given on the day looked at; who only drafts saves it as a draft."""
    on, key = visit.reading.on, f"answer-{found.obligation.key}"
    if on > visit.reading.today:
        ahead = say(
            "You look at a day that has not come. Choose today, or an earlier day, to answer as of that day.",
            "Está mirando un día que no ha llegado. Elija hoy o un día anterior para responder.",
        )
        frame.empty(visit.say(ahead))
        return
    may_send = visit.may("add", "response")
    with st.form(key):
        given = say("Your answer, given on {on}", "Su respuesta, del {on}", on=frame.date_words(visit, on))
        look.show(look.paragraph(look.strong(visit.say(given))))
        said = _fields(visit, empty("answer"), None)
        seen = seen_by.choose(visit, f"{empty('answer')}-seen", "response")
        if st.form_submit_button(visit.say(acts.CHECK if may_send else acts.SAVE_DRAFT), type="primary"):
            try:
                body = Response.model_validate(said | {"obligation": found.obligation.key, "given": on})
                if may_send:
                    acts.propose(key, {"body": body, "visibility": seen})
                else:
                    save_draft(visit.desk, visit.actor, body, visibility=seen)
                    saved = say(
                        "Saved as a draft. A coordinator of your bureau can send it.",
                        "Guardado como borrador. La coordinación de su oficina puede enviarlo.",
                    )
                    look.show(look.notice(visit.say(saved)))
            except (NotAllowed, StoreError, ValueError) as error:
                acts.refused(visit, error)
    recorded = acts.ask(
        visit,
        key,
        lambda payload: _summary(visit, payload["body"], payload["visibility"]),
        lambda payload, once: visit.desk.add(
            visit.actor, payload["body"], visibility=payload["visibility"], idempotency_key=once
        ),
    )
    if recorded:
        spent("answer")
        st.rerun()


def empty(name: str) -> str:
    """The name under which the fields of a form stand: a new one, and so empty fields, once what they said is recorded."""
    turn = st.session_state.get(f"{name}-turn", 0)
    return f"{name}-{turn}" if turn else name


def spent(name: str) -> None:
    """What the fields of a form said is recorded; they are empty from the next run on."""
    st.session_state[f"{name}-turn"] = st.session_state.get(f"{name}-turn", 0) + 1


def own_answer(visit: Visit, answer: Answer) -> None:
    """The reader's own answer, to correct or take back, each with its reason."""
    with st.form("correct"):
        said = _fields(visit, "correct", answer.response)
        reason = st.text_input(visit.say(acts.WHY_CORRECTED), key="correct-reason")
        if st.form_submit_button(visit.say(acts.CHECK), type="primary"):
            try:
                fixed = {"obligation": answer.response.obligation, "given": answer.response.given}
                better = Response.model_validate(said | fixed)
                acts.propose(_correction(answer.number), {"body": better, "reason": reason})
                st.session_state[_typed(answer.number)] = better.words
            except ValueError as error:
                acts.refused(visit, error)
    recorded = correcting(visit, answer.number)
    with st.expander(visit.say(say("Take it back", "Retirarla"))), st.form("withdraw"):
        why = st.text_input(visit.say(acts.WHY_WITHDRAWN), key="withdraw-reason")
        if st.form_submit_button(visit.say(acts.CHECK), type="primary"):
            acts.propose(_withdrawal(answer.number), {"reason": why})
    if withdrawn(visit, answer.number) or recorded:
        st.rerun()


def correcting(visit: Visit, number: int) -> bool:
    """Asks whether to correct an answer, where that was proposed, and says where the correction stands once it does."""
    recorded = acts.ask(
        visit,
        _correction(number),
        lambda payload: look.join(_summary(visit, payload["body"], None), f" {payload['reason']}"),
        lambda payload, once: visit.desk.add(
            visit.actor,
            payload["body"],
            corrects=number,
            reason=payload["reason"],
            idempotency_key=once,
        ),
    )
    if recorded:
        st.session_state.pop(_typed(number), None)
    return recorded


def changed_meanwhile(visit: Visit, number: int) -> None:
    """Where an answer does not hold any more: what became of a correction of it, and the words of one that came too late."""
    correcting(visit, number)
    withdrawn(visit, number)
    typed = st.session_state.get(_typed(number))
    if typed:
        kept = say(
            "This answer was changed or taken back meanwhile. What you wrote was not recorded; here it is, to use again:",
            "Esta respuesta fue cambiada o retirada entretanto. Lo que usted escribió no se registró; aquí está, por si lo necesita:",
        )
        look.show(look.join(look.paragraph(visit.say(kept)), look.preformatted(typed)))


def withdrawn(visit: Visit, number: int) -> bool:
    """Asks whether to take an answer back, where that was proposed, and says where it stands once it was."""
    return acts.ask(
        visit,
        _withdrawal(number),
        lambda payload: f"{visit.say(TAKEN_BACK)} {number}. {payload['reason']}",
        lambda payload, once: visit.desk.withdraw(visit.actor, number, payload["reason"], once),
    )


def _correction(number: int) -> str:
    return f"answer-correct-{number}"


def _typed(number: int) -> str:
    return f"typed-{number}"


def _withdrawal(number: int) -> str:
    return f"answer-withdraw-{number}"


def table(visit: Visit, given: Sequence[Answer], caption: Text) -> None:
    """Answers, each with what it answers and the outcome on its day; one's own lead to their correction."""
    rows = [
        [
            _what(visit, each),
            capacity(visit, each.capacity),
            frame.date_words(visit, each.response.given),
            visit.say(STANCES[each.response.stance]),
            f"“{each.response.words}”",
            _standing(visit, each),
        ]
        for each in given
    ]
    headers = [
        words.OBLIGATION,
        words.RECORDED_AS,
        words.DAY,
        words.STANCE,
        words.IN_THEIR_WORDS,
        say("Our checks on that day", "Nuestras comprobaciones ese día"),
    ]
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))


def _what(visit: Visit, each: Answer) -> look.Safe:
    obligation = visit.reading.catalogue.obligation(each.response.obligation)
    title = visit.say(obligation.title) if obligation else each.response.obligation
    parts: list[str] = [look.link(visit.address("responses", key=each.response.obligation), title)]
    if each.capacity in visit.standing.sight.filed_as:
        change = visit.say(say("Correct or take back", "Corregir o retirar"))
        address = visit.address("responses", key=each.response.obligation, answer=f"{each.number}")
        parts += [look.Safe("<br>"), look.link(address, change)]
    return look.join(*parts)


def _standing(visit: Visit, each: Answer) -> str:
    """The outcome on the day of an answer by what is known now, and the way to how it stood when the answer was recorded."""
    assessment, response = visit.reading.assessment, each.response
    history = assessment.obligations.get(response.obligation)
    if history is None or not assessment.first <= response.given <= assessment.horizon:
        return "—"
    then = {"key": response.obligation, "on": f"{response.given}", "known": f"{each.number}"}
    as_it_stood = visit.say(say("as it was known then", "como se conocía entonces"))
    return look.join(
        badge(visit, history.outcomes.at(response.given)),
        look.Safe("<br>"),
        look.link(visit.address("obligation", **then), as_it_stood),
    )


def _fields(visit: Visit, key: str, before: Response | None) -> dict[str, Any]:
    """The fields of an answer, as they were typed."""
    stances = list(STANCES)
    stance = st.selectbox(
        visit.say(words.STANCE),
        stances,
        # Nothing is chosen for anybody: a stance is their own.
        index=stances.index(before.stance) if before else None,
        placeholder=visit.say(CHOOSE),
        format_func=lambda each: visit.say(STANCES[each]),
        key=f"{key}-stance",
    )
    said = st.text_area(
        visit.say(IN_YOUR_WORDS), value=before.words if before else "", max_chars=2000, key=f"{key}-words"
    )
    number = st.text_input(
        visit.say(ONE_RECORD),
        value=f"{before.record}" if before and before.record else "",
        max_chars=10,
        key=f"{key}-record",
    )
    about = {"record": number.strip()} if number.strip() else {}
    return {"stance": stance, "words": said.strip(), **about}


def _summary(visit: Visit, body: Response, seen: Visibility | None) -> look.Safe:
    told = look.join(
        look.strong(visit.say(STANCES[body.stance])),
        f" ({frame.date_words(visit, body.given)}): “{body.words}”",
    )
    return look.join(told, " ", seen_by.told(visit, seen)) if seen else told
