"""The page of what changed, over Chicago's data and over a small record that grew."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from compliance.access import PUBLIC
from compliance.access.between import Added, added, before_latest_release, began
from tests.dashboard.conftest import OpenPage, shown
from tests.dashboard.test_differences_page import words
from tests.small import catalogue_content, criterion, d, record_content, write_folder
from tests.stores import PERIODS, a_desk, load_folder, sqlite_place

MEETINGS = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31", due="2020-01-31")
HELD = record_content("may", happened="2019-05-01", state="held", summary="A <b>meeting</b> was held.")


@pytest.fixture
def growing(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Pages over a record with a release of 1 March 2020 and one of 1 May 2020 that brings a meeting."""
    place = sqlite_place(tmp_path / "store")
    content = catalogue_content(MEETINGS) | {"periods": PERIODS}
    desk = a_desk(place, lambda: datetime(2020, 6, 1, 18, tzinfo=UTC))
    load_folder(desk, write_folder(tmp_path / "first", "2020-03-01", catalogue=content))
    load_folder(desk, write_folder(tmp_path / "second", "2020-05-01", catalogue=content, meeting=[HELD]))
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    return open_page


LOOKS = {"from": "2020-04-01", "from_known": "2020-04-01", "to": "2020-06-01", "to_known": "2020-06-01"}


def test_a_finding_that_moved_is_told_from_which_to_which_and_why(growing: OpenPage) -> None:
    page = growing("changes", **LOOKS)
    text = words(page)
    assert "Decree: the court's order. Checks with another outcome: 1 of 1." in text
    moved = text[text.index("At the first look At the second look") :]
    assert "cannot tell" in moved and "shown" in moved
    assert "came: A <b>meeting</b> was held. record" in moved
    assert "<b>meeting</b>" not in shown(page)
    assert 'href="/obligation?key=duty&amp;on=2020-06-01&amp;known=' in shown(page)


def test_what_was_added_is_counted_with_the_way_to_it(growing: OpenPage) -> None:
    text = words(growing("changes", **LOOKS))
    assert "Evidence 1 0 0 0" in text[text.index("What was added to the record") :]


def test_days_alone_are_told_as_such(growing: OpenPage) -> None:
    text = words(growing("changes", **{"from": "2020-05-15", "to": "2020-05-20"}))
    assert "Nothing moved: every check has the same outcome at both looks." in text
    assert "Both looks read the same rows" in text


def test_the_release_before_the_latest_can_be_looked_back_to(growing: OpenPage) -> None:
    text = words(growing("changes", from_known="release"))
    assert "Checks with another outcome: 1 of 1." in text


def test_with_nothing_chosen_the_last_reporting_period_is_looked_back_to(growing: OpenPage) -> None:
    text = words(growing("changes", on="2019-09-30"))
    assert "since IMR-1 ended (31 August 2019)" in text
    assert "First look As of 31 August 2019" in text


def test_a_record_that_began_later_says_what_an_earlier_look_reads(open_page: OpenPage) -> None:
    text = words(open_page("changes"))
    assert "This record began on 23 November 2026." in text
    assert "First look As of 31 December 2025" in text and "It is in force since 1 July 2026." in text


def test_what_has_no_answer_is_said_and_the_fields_stay(open_page: OpenPage) -> None:
    for address, why in (
        ({"from": "abc"}, "'abc' is not a day"),
        ({"from": "<script>"}, "is not a day"),
        ({"from": "2018-01-01"}, "lies before"),
        ({"to": "2999-01-01"}, "lies beyond"),
        ({"from_known": "999999"}, "There is no record number 999999"),
        ({"from_known": "release"}, "nothing from before its latest data release"),
    ):
        page = open_page("changes", **address)
        assert why in words(page)
        assert "<script>" not in shown(page)
        assert len([field for field in page.text_input if "look" in field.label]) == 2


def test_the_page_says_the_same_in_spanish(growing: OpenPage) -> None:
    text = words(growing("changes", lang="es", **LOOKS))
    assert "Comprobaciones con otro resultado: 1 de 1." in text and "Qué se añadió al registro" in text


def test_days_typed_into_the_fields_stand_in_the_address(open_page: OpenPage) -> None:
    page = open_page("changes")
    [field] = [f for f in page.text_input if f.label.startswith("First look")]
    field.set_value("2020-01-01")
    next(b for b in page.button if b.form_id == "two-looks").click().run()
    assert page.query_params["from"] == "2020-01-01"
    assert "First look As of 1 January 2020" in words(page)


def test_rows_are_counted_only_for_those_who_may_know_of_them(tmp_path: Path) -> None:
    desk = a_desk(sqlite_place(tmp_path / "store"))
    load_folder(desk, write_folder(tmp_path / "data", "2020-02-01", meeting=[HELD]))
    door = desk.door
    last = door.head().number
    assert Added("evidence", 1, 0, 0, 0) in added(door, PUBLIC, 1, last)
    assert added(door, PUBLIC, last + 1, last) == ()
    assert began(door) == d("2020-02-01")
    assert before_latest_release(door, last) is None
