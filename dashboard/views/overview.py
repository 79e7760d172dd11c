"""What the case is, where each obligation stands, and with whom the next step lies."""

from compliance.catalogue import BASES
from compliance.determinations import not_loaded
from compliance.sentences import say
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import frame
from dashboard.components.findings import next_holders
from dashboard.components.outcomes import badge, counts
from dashboard.visit import current

visit = current()
reading = visit.reading
assessment = reading.assessment

frame.heading(visit.say(reading.catalogue.name), 1)
frame.case_banner(visit)

comment = can_comment((e.evidence for e in assessment.in_order if e.counts), reading.on)
if comment:
    frame.heading(visit.say(words.CAN_I_COMMENT))
    look.show(look.paragraph(visit.say(comment)))

frame.heading(visit.say(words.WHERE_EACH_STANDS))
look.show(look.paragraph(visit.say(words.IN_SHORT)))
for basis in BASES:
    own = [o for o in assessment.obligations.values() if o.obligation.basis == basis]
    if not own:
        continue
    rows = []
    for history in own:
        obligation = history.obligation
        rows.append(
            [
                look.link(visit.address("obligation", key=obligation.key), visit.say(obligation.title)),
                badge(visit, history.outcomes.at(reading.on)),
                visit.say(obligation.plain),
                next_holders(visit, [f for f in history.findings(reading.on) if f.is_open]),
            ]
        )
    headers = [visit.say(t) for t in (words.OBLIGATION, words.STATUS, words.PLAIN, words.WITH)]
    look.show(look.table(headers, rows, visit.say(BASES[basis])))

frame.heading(visit.say(say("Counts, each basis for itself", "Conteos, cada base por separado")))
counts(visit)

frame.heading(visit.say(words.MONITOR_FOUND))
nothing_on = not_loaded(reading.catalogue, reading.knowledge.determinations, reading.on)
elsewhere = say(
    "Levels by paragraph, as others reported them, and the totals of each report stand under",
    "Los niveles por párrafo, tal como otros los informaron, y los totales de cada informe están en",
)
look.show(
    look.paragraph(
        frame.spoken(visit, *([nothing_on] if nothing_on else []), elsewhere),
        " ",
        look.link(visit.address("reports"), visit.say(words.REPORTS)),
        ".",
    )
)
