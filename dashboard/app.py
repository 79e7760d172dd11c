"""The site, run once for each view: who asks for what, the way around, and the page itself."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from compliance.access import StoreError, Unanswerable
from compliance.sentences import Text
from dashboard import look, words
from dashboard.components import frame
from dashboard.views import HOME, PAGES, Page
from dashboard.visit import Visit, begin, begin_today


def run() -> None:
    """Draw the page that the address names."""
    why: Text | None = None
    try:
        try:
            visit = begin()
        except Unanswerable as error:
            why, visit = error.text, begin_today()
    except (StoreError, Unanswerable) as error:
        st.set_page_config(page_title="Pilcrow", page_icon=look.ICON, layout="wide")
        look.use_style_sheet()
        st.error(str(error))
        return
    pages = _pages(visit)
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{page.title} · Pilcrow", page_icon=look.ICON, layout="wide")
    look.use_style_sheet()
    here = page.url_path or HOME
    frame.head(visit, _ways(visit, pages), here)
    if why is not None:
        _cannot_answer(visit, why, page)
    else:
        page.run()
    frame.foot(visit)


def _pages(visit: Visit) -> dict[str, Any]:
    """Every page of the site by its key. One that does not open to this reader says so in its place."""
    found = {}
    for key, page in PAGES.items():
        source = f"views/{key}.py" if page.opens_to(visit.roles) else _closed(visit, page)
        title = visit.say(page.title)
        found[key] = st.Page(source, title=title, url_path=key, default=key == HOME)
    found["obligation"] = st.Page(
        "views/obligation.py", title=visit.say(words.OBLIGATION), url_path="obligation", visibility="hidden"
    )
    return found


def _ways(visit: Visit, pages: Mapping[str, Any]) -> dict[str, Any]:
    """The pages that this reader can go to."""
    return {key: pages[key] for key, page in PAGES.items() if page.opens_to(visit.roles)}


def _closed(visit: Visit, page: Page) -> Callable[[], None]:
    def closed() -> None:
        frame.heading(visit.say(page.title), 1)
        look.show(look.paragraph(visit.say(words.CLOSED_TO_YOU)))

    return closed


def _cannot_answer(visit: Visit, why: Text, page: Any) -> None:
    """Say why the address asks what has no answer, and lead back."""
    frame.heading(visit.say(words.NOT_SHOWN), 1)
    look.show(look.paragraph(visit.say(why)))
    keep = {"key": st.query_params["key"]} if "key" in st.query_params else {}
    st.page_link(page, label=visit.say(words.WAY_BACK), query_params=visit.params(**keep))


run()
