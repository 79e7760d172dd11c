"""A real browser in front of the real site, started as a reader of the README starts it.

Everything in this folder is marked `browser` and, under pytest-xdist with `--dist loadgroup`, runs in one
worker with one server; with any other distribution each worker starts a server of its own.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SECONDS_TO_START = 30
SECONDS_TO_STOP = 5

# One browser process for a test run: no sandbox, because containers run tests as root, and nothing that
# calls home, because the tests assert that no other host is asked for anything.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and keep them together under pytest-xdist."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Server:
    """A running site: where it is, and what it has written to its terminal so far."""

    address: str
    output: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of an installed Chromium; tests are skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("No Chromium found (looked for chromium, chromium-browser, google-chrome).")


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a fresh store with the default data folder loaded."""
    file = tmp_path_factory.mktemp("store") / "pilcrow.db"
    environment = {**os.environ, "PILCROW_DATABASE": f"sqlite:///{file}"}
    subprocess.run([*pilcrow(), "init"], env=environment, check=True, capture_output=True, timeout=120)
    return environment


@pytest.fixture(scope="session")
def server(store: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site over the fresh store, answering; stopped after the last test."""
    running = start_server(store, free_port(), tmp_path_factory.mktemp("server") / "output.txt")
    yield running
    stop(running.process)


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A small fictional city, with something on every page, served for one person to try each role."""
    folder = tmp_path_factory.mktemp("city")
    made = [
        *pilcrow(),
        "example",
        str(folder / "city"),
        "--obligations",
        "30",
        "--evidence",
        "800",
        "--years",
        "3",
    ]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    store = {
        "PILCROW_DATABASE": f"sqlite:///{folder / 'city' / 'pilcrow.db'}",
        "PILCROW_FILES": str(folder / "city" / "files"),
    }
    port = free_port()
    environment = {**os.environ, **store, "PORT": str(port)}
    running = start([*pilcrow(), "serve", "--as", "monitor"], environment, port, folder / "output.txt")
    yield running
    stop(running.process)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of a new visitor; afterwards its console must hold no error and no other host been asked."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    troubles = watch(page, server.address)
    yield page
    context.close()
    assert troubles == []


def watch(page: Page, address: str) -> list[str]:
    """Collect what must not happen on any page: errors in the console and requests to other hosts."""
    troubles: list[str] = []
    own_host = urlsplit(address).netloc

    def note_request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != own_host:
            troubles.append(f"request to another host: {url}")

    page.on(
        "console", lambda line: troubles.append(f"console: {line.text}") if line.type == "error" else None
    )
    page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
    page.on("request", lambda request: note_request(request.url))
    page.on("websocket", lambda connection: note_request(connection.url))
    return troubles


def pilcrow() -> list[str]:
    """The installed command, beside the Python that runs the tests."""
    return [str(Path(sys.executable).with_name("pilcrow"))]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def start_server(environment: dict[str, str], port: int, output: Path) -> Server:
    """Start `pilcrow serve` and wait until it answers; see `start`."""
    return start([*pilcrow(), "serve"], {**environment, "PORT": str(port)}, port, output)


def start(command: list[str], environment: dict[str, str], port: int, output: Path) -> Server:
    """Start a site and wait until it answers; raises AssertionError with its output if it does not."""
    with output.open("wb") as writing:
        process = subprocess.Popen(command, env=environment, stdout=writing, stderr=subprocess.STDOUT)
    running = Server(f"http://127.0.0.1:{port}", output, process)
    limit = time.monotonic() + SECONDS_TO_START
    while not answers(running.address):
        if process.poll() is not None or time.monotonic() > limit:
            stop(process)
            raise AssertionError(f"The site did not start:\n{running.said()}")
        time.sleep(0.05)
    return running


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, and end it if it does not."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
