"""Looks back at what was known, worked out one after the other: anybody may ask for any day, and each takes its time and its
memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from compliance.access.reading import Unanswerable
from compliance.sentences import say

PATIENCE = 60.0
"""So many seconds one waits for one's turn, and is then told to come back."""
COME_BACK = say(
    "Many others are looking back at other days just now, and each such look has to be worked out, so that yours was not reached. "
    "Please try again in some minutes. Today can be looked at meanwhile.",
    "En este momento muchas otras personas consultan otros días, y cada consulta requiere un cálculo, así que no se llegó a la suya. "
    "Inténtelo de nuevo en unos minutos. Mientras tanto puede ver el día de hoy.",
)


class Turns:
    """One does something at a time; the others wait, for `patience` seconds at most."""

    def __init__(self, patience: float = PATIENCE):
        self._patience, self._busy = patience, Lock()

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Wait for one's turn, which ends with what is done in it. Raises Unanswerable where it does not come."""
        if not self._busy.acquire(timeout=self._patience):
            raise Unanswerable(COME_BACK)
        try:
            yield
        finally:
            self._busy.release()
