"""Pages where what the checks come to in a period is withheld until the monitor's report on it is filed: no page that the public
opens tells more, each says what is withheld, and whoever works on the case is told all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st

from compliance.access import Actor, Desk
from compliance.outcomes import Outcome
from dashboard.views import PAGES
from tests.dashboard.conftest import OpenPage, shown
from tests.small import determined, record_content, write_folder
from tests.stores import a_desk, load_folder, sqlite_place, with_people
from tests.test_embargo import SECRET, town

PUBLIC_PAGES = [key for key, page in PAGES.items() if not page.roles]
WITHHELD = "withheld until the monitor’s report on R-2 is filed"
TOLD_ANYWAY = {
    "method": "the table of outcomes names each of them",
}
"""Pages that name the outcome without saying that anything has it, and why."""


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The town of the tests of the door, at a site that withholds."""
    place = sqlite_place(tmp_path / "own")
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    monkeypatch.setenv("PILCROW_FILES", str(place.files))
    monkeypatch.setenv("PILCROW_WITHHOLD_UNTIL_FILED", "yes")
    desk = a_desk(place, lambda: datetime.now(UTC))
    planned = record_content("planned", happened="2020-02-01", state="announced")
    now = datetime.now(UTC).date()
    window = record_content(
        "window",
        happened=f"{now - timedelta(3)}",
        closes=f"{now + timedelta(9)}",
        posted="draft",
        draft_promised="yes",
    )
    folder = write_folder(tmp_path / "data", catalogue=town(), meeting=[planned], posting=[window])
    load_folder(desk, folder)
    st.cache_resource.clear()
    yield with_people(desk)
    st.cache_resource.clear()


@pytest.mark.parametrize("view", PUBLIC_PAGES)
def test_no_page_tells_the_public_more(there: Desk, open_page: OpenPage, view: str) -> None:
    text = shown(open_page(view))
    assert WITHHELD in text
    assert "31 August 2019" in text
    if view not in TOLD_ANYWAY:
        assert SECRET.words.en not in text, view
        assert SECRET.value not in text, view


def test_the_page_of_an_obligation_ends_on_the_last_day_shown(there: Desk, open_page: OpenPage) -> None:
    text = shown(open_page("obligation", key="duty"))
    assert WITHHELD in text
    assert SECRET.words.en not in text
    assert Outcome.NOT_YET_DUE.words.en in text


@pytest.mark.parametrize("view", ["overview", "obligations", "gaps", "timeline", "changes"])
def test_a_later_day_is_refused_in_a_sentence(there: Desk, open_page: OpenPage, view: str) -> None:
    text = shown(open_page(view, on="2020-01-15"))
    assert "withheld until the monitor’s report on R-2 is filed" in text
    assert SECRET.words.en not in text


def test_a_comparison_with_a_later_day_tells_nothing(there: Desk, open_page: OpenPage) -> None:
    text = shown(open_page("changes", **{"from": "2020-01-15"}))
    assert SECRET.words.en not in text


@pytest.mark.parametrize("person", ["mo", "cora", "stan"])
def test_whoever_works_on_the_case_is_told_all(there: Desk, open_page: OpenPage, person: str) -> None:
    text = shown(open_page("obligation", as_person=person, key="duty"))
    assert SECRET.words.en in text
    assert "withheld until" not in text


def test_the_records_themselves_stay_open(there: Desk, open_page: OpenPage) -> None:
    assert "A paper told of planned." in shown(open_page("obligation", key="duty"))


@pytest.mark.parametrize("view", ["overview", "meetings", "obligation"])
def test_a_comment_window_that_is_open_today_is_told_though_results_are_withheld(
    there: Desk, open_page: OpenPage, view: str
) -> None:
    asked = {"key": "duty"} if view == "obligation" else {}
    text = shown(open_page(view, **asked))
    assert "A comment window on record is open on this day" in text
    assert "What is recorded is not withheld: it is told here as of today" in text
    chosen = shown(open_page(view, on="2019-08-31", **asked))
    assert "A comment window on record is open on this day" not in chosen, (
        "a day that somebody chose is that day"
    )
    assert "it is told here as of today" not in chosen


def test_a_level_that_was_filed_is_told_though_later_results_are_withheld(
    there: Desk, open_page: OpenPage
) -> None:
    there.add(Actor("mo"), determined(report="R-1", filed_on="2019-11-15", docket="Dkt. 7"))
    for page in (open_page("reports"), open_page("obligation", key="duty")):
        assert "filed by the monitor on 15 November 2019 (Dkt. 7)" in shown(page)
        assert "What is recorded is not withheld: it is told here as of today" in shown(page)
    assert "Dkt. 7" not in shown(open_page("reports", on="2019-08-31"))


def test_whoever_works_on_the_case_is_told_of_no_other_day(there: Desk, open_page: OpenPage) -> None:
    assert "it is told here as of today" not in shown(open_page("meetings", as_person="mo"))
