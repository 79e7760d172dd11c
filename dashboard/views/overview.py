"""What the case is, where each obligation stands, and with whom the next step lies."""

from compliance.catalogue import BASES
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
look.show(
    look.paragraph(
        visit.say(
            say(
                "The monitor’s findings on the paragraphs about schools are not loaded here. What other city bodies "
                "reported of their own paragraphs, and the totals of each report, stand under",
                "Las conclusiones del supervisor sobre los párrafos de escuelas no están cargadas aquí. Lo que otros "
                "organismos informaron de sus propios párrafos, y los totales de cada informe, están en",
            )
        ),
        " ",
        look.link(visit.address("reports"), visit.say(words.REPORTS)),
        ".",
    )
)
