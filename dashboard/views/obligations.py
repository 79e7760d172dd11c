"""Every obligation, by its basis: where it stands, who is responsible, what the monitor found."""

from compliance.catalogue import BASES, Obligation
from compliance.determinations import standings
from compliance.outcomes import NOT_A_MEASURE
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import frame
from dashboard.components.findings import next_holders
from dashboard.components.outcomes import badge
from dashboard.visit import current

visit = current()
reading = visit.reading


def begins(obligation: Obligation) -> str:
    if obligation.begins == "unknown":
        return visit.say(words.UNKNOWN)
    return frame.date_words(visit, obligation.begins)


def found_by_monitor(obligation: Obligation) -> str:
    if not obligation.paragraphs:
        number_unknown = say("paragraph number not loaded", "número de párrafo no cargado")
        return visit.say(number_unknown) if obligation.basis == "decree" else "—"
    found = [
        f"{visit.say(reading.catalogue.cited(number))}: {visit.say(standing.text())}"
        for number in obligation.paragraphs
        for standing in standings(reading.catalogue, reading.knowledge.determinations, number, reading.on)
    ]
    numbers = ", ".join(visit.say(reading.catalogue.cited(number)) for number in obligation.paragraphs)
    return " ".join(found) or f"{numbers}: {visit.say(say('not loaded', 'no cargado'))}"


frame.heading(visit.say(words.OBLIGATIONS), 1)
look.show(look.paragraph(visit.say(NOT_A_MEASURE)))
for basis, meaning in BASES.items():
    own = [o for o in reading.assessment.obligations.values() if o.obligation.basis == basis]
    if not own:
        continue
    frame.heading(visit.say(meaning))
    rows = [
        [
            look.link(visit.address("obligation", key=o.obligation.key), visit.say(o.obligation.title)),
            badge(visit, o.outcomes.at(reading.on)),
            visit.say(reading.catalogue.names[o.obligation.responsible]),
            begins(o.obligation),
            found_by_monitor(o.obligation),
            next_holders(visit, [f for f in o.findings(reading.on) if f.is_open]),
        ]
        for o in own
    ]
    headers = [
        words.OBLIGATION,
        words.STATUS,
        words.RESPONSIBLE,
        words.IN_FORCE_FROM,
        words.MONITOR_FOUND,
        words.WITH,
    ]
    look.show(look.table([visit.say(text) for text in headers], rows, ""))
