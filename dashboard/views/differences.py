"""Where sources differ, where they only seem to, and where they count different things."""

from compliance.differences import Differences, differences
from compliance.differences import words as about
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import alone, choices, claims, findings, frame, paging, rivals
from dashboard.visit import Visit, current

AT_ONCE, LINES, MANY = 5, 10, 10
FIND = say("Find by who says it, or what about", "Buscar por quién lo dice o de qué trata")
NONE_SO = say("None of them has these words.", "Ninguno tiene estas palabras.")


def main(visit: Visit) -> None:
    frame.heading(visit.say(words.DIFFERENCES), 1)
    look.show(look.paragraph(visit.say(about.EVERY_DIFFERENCE)))
    if _is_long(on_record(visit)):
        choices.search(visit, label=FIND)
    for part in (deciding, things, several, set_beside, by_one_source):
        alone.draw(visit, part)


def on_record(visit: Visit) -> Differences:
    """All that differs or can."""
    return differences(visit.reading.assessment, visit.reading.on)


def _is_long(found: Differences) -> bool:
    return len(found.things) + len(found.counted) > MANY


def _sought(visit: Visit) -> str:
    return choices.sought() if _is_long(on_record(visit)) else ""


def deciding(visit: Visit) -> None:
    """The differences that decide an outcome, each with its finding."""
    wanted, on = _sought(visit), visit.reading.on
    found = [
        check
        for history in visit.reading.assessment.obligations.values()
        for check in history.criteria
        if check.outcomes.at(on) is Outcome.CONTRADICTED and (not wanted or wanted in _name(visit, check))
    ]
    if not found:
        return
    frame.heading(
        visit.say(say("Differences that decide an outcome", "Diferencias que deciden un resultado"))
    )
    part = paging.page_of(found, "disputed", AT_ONCE)
    for check in part.items:
        findings.block(visit, check.finding(on))
        title = visit.say(check.obligation.title)
        look.show(look.paragraph(look.link(visit.address("obligation", key=check.obligation.key), title)))
    paging.pager(visit, part, "disputed")


def _name(visit: Visit, check: CriterionHistory) -> str:
    return f"{visit.say(check.obligation.title)} {visit.say(check.criterion.title)}".casefold()


def things(visit: Visit) -> None:
    """Records of one thing that tell it differently."""
    found, wanted = on_record(visit), _sought(visit)
    own = [each for each in found.things if not wanted or wanted in rivals.said(visit, each).casefold()]
    frame.heading(visit.say(about.THINGS))
    part = paging.page_of(own, "things", AT_ONCE)
    for thing in part.items:
        rivals.block(visit, thing)
    paging.pager(visit, part, "things")
    if not own:
        frame.empty(visit.say(NONE_SO if found.things else about.NO_THINGS))


def several(visit: Visit) -> None:
    """What several sources count."""
    found, wanted = on_record(visit), _sought(visit)
    own = [
        each for each in found.shared if not wanted or wanted in claims.said(visit, each.claims).casefold()
    ]
    frame.heading(visit.say(about.SEVERAL))
    look.show(look.paragraph(visit.say(about.CLAIMS_PROVE_NOTHING)))
    part = paging.page_of(own, "several", AT_ONCE)
    for each in part.items:
        claims.several(visit, each)
    paging.pager(visit, part, "several")
    if not own:
        frame.empty(visit.say(NONE_SO if found.shared else about.NO_SEVERAL))


def set_beside(visit: Visit) -> None:
    """What sources count, beside how many of it are on record."""
    wanted = _sought(visit)
    own = [
        each
        for each in on_record(visit).beside
        if not wanted or wanted in claims.said(visit, [each.claim]).casefold()
    ]
    if own:
        frame.heading(visit.say(about.BESIDE))
        part = paging.page_of(own, "beside", LINES)
        claims.beside(visit, part.items)
        paging.pager(visit, part, "beside")


def by_one_source(visit: Visit) -> None:
    """What one source alone counts."""
    wanted = _sought(visit)
    own = [
        each
        for each in on_record(visit).alone
        if not wanted or wanted in claims.said(visit, [each]).casefold()
    ]
    if own:
        frame.heading(visit.say(about.ALONE))
        part = paging.page_of(own, "alone", LINES)
        claims.single(visit, part.items)
        paging.pager(visit, part, "alone")


main(current())
