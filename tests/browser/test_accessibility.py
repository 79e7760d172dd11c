"""Every page, for a reader to whom it opens: axe-core finds nothing in either theme, nothing is wider than a phone, every
figure is drawn, and no page asks another host for anything or writes an error into the console."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page, expect

from dashboard.views import PAGES

from .conftest import Server, watch

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OF_COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that look at colours, which alone are others in the other theme."""
CAUSED_BY_STREAMLIT = {"presentation-role-conflict": 'data-testid="stFileUploaderDropzone"'}
"""Rules that Streamlit's own elements break, each with the part of the page. The place to drop files is marked as decoration
by react-dropzone (its pull request 1182) and yet has a name and can be focused by scripts (streamlit's pull request 15928 took it
out of the order of the Tab key); the button in it works and is announced."""
SECONDS_30 = 30_000


ROLES = {"department": "coordinator", "party": "party", "organisation": "organisation", "monitor": "monitor"}


def addresses(obligation: str) -> Iterator[str]:
    """The address of each page, as somebody to whom it opens."""
    for key, page in PAGES.items():
        roles = [ROLES[role] for role in page.roles if role in ROLES] or ["monitor"]
        yield f"/{'' if key == 'overview' else key}?as={roles[0]}"
    yield f"/obligation?key={obligation}"
    yield "/obligations?view=voices&lang=es"
    yield "/record?show=verify"
    yield "/gaps?on=2018-01-01"


def test_no_page_has_a_barrier_that_axe_finds_nor_anything_wider_than_a_phone(
    browser: Browser, trial: Server
) -> None:
    context = browser.new_context(
        base_url=trial.address, viewport={"width": 1280, "height": 900}, color_scheme="light"
    )
    page = context.new_page()
    troubles = watch(page, trial.address)
    found: list[str] = []
    drawn(page, "/obligations")
    obligation = page.locator("a[href*='obligation?']").first.get_attribute("href") or ""
    for address in addresses(obligation.split("key=")[1].split("&")[0]):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        drawn(page, address)
        for figure in page.locator("[data-testid=stPlotlyChart]").all():
            expect(figure.locator(".main-svg").first).to_be_visible(timeout=SECONDS_30)
        found += [f"{address} (light): {each}" for each in violations(page)]
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(300)
        found += [f"{address} (dark): {each}" for each in violations(page, OF_COLOURS)]
        page.set_viewport_size({"width": 360, "height": 800})
        page.wait_for_timeout(300)
        inner, outer = page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth] })()"
        )
        if inner > outer:
            found.append(f"{address} is {inner} px wide on a screen of {outer}")
    page.set_viewport_size({"width": 1280, "height": 900})
    drawn(page, "/gaps")
    for button, within in (("All pages", "The record"), ("Look at another day", "Show")):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text(within, exact=True).last).to_be_visible(timeout=SECONDS_30)
        found += [f"{button}: {each}" for each in violations(page)]
        page.keyboard.press("Escape")
    context.close()
    assert found == []
    assert troubles == []


def drawn(page: Page, address: str) -> None:
    """Open an address and wait until its page is drawn to its foot."""
    page.goto(address)
    expect(page.locator(".pilcrow-footer")).to_be_visible(timeout=SECONDS_30)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=SECONDS_30)


def violations(page: Page, rules: dict[str, Any] = RULES) -> Iterator[str]:
    """What axe finds on the page as it stands, but for what Streamlit itself causes."""
    page.evaluate(f"if (!window.axe) {{ {AXE} }}")
    result: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(rules)})")
    for violation in result["violations"]:
        for node in violation["nodes"]:
            where = node["html"][:160]
            if not (violation["id"] in CAUSED_BY_STREAMLIT and CAUSED_BY_STREAMLIT[violation["id"]] in where):
                yield f"{violation['id']} ({violation['impact']}): {where}"
