"""Which open items a reader wants to see, as the address says: by when, with whom, whose, on what basis, by their words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import streamlit as st

from compliance.catalogue import BASES
from compliance.open_items import WINDOWS, OpenItem, Wanted, Window
from compliance.sentences import Text, say
from dashboard import words
from dashboard.components import choices, frame, items
from dashboard.visit import Visit

FILTERS = ("q", "when", "holder", "bureau", "person", "basis", "page", "grid", "several")


def kept() -> dict[str, str]:
    """What the address narrows the list to, for the way to an item and back."""
    return {name: value for name in FILTERS if (value := st.query_params.get(name))}


def choose(visit: Visit, every: Sequence[OpenItem]) -> Wanted:
    """What the reader wants to see, as the address says."""
    when_at = st.container()
    words_at, holder_at = st.columns(2)
    with words_at:
        sought = choices.search(visit)
    with holder_at:
        holder = _pick(visit, "holder", words.WITH, {i.gap.holder for i in every if i.gap.holder})
    named = any(name in st.query_params for name in ("bureau", "person", "basis"))
    with st.expander(visit.say(words.NARROW), expanded=named):
        bureau = _pick(visit, "bureau", items.BUREAU, {i.bureau for i in every})
        person = _pick(visit, "person", items.ASSIGNED, {i.assigned_to for i in every if i.assigned_to})
        bases: dict[str, str] = {
            b: visit.say(BASES[b]) for b in BASES if any(i.gap.obligation.basis == b for i in every)
        }
        basis = choices.pick(visit, "basis", words.BASIS, bases) or ""
    wanted = Wanted(holder, bureau, person, None, basis, sought)
    # How many fall into each span of days is said of what the other filters leave.
    left = wanted.among(every, visit.language)
    windows = {"": frame.capital(visit.say(choices.ALL))} | {
        window: f"{visit.say(name)} ({sum(item.falls_in(window) for item in left)})"
        for window, name in WINDOWS.items()
    }
    with when_at:
        when = choices.parts(visit, "when", say("When", "Cuándo"), windows)
    return replace(wanted, window=next((w for w in get_args(Window) if w == when), None))


def _pick(visit: Visit, name: str, label: Text, keys: set[str]) -> str:
    """One of some bodies or persons, the reader's own bodies first; "" for all of them."""
    own = {capacity.body for capacity in visit.standing.capacities}
    told = sorted(((key, visit.named(key)) for key in keys), key=lambda pair: (pair[0] not in own, pair[1]))
    return choices.pick(visit, name, label, dict(told)) or ""
