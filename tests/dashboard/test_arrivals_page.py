"""What each reader finds on the page of arrivals."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk
from compliance.evidence import KINDS, Evidence
from tests.dashboard.conftest import PROVIDER, OpenPage, shown
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import PERIODS, a_desk, load_folder, sqlite_place, with_people

BEGINS = datetime(2020, 3, 1, 18, tzinfo=UTC)


def text_of(page: AppTest) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown(page))).split())


class Clock:
    """A clock that stands where a test sets it."""

    def __init__(self) -> None:
        self.now = BEGINS

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A town whose release has one meeting, with a person of each role; its second period runs from 1 March to 31 August
    2020."""
    place = sqlite_place(tmp_path / "town")
    for name, value in (
        PROVIDER | {"PILCROW_DATABASE": place.url, "PILCROW_FILES": f"{place.files}"}
    ).items():
        monkeypatch.setenv(name, value)
    desk = a_desk(place, clock)
    content = catalogue_content(
        criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
    )
    folder = write_folder(
        tmp_path / "data",
        catalogue=content | {"periods": PERIODS},
        meeting=[record_content("may", happened="2019-05-01", state="held")],
    )
    load_folder(desk, folder)
    return with_people(desk)


def a_meeting(key: str, happened: str) -> Evidence:
    return KINDS["meeting"].model_validate(record_content(key, happened=happened, state="held"))


def filed(town: Desk, clock: Clock, day: str, actor: str, *keys: str, happened: str = "2020-03-02") -> None:
    """Meetings that somebody files at noon of a day."""
    clock.now = datetime.fromisoformat(f"{day}T18:00:00+00:00")
    for key in keys:
        town.add(Actor(actor), a_meeting(key, happened), visibility="parties")


@pytest.mark.parametrize("person", [None, "orla", "ann"])
def test_the_public_organisations_and_administrators_have_no_such_page(
    town: Desk, open_page: OpenPage, person: str | None
) -> None:
    page = open_page("overview", as_person=person)
    with pytest.raises(ValueError, match="Could not find"):
        page.switch_page("views/arrivals.py")


@pytest.mark.parametrize("person", ["mo", "cora", "mel", "stan"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_where_nothing_was_filed_one_by_one_the_page_says_so_and_counts_the_release_apart(
    town: Desk, open_page: OpenPage, person: str, language: str
) -> None:
    page = open_page("arrivals", as_person=person, lang=language)
    assert shown(page).count("<h1") == 1
    text = text_of(page)
    assert ("1 record of the release of 2020-01-10" in text) == (language == "en")
    assert "was filed one by one yet" in text or "Aún no se ha presentado" in text
    assert not page.get("plotly_chart")


def test_each_period_is_counted_with_its_denominators_and_a_late_bundle_is_told_with_its_numbers(
    town: Desk, clock: Clock, open_page: OpenPage
) -> None:
    filed(town, clock, "2020-03-03", "cora", *(f"early-{n}" for n in range(15)))
    filed(town, clock, "2020-08-30", "stan", *(f"late-{n}" for n in range(5)))
    filed(town, clock, "2020-09-01", "stan", "after", happened="2020-08-31")
    text = text_of(open_page("arrivals", as_person="mo"))
    assert "IMR-2 2020-03-01 – 2020-08-31 20 0 of 20 (0 %) 5 of 20 (25 %) 1" in text
    assert (
        "At least 25 % came at the end 5 of the 20 records of IMR-2 (25 %) came in the last 19 of its 184 days"
        in text
    )
    assert "1 record of all came on days of no reporting period" in text
    assert "state) 5 of 20 (25 %) 5 of 5 (100 %) 1" in text
    for word in ("late by", "failed", "delayed", "blame"):
        assert word not in text


def test_the_chosen_period_and_body_stand_in_the_address_and_the_figure_says_what_the_table_says(
    town: Desk, clock: Clock, open_page: OpenPage
) -> None:
    filed(town, clock, "2020-03-03", "cora", "a", "b")
    filed(town, clock, "2020-06-30", "stan", "c")
    page = open_page("arrivals", as_person="cora", period="IMR-2", by_body="department/patrol")
    [figure] = page.get("plotly_chart")
    drawn = json.loads(figure.proto.spec)["data"]
    assert list(drawn[1]["y"])[:4] == [0, 0, 2, 2] and max(drawn[1]["y"]) == 2
    assert "2020-03-01 – 2020-03-18 2 2 of 2 (100 %)" in text_of(page)
    assert "Words in the records" not in text_of(page)
    everyone = open_page("arrivals", as_person="cora", period="IMR-2")
    assert "2020-06-19 – 2020-07-06 1 3 of 3 (100 %)" in text_of(everyone)
    assert "Words in the records" in text_of(everyone)
    empty = open_page("arrivals", as_person="cora", period="IMR-1")
    assert "Nothing came in IMR-1." in text_of(empty) and not empty.get("plotly_chart")


def test_of_a_period_that_still_ran_when_it_was_known_no_share_is_told(
    town: Desk, clock: Clock, open_page: OpenPage
) -> None:
    filed(town, clock, "2020-03-03", "cora", *(f"early-{n}" for n in range(20)))
    page = open_page("arrivals", as_person="mo", known="2020-05-01", on="2020-05-01")
    text = text_of(page)
    assert "2020-08-31 · still runs 20 0 of 20 (0 %) still runs" in text
    assert "came at the end" not in text
    [figure] = page.get("plotly_chart")
    assert len(json.loads(figure.proto.spec)["data"][1]["x"]) == 62
