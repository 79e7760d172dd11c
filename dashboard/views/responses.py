"""Responses and statements: answering what the checks say, and telling what was done, each in a body's own words."""

from datetime import date

import streamlit as st

from compliance.assessment import ObligationHistory
from compliance.sentences import Text, say
from compliance.voices import Answer
from dashboard import look, words
from dashboard.components import answering, choices, frame, paging, telling
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
reading = visit.reading
AT_ONCE = 8
WITH_US = say(
    "Open, with the next step at your body; those due first",
    "Pendiente, a su organismo le toca; primero lo que vence antes",
)
own = visit.standing.sight.filed_as
every = sorted(
    (Answer(row.number, row.capacity, response) for row, response in reading.knowledge.responses),
    key=lambda answer: -answer.number,
)


def main() -> None:
    frame.heading(visit.say(PAGES["responses"].title), 1)
    found = reading.assessment.obligations.get(st.query_params.get("key", ""))
    if found is not None:
        one(found)
    else:
        overview()


def one(found: ObligationHistory) -> None:
    """One obligation: its finding beside the form, what was answered to it, and a statement."""
    here = [answer for answer in every if answer.response.obligation == found.obligation.key]
    asked = choices.number("answer")
    mine = next((a for a in here if a.number == asked and a.capacity in own), None)
    left, right = st.columns(2, gap="large")
    with left:
        answering.finding(visit, found, day_of(mine) or reading.on)
    with right:
        if mine is not None:
            answering.own_answer(visit, mine)
        else:
            if asked is not None:
                answering.changed_meanwhile(visit, asked)
            answering.form(visit, found)
    frame.heading(visit.say(words.ANSWERS))
    if here:
        stays = say(
            "Newest first; a response changes no outcome",
            "La más reciente primero; una respuesta no cambia ningún resultado",
        )
        answering.table(visit, here, stays)
    else:
        none = say("Nobody has answered this yet.", "Nadie ha respondido aún.")
        frame.empty(visit.say(none))
    speaker = telling.speaker(visit)
    if speaker is not None:
        frame.heading(visit.say(telling.TELL))
        telling.form(visit, found.obligation, speaker)
    back = visit.say(say("All responses", "Todas las respuestas"))
    look.show(look.paragraph(look.link(visit.address("responses"), back)))


def day_of(answer: Answer | None) -> date | None:
    """The day of which an answer speaks, where the checks reach it."""
    day = answer.response.given if answer else None
    return day if day and reading.assessment.first <= day <= reading.assessment.horizon else None


def with_us() -> None:
    """The open obligations of which the next step lies with the reader's own body, to answer at once."""
    bodies = {capacity.body for capacity in visit.standing.capacities if capacity.body}
    open_now = [gap for gap in reading.assessment.gaps(reading.on).items if gap.holder in bodies]
    keys = dict.fromkeys(gap.obligation.key for gap in open_now)
    if not keys:
        return
    look.show(look.paragraph(look.strong(f"{visit.say(WITH_US)} ({len(keys)})")))
    some = list(keys)[:AT_ONCE]
    titles = {gap.obligation.key: visit.say(gap.obligation.title) for gap in open_now}
    look.show(look.bullets([look.link(visit.address("responses", key=key), titles[key]) for key in some]))


def overview() -> None:
    """What to answer, and what was answered."""
    what = say(
        "Answer what the checks say of an obligation, in the words of your own body. It is printed beside the outcome, at the "
        "same size, and changes no outcome.",
        "Responda a lo que dicen las comprobaciones de una obligación, con las palabras de su organismo. Aparece junto al "
        "resultado, con el mismo tamaño, y no cambia ningún resultado.",
    )
    look.show(look.paragraph(visit.say(what)))
    sought = choices.search(
        visit, label=say("Which obligation do you answer?", "¿A qué obligación responde?")
    ).split()
    titles = {key: visit.say(o.obligation.title) for key, o in reading.assessment.obligations.items()}
    found = [
        key for key, title in titles.items() if all(w in f"{title} {key}".casefold() for w in sought)
    ] if sought else []  # fmt: skip
    if sought and not found:
        frame.empty(
            visit.say(
                say(
                    "None has a name like it; try other words.",
                    "Ninguna se llama así; pruebe otras palabras.",
                )
            )
        )
    look.show(
        look.bullets([look.link(visit.address("responses", key=key), titles[key]) for key in found[:AT_ONCE]])
    )
    if len(found) > AT_ONCE:
        more = say("{n} more; add a word.", "{n} más; añada una palabra.", n=len(found) - AT_ONCE)
        frame.empty(visit.say(more))
    if not sought:
        with_us()
    mine = [answer for answer in every if answer.capacity in own]
    others = [answer for answer in every if answer.capacity not in own]
    listed(mine, "own", say("Your body’s responses", "Respuestas de su organismo"))
    listed(others, "page", say("Responses of others", "Respuestas de otros"))


def listed(given: list[Answer], key: str, title: Text) -> None:
    frame.heading(f"{visit.say(title)} ({len(given):,})")
    if not given:
        frame.empty(
            visit.say(say("None is recorded that you may see.", "No consta ninguna que usted pueda ver."))
        )
        return
    part = paging.page_of(given, key=key, size=AT_ONCE)
    answering.table(visit, part.items, say("Newest first", "La más reciente primero"))
    paging.pager(visit, part, key=key)


main()
