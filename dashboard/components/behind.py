"""What stands behind an obligation: how its outcomes came to be so, the records on it, and what it rests on itself."""

from compliance.assessment import ObligationHistory
from compliance.catalogue import BASES, Obligation
from compliance.differences import counted
from compliance.evidence.claim import Claim
from compliance.evidence.document import Document
from compliance.lines import step_lines
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import claims, frame, history, records, wordings
from dashboard.components.outcomes import badge
from dashboard.visit import Visit


def how_it_came(visit: Visit, found: ObligationHistory) -> None:
    """Every outcome of each check over time, drawn and in a table that says why."""
    frame.heading(visit.say(words.HOW_IT_CAME), anchor="history")
    if not found.criteria:
        frame.empty(visit.say(say("No check, so no history.", "Sin revisión, sin historia.")))
        return
    lines = [(visit.say(c.criterion.title), c.outcomes) for c in found.criteria]
    steps = sorted(
        (
            (line.on, i, line.told, line.finding)
            for i, c in enumerate(found.criteria)
            for line in step_lines(visit.reading, c, visit.language)
            if line.finding and line.on <= visit.reading.today
        ),
        key=lambda step: step[:2],
    )
    same_in_table = say(
        "Outcomes of {n} checks over time; the table below says the same.",
        "Resultados de {n} revisiones en el tiempo; la tabla de abajo dice lo mismo.",
        n=len(lines),
    )
    history.figure(visit, lines, visit.say(same_in_table), "history")
    rows = [
        [
            frame.date_words(visit, f.on),
            visit.say(f.criterion.title),
            badge(visit, f.outcome),
            frame.spoken(visit, told, *([f.question] if f.question else [])),
        ]
        for _, _, told, f in steps
    ]
    headers = [visit.say(t) for t in (words.FROM_DAY, words.CHECK, words.STATUS, words.WHY)]
    to_today = say(
        "Every change up to {d}", "Cada cambio hasta el {d}", d=frame.date_words(visit, visit.reading.today)
    )
    drawn = look.table(headers, rows, visit.say(to_today))
    many = len(rows) > records.OPEN_UP_TO
    look.show(look.details(f"{visit.say(words.CHANGED)} ({len(rows)})", drawn) if many else drawn)


def on_record(visit: Visit, obligation: Obligation) -> None:
    """What the checks read first, then what the body and others said, then the rest, and what sources count."""
    frame.heading(visit.say(words.EVIDENCE), anchor="records")
    if visit.language != "en":
        look.show(look.paragraph(look.quiet(visit.say(words.IN_ENGLISH))))
    entries = visit.reading.assessment.about(obligation)
    read = dict.fromkeys(kind for c in obligation.criteria for kind in c.check.reads)
    facts = [e for e in entries if not isinstance(e.evidence, Document | Claim)]
    records.by_kind(visit, [e for e in facts if isinstance(e.evidence, tuple(read))])
    documents = [e for e in entries if isinstance(e.evidence, Document)]
    for name, voices in (
        (words.THEY_SAID, [e for e in documents if not records.is_of_others(e.evidence)]),
        (words.OTHERS_FOUND, [e for e in documents if records.is_of_others(e.evidence)]),
    ):
        if voices:
            frame.heading(visit.say(name), 3)
            records.by_kind(visit, voices)
    records.by_kind(visit, [e for e in facts if not isinstance(e.evidence, tuple(read))])
    things = counted(
        (e.evidence for e in entries if isinstance(e.evidence, Claim)),
        visit.reading.on,
        visit.reading.catalogue.terms,
    )
    for thing in things:
        if len(thing.claims) > 1:
            claims.several(visit, thing)
    claims.single(visit, [thing.claims[0] for thing in things if len(thing.claims) == 1])
    if not entries:
        frame.empty(visit.say(say("No record bears on this.", "Ningún registro trata de esto.")))


def about(visit: Visit, obligation: Obligation) -> None:
    """What it rests on, who has to do it and by when, its paragraphs and its sources."""
    frame.heading(visit.say(words.ABOUT))
    note = obligation.begins_note
    begins = (
        visit.say(words.UNKNOWN)
        if obligation.begins == "unknown"
        else frame.date_words(visit, obligation.begins)
    )
    facts: list[tuple[str, str]] = [
        (visit.say(words.BASIS), visit.say(BASES[obligation.basis])),
        (visit.say(words.RESPONSIBLE), visit.named(obligation.responsible)),
        (visit.say(words.IN_FORCE_FROM), f"{begins}. {visit.say(note)}" if note else begins),
    ]
    if obligation.parties:
        facts.append(
            (
                visit.say(words.PARTIES),
                ", ".join(visit.named(p) for p in obligation.parties),
            )
        )
    for p in visit.reading.catalogue.paragraphs_in_order:
        if p.number in obligation.paragraphs:
            facts.append((visit.say(visit.reading.catalogue.cited(p.number)), wordings.shown(visit, p)))
    if obligation.paragraph_note:
        facts.append((visit.say(words.PARAGRAPHS), visit.say(obligation.paragraph_note)))
    for criterion in obligation.criteria:
        facts.append(
            (f"{visit.say(words.DUE)}: {visit.say(criterion.title)}", visit.say(criterion.due_text()))
        )
    if obligation.note:
        facts.append((visit.say(words.NOTES), visit.say(obligation.note)))
    sources = [records.citation(visit, visit.reading.knowledge.sources[key]) for key in obligation.sources]
    facts.append((visit.say(words.SOURCES), look.join(*(look.Safe(f"<div>{s}</div>") for s in sources))))
    look.show(look.definition_list(facts))
