"""Pages run for real through Streamlit's AppTest, over a store with the data of Chicago."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.stores import a_desk, load_folder, sqlite_place

ROOT = Path(__file__).resolve().parents[2]
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def chicago_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database URL of a store with Chicago's release."""
    place = sqlite_place(tmp_path_factory.mktemp("pages"))
    load_folder(a_desk(place, lambda: datetime.now(UTC)), ROOT / "data" / "chicago")
    return place.url


@pytest.fixture
def open_page(chicago_store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Opens a page as an address does: `open_page("gaps", on="2020-06-15")`."""
    monkeypatch.setenv("PILCROW_DATABASE", chicago_store)
    st.cache_resource.clear()

    def opened(view: str = "overview", **address: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
        for name, value in address.items():
            page.query_params[name] = value
        page.run()
        if view != "overview":
            page.switch_page(f"views/{view}.py")
            for name, value in address.items():
                page.query_params[name] = value
            page.run()
        assert not page.exception, [error.message for error in page.exception]
        return page

    yield opened
    st.cache_resource.clear()


def shown(page: AppTest) -> str:
    """Everything a reader can read on the page, tags and all, as one text."""
    return "\n".join(element.proto.body for element in page.get("html"))
