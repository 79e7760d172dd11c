"""Obligations over time: outcomes, reporting periods, due dates, records and determinations, in a figure and in words."""

from compliance.catalogue import BASES
from compliance.chronicle import chronicle
from compliance.sentences import counted, say
from dashboard import look, words
from dashboard.components import frame, happenings, history, narrowing, paging
from dashboard.visit import current

visit = current()
reading = visit.reading
assessment = reading.assessment
AT_ONCE, LINES = 20, 25

frame.heading(visit.say(words.TIMELINE), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "How each obligation stood on every day, by this record’s checks. What lies ahead of today shows only what would "
                "follow if nothing more were recorded. The list under the figures says the same in words, with links.",
                "Cómo estuvo cada obligación en cada día, según las comprobaciones de este registro. Lo posterior a hoy solo "
                "muestra lo que seguiría si nada más se registrara. La lista bajo las figuras dice lo mismo con enlaces.",
            )
        )
    )
)
narrowed = narrowing.ask(visit)
span, shown = narrowed.span, narrowed.histories
look.show(
    look.paragraph(
        visit.say(
            say(
                "Shown: {n}, from {a} to {b}.",
                "Se muestra: {n}, del {a} al {b}.",
                n=counted(len(shown), say("obligation", "obligación"), say("obligations", "obligaciones")),
                a=frame.date_words(visit, span.first),
                b=frame.date_words(visit, span.last),
            )
        )
    )
)
part = paging.page_of(shown, size=AT_ONCE)
found = chronicle(assessment, reading.knowledge.determinations, part.items, span)
clicked: str | None = None
for basis, meaning in BASES.items():
    own = [each for each in part.items if each.obligation.basis == basis]
    if not own:
        continue
    frame.heading(visit.say(meaning))
    rows = {each.obligation.key: row for row, each in enumerate(own)}
    alt = say(
        "Outcomes of {n} obligations from {a} to {b}, with reporting periods, due dates, records and determinations; the list "
        "below says the same.",
        "Resultados de {n} obligaciones del {a} al {b}, con periodos de informe, fechas límite, registros y determinaciones; la "
        "lista de abajo dice lo mismo.",
        n=len(own),
        a=span.first,
        b=span.last,
    )
    led_to = history.leading(
        visit,
        [(visit.say(each.obligation.title), each.outcomes) for each in own],
        history.Setting(
            span,
            reading.catalogue.periods,
            happenings.marks(visit, found, rows, span),
            [f"{happenings.OBLIGATION} {key}" for key in rows],
        ),
        visit.say(alt),
        # Other days are another figure, on which nothing was clicked yet.
        f"timeline-{basis}-{span.first}-{span.last}-{part.first}-{len(shown)}",
    )
    clicked = clicked or led_to
paging.pager(visit, part)
if clicked:
    happenings.follow(visit, clicked)

frame.heading(visit.say(say("What happened in these days", "Qué pasó en estos días")))
if found:
    lines = paging.page_of(found, "lines", LINES)
    oldest = say(
        "The oldest first; of the obligations shown above",
        "Lo más antiguo primero; de las obligaciones de arriba",
    )
    happenings.table(visit, lines.items, assessment.obligations, oldest)
    paging.pager(visit, lines, "lines")
else:
    frame.empty(visit.say(say("Nothing is on record for these days.", "No consta nada en estos días.")))

frame.heading(visit.say(say("Reporting periods", "Periodos de informe")))
table = [
    [
        look.link(visit.address("timeline", period=p.key), p.key),
        frame.date_words(visit, p.first),
        frame.date_words(visit, p.last),
        p.inferred or "",
    ]
    for p in reading.catalogue.periods
]
headers = [visit.say(t) for t in (words.REPORT, words.FROM_DAY, words.TO_DAY, say("Inferred", "Inferido"))]
look.show(look.table(headers, table, visit.say(reading.catalogue.later_periods)))
