"""Where sources differ, where they only seem to, and where they count different things."""

from compliance.differences import differences
from compliance.differences import words as about
from compliance.outcomes import Outcome
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import choices, claims, findings, frame, paging, rivals
from dashboard.visit import current

visit = current()
reading = visit.reading
found = differences(reading.assessment, reading.on)
AT_ONCE, LINES, MANY = 5, 10, 10

frame.heading(visit.say(words.DIFFERENCES), 1)
look.show(look.paragraph(visit.say(about.EVERY_DIFFERENCE)))
wanted = ""
if len(found.things) + len(found.counted) > MANY:
    find = say("Find by who says it, or what about", "Buscar por quién lo dice o de qué trata")
    wanted = choices.search(visit, label=find)
things, shared, compared, alone = found.things, found.shared, found.beside, found.alone
disputed = [
    check
    for history in reading.assessment.obligations.values()
    for check in history.criteria
    if check.outcomes.at(reading.on) is Outcome.CONTRADICTED
]
if wanted:
    things = tuple(each for each in things if wanted in rivals.said(visit, each).casefold())
    shared = tuple(each for each in shared if wanted in claims.said(visit, each.claims).casefold())
    compared = tuple(each for each in compared if wanted in claims.said(visit, [each.claim]).casefold())
    alone = tuple(each for each in alone if wanted in claims.said(visit, [each]).casefold())
    disputed = [
        check
        for check in disputed
        if wanted in f"{visit.say(check.obligation.title)} {visit.say(check.criterion.title)}".casefold()
    ]

if disputed:
    frame.heading(
        visit.say(say("Differences that decide an outcome", "Diferencias que deciden un resultado"))
    )
    deciding = paging.page_of(disputed, "disputed", AT_ONCE)
    for check in deciding.items:
        findings.block(visit, check.finding(reading.on))
        title = visit.say(check.obligation.title)
        look.show(look.paragraph(look.link(visit.address("obligation", key=check.obligation.key), title)))
    paging.pager(visit, deciding, "disputed")

frame.heading(visit.say(about.THINGS))
differing = paging.page_of(things, "things", AT_ONCE)
for thing in differing.items:
    rivals.block(visit, thing)
paging.pager(visit, differing, "things")
nothing_found = say("None of them has these words.", "Ninguno tiene estas palabras.")
if not things:
    frame.empty(visit.say(nothing_found if found.things else about.NO_THINGS))

frame.heading(visit.say(about.SEVERAL))
look.show(look.paragraph(visit.say(about.CLAIMS_PROVE_NOTHING)))
counted = paging.page_of(shared, "several", AT_ONCE)
for each in counted.items:
    claims.several(visit, each)
paging.pager(visit, counted, "several")
if not shared:
    frame.empty(visit.say(nothing_found if found.shared else about.NO_SEVERAL))

if compared:
    frame.heading(visit.say(about.BESIDE))
    set_beside = paging.page_of(compared, "beside", LINES)
    claims.beside(visit, set_beside.items)
    paging.pager(visit, set_beside, "beside")

if alone:
    frame.heading(visit.say(about.ALONE))
    by_one = paging.page_of(alone, "alone", LINES)
    claims.single(visit, by_one.items)
    paging.pager(visit, by_one, "alone")
