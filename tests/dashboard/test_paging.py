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
    [("", 1, 20), ("1", 1, 20), ("2", 21, 40), ("3", 41, 50), ("9999", 41, 50), ("0", 1, 20), ("-3", 1, 20), ("x", 1, 20), ("²", 1, 20), ("9" * 40, 1, 20)],
)  # fmt: skip
def test_the_page_that_the_address_names_is_shown_or_the_nearest_there_is(
    page: str, first: int, last: int
) -> None:
    app = of(50, page)
    assert app.text[0].value == str(list(range(first, last + 1)))
    assert f"{first} to {last} of 50" in app.get("html")[0].proto.body


def test_turning_the_page_puts_it_into_the_address_and_the_first_one_takes_it_out() -> None:
    app = of(50)
    app.button(key="page-next").click().run()
    assert app.query_params["page"] == "2" and app.text[0].value.startswith("[21,")
    app.button(key="page-first").click().run()
    assert "page" not in app.query_params and app.text[0].value.startswith("[1,")


def test_a_short_list_has_no_way_to_turn() -> None:
    assert not of(20).button and not of(0).button


def test_a_few_that_are_left_over_stand_on_the_page_before() -> None:
    assert not of(25).button and of(25).text[0].value == str(list(range(1, 26)))
    last = of(45, "2")
    assert last.text[0].value == str(list(range(21, 46)))
    assert "21 to 45 of 45" in last.get("html")[0].proto.body
    assert of(46, "3").text[0].value == str(list(range(41, 47)))
