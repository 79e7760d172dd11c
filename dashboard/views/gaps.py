"""Every open item: what is missing, the next act, and with whom it lies."""

import streamlit as st

from compliance.outcomes import Outcome
from compliance.sentences import same, say
from dashboard import look, words
from dashboard.components import frame
from dashboard.components.outcomes import badge
from dashboard.visit import current

visit = current()
reading = visit.reading
names = reading.catalogue.names
open_items = reading.assessment.gaps(reading.on)

frame.heading(visit.say(words.GAPS), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "What would settle each open check, and who can do it. A record that is not here is not an act that was "
                "not done: often it only has to be loaded. No days are counted, because no request is on record.",
                "Qué resolvería cada revisión abierta y quién puede hacerlo. Un registro que no está aquí no es un acto sin "
                "hacer: a menudo solo falta cargarlo. No se cuentan días, porque no consta ninguna solicitud.",
            )
        )
    )
)
holders = list(dict.fromkeys(f.holder for f in open_items if f.holder))
chosen = st.selectbox(
    visit.say(words.WITH),
    ["", *holders],
    format_func=lambda key: visit.say(names.get(key, same(key))) if key else visit.say(words.HOLDER_ALL),
    key="holder",
    bind="query-params",
)
shown = [f for f in open_items if not chosen or f.holder == chosen]
for key in holders:
    own = [f for f in shown if f.holder == key]
    if not own:
        continue
    frame.heading(f"{frame.capital(visit.say(names.get(key, same(key))))} ({len(own)})")
    rows = [
        [
            look.join(
                look.link(visit.address("obligation", key=f.obligation.key), visit.say(f.obligation.title)),
                look.Safe("<br>"),
                look.quiet(visit.say(f.criterion.title)),
            ),
            badge(visit, f.outcome),
            look.bullets([visit.say(text) for text in f.missing])
            if f.missing
            else frame.spoken(visit, f.says),
            visit.say(f.act.text) if f.act else "—",
            visit.say(f.due_text()),
        ]
        for f in own
    ]
    headers = [
        visit.say(t) for t in (words.OBLIGATION, words.STATUS, words.MISSING, words.NEXT_ACT, words.DUE)
    ]
    look.show(look.table(headers, rows, f"{visit.say(words.WITH)}: {visit.say(names.get(key, same(key)))}"))
if not shown:
    frame.empty(visit.say(say("No open item on this day.", "Nada pendiente en este día.")))

unchecked = [
    o for o in reading.assessment.obligations.values() if o.outcomes.at(reading.on) is Outcome.NOT_CHECKED
]
if unchecked:
    frame.heading(frame.capital(visit.say(Outcome.NOT_CHECKED.words)))
    rows = [
        [
            look.link(visit.address("obligation", key=o.obligation.key), visit.say(o.obligation.title)),
            frame.spoken(visit, o.obligation.needed) if o.obligation.needed else "—",
        ]
        for o in unchecked
    ]
    needed = say("What a check would need", "Qué necesitaría una revisión")
    look.show(look.table([visit.say(words.OBLIGATION), visit.say(needed)], rows, visit.say(needed)))
