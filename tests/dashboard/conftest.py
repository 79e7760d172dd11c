"""Pages run for real through Streamlit's AppTest, over a store with the data of Chicago."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from compliance.access import Desk
from tests.stores import a_desk, identity, load_folder, sqlite_place, with_people

ROOT = Path(__file__).resolve().parents[2]
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def chicago_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database URL of a store with Chicago's release."""
    place = sqlite_place(tmp_path_factory.mktemp("pages"))
    load_folder(a_desk(place, lambda: datetime.now(UTC)), ROOT / "data" / "chicago")
    return place.url


@pytest.fixture
def desk(chicago_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of a store of this test's own: Chicago's release, with a person of each role. Pages opened by the same test
    show it, when this comes before `open_page` or after."""
    place = sqlite_place(tmp_path / "own")
    copied(chicago_store.removeprefix("sqlite:///"), place.url.removeprefix("sqlite:///"))
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    monkeypatch.setenv("PILCROW_FILES", str(place.files))
    return with_people(a_desk(place, lambda: datetime.now(UTC)))


def copied(store: str, to: str) -> None:
    """Copy an SQLite file as it stands, with what its log holds."""
    with closing(sqlite3.connect(store)) as whole, closing(sqlite3.connect(to)) as own:
        whole.backup(own)


@pytest.fixture
def open_page(chicago_store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Opens a page as an address does: `open_page("gaps", on="2020-06-15")`; with the fixture `desk`, as a person on
    record who has signed in: `open_page("queue", as_person="mo")`."""
    if "PILCROW_FILES" not in os.environ:
        monkeypatch.setenv("PILCROW_DATABASE", chicago_store)
    st.cache_resource.clear()

    def opened(view: str = "overview", /, as_person: str | None = None, **address: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
        page.user = signed_in(as_person) if as_person else {}
        if as_person:
            for name, value in PROVIDER.items():
                monkeypatch.setenv(name, value)
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


def with_its_menu_open(page: AppTest, view: str = "overview") -> AppTest:
    """A page as it is once the button "All pages" was clicked."""
    page.session_state[f"menu-{view}"] = True
    return page.run()


PROVIDER = {
    "PILCROW_OIDC_METADATA": "https://provider.example.org/.well-known/openid-configuration",
    "PILCROW_OIDC_CLIENT_ID": "pilcrow-under-test",
    "PILCROW_OIDC_CLIENT_SECRET": "what-the-provider-alone-is-told",
    "PILCROW_COOKIE_SECRET": "with-this-cookies-of-tests-are-signed",
    "PILCROW_ADDRESS": "http://localhost:8501",
}
"""The settings of a site that has a provider, which no test here asks for anything."""


def signed_in(person: str) -> dict[str, object]:
    """What a sign-in says of a person on record, just now."""
    return {
        "is_logged_in": True,
        "email": identity(person),
        "email_verified": True,
        "iss": "https://provider.example.org",
        "aud": PROVIDER["PILCROW_OIDC_CLIENT_ID"],
        "sub": person,
        "iat": int(datetime.now(UTC).timestamp()),
    }


def shown(page: AppTest) -> str:
    """Everything a reader can read on the page, tags and all, as one text."""
    return "\n".join(element.proto.body for element in page.get("html"))
