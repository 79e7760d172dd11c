"""What sources count: claims on one thing side by side, and how they stand to each other."""

from collections.abc import Sequence

from compliance.differences import Beside, Counted, number, period
from compliance.evidence.claim import Claim
from compliance.sentences import same, say
from dashboard import look, words
from dashboard.components import frame, records
from dashboard.visit import Visit


def several(visit: Visit, thing: Counted) -> None:
    """One thing that several sources count: every claim, then the comparisons in sentences."""
    name = visit.say(visit.reading.catalogue.names.get(thing.thing, same(thing.claims[0].summary)))
    frame.heading(frame.capital(name), 3)
    headers = [visit.say(t) for t in (words.NUMBER, words.PERIOD, words.SAID_BY, words.SAYS, words.SOURCE)]
    rows = [
        [
            visit.say(number(claim)),
            visit.say(period(claim)),
            claim.said_by,
            records.told(visit, claim),
            records.cited(visit, claim),
        ]
        for claim in thing.claims
    ]
    look.show(look.table(headers, rows, f"{visit.say(words.COUNTED)}: {name}"))
    look.show(look.bullets([visit.say(comparison.text()) for comparison in thing.comparisons]))


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
