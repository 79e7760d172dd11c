"""Who may open which page, as a table; and what each reader finds there of rows that are not theirs to see."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk
from compliance.contributions import Response
from compliance.record.tables import Visibility
from dashboard.views import PAGES
from tests.dashboard.conftest import PROVIDER, ROOT, OpenPage, shown, signed_in

EVERYBODY = {"public", "ann", "mo", "cora", "mel", "dana", "stan", "orla"}
DEPARTMENT = {"cora", "mel", "dana"}
OPENS_TO: dict[str, set[str]] = {
    "open_items": DEPARTMENT | {"mo"},
    "next_moves": DEPARTMENT | {"mo"},
    "submit": DEPARTMENT | {"stan"},
    "productions": DEPARTMENT | {"stan", "mo"},
    "responses": DEPARTMENT | {"stan", "orla"},
    "arrivals": DEPARTMENT | {"stan", "mo"},
    "workspace": {"mo"},
    "queue": {"mo"},
    "determinations": DEPARTMENT | {"stan", "mo"},
}
"""The pages that do not open to everybody, and to whom they do."""


@pytest.fixture(autouse=True)
def provider(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site at which people sign in."""
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)


def as_somebody(person: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    page.user = {} if person == "public" else signed_in(person)
    return page.run()


@pytest.mark.parametrize("person", sorted(EVERYBODY))
def test_each_page_opens_to_whom_it_is_for_and_to_nobody_else(
    desk: Desk, open_page: OpenPage, person: str
) -> None:
    page, opened = as_somebody(person), set()
    for key in PAGES:
        try:
            page.switch_page(f"views/{key}.py")
        except ValueError:
            continue
        page.run()
        assert not page.exception, (key, [each.message for each in page.exception])
        opened.add(key)
    assert opened == {key for key in PAGES if person in OPENS_TO.get(key, EVERYBODY)}


SEEN_BY: dict[Visibility, set[str]] = {
    "public": EVERYBODY,
    "parties": DEPARTMENT | {"stan", "mo"},
    "sealed": {"cora", "mel", "mo"},
}
"""Of what the coordinator of patrol files: who sees its words, by how visible it was filed."""


@pytest.mark.parametrize("person", sorted(EVERYBODY))
def test_no_page_shows_anybody_the_words_of_a_row_that_they_may_not_see(
    desk: Desk, open_page: OpenPage, person: str
) -> None:
    secrets: dict[Visibility, str] = {"public": "OPENWORDS", "parties": "PARTYWORDS", "sealed": "SEALEDWORDS"}
    numbers = []
    for visibility, words in secrets.items():
        body = Response(obligation="role-policy", stance="explains", words=words, given="2026-11-20")  # type: ignore[arg-type]
        numbers.append(desk.add(Actor("cora"), body, visibility=visibility).number)
    st.cache_resource.clear()
    page, found = as_somebody(person), ""
    for key in (*PAGES, "obligation"):
        try:
            page.switch_page(f"views/{key}.py")
        except ValueError:
            continue
        page.query_params["key"] = "role-policy"
        for number in numbers if key == "record" else [0]:
            page.query_params["number"] = str(number)
            page.run()
            found += shown(page)
    seen = {visibility for visibility, words in secrets.items() if words in found}
    assert seen == {visibility for visibility, who in SEEN_BY.items() if person in who}


def test_a_role_that_is_withdrawn_is_gone_with_the_next_click(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("queue", as_person="mo")
    [row] = [
        row for row in desk.door.rows(Actor(host=True), 10_000, "role") if row.get("key") == "mo/monitor"
    ]
    desk.withdraw(Actor(host=True), row["number"], "Left the team.")
    page.run()
    assert "does not open to you" in shown(page)
