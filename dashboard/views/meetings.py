"""Meetings and comment windows: what was held, what lies ahead, whom it reached, and where somebody looked in vain."""

from collections.abc import Iterable

import streamlit as st

from compliance.engagement import Engagement, engagement
from compliance.sentences import Text, say
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import alone, choices, frame, paging
from dashboard.components import engagement as drawn
from dashboard.views import PAGES
from dashboard.visit import Visit, current

MEETINGS, COLUMNS, SEARCHES = 10, 4, 5
ALL_TOPICS, ALL_GROUPS = say("all topics", "todos los temas"), say("all groups", "todos los grupos")
NO_WINDOW = say(
    "No comment window that had opened by this day is on record. One may have been announced that was not read.",
    "No consta ningún periodo de comentarios abierto hasta ese día. Puede haberse anunciado alguno que no se leyó.",
)
NONE_AHEAD = say(
    "No meeting that lies ahead of the day shown is on record here. That does not say that none is planned.",
    "No consta aquí ninguna reunión posterior al día mostrado. Eso no quiere decir que no haya ninguna prevista.",
)
ANNOUNCED_IS_NOT_HELD = say(
    "A meeting that was announced is not one that was held, until a record says so. That no record says so does "
    "not say that it was not held.",
    "Una reunión anunciada no es una reunión celebrada mientras ningún registro lo diga. Que ningún registro lo "
    "diga no significa que no se celebrara.",
)


def main(visit: Visit) -> None:
    found = on_record(visit)
    frame.heading(visit.say(PAGES["meetings"].title), 1)
    frame.as_recorded(visit)
    frame.heading(visit.say(words.CAN_I_COMMENT))
    comment = can_comment((e.evidence for window in found.windows for e in window.entries), visit.record_day)
    look.show(look.paragraph(visit.say(comment or NO_WINDOW)))
    drawn.open_now(visit, [window for window in found.windows if window.standing == "open"])
    with st.container(horizontal=True, gap="small"):
        choices.pick(visit, "topic", drawn.TOPIC, _named(visit, _topics(found)), ALL_TOPICS)
        choices.pick(visit, "group", drawn.GROUP, _named(visit, found.groups), ALL_GROUPS)
    ahead(visit)
    alone.draw(visit, past)
    alone.draw(visit, windows)
    alone.draw(visit, coverage)
    alone.draw(visit, searches)


def on_record(visit: Visit) -> Engagement:
    """All that is on record of it."""
    return engagement(visit.reading.assessment, visit.record_day)


def _topics(found: Engagement) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*found.topics, *(t for w in found.windows for t in w.topics)]))


def _named(visit: Visit, keys: Iterable[str]) -> dict[str, str]:
    return {key: frame.capital(visit.named(key)) for key in keys}


def asked(found: Engagement) -> tuple[str | None, str | None]:
    """The topic and the group that the address asks for; None for all of them."""
    return choices.picked("topic", _topics(found)), choices.picked("group", found.groups)


def ahead(visit: Visit) -> None:
    """The meetings to come; where none is on record, whom to ask."""
    found = on_record(visit)
    topic, _ = asked(found)
    frame.heading(visit.say(say("Meetings to come", "Próximas reuniones")))
    own = [m for m in found.ahead if not topic or topic in m.topics]
    if own:
        drawn.meetings(visit, own[:MEETINGS], say("The next one first", "La más próxima primero"))
    else:
        frame.empty(visit.say(NONE_AHEAD))
        drawn.whom_to_ask(visit, found, (topic,) if topic else _topics(found))


def past(visit: Visit) -> None:
    """The meetings on record, some at a time."""
    found = on_record(visit)
    topic, group = asked(found)
    frame.heading(visit.say(say("Meetings on record", "Reuniones registradas")))
    look.show(look.paragraph(visit.say(ANNOUNCED_IS_NOT_HELD)))
    own = [m for m in found.past if (not topic or topic in m.topics) and (not group or group in m.groups)]
    if own:
        if visit.language != "en":
            look.show(look.paragraph(look.quiet(visit.say(words.IN_ENGLISH))))
        part = paging.page_of(own, size=MEETINGS)
        drawn.meetings(visit, part.items, say("The latest first", "La más reciente primero"))
        paging.pager(visit, part)
        return
    none: Text = (
        say("No meeting of this kind is on record.", "No consta ninguna reunión así.")
        if topic or group
        else say("No meeting is on record by this day.", "No consta ninguna reunión hasta ese día.")
    )
    frame.empty(visit.say(none))


def windows(visit: Visit) -> None:
    """The comment windows, some at a time."""
    found = on_record(visit)
    topic, _ = asked(found)
    frame.heading(visit.say(say("Comment windows", "Periodos de comentarios")))
    own = [w for w in found.windows if not topic or topic in w.topics]
    if not own:
        frame.empty(
            visit.say(say("No comment window is on record.", "No consta ningún periodo de comentarios."))
        )
        return
    part = paging.page_of(own, "windows", MEETINGS)
    first = say("Open ones first, then the latest", "Primero los abiertos, luego los más recientes")
    drawn.windows(visit, part.items, first)
    paging.pager(visit, part, "windows")


def coverage(visit: Visit) -> None:
    """Which groups meetings reached, on some topics at a time."""
    found = on_record(visit)
    topic, _ = asked(found)
    reached = say("Which groups were reached, on which topics", "Qué grupos participaron, en qué temas")
    frame.heading(visit.say(reached))
    columns = [key for key in found.topics if not topic or key == topic]
    if not columns:
        frame.empty(visit.say(say("No meeting is about this topic.", "Ninguna reunión trata de este tema.")))
        return
    part = paging.page_of(columns, "topics", COLUMNS)
    drawn.coverage(visit, found, part.items)
    paging.pager(visit, part, "topics")


def searches(visit: Visit) -> None:
    """Where somebody looked in vain, some at a time."""
    found = on_record(visit)
    topic, _ = asked(found)
    in_vain = say("Where somebody looked and did not find it", "Dónde alguien buscó y no encontró")
    frame.heading(visit.say(in_vain))
    looked = found.searched((topic,) if topic else _topics(found))
    if not looked:
        frame.empty(visit.say(drawn.NOBODY_SEARCHED))
        return
    part = paging.page_of(looked, "searches", SEARCHES)
    drawn.searches(visit, part.items)
    paging.pager(visit, part, "searches")


main(current())
