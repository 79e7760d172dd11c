"""Answers about an assessment that many clicks ask for again: each is worked out once and kept for a while."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar
from weakref import ref

from compliance.assessment import Assessment

P = ParamSpec("P")
A = TypeVar("A")


def per_assessment(most: int) -> Callable[[Callable[P, A]], Callable[P, A]]:
    """Keeps the last answers of a function of assessments and other, hashable arguments; `most` is how many.

    An assessment is never altered, and hashing all that one holds would cost more than the answer, so it is told from
    others by being itself. One that nobody else keeps is not kept alive for its answers.
    """

    def keeping(work: Callable[P, A]) -> Callable[P, A]:
        answers: OrderedDict[tuple[Hashable, ...], tuple[tuple[ref[Assessment], ...], A]] = OrderedDict()
        lock = Lock()

        @wraps(work)
        def ask(*asked: P.args, **named: P.kwargs) -> A:
            parts = [*asked, *(named[name] for name in sorted(named))]
            about = [part for part in parts if isinstance(part, Assessment)]
            question = tuple(id(part) if isinstance(part, Assessment) else part for part in parts)
            with lock:
                kept = answers.get(question)
                # Another assessment may stand where one that is gone stood before.
                if kept and all(one() is part for one, part in zip(kept[0], about, strict=True)):
                    answers.move_to_end(question)
                    return kept[1]
            answer = work(*asked, **named)
            with lock:
                answers[question] = tuple(ref(part) for part in about), answer
                while len(answers) > most:
                    answers.popitem(last=False)
            return answer

        return ask

    return keeping
