"""The record itself: its head, what the chain of hashes can and cannot show, what was corrected, and every row."""

import json
from datetime import datetime
from typing import Any

import streamlit as st

from compliance.access import PUBLIC
from compliance.evidence import KINDS
from compliance.sentences import Text, day, say
from dashboard import look, words
from dashboard.components import frame
from dashboard.visit import current, door

AT_ONCE = 25
CAN = (
    say(
        "If anything recorded is changed, removed, added in between or put in another order, the hashes no longer fit: "
        "pilcrow verify names the first record that does not hold.",
        "Si algo registrado se cambia, se quita, se intercala o se reordena, los códigos dejan de coincidir: pilcrow verify "
        "señala el primer registro que falla.",
    ),
    say(
        "Whoever keeps the number and the head from this page can open the same record here later and compare. Content that was "
        "removed since is listed below.",
        "Quien guarde el número y la cabeza de esta página puede abrir aquí el mismo registro más tarde y comparar. El contenido "
        "eliminado desde entonces aparece abajo.",
    ),
)
CANNOT = (
    say(
        "Whoever runs this copy could rewrite everything from some record on, or cut off its end, and make new hashes. Only a "
        "head that was kept elsewhere shows that.",
        "Quien opera esta copia podría reescribir todo desde cierto registro, o cortar el final, y crear códigos nuevos. Solo "
        "una cabeza guardada en otro lugar lo muestra.",
    ),
    say(
        "The chain does not show that what was recorded is true, nor that everything there is was recorded.",
        "La cadena no muestra que lo registrado sea cierto, ni que se haya registrado todo lo que existe.",
    ),
    say(
        "The times of recording are those of the computer that keeps the record; rows of a data release bear the day that the "
        "release gives itself, not the day on which it was loaded.",
        "Las horas de registro son las del computador que guarda el registro; las filas de una publicación de datos llevan el "
        "día que esta se da, no el día en que se cargó.",
    ),
    say(
        "Who recorded a row is what the command was told, with the name of the account that ran it; nobody signs in yet.",
        "Quién registró una fila es lo que se indicó al programa, con la cuenta que lo ejecutó; aún nadie inicia sesión.",
    ),
)
NOT_PUBLIC = say("not public", "no es público")
REDACTED = say("content removed", "contenido eliminado")

visit = current()
known = visit.reading.knowledge
zone = visit.reading.catalogue.zone


def what(row: dict[str, Any]) -> str:
    """What a row holds, in words; evidence with its kind."""
    holds = visit.say(words.HOLDS[row["holds"]])
    if not row["kind"]:
        return holds
    en, es = KINDS[row["kind"]].kind_text
    return f"{holds}: {visit.say(Text(en=en, es=es))}"


def about(row: dict[str, Any]) -> str:
    """What a row is about, or why that is not shown."""
    if "visibility" not in row:
        return look.quiet(visit.say(NOT_PUBLIC))
    return row["key"] or look.quiet(visit.say(REDACTED))


def recorded(row: dict[str, Any]) -> str:
    """The day of recording in the decree's time zone."""
    return visit.say(day(datetime.fromisoformat(row["recorded"]).astimezone(zone).date()))


def to_row(number: int) -> str:
    """A link to one row."""
    return look.link(visit.address("record", number=str(number)), str(number))


def one(number: int) -> None:
    """One row with all that may be shown of it."""
    found = door(visit.settings).rows(PUBLIC, min(number, known.number), first=number)
    frame.heading(f"{visit.say(words.RECORD)} {number}")
    if not found:
        frame.empty(
            visit.say(
                say(
                    "There is no such record among those that are public at what is known.",
                    "No hay tal registro entre los que son públicos.",
                )
            )
        )
        return
    row = found[0]
    became = door(visit.settings).afterwards(PUBLIC, number)
    marks = [
        look.join(
            visit.say(words.AFTERWARDS[what_]),
            " ",
            to_row(other["number"]),
            f": {other.get('reason') or _why(other)}",
        )
        for what_, other in became
        if other["number"] <= known.number
    ]
    if marks:
        look.show(look.banner(visit.say(say("What became of it", "Qué pasó después")), marks))
    pairs = [(visit.say(words.KIND), what(row)), (visit.say(words.RECORDED), recorded(row))]
    pairs += [(frame.capital(name.replace("_", " ")), str(row[name])) for name in _SAID if row.get(name)]
    pairs += [(visit.say(words.HASH), look.fingerprint(row["hash"]))]
    look.show(look.definition_list(pairs))
    if row.get("body") and row["holds"] == "catalogue_revision":
        look.show(look.details(visit.say(say("Its text", "Su texto")), look.preformatted(row["body"])))
    elif row.get("body"):
        look.show(look.definition_list([(name, _said(value)) for name, value in _body(row)]))
    else:
        frame.empty(about(row))


_SAID = ("key", "visibility", "capacity", "release", "happened", "source_date", "corrects", "withdraws", "redacts", "reason")  # fmt: skip


def _why(review: dict[str, Any]) -> str:
    return str(json.loads(review["body"])["reason"]) if review.get("body") else "—"


def _body(row: dict[str, Any]) -> list[tuple[str, Any]]:
    """What a row says, field by field; what stands above already is left out."""
    said = json.loads(row["body"]).items()
    shown = [
        (name, value)
        for name, value in said
        if value not in ("", []) and name not in ("key", "kind", "happened")
    ]
    return [(frame.capital(name.replace("_", " ")), value) for name, value in shown]


def _said(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def head() -> None:
    """The head, and what it is good for."""
    look.show(
        look.paragraph(
            visit.say(
                say(
                    "Every record has a number and a hash: a fingerprint that no other content has, and that binds it to the record "
                    "before it. The last one is the head: it stands for the whole record up to there.",
                    "Cada registro tiene un número y un código: una huella que ningún otro contenido tiene y que lo une al registro "
                    "anterior. El último es la cabeza: representa todo el registro hasta ahí.",
                )
            )
        )
    )
    look.show(
        look.definition_list(
            [
                (visit.say(words.RECORD), str(known.number)),
                (visit.say(words.HEAD), look.fingerprint(known.head)),
                (
                    visit.say(
                        say(
                            "To check, with the store or a backup",
                            "Para comprobar, con el archivo o una copia",
                        )
                    ),
                    look.command(f"pilcrow verify --head {known.head}"),
                ),
            ]
        )
    )
    for title, points in (
        (say("What the chain shows", "Qué muestra la cadena"), CAN),
        (say("What it cannot show", "Qué no puede mostrar"), CANNOT),
    ):
        frame.heading(visit.say(title))
        look.show(look.bullets([visit.say(point) for point in points]))


def corrections() -> None:
    """What was corrected, withdrawn or redacted, and why."""
    frame.heading(visit.say(say("Corrected, withdrawn, removed", "Corregido, retirado, eliminado")))
    acts: dict[str, Text] = {
        "corrects": say("corrects", "corrige"),
        "withdraws": say("withdraws", "retira"),
        "redacts": say("removes the content of", "elimina el contenido de"),
    }
    found = door(visit.settings).corrections(PUBLIC, known.number)
    rows = [
        [
            to_row(row["number"]),
            look.join(visit.say(acts[act]), " ", to_row(row[act])),
            what(row),
            row["reason"] or "—",
            recorded(row),
        ]
        for row in found
        for act in acts
        if row[act] is not None
    ]
    if not rows:
        frame.empty(
            visit.say(
                say(
                    "Nothing was corrected, withdrawn or removed.",
                    "Nada se ha corregido, retirado ni eliminado.",
                )
            )
        )
        return
    headers = [words.RECORD, say("Does", "Hace"), words.KIND, words.WHY, words.DAY]
    look.show(
        look.table(
            [visit.say(h) for h in headers], rows, visit.say(say("Newest first", "Lo más reciente primero"))
        )
    )


def listing() -> None:
    """Some rows at a time, newest first."""
    asked = st.query_params.get("before", "")
    last = (
        min(int(asked) - 1, known.number)
        if asked.isascii() and asked.isdigit() and len(asked) < 10
        else known.number
    )
    rows = door(visit.settings).rows(PUBLIC, last, first=max(last - AT_ONCE + 1, 1))
    frame.heading(visit.say(say("Every record", "Todos los registros")))
    cells = [
        [to_row(row["number"]), what(row), about(row), recorded(row), row.get("capacity") or "—", look.fingerprint(row["hash"][:12])]
        for row in reversed(rows)
    ]  # fmt: skip
    headers = [words.RECORD, words.KIND, words.ABOUT_WHAT, words.DAY, words.RECORDED_AS, words.HASH]
    caption = say(
        "Records {a} to {b} of {n}, newest first; those of the monitor’s own team are not listed",
        "Registros {a} a {b} de {n}, los más recientes primero; los del propio equipo supervisor no se muestran",
        a=max(last - AT_ONCE + 1, 1),
        b=last,
        n=known.number,
    )
    look.show(look.table([visit.say(h) for h in headers], cells, visit.say(caption)))
    if last > AT_ONCE:
        older = visit.address("record", before=str(last - AT_ONCE + 1))
        look.show(look.paragraph(look.link(older, visit.say(say("Older records", "Registros anteriores")))))


frame.heading(visit.say(words.THE_RECORD), 1)
number = st.query_params.get("number", "")
if number.isascii() and number.isdigit() and 0 < len(number) < 10:
    one(int(number))
    look.show(
        look.paragraph(
            look.link(visit.address("record"), visit.say(say("The whole record", "Todo el registro")))
        )
    )
else:
    head()
    corrections()
    listing()
