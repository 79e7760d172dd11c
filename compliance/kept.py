"""Answers that are kept: each is worked out once, by whoever asks first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Q = TypeVar("Q", bound=Hashable)
A = TypeVar("A")


class Kept(Generic[Q, A]):
    """The answers to questions, as `work` gives them. Who asks what somebody else is having worked out waits for it. Where the
    answers together weigh more than `most`, those that were not asked for longest are dropped; each weighs one unless
    `weigh` says otherwise. An error is raised for all who wait, and not kept."""

    def __init__(self, work: Callable[[Q], A], most: int, weigh: Callable[[A], int] = lambda _: 1):
        self._work, self._most, self._weigh = work, most, weigh
        self._answers: OrderedDict[Q, Future[A]] = OrderedDict()
        self._weights: dict[Q, int] = {}
        self._lock = Lock()

    def __call__(self, question: Q) -> A:
        with self._lock:
            answer = self._answers.get(question)
            is_mine = answer is None
            if answer is None:
                answer = self._answers[question] = Future()
            self._answers.move_to_end(question)
        if is_mine:
            self._settle(question, answer)
        return answer.result()

    def has(self, question: Q) -> bool:
        """Whether the answer is there already, so that nobody has to wait for it."""
        with self._lock:
            answer = self._answers.get(question)
        return answer is not None and answer.done()

    def forget(self, question: Q) -> None:
        """Drop an answer that another one has taken the place of."""
        with self._lock:
            self._drop(question)

    def _settle(self, question: Q, answer: "Future[A]") -> None:
        try:
            found = self._work(question)
        except BaseException as error:
            self.forget(question)
            answer.set_exception(error)
            return
        weight = self._weigh(found)
        with self._lock:
            if question in self._answers:
                self._weights[question] = weight
            for other in list(self._answers):
                if sum(self._weights.values()) <= self._most:
                    break
                if other != question and other in self._weights:
                    self._drop(other)
        answer.set_result(found)

    def _drop(self, question: Q) -> None:
        self._answers.pop(question, None)
        self._weights.pop(question, None)
