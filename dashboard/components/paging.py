"""A long list, some of it at a time: which part is shown stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from compliance.sentences import say
from dashboard import look
from dashboard.visit import Visit

T = TypeVar("T")
SIZE = 25


@dataclass(frozen=True)
class Part(Generic[T]):
    """The items shown, the place of the first of them (from 1), and how many there are in all."""

    items: Sequence[T]
    first: int
    of: int
    pages: int


def page_of(items: Sequence[T], key: str = "page", size: int = SIZE) -> Part[T]:
    """The part of a list that the address names: `?page=2`. A page that is none is the nearest one that there is."""
    pages = max(1, -(-len(items) // size))
    asked = str(st.session_state.get(key) or st.query_params.get(key, ""))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    number = min(max(number, 1), pages)
    if key in st.session_state and st.session_state[key] != number:
        # The list grew shorter, as where it was narrowed.
        st.session_state[key] = number
    start = (number - 1) * size
    return Part(items[start : start + size], start + 1, len(items), pages)


def pager(visit: Visit, part: Part[T], key: str = "page") -> None:
    """Which items of how many are shown, and the way to the others."""
    if part.pages == 1:
        return
    shown = say(
        "{a} to {b} of {n}",
        "{a} a {b} de {n}",
        a=part.first,
        b=part.first + len(part.items) - 1,
        n=f"{part.of:,}",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"pager-{key}"):
        look.show(look.paragraph(look.quiet(visit.say(shown))))
        st.pagination(part.pages, key=key, bind="query-params", max_visible_pages=5)
