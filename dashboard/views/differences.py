"""Where sources differ, where they only seem to, and where they count different things."""

from compliance.differences import differences
from compliance.differences import words as about
from compliance.outcomes import Outcome
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import claims, findings, frame, rivals
from dashboard.visit import current

visit = current()
reading = visit.reading
found = differences(reading.assessment, reading.on)

frame.heading(visit.say(words.DIFFERENCES), 1)
look.show(look.paragraph(visit.say(about.EVERY_DIFFERENCE)))
disputed = [
    f
    for o in reading.assessment.obligations.values()
    for f in o.findings(reading.on)
    if f.outcome is Outcome.CONTRADICTED
]
if disputed:
    frame.heading(
        visit.say(say("Differences that decide an outcome", "Diferencias que deciden un resultado"))
    )
    for finding in disputed:
        findings.block(visit, finding)

frame.heading(visit.say(about.THINGS))
for thing in found.things:
    rivals.block(visit, thing)
if not found.things:
    frame.empty(visit.say(about.NO_THINGS))

frame.heading(visit.say(about.SEVERAL))
look.show(look.paragraph(visit.say(about.CLAIMS_PROVE_NOTHING)))
for counted in found.shared:
    claims.several(visit, counted)
if not found.shared:
    frame.empty(visit.say(about.NO_SEVERAL))

if found.beside:
    frame.heading(visit.say(about.BESIDE))
    claims.beside(visit, found.beside)

if found.alone:
    frame.heading(visit.say(about.ALONE))
    claims.single(visit, found.alone)
