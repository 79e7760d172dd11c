"""A long list, some of it at a time: which part is shown stands in the address, as `?page=2`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from compliance.sentences import Text, say
from dashboard import look
from dashboard.visit import Visit

T = TypeVar("T")
SIZE = 20
FEW = 4
"""Less than this part of a page is no page of its own."""
PAGE = "page"
"""Every list's name in the address begins so, as `?page-windows=2`; choosing what is listed begins them all anew."""
FIRST = say("First", "Primera")
EARLIER = say("Previous", "Anterior")
LATER = say("Next", "Siguiente")
LAST = say("Last", "Última")


@dataclass(frozen=True)
class Part(Generic[T]):
    """The items shown, the place of the first of them (from 1), how many there are in all, and which page of how many."""

    items: Sequence[T]
    first: int
    of: int
    number: int
    pages: int


def page_of(items: Sequence[T], key: str = PAGE, size: int = SIZE) -> Part[T]:
    """The part of a list that the address names. A page that is none is the nearest one that there is. A few items that are
    left over stand on the page before, since nobody turns a page for them gladly."""
    whole, left = divmod(len(items), size)
    pages = max(1, whole + (left > size // FEW))
    asked = st.query_params.get(_name(key), "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    number = min(max(number, 1), pages)
    start = (number - 1) * size
    stop = start + size if number < pages else len(items)
    return Part(items[start:stop], start + 1, len(items), number, pages)


def pager(visit: Visit, part: Part[T], key: str = PAGE) -> None:
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
    ways: list[tuple[str, Text, int]] = [
        ("first", FIRST, 1),
        ("previous", EARLIER, part.number - 1),
        ("next", LATER, part.number + 1),
        ("last", LAST, part.pages),
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"pager-{key}"):
        look.show(look.paragraph(look.quiet(visit.say(shown))))
        for name, label, number in ways:
            st.button(
                visit.say(label),
                key=f"{key}-{name}",
                disabled=not 1 <= number <= part.pages or number == part.number,
                on_click=_turn,
                args=(key, number),
            )


def _turn(key: str, number: int) -> None:
    if number > 1:
        st.query_params[_name(key)] = f"{number}"
    elif _name(key) in st.query_params:
        del st.query_params[_name(key)]


def _name(key: str) -> str:
    return key if key == PAGE else f"{PAGE}-{key}"
