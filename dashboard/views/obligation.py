"""One obligation, at its own address: plain words first, then where it stands and everything behind that."""

import streamlit as st

from compliance.assessment import ObligationHistory
from compliance.catalogue import BASES, Obligation
from compliance.determinations import NOT_LOADED, standings
from compliance.differences import counted
from compliance.evidence.claim import Claim
from compliance.evidence.document import Document
from compliance.lines import ladder_of, step_lines
from compliance.sentences import same, say
from compliance.sustained import step_text, sustained
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import citing, claims, findings, frame, history, records, speaking, wordings
from dashboard.components.outcomes import badge
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
reading = visit.reading
catalogue = reading.catalogue
PARTS = {
    "questions": words.QUESTIONS,
    "checks": words.CHECKS,
    "history": words.HOW_IT_CAME,
    "voices": speaking.ALL_VOICES,
    "records": words.EVIDENCE,
    "link": citing.CITE,
}
"""The parts that a reader can go to at once."""


def main() -> None:
    found = reading.assessment.obligations.get(st.query_params.get("key", ""))
    if found is None:
        unknown()
        return
    obligation = found.obligation
    # Whoever keeps several of these open, or gets a link, tells them apart by the name of the window.
    st.set_page_config(page_title=f"{visit.say(obligation.title)} · Pilcrow")
    frame.heading(visit.say(obligation.title), 1)
    look.show(look.paragraph(look.quiet(visit.say(BASES[obligation.basis]))))
    look.show(look.plain_words(visit.say(obligation.plain), visit.say(words.PLAIN), visit.language))
    speaking.outcome_and_answers(visit, found)
    answer_this(obligation)
    findings.open_question(visit, found.findings(reading.on))
    frame.on_this_page(visit, PARTS)
    questions(obligation)
    frame.case_banner(visit)
    where_it_stands(found)
    how_it_came(found)
    monitor(obligation)
    sustainment(obligation)
    speaking.all_voices(visit, found)
    on_record(obligation)
    about(obligation)
    citing.block(visit, found)


def answer_this(obligation: Obligation) -> None:
    """The way to answer, for whoever may."""
    if PAGES["responses"].opens_to(visit.roles):
        way = visit.address("responses", key=obligation.key)
        look.show(look.paragraph(look.link(way, visit.say(say("Answer this", "Responder a esto")))))


def unknown() -> None:
    frame.heading(visit.say(words.OBLIGATION), 1)
    look.show(
        look.paragraph(
            visit.say(
                say("There is no obligation at this address.", "No hay ninguna obligación en esta dirección.")
            ),
            " ",
            look.link(visit.address("obligations"), visit.say(words.ALL_OBLIGATIONS)),
        )
    )


def where_it_stands(found: ObligationHistory) -> None:
    frame.heading(visit.say(words.CHECKS), anchor="checks")
    if found.obligation.needed:
        look.show(look.paragraph(visit.say(found.obligation.needed)))
    levels = found.levels(catalogue.levels, reading.on)
    if levels:
        rows = [
            [visit.say(level.name), visit.say(level.means), badge(visit, outcome)]
            for level, outcome in levels
        ]
        headers = [visit.say(t) for t in (words.LEVEL, words.MEANS, words.HERE)]
        not_theirs = say(
            "The levels are those of the monitor’s reports; the outcomes are this record’s checks, not the monitor’s findings.",
            "Los niveles son los de los informes del supervisor; los resultados son comprobaciones de este registro, no conclusiones del supervisor.",
        )
        look.show(look.table(headers, rows, visit.say(not_theirs)))
    ladder(found)
    for finding in found.findings(reading.on):
        findings.block(visit, finding)


def ladder(found: ObligationHistory) -> None:
    """How far up the decree's ladder the checks come, and each day on which that changed."""
    rungs = ladder_of(reading, found)
    if rungs is None:
        return
    look.show(look.paragraph(visit.say(rungs.reached.at(reading.on).text())))
    changes = rungs.changes(reading.on)
    if changes:
        look.show(look.bullets([visit.say(change.text()) for change in changes]))


def sustainment(obligation: Obligation) -> None:
    """Where the sustainment period of each paragraph stands, each step with its record; a voice of the court's own."""
    periods = sustained(obligation, reading.assessment.rows, reading.assessment.doubts, reading.on)
    if not periods:
        return
    frame.heading(visit.say(words.SUSTAINMENT))
    for each in periods:
        cited = f"{visit.say(catalogue.cited(each.paragraph))}: " if each.paragraph else ""
        look.show(look.paragraph(f"{cited}{visit.say(each.text())}"))
        for step in each.clock.steps:
            told = [records.told(visit, reading.evidence(key)) for key in step.evidence]
            cites = [records.cited(visit, reading.evidence(key)) for key in step.evidence]
            look.show(look.paragraph(visit.say(step_text(step))))
            look.show(look.bullets([look.join(*both) for both in zip(told, cites, strict=True)]))


def monitor(obligation: Obligation) -> None:
    if obligation.basis != "decree":
        return
    frame.heading(visit.say(words.MONITOR_FOUND))
    frame.as_recorded(visit)
    if not obligation.paragraphs:
        look.show(look.paragraph(frame.spoken(visit, obligation.paragraph_note or same(""), NOT_LOADED)))
    for paragraph in obligation.paragraphs:
        loaded = standings(catalogue, reading.knowledge.determinations, paragraph, visit.record_day)
        texts = [standing.text() for standing in loaded] or [NOT_LOADED]
        look.show(look.paragraph(f"{visit.say(catalogue.cited(paragraph))}: {frame.spoken(visit, *texts)}"))
    reported = [
        e
        for e in reading.assessment.about(obligation)
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


def how_it_came(found: ObligationHistory) -> None:
    frame.heading(visit.say(words.HOW_IT_CAME), anchor="history")
    if not found.criteria:
        frame.empty(visit.say(say("No check, so no history.", "Sin revisión, sin historia.")))
        return
    lines = [(visit.say(c.criterion.title), c.outcomes) for c in found.criteria]
    steps = sorted(
        (
            (line.on, i, line.told, line.finding)
            for i, c in enumerate(found.criteria)
            for line in step_lines(reading, c, visit.language)
            if line.finding and line.on <= reading.today
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
        "Every change up to {d}", "Cada cambio hasta el {d}", d=frame.date_words(visit, reading.today)
    )
    drawn = look.table(headers, rows, visit.say(to_today))
    many = len(rows) > records.OPEN_UP_TO
    look.show(look.details(f"{visit.say(words.CHANGED)} ({len(rows)})", drawn) if many else drawn)


def questions(obligation: Obligation) -> None:
    """What a reader can ask, and whether comments are taken now: early, for whoever has a meeting tonight."""
    frame.heading(visit.say(words.QUESTIONS), anchor="questions")
    look.show(look.bullets([visit.say(question) for question in obligation.questions]))
    comment = can_comment(
        (e.evidence for e in reading.assessment.about(obligation) if e.counts), visit.record_day
    )
    if comment:
        frame.heading(visit.say(words.CAN_I_COMMENT))
        frame.as_recorded(visit)
        look.show(look.paragraph(visit.say(comment)))


def on_record(obligation: Obligation) -> None:
    """What the checks read first, then what the body and others said, then the rest, and what sources count."""
    frame.heading(visit.say(words.EVIDENCE), anchor="records")
    if visit.language != "en":
        look.show(look.paragraph(look.quiet(visit.say(words.IN_ENGLISH))))
    entries = reading.assessment.about(obligation)
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
        (e.evidence for e in entries if isinstance(e.evidence, Claim)), reading.on, reading.catalogue.terms
    )
    for thing in things:
        if len(thing.claims) > 1:
            claims.several(visit, thing)
    claims.single(visit, [thing.claims[0] for thing in things if len(thing.claims) == 1])
    if not entries:
        frame.empty(visit.say(say("No record bears on this.", "Ningún registro trata de esto.")))


def about(obligation: Obligation) -> None:
    frame.heading(visit.say(words.ABOUT))
    note = obligation.begins_note
    begins = (
        visit.say(words.UNKNOWN)
        if obligation.begins == "unknown"
        else frame.date_words(visit, obligation.begins)
    )
    facts: list[tuple[str, str]] = [
        (visit.say(words.BASIS), visit.say(BASES[obligation.basis])),
        (visit.say(words.RESPONSIBLE), visit.say(catalogue.names[obligation.responsible])),
        (visit.say(words.IN_FORCE_FROM), f"{begins}. {visit.say(note)}" if note else begins),
    ]
    if obligation.parties:
        facts.append(
            (visit.say(words.PARTIES), ", ".join(visit.say(catalogue.names[p]) for p in obligation.parties))
        )
    for p in catalogue.paragraphs_in_order:
        if p.number in obligation.paragraphs:
            facts.append((visit.say(catalogue.cited(p.number)), wordings.shown(visit, p)))
    if obligation.paragraph_note:
        facts.append((visit.say(words.PARAGRAPHS), visit.say(obligation.paragraph_note)))
    for criterion in obligation.criteria:
        facts.append(
            (f"{visit.say(words.DUE)}: {visit.say(criterion.title)}", visit.say(criterion.due_text()))
        )
    if obligation.note:
        facts.append((visit.say(words.NOTES), visit.say(obligation.note)))
    sources = [records.citation(visit, reading.knowledge.sources[key]) for key in obligation.sources]
    facts.append((visit.say(words.SOURCES), look.join(*(look.Safe(f"<div>{s}</div>") for s in sources))))
    look.show(look.definition_list(facts))


main()
