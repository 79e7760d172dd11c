"""What everybody asks for first, worked out before anybody asks: today's public answer, once the server is up."""

import logging
from threading import Thread

from compliance.access import PUBLIC, Door, StoreError, Unanswerable
from compliance.differences import differences
from compliance.obligation_list import listed
from compliance.settings import Settings
from compliance.undisturbed import settled
from dashboard import visit

log = logging.getLogger("pilcrow.dashboard")


def begin() -> Thread:
    """Begin to work it out beside whoever is served meanwhile; readers who come before it is there wait for it."""
    thread = Thread(target=_work, name="warming", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    try:
        warm(visit.door(Settings()))
    except (StoreError, Unanswerable):
        # There is nothing to work out yet, or the store cannot be read: a reader is told so.
        return
    except Exception:
        log.exception("what everybody asks for first could not be worked out beforehand")


def warm(door: Door) -> None:
    """Work out what a door tells the public today. Raises what `Door.ask` does."""
    reading = door.ask(PUBLIC)
    assessment, on = reading.assessment, reading.on
    assessment.gaps(on)
    assessment.by_kind  # noqa: B018
    listed(assessment, on)
    differences(assessment, on)
    settled()
