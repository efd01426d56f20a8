"""Stretches of a text that do not touch, however many there are."""

from bisect import bisect


class Apart:
    """Takes stretches as long as they keep apart from those it has; none is empty."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Whether it was taken: no other shares a place with it. Fast for thousands."""
        at = bisect(self._starts, start)
        if at and self._ends[at - 1] > start:
            return False
        if at < len(self._starts) and self._starts[at] < end:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
