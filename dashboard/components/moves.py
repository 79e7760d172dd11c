"""Moves as readers see them: which records would close which checks, what that takes, and what else it would change."""

from collections.abc import Iterable, Sequence

import streamlit as st

from compliance.evidence import KINDS
from compliance.needed import Key
from compliance.next_moves import Candidate, Change, Closing, Move, Moves, kinds_of
from compliance.sentences import Text, counted, day, listing, say
from dashboard import look
from dashboard.components import bringing, frame, links
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

WORKING = say("Working out what each record would close", "Calculando qué cerraría cada registro")
IF_RECORDED = say("If this came on record", "Si esto constara")
WHAT_IT_TAKES = say("What it takes", "Qué hace falta")
AND_THEN = say(
    "This builds on another move, which takes {n} of these things and closes {k} by itself.",
    "Esto se apoya en otro avance, que requiere {n} de estas cosas y cierra {k} por sí solo.",
)
TO_ACCEPT = say(
    "New records count for this only once the monitor has accepted them.",
    "Los registros nuevos cuentan para esto solo cuando el supervisor los acepta.",
)
REVIEWS = say(
    "What a review finds is for whoever reviews to say; this is what would follow if it came out as written here.",
    "Qué concluye una revisión lo dice quien revisa; esto es lo que seguiría si resultara como aquí se indica.",
)
WORSE = say("It would also count against", "También contaría en contra de")
ELSE = say("It would also change", "También cambiaría")


def moves_of(visit: Visit) -> Moves:
    """The moves of the day that is shown, at what is known: kept for all who see the same, and worked out as they are
    looked at."""
    known, sight = visit.reading.knowledge, visit.standing.sight
    return _moves(
        (known.head, known.number, f"{known.until}", known.by, known.numbered),
        f"{visit.reading.on}",
        (*sorted(sight.visibilities), *sorted(sight.filed_as)),
        visit,
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _moves(known: Sequence[object], on: str, sight: Sequence[str], _visit: Visit) -> Moves:
    reading = _visit.reading
    return Moves(reading.assessment, reading.on, _visit.door.if_done(_visit.actor, reading))


def candidates(visit: Visit, moves: Moves) -> Sequence[Candidate]:
    """What is worth doing at once, by what it promises; the reader sees that this is being worked out."""
    with st.spinner(visit.say(WORKING)):
        return moves.candidates


def reckon(visit: Visit, moves: Moves, some: Sequence[Candidate]) -> list[Move]:
    """What some candidates come to, the best first, with the progress of the work where there is any to do."""
    if moves.has(some):
        return moves.ranked(some)
    bar = st.progress(0.0, visit.say(WORKING))
    found = moves.ranked(some, lambda done, of: bar.progress(done / of, visit.say(WORKING)))
    bar.empty()
    return found


def things(candidate: Candidate) -> Text:
    """How many things have to be done: records of each kind to bring, and records that are there to be reviewed."""
    parts = [_records(n, kind) for kind, n in kinds_of(candidate)]
    reviews = sum(step.act != "record" for step in candidate.steps)
    if reviews:
        one = say("review of a record that is there", "revisión de un registro que ya consta")
        many = say("reviews of records that are there", "revisiones de registros que ya constan")
        parts.append(counted(reviews, one, many))
    return listing(parts)


def _records(n: int, kind: str) -> Text:
    en, es = KINDS[kind].kind_text
    one, many = say("record", "registro"), say("records", "registros")
    return say(
        "{n} ({kind})", "{n} ({kind})", n=counted(n, one, many), kind=Text(en=en.lower(), es=es.lower())
    )


def checks(n: int) -> Text:
    """A number of checks."""
    return counted(n, say("check", "comprobación"), say("checks", "comprobaciones"))


def title(move: Move) -> Text:
    """The move in one line."""
    return say(
        "{things} would close {checks}",
        "{things}: cerraría {checks}",
        things=things(move.candidate),
        checks=checks(len(move.closes)),
    )


def block(visit: Visit, move: Move) -> None:
    """One move: the checks that it closes, what it takes and with whom, and what else it would change."""
    frame.heading(visit.say(title(move)))
    first = move.candidate.first
    if first:
        told = say(AND_THEN.en, AND_THEN.es, n=len(first.steps), k=checks(len(move.already)))
        look.show(look.paragraph(look.quiet(visit.say(told))))
    rows = [_closing(visit, c, c.key in move.already) for c in move.closes]
    headers = [say("Check", "Comprobación"), say("Now", "Ahora"), IF_RECORDED, say("Due", "Fecha límite")]
    look.show(
        look.table([visit.say(h) for h in headers], rows, visit.say(say("What it closes", "Qué cierra")))
    )
    acts = dict.fromkeys(_acts(visit, move.candidate))
    look.show(look.definition_list([(visit.say(WHAT_IT_TAKES), look.bullets(acts))]))
    if any(step.act != "record" for step in move.candidate.added):
        look.show(look.paragraph(look.quiet(visit.say(REVIEWS))))
    if any(w.accepted & {r.key for r in move.candidate.records} for w in move.candidate.wants):
        look.show(look.paragraph(look.quiet(visit.say(TO_ACCEPT))))
    if move.worse:
        look.show(look.paragraph(look.strong(visit.say(WORSE))))
        look.show(look.bullets(_changes(visit, move.worse)))
    if move.others:
        name = f"{visit.say(ELSE)} ({len(move.others)})"
        look.show(look.details(name, look.bullets(_changes(visit, move.others))))


def _closing(visit: Visit, closing: Closing, already: bool) -> list[str]:
    finding = closing.finding
    shown = say("shown from {d}", "consta desde el {d}", d=day(closing.day))
    if closing.last:
        shown = shown + say(
            "to {d}, as things stand", "hasta el {d}, según lo que consta", d=day(closing.last)
        )
    if already:
        shown = shown + say("(by the other move already)", "(ya por el otro avance)")
    return [
        check_link(visit, closing.key),
        badge(visit, finding.outcome),
        visit.say(shown),
        frame.date_words(visit, finding.due),
    ]


def _acts(visit: Visit, candidate: Candidate) -> Iterable[str]:
    """What it takes besides the move that it builds on, in the words of each check's next act, and with whom it lies."""
    of_first = {wants.key for wants in candidate.first.wants} if candidate.first else set()
    for wants in candidate.wants:
        act = wants.finding.act
        if act and wants.key not in of_first:
            way = bringing.link(visit, bringing.check_of(visit, wants.key))
            told = look.join(visit.say(act.text), " ", look.quiet(f"({visit.named(act.holder)})"))
            yield look.join(told, look.Safe("<br>"), way) if way else told


def _changes(visit: Visit, changes: Iterable[Change]) -> list[look.Safe]:
    return [
        look.join(
            check_link(visit, change.key),
            ": ",
            badge(visit, change.before),
            " → ",
            badge(visit, change.after),
            " ",
            visit.say(say("from {d}", "desde el {d}", d=day(change.day))),
        )
        for change in changes
    ]


def check_link(visit: Visit, key: Key) -> look.Safe:
    """An obligation, linked, and the name of one of its checks."""
    obligation = visit.reading.assessment.obligations[key[0]].obligation
    criterion = next(c for c in obligation.criteria if c.key == key[1])
    return links.check(visit, obligation, criterion)
