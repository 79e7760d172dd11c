"""The monitor's reports as others reported them: levels per paragraph, orders, and totals with their base."""

from compliance.determinations import Standing, filed_by, not_loaded, paragraphs_with_findings
from compliance.evidence.instrument import Instrument
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import alone, choices, determining, frame, links, paging, records, totals
from dashboard.visit import Visit, current

WHOSE = say(
    "Levels are the monitor’s, each as reported by whom it names; totals are the source’s own figures.",
    "Los niveles son del supervisor, cada uno según quien lo informa; los totales son cifras de la fuente.",
)
ONE_EACH = say(
    "Where two bodies answer for one paragraph, each has its own level.",
    "Donde dos organismos responden por un párrafo, cada uno tiene su nivel.",
)
NONE_OUT = say(
    "No report whose levels are loaded was out by this day.",
    "Ningún informe con niveles cargados había salido hasta este día.",
)
NONE_SO = say("No paragraph with a level is like that.", "Ningún párrafo con nivel es así.")


def main(visit: Visit) -> None:
    catalogue, known = visit.reading.catalogue, visit.reading.knowledge
    frame.heading(visit.say(words.REPORTS), 1)
    nothing_on = not_loaded(catalogue, known.determinations, visit.record_day)
    frame.as_recorded(visit)
    look.show(look.paragraph(frame.spoken(visit, WHOSE, *([nothing_on] if nothing_on else []))))
    alone.draw(visit, levels)
    alone.draw(visit, orders)
    frame.heading(visit.say(say("Totals of each report", "Totales de cada informe")))
    totals.every(visit, [p for p in catalogue.periods if filed_by(p, visit.record_day)])
    look.show(look.paragraph(visit.say(catalogue.later_periods)))


def levels(visit: Visit) -> None:
    """The newest level of each paragraph, for each body that answers for it."""
    catalogue, known = visit.reading.catalogue, visit.reading.knowledge
    frame.heading(visit.say(say("Levels by paragraph", "Niveles por párrafo")))
    every = paragraphs_with_findings(catalogue, known.determinations, visit.record_day)
    if not every:
        frame.empty(visit.say(NONE_OUT))
        return
    sought = choices.search(visit, label=say("Paragraph", "Párrafo")) if len(every) > paging.SIZE else ""
    found = [
        pair
        for pair in every
        if not sought or sought in visit.say(catalogue.cited(pair[0].number)).casefold()
    ]
    part = paging.page_of(found)
    rows = [
        [
            visit.say(catalogue.cited(paragraph.number)),
            look.bullets([visit.say(standing.text()) for standing in own]),
            sources(visit, own),
        ]
        for paragraph, own in part.items
    ]
    if not rows:
        frame.empty(visit.say(NONE_SO))
        return
    headers = [visit.say(t) for t in (words.PARAGRAPHS, words.MONITOR_FOUND, words.SOURCE)]
    look.show(look.table(headers, rows, visit.say(ONE_EACH)))
    paging.pager(visit, part)


def sources(visit: Visit, levels: list[Standing]) -> look.Safe:
    """The sources of what others reported; of what the monitor filed here, its row, and which filing it corrects and why."""
    known = visit.reading.knowledge
    keys = dict.fromkeys(s.determination.source for s in levels if s.determination.source is not None)
    cells = [records.citation(visit, known.sources[key]) for key in keys]
    filed = (known.filed_here.get(s.determination) for s in levels)
    for number in (number for number in filed if number is not None):
        cells.append(links.record(visit, number))
        if (why := determining.corrected(visit, number)) is not None:
            cells.append(look.join(visit.say(determining.CORRECTS), " ", why))
    return look.join(*(look.Safe(f"<div>{cell}</div>") for cell in cells))


def orders(visit: Visit) -> None:
    """What the court ordered or the parties stipulated of the decree itself."""
    found = [
        e.evidence
        for e in visit.reading.assessment.by_kind.get("instrument", ())
        if e.counts
        and isinstance(e.evidence, Instrument)
        and "decree" in e.evidence.subject
        and e.evidence.happened.latest <= visit.record_day
    ]
    if not found:
        return
    frame.heading(visit.say(say("Orders and stipulations on record", "Órdenes y estipulaciones registradas")))
    part = paging.page_of(found, "orders")
    rows = [[records.when(visit, o), records.told(visit, o), records.cited(visit, o)] for o in part.items]
    headers = [visit.say(t) for t in (words.DAY, words.SAYS, words.SOURCE)]
    beyond = say("What the levels above do not show", "Lo que los niveles de arriba no muestran")
    look.show(look.table(headers, rows, visit.say(beyond)))
    paging.pager(visit, part, "orders")


main(current())
