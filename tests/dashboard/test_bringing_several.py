"""Where a check waits for several records of one kind: the lists lead to the item, and the item to the form of each."""

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from compliance.access import Desk
from tests.dashboard.conftest import OpenPage, shown
from tests.dashboard.test_bringing_page import ways
from tests.dashboard.test_submit_page import widget
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import a_desk, load_folder, sqlite_place


@pytest.fixture(scope="module")
def chicago_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database URL of a store with two requests that wait for an answer, in the place of Chicago's."""
    folder: Path = tmp_path_factory.mktemp("asked")
    asked = [
        record_content(
            key, happened=f"2019-0{month}-01", asked_by="A paper", asked_of="police", what="Minutes"
        )
        for month, key in enumerate(("first-request", "second-request"), 4)
    ]
    catalogue = catalogue_content(criterion("requests_answered", within_days="30", due="each thing"))
    place = sqlite_place(folder)
    data = write_folder(folder / "data", catalogue=catalogue, request=asked)
    load_folder(a_desk(place, lambda: datetime.now(UTC)), data)
    return place.url


@pytest.mark.parametrize("view", ["open_items", "gaps", "obligation"])
def test_a_list_leads_to_the_item(desk: Desk, open_page: OpenPage, view: str) -> None:
    told = shown(open_page(view, "cora", key="duty"))
    assert "Records to bring (2)" in told
    assert 'href="/open_items?item=duty%2Fcheck"' in told


def test_the_item_leads_to_the_answer_of_each_request(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("open_items", "mel", item="duty/check")
    assert "(A paper told of first-request.)" in unescape(shown(page))
    led = ways(page)
    assert [way["request"] for way in led] == ["first-request", "second-request"]
    form = open_page("submit", "mel", **led[1])
    assert widget(form, "-request").value == "second-request"
    assert not widget(form, "-disposition").value


def test_what_is_older_than_what_lists_offer_is_told_in_words_all_the_same(
    desk: Desk, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.components.forms.MOST_OPTIONS", 1)
    form = open_page("submit", "cora", kind="answer", request="first-request")
    field = widget(form, "-request")
    assert field.format_func(field.value).startswith("2019-04-01 · A paper told of first-request.")


def test_a_party_who_has_no_open_items_is_led_to_the_form_of_the_first(
    desk: Desk, open_page: OpenPage
) -> None:
    [way] = ways(open_page("gaps", "stan"))
    assert (way["kind"], way["request"]) == ("answer", "first-request")
