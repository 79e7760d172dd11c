"""Answers that are kept: each is worked out once, by whoever asks first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Q = TypeVar("Q", bound=Hashable)
A = TypeVar("A")


class Kept(Generic[Q, A]):
    """The answers to questions, as `work` gives them. Who asks what somebody else is having worked out waits for it. Of more
    than `most` answers the one that was not asked for longest is dropped. An error is raised for all who wait, and not
    kept."""

    def __init__(self, work: Callable[[Q], A], most: int):
        self._work, self._most = work, most
        self._answers: OrderedDict[Q, Future[A]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, question: Q) -> A:
        with self._lock:
            answer = self._answers.get(question)
            is_mine = answer is None
            if answer is None:
                answer = self._answers[question] = Future()
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(question)
        if is_mine:
            self._settle(question, answer)
        return answer.result()

    def _settle(self, question: Q, answer: "Future[A]") -> None:
        try:
            answer.set_result(self._work(question))
        except BaseException as error:
            with self._lock:
                self._answers.pop(question, None)
            answer.set_exception(error)
