"""Readers sign in at a real OpenID provider, on its own pages, and come back as who they are on record."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.provider import PASSWORD, OpenIdProvider, running

from .conftest import Server, free_port, pilcrow, start_server, stop

PEOPLE = ["mo", "cora", "brief", "nobody", "twin"]


class Site:
    """A site with a provider, and the command line over its store."""

    def __init__(self, environment: dict[str, str], provider: OpenIdProvider, server: Server) -> None:
        self.environment, self.provider, self.server = environment, provider, server

    def command(self, *words: str) -> None:
        command(self.environment, *words)


def command(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([*pilcrow(), *words], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


@contextmanager
def a_site(folder: Path, **settings: str) -> Iterator[Site]:
    """A provider and a site that readers of it sign in to; the site's store has four people."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with running(free_port(), site, PEOPLE, folder / "provider.txt") as provider:
        database = f"sqlite:///{folder / 'pilcrow.db'}"
        environment = {**os.environ, **provider.settings, "PILCROW_DATABASE": database, **settings}
        command(environment, "init")
        for key in ("mo", "cora"):
            command(environment, "person", key, key.title(), "--identity", provider.identity(key))
        for key in ("twin-a", "twin-b"):
            command(environment, "person", key, key.title(), "--identity", provider.identity("twin"))
            command(environment, "grant", key, "monitor")
        command(environment, "grant", "mo", "monitor")
        command(environment, "grant", "cora", "department", "--body", "cpd", "--coordinator")
        server = start_server(environment, port, folder / "site.txt")
        try:
            yield Site(environment, provider, server)
        finally:
            stop(server.process)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with a_site(tmp_path_factory.mktemp("site")) as made:
        yield made


OpenBrowser = Callable[[Site], Page]


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[OpenBrowser]:
    """A new reader's browser in front of a site; afterwards the site's own pages must have left no error in its console, and
    asked no other host than the provider for anything."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened(site: Site) -> Page:
        context = browser.new_context(base_url=site.server.address)
        contexts.append(context)
        page = context.new_page()
        own, provider = site.server.address, site.provider.address
        page.on(
            "console",
            lambda line: (
                troubles.append(line.text)
                if line.type == "error" and not line.location["url"].startswith(provider)
                else None
            ),
        )
        page.on("pageerror", lambda error: troubles.append(f"{error}") if page.url.startswith(own) else None)
        page.on(
            "request",
            lambda request: (
                None
                if re.match(rf"({own}|{provider}|data:|blob:)", request.url)
                else troubles.append(request.url)
            ),
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def sign_in(page: Page, site: Site, name: str) -> None:
    """From any page of the site, through the provider's own pages, and back."""
    page.get_by_role("button", name="Sign in").click()
    at_the_provider(page, site, name)
    page.wait_for_url(f"{site.server.address}/**")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def at_the_provider(page: Page, site: Site, name: str) -> None:
    """Say who one is, unless the provider knows that still, and prove it."""
    page.wait_for_url(f"{site.provider.address}/**")
    expect(page.locator("input[name=login], input[name=password]")).to_be_visible()
    if page.locator("input[name=login]").is_visible():
        page.locator("input[name=login]").fill(name)
        page.keyboard.press("Enter")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def signed_in_line(page: Page, name: str) -> None:
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()


def test_a_person_signs_in_comes_back_to_the_page_has_their_role_and_signs_out(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(site)
    page.goto("/gaps?on=2021-06-15&lang=es")
    page.get_by_role("button", name="Iniciar sesión").click()
    at_the_provider(page, site, "mo")
    page.wait_for_url(f"{site.server.address}/gaps?on=2021-06-15&lang=es")
    expect(page.get_by_text("Sesión iniciada como Mo · supervisor")).to_be_visible()

    page.goto("/record")
    signed_in_line(page, "Mo · monitor")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.url == f"{site.server.address}/record"
    # The session ends first, the cookie with the way back from the provider.
    for _ in range(50):
        kept = [c for c in page.context.cookies() if c["name"].startswith("_streamlit_user")]
        if not kept:
            break
        page.wait_for_timeout(100)
    assert not kept
    # At the provider too: its own page asks who one is.
    page.goto(site.provider.address)
    expect(page.locator("input[name=login]")).to_be_visible()


def test_a_role_decides_which_pages_open(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(site)
    page.goto("/arrivals")
    expect(page.get_by_text("does not open to you")).to_be_visible()
    sign_in(page, site, "cora")
    expect(page).to_have_url(f"{site.server.address}/arrivals")
    signed_in_line(page, "Cora · department, Chicago Police Department (CPD), coordinator")
    expect(page.get_by_text("does not open to you")).to_be_hidden()


def test_a_role_that_is_revoked_is_gone_with_the_next_click(site: Site, open_browser: OpenBrowser) -> None:
    site.command("person", "brief", "Brief", "--identity", site.provider.identity("brief"))
    site.command("grant", "brief", "monitor")
    page = open_browser(site)
    page.goto("/gaps")
    sign_in(page, site, "brief")
    signed_in_line(page, "Brief · monitor")
    site.command("revoke", "brief", "monitor", "--reason", "the engagement ended")
    page.get_by_role("link", name="Obligations").first.click()
    expect(page.get_by_text("You are on record here as Brief, but have no role now")).to_be_visible()


def test_who_is_not_on_record_is_told_what_to_ask_for_and_sees_the_public_pages(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(site)
    page.goto("/meetings")
    sign_in(page, site, "nobody")
    expect(page.get_by_text(site.provider.identity("nobody"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_two_people_with_one_identity_are_not_guessed_at(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(site)
    page.goto("/")
    sign_in(page, site, "twin")
    expect(page.get_by_text("more than one person is on record")).to_be_visible()
    expect(page.get_by_text("monitor ·")).to_be_hidden()


def test_signing_out_in_one_window_ends_the_other(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(site)
    page.goto("/gaps")
    sign_in(page, site, "mo")
    other = page.context.new_page()
    other.goto("/gaps")
    signed_in_line(other, "Mo · monitor")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    other.get_by_role("link", name="Obligations").first.click()
    expect(other.get_by_text("You have signed out.")).to_be_visible()
    expect(other.get_by_text("Signed in as")).to_be_hidden()


def test_a_cookie_that_was_kept_after_signing_out_opens_nothing(
    site: Site, browser: Browser, open_browser: OpenBrowser
) -> None:
    page = open_browser(site)
    page.goto("/gaps")
    sign_in(page, site, "mo")
    kept = page.context.cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    thief = open_browser(site)
    thief.context.add_cookies(kept)  # type: ignore[arg-type]
    thief.goto("/gaps")
    expect(thief.get_by_role("button", name="Sign in")).to_be_visible()
    expect(thief.get_by_text("Signed in as")).to_be_hidden()


def test_who_breaks_off_at_the_provider_is_told_and_may_try_again(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(site)
    page.goto("/gaps")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site.provider.address}/**")
    page.goto(f"{site.server.address}/oauth2callback?error=access_denied&state=none")
    expect(page.get_by_text("Signing in did not work")).to_be_visible()
    assert page.url == f"{site.server.address}/gaps?sign-in=failed"
    sign_in(page, site, "mo")
    assert page.url == f"{site.server.address}/gaps"


@pytest.mark.parametrize(
    "elsewhere",
    ["https%3A%2F%2Felsewhere.example.org%2F", "%2F%2Felsewhere.example.org%2Fgaps", "%2Fgaps%0d%0aX%3A1"],
)
def test_nobody_is_sent_to_another_site(site: Site, open_browser: OpenBrowser, elsewhere: str) -> None:
    page = open_browser(site)
    page.context.add_cookies(
        [{"name": "pilcrow_way_back", "value": elsewhere, "url": f"{site.server.address}/oauth2callback"}]
    )
    page.goto("/oauth2callback")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url == f"{site.server.address}/"


def test_without_a_provider_there_is_no_sign_in(page: Page) -> None:
    page.goto("/gaps")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_hidden()


def test_a_sign_in_ends_when_nothing_is_done_and_when_it_is_old_and_says_so(
    tmp_path: Path, open_browser: OpenBrowser
) -> None:
    with a_site(tmp_path, PILCROW_IDLE_MINUTES="0.05") as site:
        page = open_browser(site)
        page.goto("/gaps")
        sign_in(page, site, "mo")
        signed_in_line(page, "Mo · monitor")
        # Nobody clicks: whoever left their place left the page open.
        expect(page.get_by_text("You were signed out, because nothing was done here")).to_be_visible(
            timeout=40_000
        )
        expect(page.get_by_text("Signed in as")).to_be_hidden()
        sign_in(page, site, "mo")
        signed_in_line(page, "Mo · monitor")
        page.context.close()


def test_a_sign_in_is_over_after_its_hours_however_busy_one_is(
    tmp_path: Path, open_browser: OpenBrowser
) -> None:
    with a_site(tmp_path, PILCROW_SESSION_HOURS="0.002") as site:
        page = open_browser(site)
        page.goto("/gaps")
        sign_in(page, site, "mo")
        for _ in range(5):
            page.wait_for_timeout(1_800)
            page.get_by_role("link", name="Obligations").first.click()
        expect(page.get_by_text("You were signed out, because you signed in some hours ago")).to_be_visible()
        # The browser has forgotten it too.
        page.reload()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        expect(page.get_by_text("You were signed out, because you signed in some hours ago")).to_be_hidden()
        page.context.close()
