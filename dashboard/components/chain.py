"""The chain of hashes: its head, what it can and cannot show, and whether the record holds together now."""

import time
from threading import Lock

import streamlit as st

from compliance.access import Door, keeping
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import frame
from dashboard.visit import Visit

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
        "Las horas de registro son las de la computadora que guarda el registro; las filas de una publicación de datos llevan el "
        "día que esta se da, no el día en que se cargó.",
    ),
    say(
        "Who recorded a row is what a sign-in said or, of a command, what it was told, with the account that ran it.",
        "Quién registró una fila es lo que dijo un inicio de sesión o, de un comando, lo que se le indicó, con la cuenta que lo "
        "ejecutó.",
    ),
)
SECONDS_THAT_A_VERDICT_STANDS = 600
_ONE_AT_A_TIME = Lock()
_latest: dict[str, tuple[float, keeping.Verdict]] = {}
"""The last verdict, by the head it is about: whoever asks again soon is told the same, so that nobody can keep the machine
busy with it."""


def head(visit: Visit) -> None:
    """The head, and what it is good for."""
    known = visit.reading.knowledge
    told = say(
        "Every record has a number and a hash: a fingerprint that no other content has, and that binds it to the record "
        "before it. The last one is the head: it stands for the whole record up to there.",
        "Cada registro tiene un número y un código: una huella que ningún otro contenido tiene y que lo une al registro "
        "anterior. El último es la cabeza: representa todo el registro hasta ahí.",
    )
    look.show(look.paragraph(visit.say(told)))
    to_check = say("To check, with the store or a backup", "Para comprobar, con el archivo o una copia")
    pairs = [
        (visit.say(words.RECORD), f"{known.number}"),
        (visit.say(words.HEAD), look.fingerprint(known.head)),
        (visit.say(to_check), look.command(f"pilcrow verify --head {known.head}")),
    ]
    look.show(look.definition_list(pairs))


def verification(visit: Visit) -> None:
    """Check the whole record when the reader asks for it, and say what the chain shows and what it cannot."""
    if st.button(
        visit.say(say("Check the whole record now", "Comprobar ahora todo el registro")), key="verify"
    ):
        _say(visit, _verdict(visit))
    for title, points in (
        (say("What the chain shows", "Qué muestra la cadena"), CAN),
        (say("What it cannot show", "Qué no puede mostrar"), CANNOT),
    ):
        frame.heading(visit.say(title))
        look.show(look.bullets([visit.say(point) for point in points]))


def _verdict(visit: Visit) -> keeping.Verdict:
    bar = st.progress(
        0.0, text=visit.say(say("Checking every record and file ...", "Comprobando registros y archivos ..."))
    )

    def progress(_what: str, done: int, of: int) -> None:
        bar.progress(min(done / of, 1.0) if of else 1.0)

    verdict = _looked_up(visit.door, progress)
    bar.empty()
    return verdict


def _looked_up(door: Door, progress: keeping.Progress) -> keeping.Verdict:
    with _ONE_AT_A_TIME:
        last = door.head().hash
        kept = _latest.get(last)
        if kept is None or time.monotonic() - kept[0] > SECONDS_THAT_A_VERDICT_STANDS:
            _latest.clear()
            _latest[last] = kept = time.monotonic(), keeping.verify(door, progress)
        return kept[1]


def _say(visit: Visit, verdict: keeping.Verdict) -> None:
    """What was found, without what hidden rows hold: of the first fault only its number."""
    parts = {"n": f"{verdict.rows:,}", "head": verdict.head.hash[:12]}
    if not verdict.faults:
        told = say(
            "All {n} records hold together, and so do their files; head {head}…. The content of {gone} was removed by a recorded redaction.",
            "Los {n} registros y sus archivos son coherentes; cabeza {head}…. El contenido de {gone} se eliminó con una eliminación registrada.",
            gone=verdict.redacted,
            **parts,
        )
    elif not verdict.whole:
        first = verdict.faults[0].number
        told = say(
            "The record does not hold together{where}. Do not rely on what these pages say; whoever runs this copy has to compare a "
            "head kept elsewhere, or restore a backup.",
            "El registro no es coherente{where}. No se fíe de estas páginas; quien opera esta copia debe comparar una cabeza "
            "guardada en otro lugar o restaurar una copia.",
            where=say(" from record {n} on", " desde el registro {n}", n=first) if first else "",
        )
    else:
        told = say(
            "All {n} records hold together. {files} attached files are not what was recorded; what rests on them is shown as “cannot tell”.",
            "Los {n} registros son coherentes. {files} archivos adjuntos no son los registrados; lo que se basa en ellos figura como "
            "«no hay datos suficientes».",
            files=len({file for _, file, _ in verdict.files}),
            **parts,
        )
    look.show(look.notice(visit.say(told)))
