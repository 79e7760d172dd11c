"""The page of meetings and comment windows, over Chicago's data and over a small record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.dashboard.conftest import OpenPage, shown
from tests.dashboard.test_differences_page import words
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import a_desk, load_folder, sqlite_place

HELD = "Held, as reported"


def test_announced_held_and_inferred_are_told_apart(open_page: OpenPage) -> None:
    text = words(open_page("meetings"))
    assert text.count("Announced; no record here says whether it was held") == 3
    assert text.count(HELD) == 1 and text.count("Held, in part inferred") == 2


def test_an_empty_cell_says_none_on_record_and_never_zero(open_page: OpenPage) -> None:
    text = words(open_page("meetings"))
    table = text[text.index("Which groups were reached") :]
    assert "Students none on record" in table
    assert "Parents 1 meeting (in part inferred: 1)" in table
    assert "All meetings on record as held 3 meetings" in table
    assert "0 meetings" not in text


def test_a_number_leads_to_the_meetings_it_counts(open_page: OpenPage) -> None:
    page = open_page("meetings")
    assert 'href="/meetings?topic=sro-engagement&amp;group=parents"' in shown(page)
    text = words(open_page("meetings", topic="sro-engagement", group="parents"))
    meetings = text[text.index("Meetings on record") : text.index("Comment windows")]
    assert "22 July 2019" in meetings and "17 July 2019" not in meetings


def test_a_day_before_a_meeting_shows_it_as_still_to_come(open_page: OpenPage) -> None:
    text = words(open_page("meetings", on="2019-05-01"))
    ahead = text[text.index("Meetings to come") : text.index("Meetings on record")]
    assert "8 May 2019 Announced" in ahead
    assert f"17 July 2019 {HELD} after the day shown" in ahead


def test_where_nothing_lies_ahead_a_reader_is_told_whom_to_ask_and_where_to_look(open_page: OpenPage) -> None:
    text = words(open_page("meetings"))
    ahead = text[text.index("Meetings to come") : text.index("Meetings on record")]
    assert "That does not say that none is planned" in ahead
    assert "Whom to ask: Chicago Police Department (CPD)." in ahead
    assert "Where earlier ones were announced:" in ahead


def test_a_search_is_told_with_its_day_and_places(open_page: OpenPage) -> None:
    text = words(open_page("meetings"))
    assert (
        "City Bureau looked on 26 July 2019 for: a directive on school resource officers. Where: CPD's directives. "
        "It was not found." in text
    )
    nobody = words(open_page("meetings", topic="sro-engagement"))
    assert "Nobody has recorded a search on this. That is not a finding that there is nothing." in nobody


def test_the_page_says_the_same_in_spanish(open_page: OpenPage) -> None:
    text = words(open_page("meetings", lang="es"))
    for said in (
        "Celebrada, según se informó",
        "no consta ninguna",
        "¿Puedo opinar ahora?",
        "No se encontró",
    ):
        assert said in text


@pytest.mark.parametrize(
    "address",
    [
        {"topic": "<script>alert(1)</script>", "group": "parents'--"},
        {"page": "9999", "page-windows": "-1", "page-topics": "abc", "page-searches": "1e9"},
    ],
)
def test_addresses_that_name_nothing_show_everything(open_page: OpenPage, address: dict[str, str]) -> None:
    page = open_page("meetings", **address)
    assert "<script>" not in shown(page)
    assert HELD in words(page)


def test_choosing_a_group_stands_in_the_address_and_begins_the_list_anew(open_page: OpenPage) -> None:
    page = open_page("meetings")
    page.selectbox(key="choice-group").select("parents").run()
    assert page.query_params["group"] == "parents"
    page.selectbox(key="choice-group").select("").run()
    assert "group" not in page.query_params


def test_a_record_without_meetings_says_so(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sqlite_place(tmp_path / "empty")
    folder = write_folder(tmp_path / "data", catalogue=catalogue_content(criterion("policy_in_force")))
    load_folder(a_desk(place, lambda: datetime.now(UTC)), folder)
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    text = words(open_page("meetings"))
    assert "No comment window that had opened by this day is on record" in text
    assert "No meeting is on record by this day." in text


def test_a_long_list_is_shown_some_at_a_time(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sqlite_place(tmp_path / "many")
    many = [record_content(f"m{i}", happened=f"2019-05-{i:02}", state="held") for i in range(1, 26)]
    load_folder(a_desk(place, lambda: datetime.now(UTC)), write_folder(tmp_path / "data", meeting=many))
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    assert words(open_page("meetings")).count(HELD) == 10
    last = words(open_page("meetings", page="3"))
    assert last.count(HELD) == 5 and "21 to 25 of 25" in last


def test_an_open_window_is_told_first_with_the_page_to_go_to(open_page: OpenPage) -> None:
    text = words(open_page("meetings", on="2022-06-20"))
    now = text[text.index("Can I comment now?") : text.index("Meetings to come")]
    assert "is open on this day: 13 June 2022 to 28 June 2022" in now
    assert "The policy on school resource officers: 13 June 2022 to 28 June 2022 (15 days)" in now
    assert "comment round of June 2022" in now
