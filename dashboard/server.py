"""The web server: Streamlit as an ASGI application, with what Streamlit leaves to others.

That is: a start and stop that are plain, settings that hold whichever directory it is started from, quick
first pages, errors that readers see as a number; and, from `middleware.py`, what is done to every answer.
`pilcrow serve` calls `serve`; `uvicorn dashboard.server:app` gives the same site.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import resource
import signal
import socket
import sys
import tomllib
import uuid
import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
import uvicorn
from authlib.deprecate import AuthlibDeprecationWarning  # type: ignore[import-untyped]
from starlette.middleware import Middleware
from streamlit import config

from compliance.access.trial import Trial
from compliance.settings import Provider, Settings
from compliance.undisturbed import settled
from dashboard import identity, warming
from dashboard.closed_doors import ClosedDoors
from dashboard.cookies import SignInCookies
from dashboard.middleware import CompressedAssets, PageShell, SecurityHeaders

log = logging.getLogger("pilcrow.dashboard")

SETTINGS_FILE = Path(__file__).parent.parent / ".streamlit" / "config.toml"

# What every page needs, imported before the first reader arrives instead of during their visit.
NEEDED_BY_PAGES = (
    "pandas",
    "plotly.graph_objects",
    "compliance.access",
    "compliance.assessment",
    "dashboard.look",
)

# Readers of a public page send clicks and short texts; Streamlit's own limit here is 200 MB.
LARGEST_MESSAGE_FROM_A_BROWSER = 1_000_000
SECONDS_TO_CLOSE_OPEN_PAGES = 1
SECONDS_BEFORE_WARMING = 0.2
SECONDS_OF_A_TURN = 0.0005
"""Of Python's threads one works at a time. A view gives up its turn at every row that it reads and every message that it sends;
while a long piece of work is under way it waits each time until that has had its own turn, for which Python's usual 0.005 are
ten times too many."""
MOST_DESCRIPTORS = 65_536


class PortTaken(Exception):
    """Another program listens on the port; the message says so and how to go on."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use; stop the other program or choose another: PORT={port + 1} make run"
        )
        self.port = port


def serve(
    host: str = "127.0.0.1",
    port: int = 8501,
    site: st.App | None = None,
    trial: Trial | None = None,
    once_up: Callable[[], None] | None = None,
) -> None:
    """Run the site until Ctrl+C or SIGTERM, from whichever directory it is called.

    Others can reach it only if `host` says so, as "0.0.0.0" does. Tests give a `site` of their own. In a `trial` whoever
    opens a page has a role, on the copy of the record that the settings then name. `once_up` is done as soon as the site
    answers, beside it.
    Raises `PortTaken` before anything starts, and SystemExit (3, from uvicorn) when start-up failed; the
    reason has then been logged.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if trial is not None:
        identity.begin_trial(trial)
    allow_many_open_pages()
    with _listening_socket(host, port) as listening:
        server = _Server(_uvicorn_settings(site or app), _address_to_open(host, listening), once_up)
        # uvicorn closes the site in order and then repeats the signal it got, for whoever called it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def allow_many_open_pages() -> None:
    """Take as many descriptors as the system lets this process have. Each open page needs four, and most systems begin with
    1,024, so that some 250 pages, which anybody can open, would keep out everybody else."""
    _, allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_DESCRIPTORS if allowed == resource.RLIM_INFINITY else min(allowed, MOST_DESCRIPTORS)
    # Some systems allow fewer than they say.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, allowed))


class _Server(uvicorn.Server):
    """A uvicorn server that says where it is as soon as it answers."""

    def __init__(
        self, settings: uvicorn.Config, address: str, once_up: Callable[[], None] | None = None
    ) -> None:
        super().__init__(settings)
        self.address, self.once_up = address, once_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"Pilcrow is at {self.address}  (Ctrl+C stops it)", flush=True)
            if self.once_up is not None:
                Thread(target=self.once_up, daemon=True).start()


def _listening_socket(host: str, port: int) -> socket.socket:
    """Bind before anything starts, so that a taken port is said at once; raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as failure:
        if failure.errno == errno.EADDRINUSE:
            raise PortTaken(port) from failure
        raise


def _address_to_open(host: str, listening: socket.socket) -> str:
    """The address a person on this machine opens; the port is the one really bound (0 asks for any)."""
    port = listening.getsockname()[1]
    if host in ("127.0.0.1", "0.0.0.0", "::1", "::"):
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _uvicorn_settings(site: st.App) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE_FROM_A_BROWSER,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=bool(config.get_option("server.enableWebsocketCompression")),
        timeout_graceful_shutdown=SECONDS_TO_CLOSE_OPEN_PAGES,
    )


def _apply_settings() -> None:
    """Apply `.streamlit/config.toml` of this project, unless a setting was given some other way.

    Streamlit itself looks for the file beside the started script and in the current directory, and
    finds neither when `pilcrow serve` is called from elsewhere.
    """
    for name, value in _flat(tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8"))):
        if not config.is_manually_set(name):
            config.set_option(name, value, str(SETTINGS_FILE))


def _flat(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every setting under its dotted name, as Streamlit knows it."""
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    """Make the first visit as quick as the second one.

    Streamlit collects garbage after every run of a page. Frozen objects are not looked at again, which
    takes 50 to 80 ms off each run once pandas is loaded.
    """
    for module in NEEDED_BY_PAGES:
        import_module(module)
    settled()
    sys.setswitchinterval(SECONDS_OF_A_TURN)
    # Not before the server answers, which should not have to wait for it.
    asyncio.get_running_loop().call_later(SECONDS_BEFORE_WARMING, warming.begin)
    yield


def _say_number(failure: Exception) -> bool:
    """Log a failure of a page under a short number and show the reader that number, nothing else.

    Returns True, which tells Streamlit that the reader has been told.
    """
    number = uuid.uuid4().hex[:8]
    log.error("page failed, number %s", number, exc_info=failure)
    st.error(
        "This page could not be shown because of an error in our program, not because of anything you did. "
        f"If you report it, please give the number {number}."
    )
    return True


def _not_streamlits_own_copy(record: logging.LogRecord) -> bool:
    """Keep Streamlit from logging the same failure again, without its number."""
    return record.msg != "Uncaught app execution"


def make_app(page_script: Path) -> st.App:
    """The site around one Streamlit script, with everything that this file, `middleware.py`, `closed_doors.py` and `cookies.py`
    add. Raises compliance.settings.WrongSetting."""
    settings = Settings()
    provider, seconds = settings.provider, settings.session_hours * 3600
    secure = (settings.address or "").startswith("https://")
    return st.App(
        page_script,
        lifespan=_lifespan,
        on_script_error=_say_number,
        secrets=_secrets(provider) if provider is not None else None,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                ClosedDoors,
                sign_in=provider is not None,
                may_upload=identity.may_upload,
                is_trial=identity.is_trial,
            ),
            Middleware(SignInCookies, secure=secure, seconds=seconds),
            Middleware(CompressedAssets),
            Middleware(PageShell),
        ],
    )


def _secrets(provider: Provider) -> dict[str, Any]:
    """The provider as Streamlit is told of it.

    Whoever was signed out, perhaps since they left their place, is asked by the provider who they are, and not let in again
    because the provider still knows the browser.
    """
    return {
        "auth": {
            "redirect_uri": provider.redirect,
            "cookie_secret": provider.cookie_secret,
            identity.PROVIDER: {
                "client_id": provider.client_id,
                "client_secret": provider.client_secret,
                "server_metadata_url": provider.metadata,
                "client_kwargs": {"scope": "openid email profile", "prompt": "login"},
            },
        }
    }


# Authlib would rather have the successor of httpx, which Streamlit does not ask for.
warnings.filterwarnings(
    "ignore", message="The httpx module is deprecated", category=AuthlibDeprecationWarning
)
logging.getLogger("streamlit.error_util").addFilter(_not_streamlits_own_copy)
_apply_settings()
app = make_app(Path(__file__).parent / "app.py")
