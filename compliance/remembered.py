"""What was worked out lately, for whoever asks the same again."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Q = TypeVar("Q", bound=Hashable)
A = TypeVar("A")


def remembered(memory: dict[Q, A], question: Q, work: Callable[[Q], A], most: int) -> A:
    """The answer to a question, worked out unless it is in the memory; of more than `most` answers the one that came first is
    forgotten. Two who ask at once may both work it out, and get equal answers."""
    answer = memory.get(question)
    if answer is None:
        answer = work(question)
        # A copy, since others may add to it meanwhile.
        for old in list(memory)[: max(0, len(memory) + 1 - most)]:
            memory.pop(old, None)
        memory[question] = answer
    return answer
