"""Runs the tests on mutants: pytest collects them once, and each mutant is a fork in which one function has other code.

mutmut itself starts from a copy of the whole tree and leaves out every function with a decorator, of which the
rules have many; cosmic-ray starts pytest anew for each mutant, some seconds each time. A fork costs milliseconds.
A first fork runs all tests and notes which of them call which function: a mutant is shown only to those, the
quickest first, and no more once one fails. The first process runs no test, so no cache of it hides a mutant.
"""

import gc
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

SECONDS = 20
"""Of computing, beside three times what its tests need, after which a mutant that runs on counts as killed."""
MEMORY = 2 << 30
"""In bytes, that a mutant may take."""
KILLED, NOT_TRIED = 1, 2
"""How a fork ends in which a test failed, and one that came to no answer."""

Calls = dict[str, dict[str, list[int]]]
"""Of each file and function (the outermost) the tests that call it, by place among all tests."""

Functions = dict[tuple[str, str], list[FunctionType]]
"""The functions of a file and a name."""


class Forks:
    """The plugin of pytest in which `work` is done once all tests are collected."""

    def __init__(self, folder: Path, work: Callable[["Forks"], None]):
        self.folder, self.work = str(folder), work
        self.items: Sequence[pytest.Item] = ()
        self.functions: Functions = {}
        self.calls: Calls = {}
        self.took: list[float] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests: which of them call what, then the work."""
        self.items = session.items
        gc.unfreeze()
        gc.collect()
        self.functions = _functions(self.folder)
        gc.freeze()
        self.calls, self.took = json.loads(_of_a_fork(self._noted))
        self.work(self)
        return True

    def survives(self, path: Path, function: str, code: str) -> bool:
        """Whether no test fails once a function of a file is as it is in other code for that file.

        Raises LookupError if no test imports the file, RuntimeError if the function cannot be changed.
        """
        if (str(path), function) not in self.functions:
            raise LookupError(f"no function {function} of {path} to change")
        tests = sorted(self.calls.get(str(path), {}).get(function, ()), key=self.took.__getitem__)
        if not tests:
            return True
        coded = _coded(code, path, function)
        child = os.fork()
        if child == 0:
            try:
                for it in self.functions[str(path), function]:
                    it.__code__ = coded[it.__code__.co_firstlineno]
                os._exit(0 if self._pass(tests) else KILLED)
            finally:
                # Whatever was raised, this process must not go on as if it were the first.
                os._exit(NOT_TRIED)
        status = os.waitpid(child, 0)[1]
        if os.waitstatus_to_exitcode(status) == NOT_TRIED:
            raise RuntimeError(f"{function} of {path} cannot be changed, or a test broke off")
        return status == 0

    def _pass(self, tests: Sequence[int]) -> bool:
        limit = SECONDS + 3 * int(sum(self.took[i] for i in tests))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        return all(self._passes(i, following) for i, following in zip(tests, [*tests[1:], None], strict=True))

    def _passes(self, test: int, following: int | None) -> bool:
        after = None if following is None else self.items[following]
        reports = runtestprotocol(self.items[test], log=False, nextitem=after)
        return not any(report.failed for report in reports)

    def _noted(self) -> str:
        """Which tests call which function, and how long each took, as JSON."""
        calls: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        took = []
        for i in range(len(self.items)):
            seen: set[CodeType] = set()

            def note(frame: FrameType, event: str, _: object, seen: set[CodeType] = seen) -> None:
                if event == "call":
                    seen.add(frame.f_code)

            start = time.process_time()
            sys.setprofile(note)
            passed = self._passes(i, i + 1 if i + 1 < len(self.items) else None)
            sys.setprofile(None)
            took.append(time.process_time() - start)
            if not passed:
                print(f"left out, since it fails as it is: {self.items[i].nodeid}", file=sys.stderr)
                continue
            for path, function in {(c.co_filename, _outermost(c)) for c in seen}:
                if path.startswith(self.folder):
                    calls[path][function].append(i)
        return json.dumps((calls, took))


def _outermost(code: CodeType) -> str:
    return code.co_qualname.split(".<locals>")[0]


def _functions(folder: str) -> Functions:
    """Every function of the files in a folder that have been imported, also where a decorator hides it."""
    found: Functions = defaultdict(list)
    for it in gc.get_objects():
        if isinstance(it, FunctionType) and it.__code__.co_filename.startswith(folder):
            found[it.__code__.co_filename, it.__code__.co_qualname].append(it)
    return found


def _coded(code: str, path: Path, function: str) -> dict[int, CodeType]:
    """The code of each function of this name in a file's code, by its first line."""
    found: dict[int, CodeType] = {}
    waiting = [compile(code, str(path), "exec")]
    while waiting:
        inner = waiting.pop()
        if inner.co_qualname == function:
            found[inner.co_firstlineno] = inner
        waiting += [part for part in inner.co_consts if isinstance(part, CodeType)]
    return found


def _of_a_fork(answer: Callable[[], str]) -> str:
    """What a fork answers."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            out.write(answer())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as found:
        text = found.read()
    os.waitpid(child, 0)
    return text
