"""Where sources differ, where they only seem to, and where they count different things."""

from compliance.differences import counted
from compliance.evidence.claim import Claim
from compliance.outcomes import Outcome
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import claims, findings, frame
from dashboard.visit import current

visit = current()
reading = visit.reading
things = counted(
    (e.evidence for e in reading.assessment.in_order if e.counts and isinstance(e.evidence, Claim)),
    reading.on,
)

frame.heading(visit.say(words.DIFFERENCES), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "Claims about numbers, set side by side. A claim proves nothing here: only records of single events count. "
                "Sources can differ only on the same thing.",
                "Afirmaciones sobre números, lado a lado. Aquí una afirmación no cuenta como prueba: solo cuentan los registros de "
                "hechos. Las fuentes solo pueden diferir sobre lo mismo.",
            )
        )
    )
)
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

shared = [thing for thing in things if len(thing.claims) > 1]
frame.heading(visit.say(say("Counted by several sources", "Contado por varias fuentes")))
for thing in shared:
    claims.several(visit, thing)
if not shared:
    frame.empty(
        visit.say(
            say("Nothing is counted by two sources on this day.", "Nada lo cuentan dos fuentes en este día.")
        )
    )

alone = [thing.claims[0] for thing in things if len(thing.claims) == 1]
if alone:
    frame.heading(visit.say(say("Counted by one source only", "Contado por una sola fuente")))
    claims.single(visit, alone)
