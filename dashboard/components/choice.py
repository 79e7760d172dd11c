"""Choices that stand in the address: one of some named things, by its key so that a link holds in every language, and words
that are typed. The address alone holds them, so that a link, the back button and a click do the same."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from compliance.sentences import Text
from dashboard import look
from dashboard.visit import Visit


def one_of(
    visit: Visit,
    key: str,
    label: Text,
    options: Sequence[str],
    name: Callable[[str], str],
    everything: Text,
    pages: Sequence[str] = ("page",),
    ends: Sequence[str] = (),
) -> str:
    """The option that the address names under `key`, "" for everything; a key that is none means everything.

    Choosing another begins the lists anew whose page stands in the address under the names in `pages`, and takes from the
    address the other choices that it `ends`.
    """
    asked = st.query_params.get(key, "")
    st.session_state[_widget(key)] = asked if asked in options else ""
    picked: str = st.selectbox(
        visit.say(label),
        ["", *options],
        format_func=lambda each: look.plain(name(each)) if each else visit.say(everything),
        key=_widget(key),
        on_change=partial(_chosen, key, pages, ends),
    )
    return picked


def typed(
    visit: Visit,
    key: str,
    label: Text,
    *,
    most: int,
    placeholder: str = "",
    pages: Sequence[str] = ("page",),
    ends: Sequence[str] = (),
) -> str:
    """The words that the address holds under `key`, `most` characters of them, without blanks around."""
    st.session_state[_widget(key)] = st.query_params.get(key, "")[:most]
    found: str = st.text_input(
        visit.say(label),
        max_chars=most,
        placeholder=placeholder,
        key=_widget(key),
        on_change=partial(_chosen, key, pages, ends),
    )
    return found.strip()


def _chosen(key: str, pages: Sequence[str], ends: Sequence[str]) -> None:
    """Put what was chosen into the address."""
    value = st.session_state[_widget(key)].strip()
    for name in (key, *ends):
        if name in st.query_params:
            del st.query_params[name]
    if value:
        st.query_params[key] = value
    for page in pages:
        if page in st.session_state:
            st.session_state[page] = 1


def _widget(key: str) -> str:
    return f"choice-{key}"
