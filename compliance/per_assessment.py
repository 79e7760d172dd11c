"""Answers about an assessment that many clicks ask for again: each is worked out once and kept for a while."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar
from weakref import ref

from compliance.assessment import Assessment
from compliance.kept import Kept

P = ParamSpec("P")
A = TypeVar("A")


def per_assessment(most: int) -> Callable[[Callable[P, A]], Callable[P, A]]:
    """Keeps the last answers of a function of assessments and other, hashable arguments; `most` is how many. Who asks what
    another thread is working out waits for it.

    An assessment is never altered, and hashing all that one holds would cost more than the answer, so it is told from
    others by being itself. One that nobody else keeps is not kept alive for its answers.
    """

    def keeping(work: Callable[P, A]) -> Callable[P, A]:
        def answer(asked: _Asked) -> A:
            return work(*map(_told, asked.parts), **{name: _told(part) for name, part in asked.named})

        kept = Kept(answer, most)

        @wraps(work)
        def ask(*parts: P.args, **named: P.kwargs) -> A:
            return kept(
                _Asked(
                    tuple(map(_stood_for, parts)),
                    tuple((name, _stood_for(named[name])) for name in sorted(named)),
                )
            )

        return ask

    return keeping


class _Asked(NamedTuple):
    """What a function is called with, in a form that can be compared and keeps no assessment alive."""

    parts: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]


class _Itself:
    """Stands for one assessment, and is equal to what stands for the same one."""

    def __init__(self, assessment: Assessment):
        self.assessment = ref(assessment)
        self._id = id(assessment)

    def __hash__(self) -> int:
        return self._id

    def __eq__(self, other: object) -> bool:
        # Another assessment may stand in memory where one that is gone stood before.
        return isinstance(other, _Itself) and self.assessment() is other.assessment() is not None


def _stood_for(part: Any) -> Any:
    return _Itself(part) if isinstance(part, Assessment) else part


def _told(part: Any) -> Any:
    return part.assessment() if isinstance(part, _Itself) else part
