"""Every page over an invented decree with its own ladder, numbers and citations."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.views import PAGES
from tests.dashboard.conftest import OpenPage, shown
from tests.second_decree import LADDER, second_decree
from tests.stores import a_desk, load_folder, sqlite_place

VIEWS = sorted(key for key, page in PAGES.items() if page.opens_to(()) and key != "overview")


@pytest.fixture(scope="module")
def chicago_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database URL of a store with the invented decree, in the place of the real one."""
    folder: Path = tmp_path_factory.mktemp("harbour")
    place = sqlite_place(folder)
    load_folder(a_desk(place, lambda: datetime.now(UTC)), second_decree(folder / "data"))
    return place.url


@pytest.mark.parametrize("view", ["overview", "obligation", *VIEWS])
def test_every_page_opens(open_page: OpenPage, view: str) -> None:
    text = shown(open_page(view, key="duty", on="2020-01-05"))
    assert "fictional" in text.lower()


def test_the_reports_page_has_this_ladder_and_these_numbers(open_page: OpenPage) -> None:
    text = shown(open_page("reports", on="2020-01-05"))
    for level, figure in zip(LADDER, ("31", "17", "11"), strict=True):
        assert level.title() in text and f">{figure}<" in text
    cited = ["§12(a)(iii)", "§12(a)(iv)", "§24.2", "Task 10"]
    levels = text[text.index("Levels by paragraph") :]
    assert [levels.index(each) for each in cited] == sorted(levels.index(each) for each in cited)
    assert "¶2" not in text and "¶T" not in text


def test_the_obligations_page_cites_as_the_decree_does(open_page: OpenPage) -> None:
    text = shown(open_page("obligations", on="2020-01-05", view="voices"))
    assert "§24.2: Police: Primary" in text
    assert "§12(a)(iii): Police: Secondary" in text


def test_the_obligation_page_shows_the_wording_of_the_day_and_the_order_that_brought_it(
    open_page: OpenPage,
) -> None:
    before, after = (
        shown(open_page("obligation", key="duty", on=day)) for day in ("2019-08-31", "2019-09-01")
    )
    first, others = before[before.index("shall meet twice") :].split("Its other wordings", 1)
    assert "In force until 31 August 2019." in first and "shall meet four times" in others
    first, others = after[after.index("shall meet four times") :].split("Its other wordings", 1)
    assert "A paper told of amendment." in first and "shall meet twice" in others


def test_the_method_page_says_what_is_not_covered(open_page: OpenPage) -> None:
    text = shown(open_page("method", on="2020-01-05"))
    assert "What the catalogue covers" in text
    assert "Of the decree’s 100 paragraphs, 6 are loaded here, and obligations rest on 3 of those." in text
    assert ">1 of 2<" in text
