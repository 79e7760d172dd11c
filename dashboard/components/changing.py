"""Two looks at the record side by side: which were chosen, what moved between them and why, and what was added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from compliance.access import Reading, Unanswerable
from compliance.access.between import (
    DAYS_BACK,
    Added,
    Before,
    LookBack,
    added,
    before_latest_release,
    began,
    look_back,
    usual_look_back,
)
from compliance.assessment import Assessment
from compliance.catalogue import BASES, Basis
from compliance.changes import Cause, Look, Move, Moved, changes
from compliance.finding import Finding
from compliance.history import CriterionHistory
from compliance.on_demand import OnDemand
from compliance.per_assessment import per_assessment
from compliance.remembered import remembered
from compliance.reporting_periods import last_ended
from compliance.sentences import Text, day, same, say
from dashboard import look, words
from dashboard.components import frame
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

FIELDS = ("from", "from_known", "to", "to_known")
"""The names in the address of the two looks: each with its day and what was known."""
RELEASE = "release"
"""What `from_known` says for the last record before the latest data release; the day is then that record's."""
MOST_TOLD = 200
OPEN_UP_TO = 3
"""How many causes of one move stand open; more open on a click."""
WORKING = say("Setting two states of the record side by side…", "Comparando dos estados del registro…")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; "" where it leaves a thing open."""

    day: str
    known: str
    to_day: str
    to_known: str


def asked(visit: Visit) -> Asked:
    """What the address asks for; where it names no first look, the end of the last reporting period that is over."""
    given = [st.query_params.get(name, "").strip()[:10] for name in FIELDS]
    if not (given[0] or given[1]):
        given[:2] = _as_asked(usual_look_back(visit.door, visit.reading))
    return Asked(*given)


def _as_asked(back: LookBack) -> tuple[str, str]:
    """How the address asks for a look back."""
    return f"{back.on}", f"{back.known}" if back.known else ""


def looks(visit: Visit, chosen: Asked) -> tuple[Reading, Reading]:
    """Both looks. Raises Unanswerable where the record cannot answer one of them."""
    by = visit.asked.get("by")
    if chosen.to_day or chosen.to_known:
        day_shown, known_then = f"{visit.reading.on}", visit.asked.get("known")
        second = visit.door.ask(visit.actor, chosen.to_day or day_shown, chosen.to_known or known_then, by)
    else:
        second = visit.reading
    known = chosen.known or chosen.to_known or visit.asked.get("known")
    on = chosen.day or f"{second.on}"
    if chosen.known == RELEASE:
        before = _before_release(visit, second)
        known, on = str(before.number), chosen.day or f"{before.day}"
    return visit.door.ask(visit.actor, on, known or None, by), second


def _before_release(visit: Visit, second: Reading) -> Before:
    found = before_latest_release(visit.door, second.knowledge.number)
    if found is None:
        raise Unanswerable(
            say(
                "The record holds nothing from before its latest data release, so there is no earlier look to set beside it.",
                "El registro no contiene nada anterior a su última publicación de datos; no hay una mirada anterior que comparar.",
            )
        )
    return found


def presets(visit: Visit) -> None:
    """Links to the looks that readers want most."""
    reading = visit.reading
    found = []
    period = last_ended(reading.on, reading.catalogue.periods)
    if period:
        ended = say("since {p} ended ({d})", "desde que terminó {p} ({d})", p=period.key, d=day(period.last))
        found.append((ended, *_as_asked(look_back(visit.door, reading, period.last))))
    back = reading.on - timedelta(days=DAYS_BACK)
    found.append(
        (
            say("in the last {n} days", "en los últimos {n} días", n=DAYS_BACK),
            *_as_asked(look_back(visit.door, reading, back)),
        )
    )
    latest = say("since the latest data release came", "desde la última publicación de datos")
    found.append((latest, "", RELEASE))
    links = [
        look.link(visit.address("changes", **{"from": first, "from_known": known}), visit.say(text))
        for text, first, known in found
    ]
    parts: list[str] = [visit.say(say("What changed ", "Qué cambió ")), links[0]]
    for each in links[1:]:
        parts += [" · ", each]
    look.show(look.paragraph(*parts))
    start = began(visit.door)
    if start and back < start:
        begun = say(
            "This record began on {d}. A look back from before that day reads what is known now, as of the earlier day.",
            "Este registro comenzó el {d}. Una mirada anterior a ese día lee lo que se sabe hoy, al día anterior elegido.",
            d=day(start),
        )
        look.show(look.paragraph(look.quiet(visit.say(begun))))


def choose(visit: Visit, chosen: Asked) -> None:
    """Plain fields for both looks, kept in the address."""
    labels = (
        say("First look: which day? (year-month-day)", "Primera mirada: ¿qué día? (año-mes-día)"),
        say("What was known by which day, or up to which record?", "¿Conocido hasta qué día o registro?"),
        say(
            "Second look: which day? (empty: the day shown)", "Segunda mirada: ¿qué día? (vacío: el mostrado)"
        ),
        say("What was known by then? (empty: as shown)", "¿Conocido hasta cuándo? (vacío: lo mostrado)"),
    )
    with (
        st.expander(visit.say(say("Choose two other days", "Elegir otros dos días"))),
        st.form("two-looks", border=False),
    ):
        values = []
        columns = st.columns(2)
        given = (chosen.day, chosen.known, chosen.to_day, chosen.to_known)
        for i, (label, value) in enumerate(zip(labels, given, strict=True)):
            with columns[i // 2]:
                values.append(st.text_input(visit.say(label), value=value, max_chars=10))
        if st.form_submit_button(visit.say(words.SHOW), type="primary"):
            kept = {name: value for name, value in st.query_params.items() if name not in (*FIELDS, "page")}
            new = {name: value.strip() for name, value in zip(FIELDS, values, strict=True) if value.strip()}
            st.query_params.from_dict({**kept, **new})
            st.rerun()


Moves = OnDemand[Move, Moved]


def moved(first: Reading, second: Reading) -> Moves:
    """Every finding that is another at the second look, those of one basis together; what moved each is worked out once."""
    found = changes(Look(first.assessment, first.on), Look(second.assessment, second.on))
    place = {basis: i for i, basis in enumerate(BASES)}
    told = _told(first.assessment, first.on, second.assessment, second.on)

    def make(move: Move) -> Moved:
        one = of(move)
        name = (one.obligation.key, one.criterion.key)
        return remembered(told, name, lambda _: found.make(move), MOST_TOLD)

    return OnDemand(sorted(found.items, key=lambda move: place[of(move).obligation.basis]), make)


@per_assessment(most=8)
def _told(
    first: Assessment, first_on: date, second: Assessment, second_on: date
) -> dict[tuple[str, str], Moved]:
    """What was told of the checks that moved between two looks, by the keys of obligation and check."""
    return {}


def of(move: Move) -> CriterionHistory:
    """The check that moved: as it is or, where it is gone, as it was."""
    one = move.new or move.old
    assert one is not None
    return one


def name(visit: Visit, move: Move) -> str:
    """What a reader may search a check by."""
    one = of(move)
    titles = (visit.say(one.obligation.title), visit.say(one.criterion.title))
    return " ".join((*titles, one.obligation.key))


def per_basis(visit: Visit, found: Moves, second: Reading) -> None:
    """How many checks of each basis moved, each beside how many there are: never summed."""
    checks: dict[Basis, int] = {}
    for history in second.assessment.obligations.values():
        basis = history.obligation.basis
        checks[basis] = checks.get(basis, 0) + len(history.criteria)
    counts = []
    for basis, meaning in BASES.items():
        own = [move for move in found.items if of(move).obligation.basis == basis]
        if own or checks.get(basis):
            counts.append(
                say(
                    "{basis}. Checks with another outcome: {n} of {all}.",
                    "{basis}. Comprobaciones con otro resultado: {n} de {all}.",
                    basis=meaning,
                    n=len(own),
                    all=checks.get(basis, 0),
                )
            )
    look.show(look.bullets([visit.say(text) for text in counts]))


def table(visit: Visit, found: Sequence[Moved], first: Reading, second: Reading, caption: Text) -> None:
    """Findings that moved: from which outcome to which, and why."""
    headers = [
        visit.say(text)
        for text in (
            words.OBLIGATION,
            say("At the first look", "En la primera mirada"),
            say("At the second look", "En la segunda mirada"),
            words.WHY,
        )
    ]
    rows = [
        [
            look.join(
                look.link(
                    visit.address("obligation", key=one.obligation.key, **_clocks(second)),
                    visit.say(one.obligation.title),
                ),
                look.Safe("<br>"),
                look.quiet(visit.say(one.criterion.title)),
            ),
            _outcome(visit, one.before),
            _outcome(visit, one.after),
            _causes(visit, one.causes, first, second),
        ]
        for one in found
    ]
    look.show(look.table(headers, rows, visit.say(caption)))


def _clocks(second: Reading) -> dict[str, str]:
    known = second.knowledge
    return {"on": f"{second.on}", **({} if known.by == "source" else {"known": str(known.number)})}


def _outcome(visit: Visit, finding: Finding | None) -> str:
    if finding is None:
        return look.quiet(visit.say(say("no such check", "sin esa comprobación")))
    return badge(visit, finding.outcome)


def _causes(visit: Visit, causes: Sequence[Cause], first: Reading, second: Reading) -> str:
    items = [_cause(visit, cause, first, second) for cause in causes]
    open_ones = look.bullets(items[:OPEN_UP_TO])
    if len(items) <= OPEN_UP_TO:
        return open_ones
    more = say("{n} more", "{n} más", n=len(items) - OPEN_UP_TO)
    return look.join(open_ones, look.details(visit.say(more), look.bullets(items[OPEN_UP_TO:])))


def _cause(visit: Visit, cause: Cause, first: Reading, second: Reading) -> str:
    said = visit.say(cause.text)
    if cause.record is None:
        return said
    entry = second.assessment.entries.get(cause.record) or first.assessment.entries.get(cause.record)
    if entry is None:
        return said
    name = visit.say(say("record {n}", "registro {n}", n=entry.number))
    return look.join(said, " ", look.link(visit.address("record", number=str(entry.number)), name))


def additions(visit: Visit, first: Reading, second: Reading) -> None:
    """What was added to the record between the two looks, by what it holds, with the way to the rows."""
    a, b = sorted((first.knowledge.number, second.knowledge.number))
    rows = added(visit.door, visit.actor, a + 1, b)
    if not rows:
        same_rows = say(
            "Both looks read the same rows: what moved did so because days passed.",
            "Ambas miradas leen las mismas filas: lo que cambió fue porque pasaron días.",
        )
        frame.empty(visit.say(same_rows))
        return
    headers = [
        visit.say(text)
        for text in (
            words.KIND,
            say("Rows added", "Filas añadidas"),
            say("of them corrections", "de ellas correcciones"),
            say("withdrawals", "retiros"),
            say("content removed", "contenido eliminado"),
        )
    ]
    cells = [[_held(visit, each), *(f"{n:,}" for n in each[1:])] for each in rows]
    look.show(look.table(headers, cells, visit.say(_between(a + 1, b))))
    links = (
        look.link(
            visit.address("record", number=str(a + 1)), visit.say(say("the first of them", "la primera"))
        ),
        " · ",
        look.link(visit.address("record", number=str(b)), visit.say(say("the last", "la última"))),
        " · ",
        look.link(
            visit.address("record", before=str(b + 1)),
            visit.say(say("all, newest first", "todas, las más nuevas primero")),
        ),
    )
    look.show(look.paragraph(*links))


def _between(first: int, last: int) -> Text:
    return say("Records {a} to {b}", "Registros {a} a {b}", a=first, b=last)


def _held(visit: Visit, each: Added) -> str:
    return frame.capital(visit.say(words.HOLDS.get(each.holds, same(each.holds.replace("_", " ")))))
