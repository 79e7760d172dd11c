"""Rows of the record as a reader sees them: one in full, or some in a list."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import streamlit as st

from compliance.access import Altered
from compliance.evidence import KINDS
from compliance.sentences import Text, day, say
from dashboard import look, words
from dashboard.components import frame, links
from dashboard.visit import Visit

Row = dict[str, Any]
NOT_PUBLIC = say("not public", "no es público")
REDACTED = say("content removed", "contenido eliminado")
NO_SUCH = say(
    "There is no such record among those that you may see at what is known.",
    "No hay tal registro entre los que usted puede ver.",
)
ACTS: dict[str, Text] = {
    "corrects": say("corrects", "corrige"),
    "withdraws": say("withdraws", "retira"),
    "redacts": say("removes the content of", "elimina el contenido de"),
}
_SAID = ("key", "visibility", "capacity", "recorded_by", "release", "happened", "source_date", "corrects", "withdraws", "redacts", "reason")  # fmt: skip
_ABOVE = ("key", "kind", "happened")


def what(visit: Visit, row: Row) -> str:
    """What a row holds, in words; evidence with its kind."""
    holds = visit.say(words.HOLDS[row["holds"]])
    if not row["kind"]:
        return holds
    en, es = KINDS[row["kind"]].kind_text
    return f"{holds}: {visit.say(Text(en=en, es=es))}"


def about(visit: Visit, row: Row) -> str:
    """What a row is about, or why that is not shown."""
    if "visibility" not in row:
        return look.quiet(visit.say(NOT_PUBLIC))
    return row["key"] or look.quiet(visit.say(REDACTED))


def on_day(visit: Visit, row: Row) -> str:
    """The day of recording in the decree's time zone."""
    moment = datetime.fromisoformat(row["recorded"]).astimezone(visit.reading.catalogue.zone)
    return visit.say(day(moment.date()))


def rows(visit: Visit, some: Iterable[Row], caption: Text) -> None:
    """A table of rows, in the order given."""
    cells = [
        [
            links.number(visit, row["number"]),
            what(visit, row),
            about(visit, row),
            on_day(visit, row),
            row.get("capacity") or "—",
            look.fingerprint(row["hash"][:12]),
        ]
        for row in some
    ]
    headers = [words.RECORD, words.KIND, words.ABOUT_WHAT, words.DAY, words.RECORDED_AS, words.HASH]
    look.show(look.table([visit.say(h) for h in headers], cells, visit.say(caption)))


def corrections(visit: Visit, some: Iterable[Row]) -> None:
    """A table of what was corrected, withdrawn or redacted, and why."""
    cells = [
        [
            links.number(visit, row["number"]),
            look.join(visit.say(name), " ", links.number(visit, row[act])),
            what(visit, row),
            row.get("reason") or "—",
            on_day(visit, row),
        ]
        for row in some
        for act, name in ACTS.items()
        if row.get(act) is not None
    ]
    headers = [words.RECORD, say("Does", "Hace"), words.KIND, words.WHY, words.DAY]
    newest_first = say("Newest first", "Lo más reciente primero")
    look.show(look.table([visit.say(h) for h in headers], cells, visit.say(newest_first)))


def one(visit: Visit, number: int) -> None:
    """One row with all that may be shown of it, what became of it, and its files."""
    known, door = visit.reading.knowledge, visit.door
    frame.heading(f"{visit.say(words.RECORD)} {number}")
    row = door.numbered(visit.actor, (number,)).get(number) if number <= known.number else None
    if row is None:
        frame.empty(visit.say(NO_SUCH))
        return
    marks = [
        look.join(
            visit.say(words.AFTERWARDS[name]),
            " ",
            links.number(visit, other["number"]),
            f": {other.get('reason') or _why(other)}",
        )
        for name, other in door.afterwards(visit.actor, number)
        if other["number"] <= known.number
    ]
    if marks:
        look.show(look.banner(visit.say(say("What became of it", "Qué pasó después")), marks))
    pairs = [(visit.say(words.KIND), what(visit, row)), (visit.say(words.RECORDED), on_day(visit, row))]
    pairs += [(frame.capital(name.replace("_", " ")), str(row[name])) for name in _SAID if row.get(name)]
    pairs += [(visit.say(words.HASH), look.fingerprint(row["hash"]))]
    look.show(look.definition_list(pairs))
    if row.get("body") and row["holds"] == "catalogue_revision":
        look.show(look.details(visit.say(say("Its text", "Su texto")), look.preformatted(row["body"])))
    elif row.get("body"):
        look.show(look.definition_list(told(row)))
    else:
        frame.empty(about(visit, row))
    for digest in (row.get("files") or "").split():
        attached(visit, number, digest)


def attached(visit: Visit, number: int, digest: str) -> None:
    """A file of a row, handed out only if it is still what was attached."""
    name = f"record-{number}-{digest[:12]}"
    look.show(
        look.paragraph(
            visit.say(say("Attached file, SHA-256", "Archivo adjunto, SHA-256")),
            " ",
            look.fingerprint(digest),
        )
    )
    # Read first by a click of its own, since it is hashed again and may be large.
    if not st.button(visit.say(say("Prepare the download", "Preparar la descarga")), key=f"file-{digest}"):
        return
    try:
        content = visit.desk.file(visit.actor, number, digest)
    except (Altered, KeyError):
        told = say(
            "This file is no longer what was recorded, so it is not handed out. What rests on it cannot be told.",
            "Este archivo ya no es el que se registró, así que no se entrega. Lo que se basa en él no puede saberse.",
        )
        st.error(visit.say(told))
        return
    st.download_button(
        visit.say(say("Download, as it was recorded", "Descargar, tal como se registró")),
        content,
        file_name=name,
        mime="application/octet-stream",
        on_click="ignore",
        key=f"download-{digest}",
    )


def _why(review: Row) -> str:
    return str(json.loads(review["body"])["reason"]) if review.get("body") else "—"


def told(row: Row) -> list[tuple[str, str]]:
    """What a row says, field by field."""
    return [(name, _said(value)) for name, value in _body(row)]


def _body(row: Row) -> list[tuple[str, Any]]:
    """What a row says, field by field; what stands above already is left out."""
    said = json.loads(row["body"]).items()
    shown = [(name, value) for name, value in said if value not in ("", []) and name not in _ABOVE]
    return [(frame.capital(name.replace("_", " ")), value) for name, value in shown]


def _said(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
