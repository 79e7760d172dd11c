"""A process of its own that writes, says what it has done, and can be killed at any moment.

It is a fork, so that a kill costs milliseconds and not the start of a program. It must open what it uses itself: a
connection that two processes share belongs to neither.
"""

import os
import select
import signal
import time
from collections.abc import Callable
from typing import NoReturn

from sqlalchemy import Engine, event

Say = Callable[[str], None]
Work = Callable[[Say], None]

READY = "ready"


class Child:
    """A process that does some work. Each line it says is here for good before it goes on."""

    def __init__(self, work: Work):
        self._pipe, into = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._pipe)
            _work_and_end(work, into)
        os.close(into)
        self._heard = b""
        self._ended = False

    def wait_until(self, line: str, times: int = 1) -> float:
        """Waits until it has said this so many times; the moment."""
        while self.lines.count(line) < times:
            assert self._hear(60), f"it ended before it said {line!r}: {self.lines}"
        return time.perf_counter()

    def kill(self) -> list[str]:
        """SIGKILL; all that it said."""
        if not self._ended:
            os.kill(self.pid, signal.SIGKILL)
        return self.join()

    def join(self, seconds: float = 120) -> list[str]:
        """Waits for its end; all that it said."""
        while self._hear(seconds):
            pass
        if not self._ended:
            os.waitpid(self.pid, 0)
            os.close(self._pipe)
            self._ended = True
        return self.lines

    @property
    def lines(self) -> list[str]:
        """The whole lines that were heard."""
        return self._heard.decode().split("\n")[:-1]

    def _hear(self, seconds: float) -> bool:
        """Hears more; False when it has said its last."""
        if self._ended:
            return False
        found, _, _ = select.select([self._pipe], [], [], seconds)
        assert found, f"process {self.pid} is silent"
        more = os.read(self._pipe, 1 << 16)
        self._heard += more
        return bool(more)


def _work_and_end(work: Work, into: int) -> NoReturn:
    # Whatever happens, nothing of the test's own process goes on here: no `finally`, no report, no `atexit`.
    def say(line: str) -> None:
        os.write(into, line.encode() + b"\n")

    try:
        _tell_of_transactions(say)
        work(say)
    except BaseException as error:
        say(f"broke {type(error).__name__}: {error}".replace("\n", " "))
    finally:
        os._exit(0)


def _tell_of_transactions(say: Say) -> None:
    """Says `begin` and `commit` of each transaction that writes, so that one can tell where a kill fell."""

    def tell(what: str) -> Callable[[object], None]:
        def on(connection: object) -> None:
            options = connection.get_execution_options()  # type: ignore[attr-defined]
            if not options.get("read_only"):
                say(what)

        return on

    for what in ("begin", "commit"):
        event.listen(Engine, what, tell(what))
