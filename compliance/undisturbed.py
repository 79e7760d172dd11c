"""Work on many rows that are all kept, undisturbed by the collector of garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 20_000
"""From so many rows on it is worth it."""


@contextmanager
def undisturbed(rows: int) -> Iterator[None]:
    """Does not look for garbage among many rows, neither while they are worked on nor later: each look would go through
    all of them, and none is any. What was garbage before is collected first."""
    if rows < MANY or not gc.isenabled():
        yield
        return
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
