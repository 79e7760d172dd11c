"""All obligations over time, the events behind the changes, and holder of each day's reason."""

from compliance.catalogue import BASES
from compliance.evidence.claim import Claim
from compliance.evidence.document import Document
from compliance.finding import Entry
from compliance.lines import of_first_day
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import frame, history, records
from dashboard.components.outcomes import badge
from dashboard.visit import current

visit = current()
reading = visit.reading
assessment = reading.assessment

frame.heading(visit.say(words.TIMELINE), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "From {first}, the day the decree took effect, to {last}, two years after what is known. What lies ahead "
                "of today shows only what would follow if nothing more were recorded. The dotted line is the day shown.",
                "Desde el {first}, día en que el decreto entró en vigor, hasta el {last}, dos años después de lo conocido. Lo "
                "posterior a hoy solo muestra lo que seguiría si nada más se registrara. La línea punteada es el día mostrado.",
                first=frame.date_words(visit, assessment.first),
                last=frame.date_words(visit, assessment.horizon),
            )
        )
    )
)
for basis, meaning in BASES.items():
    own = [o for o in assessment.obligations.values() if o.obligation.basis == basis]
    if not own:
        continue
    frame.heading(visit.say(meaning))
    lines = [(visit.say(o.obligation.title), o.outcomes) for o in own]
    same_in_table = say(
        "Outcomes of {n} obligations over time; the table below says the same.",
        "Resultados de {n} obligaciones en el tiempo; la tabla de abajo dice lo mismo.",
        n=len(own),
    )
    history.figure(visit, lines, visit.say(same_in_table), f"timeline-{basis}")
    rows = []
    for o in own:
        for step in o.outcomes.steps():
            why = o.deciding(step.first)
            reason = of_first_day(why, step.last) if why else o.obligation.needed or step.value.row.when
            rows.append(
                [
                    look.link(
                        visit.address("obligation", key=o.obligation.key), visit.say(o.obligation.title)
                    ),
                    frame.date_words(visit, step.first),
                    badge(visit, step.value),
                    frame.spoken(visit, reason, *([why.question] if why and why.question else [])),
                ]
            )
    headers = [visit.say(t) for t in (words.OBLIGATION, words.FROM_DAY, words.STATUS, words.WHY)]
    look.show(look.details(visit.say(words.CHANGED), look.table(headers, rows, visit.say(words.CHANGED))))


def later(entry: Entry) -> look.Safe:
    """A word beside an event that lies after the day shown."""
    after = entry.evidence.happened is not None and entry.evidence.happened.earliest > reading.on
    return look.join(look.Safe("<br>"), look.quiet(visit.say(words.LATER))) if after else look.Safe("")


events = [
    entry
    for entry in assessment.in_order
    if entry.counts
    and entry.evidence.happened
    and entry.evidence.happened.latest >= assessment.first
    and not isinstance(entry.evidence, Document | Claim)
]
frame.heading(visit.say(say("Events on record", "Hechos registrados")))
rows = [
    [
        look.join(records.when(visit, entry.evidence), later(entry)),
        records.kind(visit, entry.evidence),
        records.told(visit, entry.evidence),
        records.cited(visit, entry.evidence),
    ]
    for entry in events
]
headers = [visit.say(t) for t in (words.DAY, words.KIND, say("What it says", "Qué dice"), words.SOURCE)]
since = say(
    "Since the decree took effect, oldest first",
    "Desde que el decreto entró en vigor, lo más antiguo primero",
)
look.show(look.table(headers, rows, visit.say(since)))

frame.heading(visit.say(say("Reporting periods", "Periodos de informe")))
rows = [
    [
        p.key,
        frame.date_words(visit, p.first),
        frame.date_words(visit, p.last),
        p.inferred or "",
    ]
    for p in reading.catalogue.periods
]
headers = [visit.say(t) for t in (words.REPORT, words.FROM_DAY, words.TO_DAY, say("Inferred", "Inferido"))]
look.show(look.table(headers, rows, visit.say(reading.catalogue.later_periods)))
