"""Stretches of a text by their places, fast for thousands of them."""

from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Apart:
    """Takes stretches as long as they keep apart from those it has; none is empty."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Whether it was taken: no other shares a place with it."""
        at = bisect(self._starts, start)
        if at and self._ends[at - 1] > start:
            return False
        if at < len(self._starts) and self._starts[at] < end:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True


class Placed(Generic[T]):
    """Things that stand at stretches, which may overlap.

    Args:
        things: each with where it starts and ends.
    """

    def __init__(self, things: Iterable[tuple[int, int, T]]) -> None:
        self._things = sorted(things, key=lambda one: one[:2])
        self._starts = [start for start, _, _ in self._things]
        self._reached = list(accumulate((end for _, end, _ in self._things), max))

    def touching(self, start: int, end: int) -> Iterator[T]:
        """Those that share a place with ``start`` to ``end``, in order of their starts."""
        first, last = bisect(self._reached, start), bisect_left(self._starts, end)
        return (one for _, high, one in self._things[first:last] if high > start)
