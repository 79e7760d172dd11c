"""What a reader does with the site, in a real browser."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.views import PAGES

from .conftest import Server, watch

OBLIGATION = "/obligation?key=comment-before-effect"
ADDRESSES = ["/", *(f"/{key}" for key in list(PAGES)[1:])]
SECONDS_20 = 20_000
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def opened(page: Page, address: str) -> Page:
    """The page at an address, drawn to its foot."""
    page.goto(address)
    expect(page.locator(".pilcrow-footer")).to_be_visible(timeout=SECONDS_20)
    return page


def test_a_reader_goes_from_the_overview_to_an_obligation_and_back(page: Page) -> None:
    opened(page, "/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Officers in schools")
    page.get_by_role("link", name="A written agreement between CPD and CPS").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A written agreement between CPD and CPS")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Officers in schools", timeout=SECONDS_20)


def test_the_day_is_chosen_on_the_page_kept_in_the_address_and_undone_by_the_back_button(page: Page) -> None:
    opened(page, "/obligation?key=role-policy")
    clocks = page.locator(".pilcrow-clocks").filter(has_text="As of 15 June 2019")
    expect(clocks).to_have_count(0)
    page.get_by_role("button", name="Look at another day").click()
    page.get_by_label("On which day?").fill("2019-06-15")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(clocks).to_be_visible(timeout=SECONDS_20)
    assert "on=2019-06-15" in page.url and "key=role-policy" in page.url
    page.go_back()
    expect(clocks).to_have_count(0, timeout=SECONDS_20)
    expect(page.get_by_role("heading", level=1)).to_contain_text("clearly defines the role")


def test_the_way_around_keeps_the_day_and_the_language(page: Page) -> None:
    opened(page, "/?on=2020-06-15&lang=es")
    page.get_by_role("link", name="Lo que falta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lo que falta", timeout=SECONDS_20)
    expect(page.get_by_text("Al 15 de junio de 2020")).to_be_visible()
    assert "on=2020-06-15" in page.url and "lang=es" in page.url
    expect(page.get_by_text("Traducción no oficial")).to_be_visible()


def test_the_language_changes_in_place(page: Page) -> None:
    opened(page, f"{OBLIGATION}&on=2022-07-15")
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Los borradores se publican", timeout=SECONDS_20
    )
    assert "on=2022-07-15" in page.url and "key=comment-before-effect" in page.url


def test_an_address_without_an_answer_leads_back(page: Page) -> None:
    opened(page, "/gaps?on=2018-01-01")
    expect(page.get_by_text("lies before 1 March 2019")).to_be_visible()
    page.get_by_role("link", name="Show today instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gaps", timeout=SECONDS_20)
    expect(page.get_by_text("Supply")).not_to_have_count(0)


def test_each_page_has_its_own_title(page: Page) -> None:
    titles = set()
    for address, name in zip(ADDRESSES, PAGES.values(), strict=True):
        opened(page, address)
        expect(page).to_have_title(re.compile(re.escape(name.title.en)))
        titles.add(page.title())
    assert len(titles) == len(PAGES)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen_and_every_figure_is_drawn_in_either_theme(
    browser: Browser, server: Server, width: int
) -> None:
    context = browser.new_context(base_url=server.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    troubles = watch(page, server.address)
    for address in (*ADDRESSES, OBLIGATION):
        page.emulate_media(color_scheme="light")
        opened(page, address)
        inner, outer = page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth] })()"
        )
        assert inner <= outer, f"{address} is {inner} px wide on a screen of {width}"
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            for figure in page.locator("[data-testid=stPlotlyChart]").all():
                expect(figure.locator(".main-svg").first).to_be_visible(timeout=SECONDS_20)
    context.close()
    assert troubles == []


def test_a_citation_shows_the_same_finding_from_its_address_alone(page: Page) -> None:
    opened(page, f"{OBLIGATION}&on=2022-07-15")
    pinned = page.locator("a[href*='known=']").last.get_attribute("href")
    assert pinned is not None and "on=2022-07-15" in pinned
    before = page.locator(".pilcrow-criterion").all_inner_texts()
    opened(page, pinned)
    assert page.locator(".pilcrow-criterion").all_inner_texts() == before


@pytest.mark.parametrize("address", ["/obligaciones?lang=es", "/foo/bar", "/gaps/more"])
def test_an_address_without_a_page_says_so_and_leads_to_the_overview(
    browser: Browser, server: Server, address: str
) -> None:
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None and answer.status == 404
    spanish = "lang=es" in address
    expect(page.get_by_role("heading")).to_have_text(
        "No encontramos esa página" if spanish else "There is no such page"
    )
    page.get_by_role("link").click()
    expect(page.locator(".pilcrow-footer")).to_be_visible(timeout=SECONDS_20)
    assert page.evaluate("document.documentElement.lang") == ("es" if spanish else "en")
    context.close()


def test_the_language_stays_in_the_address_and_with_the_next_page(page: Page) -> None:
    opened(page, "/timeline")
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Línea de tiempo", timeout=SECONDS_20)
    assert "lang=es" in page.url
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Línea de tiempo", timeout=SECONDS_20)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline", timeout=SECONDS_20)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline", timeout=SECONDS_20)


def test_the_overview_by_its_name_is_the_overview(page: Page) -> None:
    opened(page, "/overview?lang=es")
    assert page.url.endswith("/?lang=es")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Look at another day")).to_be_visible(timeout=SECONDS_20)
    page.get_by_role("link", name="Obligations", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Obligations", timeout=SECONDS_20)


def test_the_panel_closes_when_another_day_is_shown(page: Page) -> None:
    opened(page, "/")
    page.get_by_role("button", name="Look at another day").click()
    page.get_by_label("On which day?").fill("30/06/2022")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("is not a day; write it YYYY-MM-DD")).to_be_visible(timeout=SECONDS_20)
    expect(page.get_by_label("On which day?")).to_have_count(0)
