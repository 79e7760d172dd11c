"""A real OpenID provider for tests that sign in; see `serve.py`."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PYTHON = Path(__file__).parents[2] / ".venv" / "provider" / "bin" / "python"
PASSWORD = "correct horse battery staple"
SECONDS_TO_START = 30


@dataclass(frozen=True)
class OpenIdProvider:
    """A running provider: its address, and the settings of the site that signs its readers in there."""

    address: str
    settings: dict[str, str]

    def identity(self, name: str) -> str:
        """What it says of a person who signed in: their name there is their subject."""
        return f"{name} at {self.address}"


@contextmanager
def running(port: int, site: str, people: list[str], output: Path) -> Iterator[OpenIdProvider]:
    """A provider on a port that knows some people, and the site at an address; ended at the end."""
    if not PYTHON.exists():
        raise AssertionError(f"There is no provider in {PYTHON}; run make setup.")
    address = f"http://127.0.0.1:{port}"
    settings = {
        "PILCROW_ADDRESS": site,
        "PILCROW_OIDC_METADATA": f"{address}/.well-known/openid-configuration",
        "PILCROW_OIDC_CLIENT_ID": "pilcrow-under-test",
        "PILCROW_OIDC_CLIENT_SECRET": "what-only-the-two-of-them-know",
        "PILCROW_COOKIE_SECRET": "with-this-the-cookies-of-tests-are-signed",
    }
    told = {
        "port": port,
        "site": site,
        "client_id": settings["PILCROW_OIDC_CLIENT_ID"],
        "client_secret": settings["PILCROW_OIDC_CLIENT_SECRET"],
        "people": dict.fromkeys(people, PASSWORD),
    }
    with output.open("wb") as writing:
        process = subprocess.Popen(
            [PYTHON, Path(__file__).with_name("serve.py"), json.dumps(told)],
            stdout=writing,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(settings["PILCROW_OIDC_METADATA"], process, output)
        yield OpenIdProvider(address, settings)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", output: Path) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < limit:
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The provider did not start:\n{output.read_text(errors='replace')}")
