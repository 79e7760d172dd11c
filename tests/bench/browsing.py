"""What a reader with a browser waits for: the first heading and chart of a page, cold and warm, and a click."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.sites import Site
from tests.browser.conftest import BROWSER_ARGUMENTS

CLICKS = 24
HEADING, CHART = "h1", ".js-plotly-plot .main-svg"
PROBE = """(() => {
    const seen = window.pilcrowSeen = {};
    const look = () => {
        for (const [name, selector] of Object.entries({heading: '%s', chart: '%s'})) {
            const element = document.querySelector(selector);
            if (!(name in seen) && element && element.getBoundingClientRect().height > 0)
                seen[name] = performance.now();
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})()"""
"""Notes in the page, at each frame that is drawn, after how many milliseconds from the start of the navigation the first
heading and the first chart stand there with a size."""
CLICK = """async name => {
    const main = () => document.querySelector('[data-testid=stMain]');
    const text = () => main().textContent;
    const before = text();
    const buttons = [...main().querySelectorAll('button')];
    buttons.find(button => button.textContent.trim() === name && !button.disabled).click();
    const began = performance.now();
    while (text() === before && performance.now() - began < 20000)
        await new Promise(requestAnimationFrame);
    return performance.now() - began;
}"""
"""Clicks on a button and tells after how many milliseconds the page's text is another."""


class Load(NamedTuple):
    """Seconds until the first heading and the first chart stand there, and the bytes that came."""

    heading: float
    chart: float
    received: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. Raises SystemExit where none is installed."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("No Chromium found; the pages cannot be measured without one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


def loads(browser: Browser, site: Site, path: str, *, chart: bool) -> tuple[Load, Load]:
    """A page opened by a browser that has nothing of it yet, then by the same browser again."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.add_init_script(PROBE % (HEADING, CHART))
        return _load(page, site.address + path, chart), _load(page, site.address + path, chart)
    finally:
        context.close()


def _load(page: Page, address: str, chart: bool) -> Load:
    received = 0

    def count(event: dict[str, float]) -> None:
        nonlocal received
        received += int(event["encodedDataLength"])

    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", count)
    page.goto(address, wait_until="commit")
    page.wait_for_selector(CHART if chart else HEADING)
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("window.pilcrowSeen")
    devtools.detach()
    return Load(seen["heading"] / 1000, seen.get("chart", 0) / 1000, received)


def clicks(browser: Browser, site: Site, path: str, button: str) -> list[float]:
    """Seconds from a click on a button to changed text, several times in a row."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(site.address + path)
        page.get_by_role("button", name=button, exact=True).first.wait_for()
        page.wait_for_load_state("networkidle")
        found = []
        for _ in range(CLICKS):
            found.append(page.evaluate(CLICK, button) / 1000)
            page.wait_for_timeout(400)
        return found
    finally:
        context.close()
