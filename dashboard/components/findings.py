"""A finding with its reasons: what it says, what supports it, what is missing, and with whom the next step lies."""

from collections.abc import Sequence

from compliance.finding import ASIDE, SET_ASIDE, Finding
from compliance.outcomes import Outcome
from compliance.sentences import Text
from dashboard import look, words
from dashboard.components import bringing
from dashboard.components.outcomes import badge
from dashboard.components.records import cited, told
from dashboard.visit import Visit


def block(visit: Visit, finding: Finding) -> None:
    """One criterion as a reader reads it: outcome first, then the sentence, then the facts."""
    criterion = finding.criterion
    level = visit.reading.catalogue.level(criterion.level)
    title = visit.say(criterion.title) + (f" · {visit.say(level.name)}" if level else "")
    look.show(look.criterion(title, badge(visit, finding.outcome), visit.say(finding.says)))
    facts: list[tuple[str, str]] = []
    for why in ASIDE:
        rows = [visit.say(row.text()) for row in finding.withheld if row.why == why]
        if rows:
            facts.append((visit.say(SET_ASIDE[why]), look.bullets(rows)))
    if finding.missing:
        facts.append((visit.say(words.MISSING), look.bullets([visit.say(text) for text in finding.missing])))
    if finding.act:
        way = bringing.link(visit, bringing.check_of(visit, (finding.obligation.key, criterion.key)))
        act = visit.say(finding.act.text)
        facts.append((visit.say(words.NEXT_ACT), look.join(act, look.Safe("<br>"), way) if way else act))
        facts.append((visit.say(words.WITH), holder(visit, finding)))
    if criterion.note:
        facts.append((visit.say(words.NOTES), visit.say(criterion.note)))
    if facts:
        look.show(look.definition_list(facts))
    shown = finding.outcome is Outcome.MET
    _records(visit, words.SUPPORTS if shown else words.BEHIND, finding.evidence)
    _records(visit, words.ALSO_CITED, finding.cited)


def _records(visit: Visit, name: Text, keys: Sequence[str]) -> None:
    if keys:
        records = [visit.reading.evidence(key) for key in keys]
        body = look.join(*(look.paragraph(told(visit, r), look.quiet(cited(visit, r))) for r in records))
        look.show(look.details(f"{visit.say(name)} ({len(records)})", body))


def open_question(visit: Visit, findings: Sequence[Finding]) -> None:
    """The question that an event left open over these findings, once."""
    asked = next((f.question for f in findings if f.question), None)
    if asked:
        look.show(look.banner(visit.say(words.OPEN_QUESTION), [visit.say(asked)], "h2"))


def holder(visit: Visit, finding: Finding) -> str:
    """Who holds the next step, by name."""
    if finding.holder is None:
        return visit.say(words.NOBODY)
    return visit.named(finding.holder)


def next_holders(visit: Visit, holders: Sequence[str]) -> str:
    """Everyone who holds a next step, by name."""
    return ", ".join(map(visit.named, holders)) or "—"
