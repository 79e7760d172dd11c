"""`pilcrow serve --as`, in a browser: a banner says that it is a trial, and one can go on in another role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Server, free_port, pilcrow, start, stop, watch


@pytest.fixture(scope="module")
def trial(store: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port, folder = free_port(), tmp_path_factory.mktemp("trial")
    environment = {**store, "PORT": str(port), "TMPDIR": str(folder)}
    running = start(
        [*pilcrow(), "serve", "--as", "coordinator/cpd"], environment, port, folder / "output.txt"
    )
    yield running
    stop(running.process)


@pytest.fixture
def page(browser: Browser, trial: Server) -> Iterator[Page]:
    context = browser.new_context(base_url=trial.address)
    page = context.new_page()
    troubles = watch(page, trial.address)
    yield page
    context.close()
    assert troubles == []


def here_as(page: Page, what: str) -> None:
    expect(page.get_by_text(f"A trial: you are here as {what}")).to_be_visible()


def test_one_begins_in_the_role_that_was_asked_for_and_nothing_asks_to_sign_in(page: Page) -> None:
    page.goto("/gaps")
    here_as(page, "department, Chicago Police Department (CPD), coordinator")
    expect(page.get_by_text("thrown away when the server stops")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_hidden()


def test_one_goes_on_in_another_role_which_stands_in_the_address_and_is_kept(page: Page) -> None:
    page.goto("/arrivals?lang=en")
    page.get_by_role("link", name="monitor", exact=True).click()
    here_as(page, "monitor")
    assert page.url.endswith("/arrivals?lang=en&as=monitor")
    page.get_by_role("link", name="Obligations").first.click()
    expect(page.get_by_role("heading", name="Obligations", level=1)).to_be_visible()
    here_as(page, "monitor")
    page.go_back()
    here_as(page, "monitor")


def test_a_role_that_does_not_open_a_page_is_told_so(page: Page) -> None:
    page.goto("/arrivals?as=organisation")
    here_as(page, "organisation")
    expect(page.get_by_text("does not open to you")).to_be_visible()


def test_a_role_that_is_none_is_the_first_one(page: Page) -> None:
    page.goto("/gaps?as=king")
    here_as(page, "department")


def test_the_banner_comes_in_spanish(page: Page) -> None:
    page.goto("/gaps?as=monitor&lang=es")
    expect(page.get_by_text("Una prueba: usted está aquí como supervisor")).to_be_visible()


def test_without_as_the_address_gives_nobody_a_role(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/arrivals?as=monitor")
    expect(page.get_by_text("does not open to you")).to_be_visible()
    expect(page.get_by_text("A trial:")).to_be_hidden()
    context.close()


def test_the_folder_of_the_copy_is_not_the_first_store(trial: Server, store: dict[str, str]) -> None:
    [copy] = Path(trial.output).parent.glob("pilcrow-trial-*/pilcrow.db")
    assert str(copy) not in store["PILCROW_DATABASE"]


def test_whoever_has_a_role_can_send_a_file(page: Page) -> None:
    page.goto("/submit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    field = page.locator("input[type=file]").first
    field.wait_for(state="attached")
    with page.expect_response("**/_stcore/upload_file/**") as sent:
        field.set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
    assert sent.value.status == 204
