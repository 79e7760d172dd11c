"""Drawing a sample that anyone can draw again."""

from functools import lru_cache
from hashlib import sha256
from heapq import nsmallest


@lru_cache(maxsize=1024)
def draw(frame: int, size: int, seed: str) -> frozenset[int]:
    """`size` of the numbers 1 to `frame`: those whose tickets are smallest.

    The ticket of a number is the SHA-256 of the UTF-8 text "seed:number", read as 32 bytes, the first of them the most
    significant. With a seed that nobody could foresee every sample of that size is as likely as any other. This is
    simple random sampling by sorting on random tickets, as Ronald Rivest's "Consistent Sampling with Replacement" (2018)
    draws them; the shell redoes a ticket with: printf '%s' "seed:17" | sha256sum.

    >>> sorted(draw(frame=20, size=3, seed="spring"))
    [3, 4, 11]
    """
    start = f"{seed}:"
    return frozenset(
        nsmallest(size, range(1, frame + 1), key=lambda code: sha256(f"{start}{code}".encode()).digest())
    )
