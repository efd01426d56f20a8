"""How well the words that were marked agree with the words that people marked."""

from collections.abc import Iterable
from dataclasses import dataclass

Spans = Iterable[tuple[int, int]]


@dataclass
class Overlap:
    """Characters marked by both, by us and by people, over any number of messages."""

    both: int = 0
    ours: int = 0
    theirs: int = 0

    def add(self, found: Spans, labelled: Spans) -> None:
        """Count the characters of one message; spans of any category, each character once."""
        ours, theirs = _characters(found), _characters(labelled)
        self.both += len(ours & theirs)
        self.ours += len(ours)
        self.theirs += len(theirs)

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.ours + self.theirs) if self.ours + self.theirs else 0.0


def _characters(spans: Spans) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}
