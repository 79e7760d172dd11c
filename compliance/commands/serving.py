"""The command that shows the pages: serve, of the record, or of a copy of it on which one person can try what each role does."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from compliance.access.trial import Trial
    from compliance.settings import Settings

DEFAULT_PORT = 8501
TRIES_TO_REMOVE = 50
"""A tenth of a second apart."""


def serve(
    playing: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="ROLE[/BODY]",
            help="Try the pages as monitor, coordinator, department, party, organisation or administrator, on a copy of the "
            "record that is thrown away at the end. Only from this machine.",
        ),
    ] = None,
) -> None:
    """Show the pages in a browser. The port is that in PORT (8501 unless given)."""
    from compliance import asking

    port = asking.a_port(os.environ.get("PORT", ""), DEFAULT_PORT)
    settings = asking.Settings()
    with asking.clearly():
        asking.door().head()
    if playing is None:
        _run_server(settings.host, port)
        return
    with _trial(settings, playing) as trial:
        print(
            f"You try the pages as {trial.first}, on a copy of the record; it is thrown away when the server stops.",
            file=sys.stderr,
        )
        _run_server(settings.host, port, trial)


def _run_server(host: str, port: int, trial: "Trial | None" = None) -> None:
    from compliance import asking
    from dashboard.server import PortTaken
    from dashboard.server import serve as run_server

    try:
        # A large catalogue takes a while to read, which nobody should wait for.
        run_server(host or "127.0.0.1", port, trial=trial, once_up=_say_if_stale)
    except PortTaken as taken:
        raise asking.Wrong(str(taken)) from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or error
        raise asking.Wrong(
            f"Nothing can listen on {host}, port {port} ({why}); choose others with PILCROW_HOST and PORT."
        ) from None


def _say_if_stale() -> None:
    """Say that the catalogue's file is another one than the pages show, if it is."""
    from compliance import asking
    from compliance.access import StoreError, Unanswerable

    with suppress(StoreError, Unanswerable):
        stale = asking.recorded_catalogue_differs(asking.Settings())
        if stale:
            print(stale, file=sys.stderr, flush=True)


@contextmanager
def _trial(settings: "Settings", playing: str) -> Iterator["Trial"]:
    """A copy of the record with a person for each role, which the settings of this process name until it is removed."""
    from compliance import asking
    from compliance.access import trial
    from compliance.settings import LOOPBACK

    name, _, body = playing.partition("/")
    part = next((part for part in trial.PARTS if part == name.strip().lower()), None)
    if part is None:
        raise asking.Wrong(f"'{name}' is no role to try; write one of: {', '.join(trial.PARTS)}.")
    if (settings.host or LOOPBACK[0]) not in LOOPBACK:
        raise asking.Wrong(
            f"With --as everybody who reaches the pages has a role, and PILCROW_HOST={settings.host} lets others reach them; "
            f"set PILCROW_HOST={LOOPBACK[0]}."
        )
    # Ended in whatever way, the copy is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _folder_for_a_while() as folder:
        with asking.at_the_desk(), asking.progress("Copying the record ..."):
            prepared = trial.prepare(asking.door(), folder, part, body.strip().lower() or None)
        os.environ.update(PILCROW_DATABASE=prepared.database, PILCROW_FILES=str(prepared.files))
        yield prepared


@contextmanager
def _folder_for_a_while() -> Iterator[Path]:
    """A folder for nobody else, which is gone afterwards, also where the server's threads still write there as they end."""
    folder = Path(mkdtemp(prefix="pilcrow-trial-"))
    try:
        yield folder
    finally:
        for _ in range(TRIES_TO_REMOVE):
            rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)
        else:
            rmtree(folder)
