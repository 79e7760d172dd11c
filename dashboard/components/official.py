"""What those say of an obligation who decide: the monitor's determinations, and the sustainment that court orders set."""

from compliance.catalogue import Obligation
from compliance.determinations import NOT_LOADED, standings
from compliance.evidence.document import Document
from compliance.sentences import same, say
from compliance.sustained import step_text, sustained
from dashboard import look, words
from dashboard.components import frame, records
from dashboard.visit import Visit


def monitor(visit: Visit, obligation: Obligation) -> None:
    """What the monitor determined on each paragraph, and what others reported of that."""
    if obligation.basis != "decree":
        return
    frame.heading(visit.say(words.MONITOR_FOUND))
    frame.as_recorded(visit)
    if not obligation.paragraphs:
        look.show(look.paragraph(frame.spoken(visit, obligation.paragraph_note or same(""), NOT_LOADED)))
    for paragraph in obligation.paragraphs:
        loaded = standings(
            visit.reading.catalogue, visit.reading.knowledge.determinations, paragraph, visit.record_day
        )
        texts = [standing.text() for standing in loaded] or [NOT_LOADED]
        look.show(
            look.paragraph(
                f"{visit.say(visit.reading.catalogue.cited(paragraph))}: {frame.spoken(visit, *texts)}"
            )
        )
    reported = [
        e
        for e in visit.reading.assessment.about(obligation)
        if isinstance(e.evidence, Document) and e.evidence.voice == "monitor"
    ]
    if reported:
        as_reported = say(
            "What others reported of the monitor’s findings, without a paragraph’s number:",
            "Lo que otros informaron de las conclusiones del supervisor, sin número de párrafo:",
        )
        look.show(look.paragraph(visit.say(as_reported)))
        look.show(
            look.bullets(
                [
                    look.join(records.told(visit, e.evidence), records.cited(visit, e.evidence))
                    for e in reported
                ]
            )
        )


def sustainment(visit: Visit, obligation: Obligation) -> None:
    """Where the sustainment period of each paragraph stands, each step with its record; a voice of the court's own."""
    periods = sustained(
        obligation, visit.reading.assessment.rows, visit.reading.assessment.doubts, visit.reading.on
    )
    if not periods:
        return
    frame.heading(visit.say(words.SUSTAINMENT))
    for each in periods:
        cited = f"{visit.say(visit.reading.catalogue.cited(each.paragraph))}: " if each.paragraph else ""
        look.show(look.paragraph(f"{cited}{visit.say(each.text())}"))
        for step in each.clock.steps:
            told = [records.told(visit, visit.reading.evidence(key)) for key in step.evidence]
            cites = [records.cited(visit, visit.reading.evidence(key)) for key in step.evidence]
            look.show(look.paragraph(visit.say(step_text(step))))
            look.show(look.bullets([look.join(*both) for both in zip(told, cites, strict=True)]))
