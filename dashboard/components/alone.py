"""Parts of a page that are drawn alone: who turns or narrows a list waits for the list, and not for the whole page.

Streamlit keeps such a part until the reader's next click on the page around it. It is given a function of a module and no
visit, which would keep all that was known then; it begins a visit of its own, and where that tells of another record than the
page does, or to somebody who is something else now, the page is drawn anew.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import streamlit as st

from compliance.access import Actor, Capacity, StoreError, Unanswerable
from compliance.sentences import Language
from dashboard.visit import Visit, begin


class _Told(NamedTuple):
    """To whom a page tells which state of the record, as of which day."""

    on: date
    today: date
    head: str
    language: Language
    actor: Actor
    capacities: tuple[Capacity, ...]


def draw(visit: Visit, part: Callable[[Visit], None]) -> None:
    """Draw a part of the page, which a click within it draws anew without the rest. `part` is a function of a module that
    keeps no visit itself."""
    _part(part, _told(visit), [visit])


@st.fragment
def _part(part: Callable[[Visit], None], shown: _Told, given: list[Visit]) -> None:
    # The run of the whole page has begun its visit already, and takes it out again.
    visit = given.pop() if given else _begin_again()
    if _told(visit) != shown:
        st.rerun()
    part(visit)


def _begin_again() -> Visit:
    try:
        return begin()
    except (StoreError, Unanswerable):
        # The page around says why.
        st.rerun()


def _told(visit: Visit) -> _Told:
    reading = visit.reading
    return _Told(
        reading.on,
        reading.today,
        f"{reading.knowledge.number} {reading.knowledge.head}",
        visit.language,
        visit.actor,
        visit.standing.capacities,
    )
