"""The page of data sets, over Chicago's data and over a small record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.dashboard.conftest import OpenPage, shown
from tests.dashboard.test_differences_page import words
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import a_desk, load_folder, sqlite_place

FRESH = criterion("kept_fresh", limit_days="30")
LOOK = record_content(
    "look",
    title="Stops <b>by school</b>",
    thing="stops",
    happened="2020-01-20",
    last_data_day="2020-01-10",
    columns=["alpha"],
    without=["beta"],
    minors_counted="no",
)


@pytest.fixture
def a_store(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Pages over a store with thirteen data sets."""
    place = sqlite_place(tmp_path / "store")
    others = [LOOK | {"key": f"look-{i}", "thing": f"set-{i}", "title": f"Set {i}"} for i in range(12)]
    folder = write_folder(
        tmp_path / "data", "2020-02-01", catalogue=catalogue_content(FRESH), dataset=[LOOK, *others]
    )
    load_folder(a_desk(place, lambda: datetime.now(UTC)), folder)
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    return open_page


def test_what_nobody_looked_at_says_so_with_what_is_asked_and_what_to_do(open_page: OpenPage) -> None:
    text = words(open_page("datasets"))
    assert "The monthly arrest report Nobody has recorded a look at it." in text
    assert "a report for each month" in text and "cannot tell" in text
    assert "ask the responsible body where the data are" in text
    assert "Nadie ha registrado una revisión." in words(open_page("datasets", lang="es"))


def test_a_look_is_told_with_what_it_found_and_left_open(a_store: OpenPage) -> None:
    page = a_store("datasets", on="2020-01-30", q="by school")
    text = words(page)
    assert "10 January 2020 20 days before the day shown" in text
    assert "data no older than 30 days" in text
    assert "Columns on alpha Looked for and not there beta" in text
    assert "People under age are counted no" in text
    assert "It says what a blank means not known: nobody looked, or it was not settled" in text
    assert "<b>by school</b>" not in shown(page)


def test_many_are_paged_and_found_by_their_words(a_store: OpenPage) -> None:
    text = words(a_store("datasets", on="2020-01-30"))
    assert "1 to 10 of 13" in text
    found = words(a_store("datasets", on="2020-01-30", q="set 11"))
    assert "Set 11" in found and "Set 10" not in found
    nothing = words(a_store("datasets", on="2020-01-30", q="<script>", page="9999"))
    assert "No data set has these words" in nothing


def test_a_day_before_the_looks_shows_none_of_them(a_store: OpenPage) -> None:
    text = words(a_store("datasets", on="2020-01-01"))
    assert "Set 1" not in text and "Nobody has recorded a look at it." in text
