"""Who may see what is sent: the choices that a role has, in plain words."""

from collections.abc import Mapping

import streamlit as st

from compliance.access import NotAllowed, Right, Thing, Visibility
from compliance.access.roles import FILES_AS
from compliance.sentences import Text, say
from dashboard.visit import Visit

WHO = say("Who may see it", "Quién puede verlo")
SEEN_BY: Mapping[Visibility, Text] = {
    "parties": say(
        "the department, the parties and the monitor; the public sees only its number, kind, day and hash",
        "el departamento, las partes y el supervisor; el público solo ve su número, tipo, día y código",
    ),
    "public": say("everybody", "todos"),
    "team": say("the monitor’s team alone", "solo el equipo supervisor"),
    "sealed": say(
        "the monitor and whoever sends it; the others see only its number, kind, day and hash",
        "el supervisor y quien lo envía; los demás solo ven su número, tipo, día y código",
    ),
}


def choices(visit: Visit, thing: Thing = "evidence") -> tuple[Visibility, ...]:
    """As what the reader's role files a thing; the first is what it files as unless told otherwise."""
    rights: tuple[Right, ...] = ("add", "draft")
    for right in rights:
        try:
            return FILES_AS[visit.standing.acting(right, thing).role]
        except NotAllowed:
            continue
    return ()


def choose(visit: Visit, key: str, thing: Thing = "evidence") -> Visibility:
    """Who may see it, chosen among what the role allows."""
    offered = choices(visit, thing)
    if st.session_state.get(key) not in offered:
        st.session_state[key] = offered[0]
    chosen: Visibility = st.selectbox(
        visit.say(WHO), offered, key=key, format_func=lambda each: visit.say(SEEN_BY[each])
    )
    return chosen


def told(visit: Visit, visibility: Visibility) -> str:
    """Who may see it, in a sentence."""
    return f"{visit.say(WHO)}: {visit.say(SEEN_BY[visibility])}."
