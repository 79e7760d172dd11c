"""What others recorded meanwhile: whoever works on the case is told, and nothing they are typing is touched."""

import streamlit as st

from compliance.access import Door, StoreError
from compliance.sentences import Language, say
from dashboard import look
from dashboard.visit import CLOCKS, Visit

EVERY_SECONDS = 20
COME = say(
    "{n} records were added since this page was drawn, by you or by others.",
    "Se añadieron {n} registros desde que se mostró esta página, por usted o por otras personas.",
)
SHOW_THEM = say("Show the page as it is now", "Mostrar la página como está ahora")


def watch(visit: Visit) -> None:
    """Look now and then whether the record has grown, for whoever has a role and looks at what is known now."""
    if visit.roles and not any(name in visit.asked for name in CLOCKS):
        _look(visit.door, visit.reading.knowledge.number, visit.language)


@st.fragment(run_every=EVERY_SECONDS)
def _look(door: Door, number: int, language: Language) -> None:
    try:
        come = door.head().number - number
    except StoreError:
        # The next click says what is wrong with the store.
        return
    if come <= 0:
        return
    look.show(look.notice(COME.to(language).format(n=f"{come:,}")))
    if st.button(SHOW_THEM.to(language), key="show-news"):
        st.rerun()
