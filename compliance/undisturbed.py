"""Work on many rows that are all kept, undisturbed by the collector of garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 20_000
"""From so many rows on it is worth it."""


@contextmanager
def undisturbed(rows: int) -> Iterator[None]:
    """Does not look for garbage among many rows, neither while they are worked on nor later: each look would go through
    all of them, and none is any. What was garbage before is collected first, also among what was taken out of the search
    earlier, so that nothing that leads back to itself stays for ever."""
    if rows < MANY or not gc.isenabled():
        yield
        return
    gc.unfreeze()
    settled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settled() -> None:
    """Takes all that is there now, garbage left out, out of the search for garbage."""
    gc.collect()
    gc.freeze()
