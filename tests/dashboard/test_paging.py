"""Long lists: what the address names is shown, and nothing it names can break the page."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from types import SimpleNamespace
from dashboard.components import paging
visit = SimpleNamespace(say=lambda text: text.en)
part = paging.page_of(list(range(1, {n} + 1)))
st.text(f"{{list(part.items)}}")
paging.pager(visit, part)
"""


def of(n: int, page: str = "") -> AppTest:
    app = AppTest.from_string(SCRIPT.format(n=n))
    if page:
        app.query_params["page"] = page
    return app.run()


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [("", 1, 25), ("1", 1, 25), ("2", 26, 50), ("3", 51, 60), ("9999", 51, 60), ("0", 1, 25), ("-3", 1, 25), ("x", 1, 25), ("²", 1, 25), ("9" * 40, 1, 25)],
)  # fmt: skip
def test_the_page_that_the_address_names_is_shown_or_the_nearest_there_is(
    page: str, first: int, last: int
) -> None:
    app = of(60, page)
    assert app.text[0].value == str(list(range(first, last + 1)))
    assert f"{first} to {last} of 60" in app.get("html")[0].proto.body


def test_turning_the_page_puts_it_into_the_address_and_the_first_one_takes_it_out() -> None:
    app = of(60)
    app.button(key="page-next").click().run()
    assert app.query_params["page"] == "2" and app.text[0].value.startswith("[26,")
    app.button(key="page-first").click().run()
    assert "page" not in app.query_params and app.text[0].value.startswith("[1,")


def test_a_short_list_has_no_way_to_turn() -> None:
    assert not of(25).button and not of(0).button
