"""How long a sign-in lasts: since somebody signed in, since they last did something, and until they sign out.

What a browser keeps of a sign-in is signed and cannot be called back, so what became of each one is remembered here, for as
long as it could still be used. After a restart of the server nothing is remembered of when somebody last did something: a
sign-in that is older than the time-out is over then.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Literal, NamedTuple

Ended = Literal["signed out", "idle", "over"]
"""Why a sign-in is no longer good: its owner ended it, did nothing for too long, or signed in too long ago."""


class Left(NamedTuple):
    """How many seconds a sign-in still lasts: at most, and if nothing is done. Once it has ended, none."""

    at_most: float
    if_idle: float


CLOCKS_MAY_DIFFER = 300
"""So many seconds a provider's clock may be ahead of this machine's."""


@dataclass
class _Session:
    began: float
    seen: float
    ended: Ended | None = None


class Sessions:
    """The sign-ins of one server. Times are in seconds since 1970."""

    def __init__(self, clock: Callable[[], float] = time.time):
        self._clock, self._lock = clock, Lock()
        self._known: dict[str, _Session] = {}

    def look(self, key: str, began: float, longest: float, idle: float) -> Ended | None:
        """Note that the owner of a sign-in does something now; why it is no longer good, where it is not. Once it has
        ended it does not begin anew."""
        now = self._clock()
        if _is_over(now, began, longest):
            return "over"
        with self._lock:
            session = self._known.get(key)
            if session is None:
                self._forget(now - longest)
                session = self._known[key] = _Session(began, began)
            session.ended = _ended(session, now, idle)
            session.seen = now
            return session.ended

    def left(self, key: str, began: float, longest: float, idle: float) -> Left:
        """How long a sign-in still lasts. To ask does not make it last longer."""
        now = self._clock()
        with self._lock:
            session = self._known.get(key) or _Session(began, began)
            over = 0 if _is_over(now, began, longest) else began + longest - now
            return Left(over, 0 if _ended(session, now, idle) else session.seen + idle - now)

    def end(self, key: str, began: float) -> None:
        """Note that the owner of a sign-in signed out, wherever else it is still open."""
        with self._lock:
            self._known[key] = _Session(began, began, "signed out")

    def _forget(self, before: float) -> None:
        """Forget what began too long ago to be used."""
        self._known = {
            key: session for key, session in self._known.items() if session.began > before - CLOCKS_MAY_DIFFER
        }


def _is_over(now: float, began: float, longest: float) -> bool:
    return not began - CLOCKS_MAY_DIFFER <= now < began + longest


def _ended(session: _Session, now: float, idle: float) -> Ended | None:
    return "idle" if session.ended is None and now - session.seen >= idle else session.ended
