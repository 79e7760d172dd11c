"""The main journeys of the three readers, from the first click to the row in the record, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from .conftest import Server, watch

SECONDS_30 = 30_000


@contextmanager
def a_reader(browser: Browser, site: Server, **how: object) -> Iterator[Page]:
    """A new visitor; afterwards the console holds no error and no other host was asked."""
    context = browser.new_context(base_url=site.address, **how)  # type: ignore[arg-type]
    page = context.new_page()
    troubles = watch(page, site.address)
    yield page
    context.close()
    assert troubles == []


def opened(page: Page, address: str) -> Page:
    """The page at an address, drawn to its foot."""
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the page is drawn to its foot and nothing is at work."""
    expect(page.locator(".pilcrow-footer")).to_be_visible(timeout=SECONDS_30)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=SECONDS_30)


def recorded(page: Page) -> int:
    """Say yes to what is asked; the number under which it was recorded."""
    page.get_by_role("button", name="Record it").click()
    receipt = page.get_by_role("status").filter(has_text="Recorded as")
    expect(receipt).to_be_visible(timeout=SECONDS_30)
    found = re.search(r"record (\d+)", receipt.inner_text(), re.IGNORECASE)
    assert found is not None
    return int(found.group(1))


def choose(page: Page, label: str, option: str | None = None, nth: int = 0) -> None:
    """Choose an option of a select box, by its words or its place. On a busy machine a list may close because the page is
    drawn anew just then, and is opened again."""
    for last in (False, False, True):
        listed(page, label)
        found = page.get_by_role("option") if option is None else page.get_by_role("option", name=option)
        try:
            found.nth(nth).click(timeout=SECONDS_30 if last else 5_000)
            return
        except TimeoutError:
            if last:
                raise
            page.keyboard.press("Escape")


def listed(page: Page, label: str) -> None:
    """Open the list of a select box; one that takes several choices opens at the arrow key only."""
    box = page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}"))
    box.click()
    options = page.get_by_role("option").first
    try:
        options.wait_for(timeout=1_500)
    except TimeoutError:
        box.press("ArrowDown")
        options.wait_for(timeout=SECONDS_30)


def test_the_monitor_accepts_a_record_and_finds_the_review_in_the_record(
    browser: Browser, trial: Server
) -> None:
    with a_reader(browser, trial) as page:
        opened(page, "/queue?as=monitor")
        first = page.locator("table a[href*='number=']").first
        found = re.search(r"number=(\d+)", first.get_attribute("href") or "")
        assert found is not None
        first.click()
        expect(page.get_by_role("heading", name=f"Record {found.group(1)}:")).to_be_visible(
            timeout=SECONDS_30
        )
        page.get_by_text("Accept", exact=True).click()
        page.get_by_label("Reason, or what you ask for").fill("It says what it should.")
        page.get_by_label("Note for the team alone").fill("Seen at the site visit.")
        page.get_by_role("button", name="Review", exact=True).click()
        review = recorded(page)
        opened(page, f"/record?number={review}&as=monitor")
        expect(page.get_by_text("It says what it should.")).to_be_visible()
        opened(page, f"/record?number={found.group(1)}&as=monitor")
        expect(page.get_by_text("Accepted by the monitor")).to_be_visible()
        opened(page, f"/record?number={found.group(1)}&as=coordinator")
        expect(page.get_by_text("Accepted by the monitor")).to_be_visible()
        expect(page.get_by_text("Seen at the site visit.")).to_have_count(0)


def test_the_coordinator_sends_evidence_that_the_parties_see_and_the_public_knows_of(
    browser: Browser, trial: Server
) -> None:
    with a_reader(browser, trial) as page:
        opened(page, "/submit?as=coordinator&kind=search")
        page.get_by_role("button", name="Check what would be recorded").click()
        expect(page.get_by_text("Nothing was sent yet")).to_be_visible(timeout=SECONDS_30)
        fill_in_a_search(page, "The minutes of a meeting.")
        page.get_by_role("button", name="Check what would be recorded").click()
        number = recorded(page)
        opened(page, f"/record?number={number}&as=monitor")
        expect(page.get_by_text("The minutes of a meeting.").first).to_be_visible()
        opened(page, f"/record?number={number}&as=public")
        expect(page.get_by_text("not public")).to_be_visible()
        expect(page.get_by_text("The minutes of a meeting.")).to_have_count(0)


def fill_in_a_search(page: Page, looked_for: str) -> None:
    choose(page, "What it is about")
    page.keyboard.press("Escape")
    page.get_by_label("The day (required)").fill("2026-06-15")
    choose(page, "Source", nth=1)
    page.get_by_label("Who says so").fill("The bureau")
    page.get_by_label("What it says, in one plain sentence").fill(
        "Fictional: the bureau looked and did not find it."
    )
    page.get_by_label("What was looked for").fill(looked_for)
    page.get_by_label("In which places").fill("The bureau's shelves")


def test_a_draft_of_a_member_is_sent_by_the_coordinator_and_stands_in_the_record_only_then(
    browser: Browser, trial: Server
) -> None:
    with a_reader(browser, trial) as member, a_reader(browser, trial) as coordinator:
        opened(member, "/submit?as=department&kind=search")
        expect(member.get_by_role("button", name="Check what would be recorded")).to_have_count(0)
        fill_in_a_search(member, "A list of schools.")
        member.get_by_role("button", name="Save as a draft").click()
        expect(member.get_by_text("The draft was saved.")).to_be_visible(timeout=SECONDS_30)
        opened(coordinator, "/submit?as=coordinator")
        coordinator.get_by_text(re.compile(r"Drafts \(\d+\)")).click()
        expect(coordinator.get_by_text("Search that found nothing").first).to_be_visible(timeout=SECONDS_30)


def test_the_public_reads_shares_and_comes_back(browser: Browser, trial: Server) -> None:
    with a_reader(browser, trial) as page:
        opened(page, "/?as=public")
        page.locator("a[href*='outcome=']").first.click()
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Obligations", timeout=SECONDS_30)
        assert "basis=" in page.url and "outcome=" in page.url
        page.locator("table a[href*='obligation?']").first.click()
        settled(page)
        title = page.get_by_role("heading", level=1).inner_text()
        citation = page.locator("[data-testid=stCode]").inner_text()
        assert title in citation and "catalogue revision: record" in citation
        address = re.search(r"http://\S+", citation)
        assert address is not None
        panels = page.locator(".pilcrow-panel").all_inner_texts()
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Obligations", timeout=SECONDS_30)
        with a_reader(browser, trial) as stranger:
            opened(stranger, address.group().removeprefix(trial.address))
            expect(stranger.get_by_role("heading", level=1)).to_have_text(title)
            assert stranger.locator(".pilcrow-panel").all_inner_texts() == panels


def test_a_choice_stands_in_the_address_and_the_way_back_undoes_it(browser: Browser, trial: Server) -> None:
    with a_reader(browser, trial) as page:
        opened(page, "/gaps?as=public")
        every = page.locator("tbody tr").count()
        page.get_by_text("Narrow").click()
        choose(page, "Basis", "Decree")
        expect(page).to_have_url(re.compile("basis=decree"), timeout=SECONDS_30)
        settled(page)
        page.go_back()
        expect(page).not_to_have_url(re.compile("basis="), timeout=SECONDS_30)
        settled(page)
        expect(page.locator("tbody tr")).to_have_count(every, timeout=SECONDS_30)


def test_who_works_on_the_case_is_told_of_what_another_recorded_meanwhile(
    browser: Browser, trial: Server
) -> None:
    with a_reader(browser, trial) as coordinator, a_reader(browser, trial) as monitor:
        opened(monitor, "/queue?as=monitor")
        opened(coordinator, "/submit?as=coordinator&kind=search")
        fill_in_a_search(coordinator, "A letter.")
        coordinator.get_by_role("button", name="Check what would be recorded").click()
        recorded(coordinator)
        expect(monitor.get_by_text("were added since this page was drawn")).to_be_visible(timeout=60_000)
        monitor.get_by_role("button", name="Show the page as it is now").click()
        expect(monitor.get_by_text("were added since this page was drawn")).to_have_count(
            0, timeout=SECONDS_30
        )


def test_a_list_is_turned_alone_and_the_way_back_turns_it_back(browser: Browser, trial: Server) -> None:
    with a_reader(browser, trial) as page:
        opened(page, "/obligations?as=public")
        page.evaluate("document.querySelector('.pilcrow-clocks').firstChild.textContent = 'as it was'")
        first = page.locator("tbody tr").first.inner_text()
        page.get_by_role("button", name="Next", exact=True).first.click()
        expect(page.locator("tbody tr").first).not_to_have_text(first, timeout=SECONDS_30)
        expect(page).to_have_url(re.compile("page=2"))
        assert page.locator(".pilcrow-clocks").inner_text() == "as it was", (
            "the page around it was drawn anew"
        )
        page.go_back()
        expect(page).not_to_have_url(re.compile("page=2"), timeout=SECONDS_30)
        expect(page.locator("tbody tr").first).to_have_text(first, timeout=SECONDS_30, use_inner_text=True)


def test_a_table_to_take_along_leaves_the_list_where_it_was_turned_to(
    browser: Browser, trial: Server
) -> None:
    with a_reader(browser, trial) as page:
        opened(page, "/obligations?as=public&page=2")
        first = page.locator("tbody tr").first.inner_text()
        page.get_by_text("Sort and download").click()
        expect(page.get_by_role("button", name="Download as CSV", exact=True)).to_be_visible(
            timeout=SECONDS_30
        )
        expect(page).to_have_url(re.compile("page=2.*grid=yes"))
        assert page.locator("tbody tr").first.inner_text() == first


def test_who_turns_a_list_after_something_was_recorded_sees_the_whole_page_as_it_is_now(
    browser: Browser, trial: Server
) -> None:
    with a_reader(browser, trial) as coordinator, a_reader(browser, trial) as reader:
        opened(reader, "/obligations?as=public")
        before = reader.locator(".pilcrow-clocks").inner_text()
        opened(coordinator, "/submit?as=coordinator&kind=search")
        fill_in_a_search(coordinator, "A second letter.")
        coordinator.get_by_role("button", name="Check what would be recorded").click()
        number = recorded(coordinator)
        reader.get_by_role("button", name="Next", exact=True).first.click()
        expect(reader.locator(".pilcrow-clocks")).to_contain_text(f"record {number}", timeout=SECONDS_30)
        assert reader.locator(".pilcrow-clocks").inner_text() != before
        expect(reader).to_have_url(re.compile("page=2"))


@pytest.mark.parametrize("page_of_a_role", ["queue", "workspace", "submit", "open_items"])
def test_a_page_that_does_not_open_says_so_at_its_own_address(
    browser: Browser, trial: Server, page_of_a_role: str
) -> None:
    with a_reader(browser, trial) as page:
        opened(page, f"/{page_of_a_role}?as=public")
        expect(page.get_by_text("does not open to you")).to_be_visible()
        assert f"/{page_of_a_role}" in page.url
