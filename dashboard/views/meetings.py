"""Meetings and comment windows: what was held, what lies ahead, whom it reached, and where somebody looked in vain."""

import streamlit as st

from compliance.engagement import engagement
from compliance.sentences import Text, say
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import choices, frame, paging
from dashboard.components import engagement as drawn
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
reading = visit.reading
found = engagement(reading.assessment, visit.record_day)
MEETINGS, COLUMNS, SEARCHES = 10, 4, 5

frame.heading(visit.say(PAGES["meetings"].title), 1)
frame.as_recorded(visit)
frame.heading(visit.say(words.CAN_I_COMMENT))
comment = can_comment((e.evidence for window in found.windows for e in window.entries), visit.record_day)
look.show(
    look.paragraph(
        visit.say(
            comment
            or say(
                "No comment window that had opened by this day is on record. One may have been announced that was not read.",
                "No consta ningún periodo de comentarios abierto hasta ese día. Puede haberse anunciado alguno que no se leyó.",
            )
        )
    )
)

drawn.open_now(visit, [window for window in found.windows if window.standing == "open"])

every_topic = tuple(dict.fromkeys([*found.topics, *(t for w in found.windows for t in w.topics)]))
topic_names = {key: frame.capital(visit.named(key)) for key in every_topic}
group_names = {key: frame.capital(visit.named(key)) for key in found.groups}
all_topics, all_groups = say("all topics", "todos los temas"), say("all groups", "todos los grupos")
with st.container(horizontal=True, gap="small"):
    topic = choices.pick(visit, "topic", drawn.TOPIC, topic_names, all_topics)
    group = choices.pick(visit, "group", drawn.GROUP, group_names, all_groups)
topics = (topic,) if topic else every_topic
ahead = [m for m in found.ahead if not topic or topic in m.topics]
past = [m for m in found.past if (not topic or topic in m.topics) and (not group or group in m.groups)]
windows = [w for w in found.windows if not topic or topic in w.topics]

frame.heading(visit.say(say("Meetings to come", "Próximas reuniones")))
if ahead:
    drawn.meetings(visit, ahead[:MEETINGS], say("The next one first", "La más próxima primero"))
else:
    frame.empty(
        visit.say(
            say(
                "No meeting that lies ahead of the day shown is on record here. That does not say that none is planned.",
                "No consta aquí ninguna reunión posterior al día mostrado. Eso no quiere decir que no haya ninguna prevista.",
            )
        )
    )
    drawn.whom_to_ask(visit, found, topics)

frame.heading(visit.say(say("Meetings on record", "Reuniones registradas")))
look.show(
    look.paragraph(
        visit.say(
            say(
                "A meeting that was announced is not one that was held, until a record says so. That no record says so does "
                "not say that it was not held.",
                "Una reunión anunciada no es una reunión celebrada mientras ningún registro lo diga. Que ningún registro lo "
                "diga no significa que no se celebrara.",
            )
        )
    )
)
part = paging.page_of(past, size=MEETINGS)
if past and visit.language != "en":
    look.show(look.paragraph(look.quiet(visit.say(words.IN_ENGLISH))))
if past:
    drawn.meetings(visit, part.items, say("The latest first", "La más reciente primero"))
    paging.pager(visit, part)
else:
    none: Text = (
        say("No meeting of this kind is on record.", "No consta ninguna reunión así.")
        if topic or group
        else say("No meeting is on record by this day.", "No consta ninguna reunión hasta ese día.")
    )
    frame.empty(visit.say(none))

frame.heading(visit.say(say("Comment windows", "Periodos de comentarios")))
if windows:
    shown = paging.page_of(windows, "windows", MEETINGS)
    drawn.windows(
        visit,
        shown.items,
        say("Open ones first, then the latest", "Primero los abiertos, luego los más recientes"),
    )
    paging.pager(visit, shown, "windows")
else:
    frame.empty(visit.say(say("No comment window is on record.", "No consta ningún periodo de comentarios.")))

frame.heading(
    visit.say(say("Which groups were reached, on which topics", "Qué grupos participaron, en qué temas"))
)
columns = [key for key in found.topics if not topic or key == topic]
if columns:
    across = paging.page_of(columns, "topics", COLUMNS)
    drawn.coverage(visit, found, across.items)
    paging.pager(visit, across, "topics")
else:
    frame.empty(visit.say(say("No meeting is about this topic.", "Ninguna reunión trata de este tema.")))

frame.heading(
    visit.say(say("Where somebody looked and did not find it", "Dónde alguien buscó y no encontró"))
)
looked = found.searched(topics)
if looked:
    some = paging.page_of(looked, "searches", SEARCHES)
    drawn.searches(visit, some.items)
    paging.pager(visit, some, "searches")
else:
    frame.empty(visit.say(drawn.NOBODY_SEARCHED))
