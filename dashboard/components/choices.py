"""What a reader chooses on a page, kept in the address and nowhere else: a link shows the same choice, in every language,
and the way back undoes it.

Streamlit's own binding keeps the words of a choice, which another language does not have; here its key is kept.
"""

from collections.abc import Collection, Iterable, Mapping

import streamlit as st

from compliance.sentences import Text, say
from dashboard import look
from dashboard.components import paging
from dashboard.visit import Visit

LONGEST = 200
ALL = say("all", "todos")
SEARCH = say("Search", "Buscar")
SHOW_ALL = say("Show all", "Ver todo")


def asked(name: str, options: Collection[str]) -> str:
    """Which of some options the address asks for by `?name=`; the first one where it names none that there is."""
    key = st.query_params.get(name, "")
    return key if key in options else next(iter(options))


def picked(name: str, options: Collection[str]) -> str | None:
    """The same where none has to be chosen: None stands for all of them."""
    key = st.query_params.get(name, "")
    return key if key in options else None


def sought(name: str = "q") -> str:
    """The words that the address looks for, in small letters, from `?q=`."""
    return st.query_params.get(name, "")[:LONGEST].strip().casefold()


def select(visit: Visit, name: str, label: Text, options: Mapping[str, str]) -> str:
    """One of some options, by key, from `?name=`; the first one where the address names none that there is."""
    keys = list(options)
    _show(name, asked(name, options))
    return st.selectbox(
        visit.say(label),
        keys,
        format_func=lambda key: options.get(key, key),
        key=_widget(name),
        on_change=_keep,
        args=(name, keys[0]),
    )


def pick(visit: Visit, name: str, label: Text, options: Mapping[str, str], every: Text = ALL) -> str | None:
    """The same where none has to be chosen: None stands for all of them, which `every` names, and is the usual choice."""
    return select(visit, name, label, {"": visit.say(every), **options}) or None


def parts(visit: Visit, name: str, label: Text, options: Mapping[str, str]) -> str:
    """The same, as a row of buttons: for a few options that a reader goes to and fro between."""
    keys = list(options)
    _show(name, asked(name, options))
    chosen = st.segmented_control(
        visit.say(label),
        keys,
        format_func=lambda key: look.plain(options.get(key, key)),
        key=_widget(name),
        required=True,
        on_change=_keep,
        args=(name, keys[0]),
        label_visibility="collapsed",
    )
    return chosen or keys[0]


def search(visit: Visit, name: str = "q", label: Text = SEARCH) -> str:
    """Words that a reader looks for, in small letters, from `?q=`."""
    _show(name, st.query_params.get(name, "")[:LONGEST])
    st.text_input(
        visit.say(label),
        key=_widget(name),
        max_chars=LONGEST,
        type="search",
        placeholder=visit.say(SEARCH),
        on_change=_keep,
        args=(name, ""),
    )
    return sought(name)


def number(name: str) -> int | None:
    """The number of a record in the address; None where it names none."""
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def toggle(visit: Visit, name: str, label: Text) -> bool:
    """Whether a list is to be narrowed to something, from `?name=yes`."""
    _show(name, is_on(name))
    return st.toggle(visit.say(label), key=_widget(name), on_change=_keep, args=(name, False))


def beside(visit: Visit, name: str, label: Text) -> bool:
    """Whether something is wanted beside a list, from `?name=yes`; the list stays where it was turned to."""
    _show(name, is_on(name))
    return st.toggle(visit.say(label), key=_widget(name), on_change=_keep_beside, args=(name,))


def is_on(name: str) -> bool:
    """Whether the address says that something is wanted."""
    return st.query_params.get(name) == "yes"


def narrowed_to(
    visit: Visit, page: str, chosen: Iterable[tuple[Text, Text | None]], **kept: str
) -> look.Safe:
    """What a list shows alone, for whoever comes by a link and chose nothing, and the way to all of it; nothing where it
    shows all."""
    told = [f"{visit.say(label)}: {visit.say(what)}" for label, what in chosen if what]
    if not told:
        return look.Safe("")
    everything = look.link(visit.address(page, **kept), visit.say(SHOW_ALL))
    return look.join(" · ", " · ".join(told), " · ", everything)


def _widget(name: str) -> str:
    return f"choice-{name}"


def _show(name: str, value: str | bool) -> None:
    """The field shows what the address says, also after the way back."""
    st.session_state[_widget(name)] = value


def _keep_beside(name: str) -> None:
    if st.session_state[_widget(name)]:
        st.query_params[name] = "yes"
    else:
        st.query_params.pop(name, None)


def _keep(name: str, unless: str | bool) -> None:
    """Put a choice into the address, or take it out where it is the usual one; a list then begins with its first page."""
    value = st.session_state[_widget(name)]
    kept = {
        key: each for key, each in st.query_params.items() if key != name and not key.startswith(paging.PAGE)
    }
    if value not in (unless, None, ""):
        kept[name] = "yes" if value is True else str(value)
    st.query_params.from_dict(kept)
