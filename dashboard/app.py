"""The site, run once for each view: who asks for what, the way around, and the page itself."""

from typing import Any

import streamlit as st

from compliance.access import StoreError, Unanswerable
from compliance.sentences import Text
from dashboard import look, words
from dashboard.components import frame
from dashboard.views import PAGES
from dashboard.visit import current, language, today


def run() -> None:
    """Draw the page that the address names."""
    chosen = language()
    pages = {
        key: st.Page(f"views/{key}.py", title=title.to(chosen), url_path=key, default=key == "overview")
        for key, title in PAGES.items()
    }
    one = st.Page(
        "views/obligation.py", title=words.OBLIGATION.to(chosen), url_path="obligation", visibility="hidden"
    )
    page = st.navigation([*pages.values(), one], position="hidden")
    st.set_page_config(page_title=f"{page.title} · Pilcrow", page_icon=look.ICON, layout="wide")
    look.use_style_sheet()
    try:
        visit = current()
    except Unanswerable as error:
        _cannot_answer(error.text, pages, page)
        return
    except StoreError as error:
        st.error(str(error))
        return
    frame.head(visit, pages, page.url_path)
    page.run()
    frame.foot(visit)


def _cannot_answer(why: Text, pages: dict[str, Any], page: Any) -> None:
    """Say why the address asks what has no answer, and lead back."""
    try:
        visit = today()
    except (Unanswerable, StoreError) as error:
        st.error(str(error))
        return
    frame.head(visit, pages, page.url_path)
    frame.heading(visit.say(words.NOT_SHOWN), 1)
    look.show(look.paragraph(visit.say(why)))
    keep = {"key": st.query_params["key"]} if "key" in st.query_params else {}
    st.page_link(page, label=visit.say(words.WAY_BACK), query_params=visit.params(**keep))
    frame.foot(visit)


run()
