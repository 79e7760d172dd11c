"""The way around: each reader is led to their own pages, and only to those."""

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Desk
from dashboard.views import FIRST, PAGES, SECTIONS
from tests.dashboard.conftest import ROOT, OpenPage, shown, with_its_menu_open

OPEN_TO_ALL = [key for key, page in PAGES.items() if not page.roles]


def ways(page: AppTest) -> set[str]:
    """The addresses that a page's way around leads to."""
    return {link.proto.page or "overview" for link in with_its_menu_open(page).get("page_link")}  # type: ignore[attr-defined]


@pytest.mark.parametrize("person", ["mo", "cora", "mel", "stan", "orla", "ann"])
def test_each_reader_is_led_to_what_opens_to_their_roles_and_to_nothing_else(
    desk: Desk, open_page: OpenPage, person: str
) -> None:
    from tests.stores import PEOPLE

    page = open_page(as_person=person)
    wanted = {key for key, each in PAGES.items() if each.opens_to([PEOPLE[person].role])}
    assert ways(page) == wanted


def test_the_public_is_led_to_the_public_pages(open_page: OpenPage) -> None:
    assert ways(open_page()) == set(OPEN_TO_ALL)


def test_a_page_for_a_role_does_not_open_to_the_public(open_page: OpenPage) -> None:
    with pytest.raises(ValueError):
        open_page("queue")


def test_every_page_has_a_place_in_the_way_around() -> None:
    files = {path.stem for path in (ROOT / "dashboard" / "views").glob("[a-z]*.py")}
    assert files == {*PAGES, "obligation"}
    assert {page.section for page in PAGES.values()} == set(SECTIONS)
    for role, keys in FIRST.items():
        assert all(PAGES[key].opens_to([role]) for key in keys)


def test_the_language_and_the_day_go_along(open_page: OpenPage) -> None:
    page = with_its_menu_open(open_page(on="2020-06-15", lang="es"))
    links = page.get("page_link")
    assert links and all("on=2020-06-15" in link.proto.query_string for link in links)
    assert "Al 15 de junio de 2020" in shown(page)
