"""A choice among named things that stands in the address by its key, so that a link holds in every language."""

from collections.abc import Callable, Sequence

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
) -> str:
    """The option that the address names under `key`, "" for everything; a key that is none means everything.

    Choosing another begins the lists anew whose page stands in the address under the names in `pages`.
    """
    asked = st.query_params.get(key, "")
    # The address alone holds the choice, so that the back button and a link do the same as a click.
    st.session_state[_widget(key)] = asked if asked in options else ""

    def chosen() -> None:
        value = st.session_state[_widget(key)]
        if value:
            st.query_params[key] = value
        elif key in st.query_params:
            del st.query_params[key]
        for page in pages:
            if page in st.session_state:
                st.session_state[page] = 1

    picked: str = st.selectbox(
        visit.say(label),
        ["", *options],
        format_func=lambda each: look.plain(name(each)) if each else visit.say(everything),
        key=_widget(key),
        on_change=chosen,
    )
    return picked


def _widget(key: str) -> str:
    return f"choice-{key}"
