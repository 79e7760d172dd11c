"""How outcomes come about: generated from the table and the rules that the program really uses."""

from compliance.catalogue import BASES
from compliance.coverage import COUNTED, COVERED, coverage
from compliance.methodology import (
    BASIS,
    CHECKS,
    DUE,
    NUMBER,
    OUTCOMES,
    PARAMETER_HEADS,
    PERSON,
    READS,
    RULES_TITLE,
    SECTIONS,
    SILENCE,
    STATUS,
    WHEN,
    by_family,
    combination,
    due,
    kinds_read,
    parameter_row,
)
from compliance.outcomes import NO_OFFICIAL, NOT_A_MEASURE, TABLE
from compliance.parameters import parameters
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import frame
from dashboard.components.outcomes import badge
from dashboard.visit import current

visit = current()
catalogue = visit.reading.catalogue

frame.heading(visit.say(words.METHOD), 1)
look.show(look.paragraph(visit.say(NO_OFFICIAL)))
parts = [OUTCOMES, *(section.title for section in SECTIONS), BASIS, COVERED, RULES_TITLE]
anchors = {part.en: f"part-{number}" for number, part in enumerate(parts, 1)}
frame.on_this_page(visit, {anchors[part.en]: part for part in parts})


def begin(part: Text) -> None:
    """The heading of a part, at its anchor."""
    frame.heading(visit.say(part), anchor=anchors[part.en])


begin(OUTCOMES)
rows = [
    [str(row.number) if row.number is not None else "—", badge(visit, row.outcome), visit.say(row.when)]
    for row in TABLE
]
headers = [visit.say(t) for t in (NUMBER, STATUS, WHEN)]
look.show(look.table(headers, rows, visit.say(say("Read from the top down", "Se lee de arriba abajo"))))
look.show(look.paragraph(visit.say(combination())))

for section in SECTIONS:
    begin(section.title)
    look.show(look.bullets([visit.say(sentence) for sentence in section.sentences]))
    if section is SILENCE:
        look.show(look.paragraph(visit.say(catalogue.silence_because)))

begin(BASIS)
look.show(look.bullets([visit.say(text) for text in BASES.values()]))

begin(COVERED)
covered = coverage(visit.reading.assessment)
rows = [
    [
        visit.say(BASES[basis]),
        *(
            visit.say(say("{n} of {all}", "{n} de {all}", n=getattr(own, name), all=own.obligations))
            for name in COUNTED
        ),
    ]
    for basis, own in covered.bases.items()
]
headers = [visit.say(BASIS), *(frame.capital(visit.say(text)) for text in COUNTED.values())]
look.show(look.table(headers, rows, visit.say(NOT_A_MEASURE)))
look.show(look.paragraph(visit.say(covered.paragraphs_text())))

begin(RULES_TITLE)
used = {c.check.name for o in catalogue.obligations for c in o.criteria}
rules = [(family, rule) for family, own in by_family() for rule in own]
rows = [
    [
        rule.name,
        visit.say(family),
        visit.say(rule.checks),
        visit.say(kinds_read(rule)),
        visit.say(rule.person),
        visit.say(due(rule)),
        visit.say(say("yes", "sí") if rule.name in used else say("no", "no")),
    ]
    for family, rule in rules
]
headers = [
    visit.say(t)
    for t in (words.CHECK, words.FAMILY, CHECKS, READS, PERSON, DUE, say("Used here", "Se usa aquí"))
]
look.show(
    look.table(headers, rows, visit.say(say("Every rule of the program", "Todas las reglas del programa")))
)
rows = [
    [rule.name, *map(visit.say, parameter_row(parameter))]
    for _, rule in rules
    for parameter in parameters(rule)
]
headers = [visit.say(t) for t in (words.CHECK, *PARAMETER_HEADS)]
look.show(
    look.table(headers, rows, visit.say(say("What each rule is told", "Lo que se indica a cada regla")))
)
