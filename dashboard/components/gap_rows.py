"""Gaps as rows: a table to read, and one to sort and take along."""

from collections.abc import Sequence

from compliance.assessment import Gap
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import bringing, frame, grid, links, shorten
from dashboard.components.outcomes import badge
from dashboard.visit import Visit


def as_table(visit: Visit, gaps: Sequence[Gap]) -> None:
    """What is missing of each, its next act with the form that does it, and who holds the step."""
    rows = []
    for gap in gaps:
        f = gap.finding()
        way = bringing.link(visit, gap.check)
        act = shorten.text(visit.say(f.act.text)) if f.act else "—"
        rows.append(
            [
                links.check(visit, f.obligation, f.criterion),
                badge(visit, f.outcome),
                shorten.some(visit, [visit.say(text) for text in f.missing])
                if f.missing
                else frame.spoken(visit, f.says),
                look.join(act, look.Safe("<br>"), way) if way else act,
                frame.capital(visit.named(gap.holder)) if gap.holder else visit.say(words.NOBODY),
                visit.say(f.due_text()),
            ]
        )
    headers = [words.OBLIGATION, words.STATUS, words.MISSING, words.NEXT_ACT, words.WITH, words.DUE]
    caption = say(
        "Due first; without a known due date last", "Primero lo que vence antes; sin fecha conocida, al final"
    )
    look.show(look.table([visit.say(t) for t in headers], rows, visit.say(caption)))


def for_work(visit: Visit, gaps: Sequence[Gap]) -> None:
    """The same as a table to sort and take along."""
    if not grid.wanted(visit):
        return
    columns = {
        "obligation": words.OBLIGATION,
        "check": words.CHECK,
        "status": words.STATUS,
        "with": words.WITH,
        "due": words.DUE,
        "key": words.KEY,
    }
    rows = [
        {
            "obligation": visit.say(gap.obligation.title),
            "check": visit.say(gap.criterion.title),
            "status": visit.say(gap.outcome.words),
            "with": visit.named(gap.holder) if gap.holder else "",
            "due": f"{gap.due or ''}",
            "key": f"{gap.obligation.key}/{gap.criterion.key}",
        }
        for gap in gaps
    ]
    grid.show(visit, f"gaps-{visit.reading.on}", columns, rows, words.GAPS)
