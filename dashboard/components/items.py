"""Open items as those who work on them see them: in a table to read, in one to sort, and one by one with what was noted."""

from collections.abc import Collection, Mapping, Sequence

from compliance.access import Noted
from compliance.needed import Key
from compliance.next_moves import Move
from compliance.open_items import OpenItem
from compliance.sentences import Text, day, same, say
from dashboard import look, words
from dashboard.components import bringing, frame, grid, moves, shorten
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

SINCE = say("Since when", "Desde cuándo")
WITH_SINCE = say("Next step with, since when", "A quién le toca, desde cuándo")
SET_HERE = say("Day set here", "Día fijado aquí")
ASSIGNED = say("Assigned to", "Asignado a")
BUREAU = say("Bureau", "Unidad")
UNLOCKS = say("Doing it would close", "Hacerlo cerraría")
NOBODY_YET = say("nobody yet", "nadie aún")
NOT_SET = say("none set", "ninguno")
BEING_WORKED_OUT = say("being worked out", "calculándose")
NO_PROMISE = say(
    "no step that we can name closes it by itself", "ningún paso que podamos nombrar lo cierra por sí solo"
)
NOT_ALONE = say("not this check alone", "no esta comprobación por sí solo")
THIS_ALONE = say("this check alone", "solo esta comprobación")
ASKED_FOR = say("the request", "la solicitud")
ALL_OF_IT = say("All of it", "Todo el texto")
MOST_AT_ONCE = 10
Unlocked = Mapping[Key, Move | None] | None
"""What doing the next act of each item would close, None where it names nothing; None altogether while that is worked
out."""


def written(key: Key) -> str:
    """An item as the address names it."""
    return "/".join(key)


def table(visit: Visit, items: Sequence[OpenItem], unlocked: Unlocked, links: Mapping[Key, str]) -> look.Safe:
    """The items as a table to read; `links` are their own addresses."""
    headers = (
        words.CHECK,
        words.STATUS,
        words.MISSING,
        words.NEXT_ACT,
        WITH_SINCE,
        words.DUE,
        ASSIGNED,
        UNLOCKS,
    )
    rows = [_row(visit, item, unlocked, links[item.key]) for item in items]
    caption = say(
        "By the next known date; what has none stands last",
        "Por la próxima fecha conocida; lo que no tiene, al final",
    )
    return look.table([visit.say(header) for header in headers], rows, visit.say(caption))


def _row(visit: Visit, item: OpenItem, unlocked: Unlocked, link: str) -> list[str]:
    finding = item.finding
    missing = [visit.say(text) for text in finding.missing]
    return [
        look.join(
            look.link(link, visit.say(finding.obligation.title)),
            look.Safe("<br>"),
            look.quiet(visit.say(finding.criterion.title)),
        ),
        badge(visit, finding.outcome),
        shorten.some(visit, missing) if missing else shorten.text(visit.say(finding.says)),
        _act(visit, item),
        _lines([look.strong(with_whom(visit, item)), since(visit, item)]),
        dates(visit, item),
        assigned(visit, item),
        unlocks(visit, item, unlocked),
    ]


def _act(visit: Visit, item: OpenItem) -> str:
    """The next act, and the way to the form that does it."""
    act = item.finding.act
    way = bringing.link(visit, item.gap.check)
    return _lines([shorten.text(visit.say(act.text)) if act else "—", *([way] if way else [])])


def with_whom(visit: Visit, item: OpenItem) -> str:
    """Whoever holds the next step."""
    holder = item.gap.holder
    return frame.capital(visit.named(holder)) if holder else visit.say(words.NOBODY)


def since(visit: Visit, item: OpenItem) -> str:
    """From when days are counted, with the request that they are counted from; else why none are."""
    if not item.counted:
        return look.quiet(visit.say(item.not_counted()))
    lines = []
    for counted in item.counted:
        line = look.join(visit.say(counted.text()))
        if counted.request is not None:
            number = visit.reading.assessment.entries[counted.request].number
            asked = look.link(visit.address("record", number=str(number)), visit.say(ASKED_FOR))
            line = look.join(line, " (", asked, ")")
        lines.append(line)
    return _lines(lines)


def dates(visit: Visit, item: OpenItem) -> str:
    """The due date, and told apart from it the day that somebody here set."""
    lines = [look.join(visit.say(item.due_text()))]
    if item.set_due:
        lines.append(look.join(look.quiet(f"{visit.say(SET_HERE)}: "), visit.say(day(item.set_due))))
    return _lines(lines)


def assigned(visit: Visit, item: OpenItem) -> str:
    """To whom it is assigned, and for which bureau."""
    who = look.join(item.assigned_to) if item.assigned_to else look.quiet(visit.say(NOBODY_YET))
    return _lines([who, look.quiet(frame.capital(visit.named(item.bureau)))])


def unlocks(visit: Visit, item: OpenItem, unlocked: Unlocked) -> str:
    """How many checks doing the next act would close, as the checks themselves then come out."""
    if unlocked is None:
        return look.quiet(visit.say(BEING_WORKED_OUT))
    move = unlocked[item.key]
    if move is None:
        return look.quiet(visit.say(NO_PROMISE))
    closed = {closing.key for closing in move.closes}
    if item.key not in closed:
        return look.quiet(visit.say(NOT_ALONE))
    others = len(closed) - 1
    if not others:
        return visit.say(THIS_ALONE)
    return visit.say(say("this and {n} more", "esta y {n} más", n=moves.checks(others)))


def _lines(lines: Sequence[str]) -> look.Safe:
    return look.join(*(look.Safe(f"<div>{look.join(line)}</div>") for line in lines))


def for_work(visit: Visit, items: Sequence[OpenItem]) -> None:
    """The same as a table to sort and take along."""
    columns = {
        "obligation": words.OBLIGATION,
        "check": words.CHECK,
        "status": words.STATUS,
        "missing": words.MISSING,
        "act": words.NEXT_ACT,
        "with": words.WITH,
        "since": SINCE,
        "due": words.DUE,
        "set": SET_HERE,
        "assigned": ASSIGNED,
        "bureau": BUREAU,
        "key": words.KEY,
    }
    rows = [
        {
            "obligation": visit.say(item.gap.obligation.title),
            "check": visit.say(item.gap.criterion.title),
            "status": visit.say(item.gap.outcome.words),
            "missing": "; ".join(visit.say(text) for text in item.finding.missing),
            "act": visit.say(item.finding.act.text) if item.finding.act else "",
            "with": with_whom(visit, item),
            "since": "; ".join(visit.say(counted.text()) for counted in item.counted),
            "due": f"{item.due or ''}",
            "set": f"{item.set_due or ''}",
            "assigned": item.assigned_to or "",
            "bureau": visit.named(item.bureau),
            "key": written(item.key),
        }
        for item in items
    ]
    name = say("Open items of {d}", "Asuntos pendientes al {d}", d=day(visit.reading.on))
    grid.show(visit, f"open-items-{visit.reading.on}", columns, rows, name)


def facts(visit: Visit, item: OpenItem, unlocked: Unlocked) -> None:
    """One item: whose move it is and since when, the dates, the next act with the way to it, what the same would close, and
    what is missing."""
    finding = item.finding
    missing = [visit.say(text) for text in finding.missing]
    ways = bringing.links(visit, item.gap.check)
    told = [
        (visit.say(words.WITH), with_whom(visit, item)),
        (visit.say(SINCE), since(visit, item)),
        (visit.say(words.DUE), visit.say(item.due_text())),
        (visit.say(SET_HERE), visit.say(day(item.set_due) if item.set_due else NOT_SET)),
        (visit.say(ASSIGNED), assigned(visit, item)),
        (visit.say(words.NEXT_ACT), folded(visit, visit.say(finding.act.text)) if finding.act else "—"),
        *([(visit.say(bringing.TO_BRING), ways)] if ways else []),
        (visit.say(UNLOCKS), unlocks(visit, item, unlocked)),
        (visit.say(words.MISSING), _all(visit, missing) if missing else "—"),
    ]
    look.show(look.definition_list(told))


def folded(visit: Visit, text: str) -> look.Safe:
    """A text; of a long one the beginning, and all of it for whoever opens it."""
    if len(text) <= 2 * shorten.LONGEST:
        return look.join(text)
    return look.join(shorten.text(text), look.details(visit.say(ALL_OF_IT), look.paragraph(text)))


def _all(visit: Visit, missing: Sequence[str]) -> look.Safe:
    """Everything that is missing; of many things the first ones, and the others for whoever opens them."""
    first, others = missing[:MOST_AT_ONCE], missing[MOST_AT_ONCE:]
    if not others:
        return look.bullets(first)
    rest = visit.say(say("and {n} more", "y {n} más", n=len(others)))
    return look.join(look.bullets(first), look.details(rest, look.bullets(others)))


def noted_table(visit: Visit, noted: Collection[Noted]) -> look.Safe:
    """What was noted, oldest first: when, by whom in which capacity, and what."""
    headers = (
        say("Noted", "Anotado"),
        say("Who", "Quién"),
        ASSIGNED,
        SET_HERE,
        say("Note", "Nota"),
    )
    rows = [
        [
            look.link(visit.address("record", number=str(n.number)), visit.say(moment(n))),
            by_whom(n),
            n.event.assigned_to or "—",
            frame.date_words(visit, n.event.due),
            n.event.note or "—",
        ]
        for n in noted
    ]
    caption = say("What was noted, oldest first", "Lo anotado, lo más antiguo primero")
    return look.table([visit.say(header) for header in headers], rows, visit.say(caption))


def moment(noted: Noted) -> Text:
    """When something was noted, in the decree's time zone."""
    return day(noted.recorded.date()) + same(f"{noted.recorded:%H:%M}")


def by_whom(noted: Noted) -> str:
    """Who noted something, and in which capacity."""
    return f"{noted.person} ({noted.capacity})" if noted.person else noted.capacity
