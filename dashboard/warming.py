"""What everybody asks for first, worked out before anybody asks: today's public answer, once the server is up."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from threading import Thread

from compliance.access import PUBLIC, Door, StoreError, Unanswerable
from compliance.access.between import usual_look_back
from compliance.assessment import Assessment
from compliance.changes import Look, changes
from compliance.data_health import data_sets
from compliance.differences import differences
from compliance.engagement import engagement
from compliance.obligation_list import listed
from compliance.settings import Settings
from compliance.undisturbed import settled
from dashboard import visit

log = logging.getLogger("pilcrow.dashboard")


def written_out(assessment: Assessment, on: date) -> None:
    """What is open, in sentences: a list that is turned would wait for those of each page."""
    for gap in assessment.gaps(on).items:
        gap.finding()


ASKED_FIRST: Sequence[Callable[[Assessment, date], object]] = (
    written_out,
    listed,
    differences,
    engagement,
    data_sets,
)
"""What the pages for everybody ask of today's answer."""


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
    assessment = reading.assessment
    assessment.by_kind  # noqa: B018
    for work in ASKED_FIRST:
        work(assessment, reading.on)
    settled()
    back = usual_look_back(door, reading)
    before = door.ask(PUBLIC, f"{back.on}", f"{back.known}" if back.known else None)
    changes(Look(before.assessment, before.on), Look(assessment, reading.on))
    settled()
