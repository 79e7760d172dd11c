"""What the web server promises beyond Streamlit: start and stop, headers, compression, closed doors."""

from __future__ import annotations

import gzip
import json
import re
import signal
import socket
import subprocess
import sys
import time
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.small import SOURCES, catalogue_content, criterion, record_content, t, write_folder

from .conftest import Server, free_port, pilcrow, start, start_server, stop

# A page that the site has, and addresses that fall back to the first page: all are the same HTML.
ADDRESSES_OF_PAGES = ("/", "/gaps", "/gaps?on=2020-06-15")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask the server directly, without a browser; header names are given with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(server.address + path, method=method, headers=named)
    try:
        with urlopen(request, timeout=10) as answer:
            return Answer(answer.status, _lower(answer.headers), answer.read())
    except HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, _lower(refusal.headers), refusal.read())


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def a_script(server: Server) -> str:
    """The address of the script that Streamlit's page loads first."""
    found = re.search(rb'src="\.(/static/js/index[^"]+\.js)"', ask(server, "/").body)
    assert found
    return found.group(1).decode()


# Start and stop


def test_it_says_where_it_is_once_it_answers_and_nothing_else(store: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    server = start_server(store, port, tmp_path / "output.txt")
    try:
        assert server.said() == f"Pilcrow is at http://localhost:{port}  (Ctrl+C stops it)\n"
    finally:
        stop(server.process)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_stops_within_two_seconds_while_a_page_is_open(
    name: str, browser: Browser, store: dict[str, str], tmp_path: Path
) -> None:
    server = start_server(store, free_port(), tmp_path / "output.txt")
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(server.address)
        expect(page.locator("h1").first).to_be_visible()

        started = time.monotonic()
        server.process.send_signal(signal.Signals[name])
        assert server.process.wait(timeout=5) == 0
        assert time.monotonic() - started < 2
        assert "Traceback" not in server.said()
    finally:
        context.close()
        stop(server.process)


def test_a_taken_port_is_said_in_one_sentence_with_the_cure(server: Server, store: dict[str, str]) -> None:
    port = server.address.rpartition(":")[2]
    second = subprocess.run(
        [*pilcrow(), "serve"], env={**store, "PORT": port}, capture_output=True, text=True, timeout=60
    )
    assert second.returncode == 2
    assert f"Port {port} is in use; stop the other program or choose another: PORT=" in second.stderr
    assert "Traceback" not in second.stderr


# Answers


def test_it_is_healthy(server: Server) -> None:
    assert ask(server, "/_stcore/health").status == 200


@pytest.mark.parametrize(
    "path", [*ADDRESSES_OF_PAGES, "/_stcore/health", "/static/nothing.js", "/_stcore/metrics"]
)
def test_every_answer_has_the_security_headers(path: str, server: Server) -> None:
    headers = ask(server, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_scripts_are_compressed_for_those_who_take_gzip(server: Server) -> None:
    path = a_script(server)
    plain = ask(server, path, Accept_Encoding="identity")
    packed = ask(server, path, Accept_Encoding="gzip, deflate, br")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"].lower() == "accept-encoding"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert "immutable" in packed.headers["cache-control"]
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_those_who_refuse_gzip_get_scripts_as_they_are(server: Server) -> None:
    assert "content-encoding" not in ask(server, a_script(server), Accept_Encoding="gzip;q=0").headers


def test_no_other_site_may_steer_a_page(server: Server) -> None:
    told = ask(server, "/_stcore/host-config").body
    assert json.loads(told)["allowedOrigins"] == []


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_counters_and_the_agents_interface_are_hidden(path: str, method: str, server: Server) -> None:
    assert ask(server, path, method).status == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_uploads_are_refused(method: str, server: Server) -> None:
    answer = ask(server, "/_stcore/upload_file/some-session/some-file", method)
    assert answer.status == 403
    assert answer.body == b"Only readers with a role send files here."


@pytest.mark.parametrize("path", ADDRESSES_OF_PAGES)
def test_the_page_says_what_it_is_without_javascript(path: str, server: Server) -> None:
    answer = ask(server, path)
    text = answer.body.decode()
    assert "<title>Pilcrow: what supports each promise of a consent decree</title>" in text
    assert '<meta name="description" content="For every obligation' in text
    noscript = text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "need JavaScript" in noscript
    assert "pilcrow status" in noscript
    assert "_stcore/agent" not in text.replace("agent API", "")
    # A browser that kept the page must ask again, and must not be told that it still has Streamlit's own.
    assert answer.headers["cache-control"] == "no-cache"
    assert "etag" not in answer.headers


def test_asking_for_the_head_of_a_page_gives_no_body(server: Server) -> None:
    answer = ask(server, "/", "HEAD")
    assert (answer.status, answer.body) == (200, b"")


# In the browser


@pytest.mark.parametrize("path", ADDRESSES_OF_PAGES)
def test_pages_open_without_console_errors_and_without_other_hosts(path: str, page: Page) -> None:
    page.goto(path)
    expect(page.locator("h1").first).to_be_visible()
    expect(page).to_have_title(re.compile("Pilcrow"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_ours_from_any_directory(
    scheme: str, browser: Browser, store: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server = start_server(store, free_port(), tmp_path / "output.txt")
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.goto(server.address)
        expect(page.locator("h1").first).to_be_visible()
        ground = {"light": "rgb(250, 248, 243)", "dark": "rgb(18, 22, 28)"}[scheme]
        expect(page.locator(".stApp")).to_have_css("background-color", ground)
    finally:
        context.close()
        stop(server.process)


def test_no_page_scrolls_sideways_on_a_telephone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(server.address)
    expect(page.locator("h1").first).to_be_visible()
    # Waited for: while the page is being drawn it may be wider for a moment.
    page.wait_for_function("document.documentElement.scrollWidth <= 360")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 360")
    context.close()


# The site around a page that fails on purpose; the server, its settings and its handler are the real ones.
FAILING_SITE = """
import sys
from pathlib import Path
from dashboard.server import make_app, serve

serve(port=int(sys.argv[1]), site=make_app(Path(sys.argv[2])))
"""


def test_a_failing_page_gives_a_number_that_stands_in_the_log_and_no_traceback(
    browser: Browser, store: dict[str, str], tmp_path: Path
) -> None:
    failing = tmp_path / "failing.py"
    failing.write_text("raise ValueError('a secret detail')\n", encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-c", FAILING_SITE, str(port), str(failing)]
    server = start(command, store, port, tmp_path / "output.txt")
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(server.address)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("This page could not be shown because of an error in our program")
        number = re.search(r"number ([0-9a-f]{8})", alert.inner_text())
        assert number
        shown = page.locator("body").inner_text()
        for secret in ("a secret detail", "ValueError", "Traceback", "failing.py"):
            assert secret not in shown
        assert f"number {number.group(1)}" in server.said()
        assert server.said().count("ValueError: a secret detail") == 1
    finally:
        context.close()
        stop(server.process)


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "http://[::1", "null"])
def test_a_socket_for_a_page_of_another_site_is_refused_at_once(server: Server, origin: str) -> None:
    host = urlsplit(server.address).netloc
    asked = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection((host.split(":")[0], int(host.split(":")[1])), timeout=5) as line:
        line.sendall(asked.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback", "/auth/login/"])
def test_there_is_nothing_to_sign_in_to(path: str, server: Server) -> None:
    assert ask(server, path).status == 404


@pytest.mark.parametrize("message", ["words", b"", b"\xff\xff\xff", b"\x20\x01"])
def test_a_message_that_no_page_sends_closes_the_socket_and_fills_no_log(
    server: Server, message: str | bytes
) -> None:
    before = server.said()
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    with (
        connect(address, subprotocols=[Subprotocol("streamlit")]) as socket,
        pytest.raises(ConnectionClosed) as closed,
    ):
        socket.send(message)
        while True:
            socket.recv(timeout=5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1003
    assert ask(server, "/_stcore/health").status == 200
    assert server.said() == before


WORD = "Donaudampfschiff" * 20


def test_very_long_words_of_the_record_widen_no_page(
    browser: Browser, store: dict[str, str], tmp_path: Path
) -> None:
    long, name = t(WORD), t(f"**x** [y](http://z) :red[a] <b> {WORD}")
    content = catalogue_content(criterion("policy_in_force"), title=long, plain=long) | {"name": name}
    source = SOURCES[0] | {"outlet": WORD, "title": WORD}
    claim = record_content("c", counts="x", value="1", as_of="2019-06-01") | {
        "said_by": WORD,
        "summary": WORD,
    }
    write_folder(tmp_path / "data", catalogue=content, sources=[source], claim=[claim])
    own = {**store, "PILCROW_DATABASE": f"sqlite:///{tmp_path / 'long.db'}"}
    subprocess.run([*pilcrow(), "init", "--data", str(tmp_path / "data")], env=own, check=True, timeout=60)
    server = start_server(own, free_port(), tmp_path / "output.txt")
    try:
        for width in (360, 1280):
            context = browser.new_context(viewport={"width": width, "height": 740})
            page = context.new_page()
            for path in ("/", "/gaps", "/differences", "/obligation?key=duty"):
                page.goto(server.address + path)
                expect(page.locator(".pilcrow-footer")).to_be_visible()
                assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, (
                    path
                )
            page.goto(server.address)
            expect(page.get_by_role("heading", level=1)).to_have_text(name["en"])
            context.close()
    finally:
        stop(server.process)


def test_a_few_hundred_open_pages_keep_nobody_out(store: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    few = ["sh", "-c", 'ulimit -Sn 200 && exec "$@"', "sh", *pilcrow(), "serve"]
    server = start(few, {**store, "PORT": str(port)}, port, tmp_path / "output.txt")
    opened: list[socket.socket] = []
    try:
        for _ in range(250):
            opened.append(socket.create_connection(("127.0.0.1", port), timeout=10))
        with urlopen(f"{server.address}/_stcore/health", timeout=10) as answer:
            assert answer.read() == b"ok"
        assert "Too many open files" not in server.said()
    finally:
        for each in opened:
            each.close()
        stop(server.process)
