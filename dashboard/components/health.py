"""Data sets in a table: when each was last looked at, how far its rows go, what is asked of it and what the look found."""

from collections.abc import Sequence

from compliance.data_health import ANSWERS, DataSet, Use
from compliance.evidence.dataset import Dataset, YesNo
from compliance.finding import Entry
from compliance.sentences import Text, counted, say
from dashboard import look, words
from dashboard.components import frame, links, records
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

NOBODY_LOOKED = say("Nobody has recorded a look at it.", "Nadie ha registrado una revisión.")
FOUND = say("What the latest look found", "Qué halló la última revisión")
_COLUMNS: dict[YesNo, Text] = {
    "yes": say("Columns on", "Columnas sobre"),
    "no": say("Looked for and not there", "Se buscaron y no están"),
    "unknown": say(
        "Asked for; nobody looked, or it was not settled", "Se piden; nadie lo miró, o no quedó claro"
    ),
}
NOT_TOLD = say("not known", "no se sabe")
OPEN_UP_TO = 4
"""How many checks stand open beside a data set; more open on a click."""


def table(visit: Visit, found: Sequence[DataSet], caption: Text) -> None:
    """One row for each data set."""
    headers = [
        visit.say(text)
        for text in (
            say("Data set", "Conjunto de datos"),
            say("Latest look", "Última revisión"),
            say("Its data go up to", "Sus datos llegan hasta"),
            say("What is asked of it", "Qué se le pide"),
            FOUND,
        )
    ]
    rows = [
        [
            frame.capital(visit.say(each.title)),
            _looked(visit, each),
            _told(visit, each),
            _asked(visit, each.uses),
            _found(visit, each),
        ]
        for each in found
    ]
    look.show(look.table(headers, rows, visit.say(caption)))


def _looked(visit: Visit, each: DataSet) -> str:
    latest = each.latest
    if latest is None:
        return look.quiet(visit.say(NOBODY_LOOKED))
    return look.join(
        visit.say(latest.happened.text()),
        look.Safe("<br>"),
        look.quiet(latest.said_by),
        links.entries(visit, each.looks[:1]),
    )


def _told(visit: Visit, each: DataSet) -> str:
    if each.told is None:
        return look.quiet(visit.say(say("no row on record says", "ningún registro lo dice")))
    age = say("{age} before the day shown", "{age} antes del día mostrado", age=each.told.text())
    return look.join(
        visit.say(each.told.last.text()),
        look.Safe("<br>"),
        look.quiet(visit.say(age)),
        links.entries(visit, [each.told.entry]),
    )


def _asked(visit: Visit, uses: Sequence[Use]) -> str:
    if not uses:
        return look.quiet(visit.say(say("no check here uses it", "ninguna comprobación lo usa")))
    items = [
        look.join(
            links.obligation(visit, use.obligation),
            ": ",
            visit.say(use.asks),
            " ",
            badge(visit, use.outcome),
        )
        for use in uses
    ]
    open_ones = look.bullets(items[:OPEN_UP_TO])
    if len(items) <= OPEN_UP_TO:
        return open_ones
    more = say("{n} more", "{n} más", n=len(items) - OPEN_UP_TO)
    return look.join(open_ones, look.details(visit.say(more), look.bullets(items[OPEN_UP_TO:])))


def _found(visit: Visit, each: DataSet) -> str:
    latest = each.latest
    if latest is None:
        return look.quiet("—")
    return look.details(_in_short(visit, each), look.definition_list(_facts(visit, each, latest)))


def _in_short(visit: Visit, each: DataSet) -> str:
    """How many properties are told, and how many of them the look left open."""
    answers = [answer for _, answer in (*each.columns(), *each.answers())]
    return visit.say(
        say(
            "{n} properties, {unknown} of them not known",
            "{n} propiedades, {unknown} sin saber",
            n=len(answers),
            unknown=answers.count("unknown"),
        )
    )


def _facts(visit: Visit, each: DataSet, latest: Dataset) -> list[tuple[str, str]]:
    columns = each.columns()
    facts = []
    for answer, title in _COLUMNS.items():
        which = [visit.named(term) for term, said in columns if said == answer]
        if which:
            facts.append((visit.say(title), ", ".join(which)))
    unknown = look.quiet(visit.say(NOT_TOLD))
    facts.append(
        (
            visit.say(say("One row counts by", "Cada fila cuenta por")),
            visit.named(latest.grain) if latest.grain else unknown,
        )
    )
    facts.append((visit.say(say("Rows", "Filas")), unknown if latest.rows is None else f"{latest.rows:,}"))
    facts += [(visit.say(name), visit.say(ANSWERS[answer])) for name, answer in each.answers()]
    facts.append((visit.say(say("Licence", "Licencia")), latest.licence or unknown))
    facts.append(
        (
            visit.say(say("Address", "Dirección")),
            look.link(latest.address, latest.address) if latest.address else unknown,
        )
    )
    facts.append((visit.say(words.SAYS), records.told(visit, latest)))
    facts.append((visit.say(words.SOURCE), records.cited(visit, latest)))
    others = (
        (say("Earlier looks", "Revisiones anteriores"), each.looks[1:]),
        (say("Reports and publications", "Informes y publicaciones"), each.publications),
        (say("Claims about numbers", "Afirmaciones sobre números"), each.claims),
    )
    facts += [(visit.say(title), _latest_of(visit, entries)) for title, entries in others if entries]
    return facts


def _latest_of(visit: Visit, entries: Sequence[Entry], most: int = 3) -> look.Safe:
    total = counted(
        len(entries),
        say("on record; the latest:", "registrado; el último:"),
        say("on record; the latest:", "registrados; los últimos:"),
    )
    return look.join(visit.say(total), links.entries(visit, entries[:most]))
