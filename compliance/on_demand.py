"""Lists of which only what is shown is made: a pager slices them, and the rest costs nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

I = TypeVar("I")  # noqa: E741
T = TypeVar("T")


@dataclass(frozen=True)
class OnDemand(Sequence[T], Generic[I, T]):
    """Things made of `items`, each when it is asked for. A slice of it is a list of things that are made."""

    items: Sequence[I]
    make: Callable[[I], T]

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: Any) -> Any:
        found = self.items[index]
        return [self.make(item) for item in found] if isinstance(index, slice) else self.make(found)

    def __iter__(self) -> Iterator[T]:
        return map(self.make, self.items)

    def where(self, wanted: Callable[[I], bool]) -> "OnDemand[I, T]":
        """Those whose item is wanted; nothing is made for it."""
        return OnDemand([item for item in self.items if wanted(item)], self.make)
