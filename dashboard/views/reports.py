"""The monitor's reports as others reported them: periods, totals with their base, and levels per paragraph."""

from compliance.determinations import filed_by, not_loaded, paragraphs_with_findings
from compliance.evidence.instrument import Instrument
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import frame, records
from dashboard.visit import current

visit = current()
reading = visit.reading
catalogue, known = reading.catalogue, reading.knowledge
totals = {total.report: total for total in known.totals}

frame.heading(visit.say(words.REPORTS), 1)
nothing_on = not_loaded(catalogue, known.determinations, reading.on)
whose = say(
    "Levels are the monitor’s, each as reported by whom it names; totals are the source’s own figures.",
    "Los niveles son del supervisor, cada uno según quien lo informa; los totales son cifras de la fuente.",
)
look.show(look.paragraph(frame.spoken(visit, whose, *([nothing_on] if nothing_on else []))))

frame.heading(visit.say(say("Levels by paragraph", "Niveles por párrafo")))
found = paragraphs_with_findings(catalogue, known.determinations, reading.on)
rows = [
    [
        visit.say(catalogue.cited(paragraph.number)),
        look.bullets([visit.say(standing.text()) for standing in levels]),
        look.join(
            *(
                look.Safe(f"<div>{records.citation(visit, known.sources[s.determination.source])}</div>")
                for s in levels
                if s.determination.source is not None
            )
        ),
    ]
    for paragraph, levels in found
]
headers = [visit.say(t) for t in (words.PARAGRAPHS, words.MONITOR_FOUND, words.SOURCE)]
if rows:
    one_each = say(
        "Where two bodies answer for one paragraph, each has its own level.",
        "Donde dos organismos responden por un párrafo, cada uno tiene su nivel.",
    )
    look.show(look.table(headers, rows, visit.say(one_each)))
else:
    frame.empty(
        visit.say(
            say(
                "No report whose levels are loaded was out by this day.",
                "Ningún informe con niveles cargados había salido hasta este día.",
            )
        )
    )

orders = [
    e.evidence
    for e in reading.assessment.in_order
    if e.counts
    and isinstance(e.evidence, Instrument)
    and "decree" in e.evidence.subject
    and e.evidence.happened.latest <= reading.on
]
if orders:
    frame.heading(visit.say(say("Orders and stipulations on record", "Órdenes y estipulaciones registradas")))
    rows = [[records.when(visit, o), records.told(visit, o), records.cited(visit, o)] for o in orders]
    headers = [visit.say(t) for t in (words.DAY, say("What it says", "Qué dice"), words.SOURCE)]
    beyond = say("What the levels above do not show", "Lo que los niveles de arriba no muestran")
    look.show(look.table(headers, rows, visit.say(beyond)))

frame.heading(visit.say(say("Totals of each report", "Totales de cada informe")))
changing = say(
    "Figures as the source gives them, each with its base. Bases differ from report to report, so no line joins them. "
    "A dash means that no source read here gives the figure.",
    "Cifras tal como las da la fuente, cada una con su base. Las bases cambian de un informe a otro, así que ninguna línea "
    "las une. Una raya significa que ninguna fuente leída da la cifra.",
)
rows = []
for period in catalogue.periods:
    if not filed_by(period, reading.on):
        continue
    total = totals.get(period.key)
    filed = visit.say(period.filed.text()) if period.filed else ""
    values = [
        f"{total.base or '—'} {total.base_note or ''}" if total else "—",
        (total and total.any_level) or "—",
        *((total and total.levels.get(level.key)) or "—" for level in catalogue.levels),
        (total and total.none) or "—",
        f"{total.deadlines_met} / {total.deadlines_all}" if total and total.deadlines_met else "—",
    ]
    cited = [key for key in (total.source, *total.also) if key] if total else []
    lines = [look.Safe(f"<div>{records.citation(visit, known.sources[key])}</div>") for key in cited]
    source = look.join(*lines) if lines else look.Safe("—")
    note = look.quiet(total.note) if total and total.note else look.Safe("")
    inferred = f" ({period.inferred})" if period.inferred else ""
    rows.append(
        [
            period.key,
            f"{frame.date_words(visit, period.first)} – {frame.date_words(visit, period.last)}{inferred}",
            ", ".join(part for part in (filed, period.filed_note) if part),
            *values,
            look.join(source, " ", note),
        ]
    )
columns = [
    words.REPORT,
    words.PERIOD,
    words.FILED,
    say("Base", "Base"),
    say("Any level", "Algún nivel"),
    *(level.name for level in catalogue.levels),
    say("None", "Ninguno"),
    say("Deadlines met / all", "Plazos cumplidos / total"),
    words.SOURCE,
]
if rows:
    look.show(look.table([visit.say(text) for text in columns], rows, visit.say(changing)))
look.show(look.paragraph(visit.say(catalogue.later_periods)))
