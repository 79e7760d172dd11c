"""One obligation, at its own address: plain words first, then where it stands and everything behind that."""

import streamlit as st

from compliance.assessment import ObligationHistory
from compliance.catalogue import BASES, Obligation
from compliance.lines import ladder_of
from compliance.sentences import say
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import behind, citing, findings, frame, official, speaking
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
    behind.how_it_came(visit, found)
    official.monitor(visit, obligation)
    official.sustainment(visit, obligation)
    speaking.all_voices(visit, found)
    behind.on_record(visit, obligation)
    behind.about(visit, obligation)
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


main()
