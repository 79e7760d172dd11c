"""What sources count: claims on one thing side by side, and how they stand to each other."""

from collections.abc import Sequence
from dataclasses import replace

from compliance.differences import Beside, Counted, number, period
from compliance.evidence.claim import Claim
from compliance.sentences import same, say
from dashboard import look, words
from dashboard.components import frame, paging, records
from dashboard.visit import Visit

AT_ONCE = 10
"""How many claims on one thing a page shows at once."""
COMPARED_AT_ONCE = 6
"""How many comparisons stand open; more open on a click."""


def several(visit: Visit, thing: Counted) -> None:
    """One thing that several sources count: the claims, some at a time, then how those shown compare, in sentences."""
    name = visit.say(visit.reading.catalogue.names.get(thing.thing, same(thing.claims[0].summary)))
    frame.heading(frame.capital(name), 3)
    headers = [visit.say(t) for t in (words.NUMBER, words.PERIOD, words.SAID_BY, words.SAYS, words.SOURCE)]
    page = f"claims-{thing.thing}"
    part = paging.page_of(thing.claims, page, AT_ONCE)
    rows = [
        [
            visit.say(number(claim)),
            visit.say(period(claim)),
            claim.said_by,
            records.told(visit, claim),
            records.cited(visit, claim),
        ]
        for claim in part.items
    ]
    look.show(look.table(headers, rows, f"{visit.say(words.COUNTED)}: {name}"))
    paging.pager(visit, part, page)
    shown = replace(thing, claims=tuple(part.items))
    compared = [visit.say(comparison.text()) for comparison in shown.comparisons]
    look.show(look.bullets(compared[:COMPARED_AT_ONCE]))
    if len(compared) > COMPARED_AT_ONCE:
        more = say("{n} more comparisons", "{n} comparaciones más", n=len(compared) - COMPARED_AT_ONCE)
        look.show(look.details(visit.say(more), look.bullets(compared[COMPARED_AT_ONCE:])))
    if part.pages > 1:
        some = say(
            "Compared here: the claims shown. There are {n} on this in all.",
            "Aquí se comparan las afirmaciones mostradas. En total hay {n} sobre esto.",
            n=f"{part.of:,}",
        )
        frame.empty(visit.say(some))


def beside(visit: Visit, found: Sequence[Beside]) -> None:
    """Claims of a number beside how many of what they count are on record."""
    names = visit.reading.catalogue.names
    on_record = say("On record here", "Aquí constan")
    stands = say("How the two stand", "Cómo se relacionan")
    headers = [visit.say(t) for t in (words.COUNTED, words.NUMBER, on_record, stands, words.SOURCE)]
    rows = [
        [
            frame.capital(visit.say(names.get(each.claim.counts, same(each.claim.summary)))),
            visit.say(number(each.claim)),
            visit.say(held) if (held := each.held) else "—",
            visit.say(each.text()),
            records.cited(visit, each.claim),
        ]
        for each in found
    ]
    look.show(look.table(headers, rows, visit.say(on_record)))


def single(visit: Visit, claims: Sequence[Claim]) -> None:
    """Things that one source alone counts, so that nothing can differ."""
    if not claims:
        return
    note = say(
        "Counted by one source only. Such numbers look alike in places but count different things, so none of them "
        "contradicts another.",
        "Contado por una sola fuente. Estos números se parecen a veces pero cuentan cosas distintas, así que ninguno "
        "contradice a otro.",
    )
    headers = [visit.say(t) for t in (words.NUMBER, words.SAYS, words.SAID_BY, words.SOURCE)]
    rows = [
        [visit.say(number(c)), records.told(visit, c), c.said_by, records.cited(visit, c)] for c in claims
    ]
    look.show(look.table(headers, rows, visit.say(note)))


def said(visit: Visit, found: Sequence[Claim]) -> str:
    """All that a reader may search claims by: what they count, who says it and what is said."""
    names = visit.reading.catalogue.names
    counts = {visit.say(names[claim.counts]) for claim in found if claim.counts in names}
    return " ".join([*counts, *(f"{claim.said_by} {claim.summary}" for claim in found)])
