"""The README's two commands, in a fresh clone, on a machine that knows nothing of this checkout.

It installs everything from the registry and runs the whole suite, which takes minutes, so it runs only with
PILCROW_FRESH_CLONE=1. It tests what is committed. With `pytest -s` one can watch it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

ROOT = Path(__file__).resolve().parent.parent
SET_UP_LIMIT = 15 * 60.0
SUITE_LIMIT = 25 * 60.0

pytestmark = [
    pytest.mark.fresh_clone,
    pytest.mark.skipif(
        os.environ.get("PILCROW_FRESH_CLONE") != "1",
        reason="takes minutes and needs the package registry; set PILCROW_FRESH_CLONE=1 to run it",
    ),
]


def commands_of_the_readme() -> list[str]:
    """The commands in the README's code blocks, as somebody would paste them."""
    blocks = re.findall(
        r"^```[a-z]*\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return [re.sub(r"\s+#.*", "", line.removeprefix("$ ")) for line in lines]


def clean_environment(home: Path) -> dict[str, str]:
    """Nothing of this checkout's environment, but what it takes to reach the package registry from here."""
    keep = re.compile(
        r"PATH|LANG|LC_\w+|TZ|TERM|USER|LOGNAME|TMPDIR|PIP_\w+|SSL_\w+|REQUESTS_CA_BUNDLE|\w+_proxy", re.I
    )
    env = {name: value for name, value in os.environ.items() if keep.fullmatch(name)}
    own = str(ROOT / ".venv")
    env["PATH"] = os.pathsep.join(p for p in env["PATH"].split(os.pathsep) if not p.startswith(own))
    env["HOME"] = str(home)
    config = next((p for p in (".config/pip/pip.conf", ".pip/pip.conf") if (Path.home() / p).exists()), None)
    if config and "PIP_CONFIG_FILE" not in env:
        env["PIP_CONFIG_FILE"] = str(Path.home() / config)
    return env


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def fetch(address: str) -> tuple[str, str]:
    """What is at the address, and its content type; past any proxy, since the server is on this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=10) as answer:
        return answer.read().decode("utf-8"), answer.headers.get("Content-Type", "")


def end_group(process: subprocess.Popen[str], how: signal.Signals) -> None:
    """Ends make and all it started: first as asked, and after 30 seconds without asking."""
    for number in (how, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            print(f"{number.name} did not end it.", flush=True)


@contextmanager
def make_run(clone: Path, port: int, env: dict[str, str]) -> Iterator[str]:
    """`make run` until it is healthy; gives the address it printed. Ended as by Ctrl-C."""
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=clone,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            print("   ", line, end="", flush=True)
            said.put(line)

    threading.Thread(target=listen, daemon=True).start()
    try:
        end = time.monotonic() + SET_UP_LIMIT
        address = None
        while address is None:
            try:
                line = said.get(timeout=1)
            except Empty:
                assert process.poll() is None, (
                    f"make run ended with {process.returncode} and printed no address"
                )
                assert time.monotonic() < end, "make run printed no address in time"
                continue
            found = re.search(rf"https?://[\w.\[\]:-]+?:{port}\b", line)
            address = found and found[0]
        while True:
            assert process.poll() is None, f"make run ended with {process.returncode}"
            assert time.monotonic() < end, f"{address} was not healthy in time"
            try:
                if fetch(f"{address}/_stcore/health")[0].strip() == "ok":
                    break
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.1)
        yield address
    finally:
        end_group(process, signal.SIGINT)
    with socket.socket() as s:
        assert s.connect_ex(("127.0.0.1", port)) != 0, "the port is still taken after Ctrl-C"


def test_the_readmes_two_commands_work_in_a_fresh_clone() -> None:
    readme = commands_of_the_readme()
    assert "make run" in readme
    assert "make test" in readme

    if subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True).stdout:
        print("\nThere are changes that are not committed; the clone has none of them.")

    with tempfile.TemporaryDirectory(prefix="pilcrow-fresh-") as folder:
        clone, home = Path(folder, "pilcrow"), Path(folder, "home")
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        env = clean_environment(home)
        port = free_port()

        for which in ("first", "second"):
            began = time.monotonic()
            with make_run(clone, port, env) as address:
                print(f"The {which} make run was healthy after {time.monotonic() - began:.1f} s.", flush=True)
                page, kind = fetch(f"{address}/")
                assert kind.startswith("text/html")
                assert "<html" in page

        began = time.monotonic()
        suite = subprocess.Popen(
            ["make", "test"],
            cwd=clone,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        watch = threading.Timer(SUITE_LIMIT, end_group, [suite, signal.SIGTERM])
        watch.start()
        closing = ""
        assert suite.stdout is not None
        try:
            for line in suite.stdout:
                print("   ", line, end="", flush=True)
                if re.match(r"=+ .*\b\d+ (passed|failed|errors?)\b", line):
                    closing = line.strip("= \n")
            status = suite.wait()
        finally:
            watch.cancel()
            end_group(suite, signal.SIGTERM)
        print(f"make test took {time.monotonic() - began:.0f} s.", flush=True)
        assert status == 0, f"make test ended with {status}: {closing or 'no closing line'}"
        assert re.search(r"\b\d+ passed", closing), "make test printed no closing line of pytest"

        status_lines = subprocess.run(
            ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
        ).stdout
        assert status_lines == "", f"running left files that git does not ignore:\n{status_lines}"
