"""The record itself: its head, every row, what was corrected, and whether it holds together."""

from typing import cast

import streamlit as st

from compliance.access import Holds, browsing
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import chain, choices, cover_list, frame, recorded
from dashboard.visit import current

visit = current()
known = visit.reading.knowledge
AT_ONCE = 25
PARTS = {
    "rows": say("Every record", "Todos los registros"),
    "corrections": say("Corrected, withdrawn, removed", "Corregido, retirado, eliminado"),
    "verify": say("Check it", "Comprobarlo"),
}
EVERYTHING = say("everything", "todo")


def main() -> None:
    frame.heading(visit.say(words.THE_RECORD), 1)
    number = choices.number("number")
    if number is not None:
        recorded.one(visit, number)
        cover_list.came_in(visit, number)
        whole = say("The whole record", "Todo el registro")
        look.show(look.paragraph(look.link(visit.address("record"), visit.say(whole))))
        return
    chain.head(visit)
    part = choices.parts(visit, "show", say("Part", "Parte"), {k: visit.say(t) for k, t in PARTS.items()})
    frame.heading(visit.say(PARTS[part]))
    if part == "rows":
        every_row()
    elif part == "corrections":
        corrections()
    else:
        chain.verification(visit)


def every_row() -> None:
    """Some rows at a time, newest first, of one sort where that is asked for."""
    kinds: dict[str, str] = {key: frame.capital(visit.say(text)) for key, text in words.HOLDS.items()}
    chosen = choices.pick(visit, "holds", words.KIND, kinds, EVERYTHING)
    holds = cast(Holds, chosen) if chosen else None
    found = browsing.newest(visit.door, visit.actor, last(), AT_ONCE, holds)
    if not found.rows:
        frame.empty(visit.say(say("There is none that you may see.", "No hay ninguno que usted pueda ver.")))
        return
    caption = say(
        "Newest first, of {n} records in all; those of the monitor’s own team are not listed",
        "Lo más reciente primero, de {n} registros en total; los del propio equipo supervisor no se muestran",
        n=f"{known.number:,}",
    )
    recorded.rows(visit, found.rows, caption)
    older(found.before, say("Older records", "Registros anteriores"))


def corrections() -> None:
    """What was corrected, withdrawn or redacted, and why, newest first."""
    found = browsing.newest_acts(visit.door, visit.actor, last(), AT_ONCE)
    if not found.rows:
        none = say(
            "Nothing was corrected, withdrawn or removed.", "Nada se ha corregido, retirado ni eliminado."
        )
        frame.empty(visit.say(none))
        return
    recorded.corrections(visit, found.rows)
    older(found.before, say("Older ones", "Anteriores"))


def last() -> int:
    """The newest row to show: all known, or those before the one in the address."""
    before = choices.number("before")
    return known.number if before is None else min(before - 1, known.number)


def older(before: int | None, name: Text) -> None:
    if before is not None:
        kept = {key: st.query_params[key] for key in ("show", "holds") if key in st.query_params}
        address = visit.address("record", before=f"{before}", **kept)
        look.show(look.paragraph(look.link(address, visit.say(name))))


main()
