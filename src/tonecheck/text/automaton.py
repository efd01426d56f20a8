"""Many words found in one pass over a text, by daachorse."""

from collections.abc import Callable, Sequence
from typing import Self

import daachorse

Hits = list[tuple[int, int, int]]
"""Start, end and the word's number, in the order of their ends."""


class Automaton:
    """Finds ``words``: the longest of those that begin alike (``find``), or all (``overlapping``).

    It can be pickled.
    """

    __slots__ = ("_daachorse", "find", "overlapping")

    find: Callable[[str], Hits]
    overlapping: Callable[[str], Hits]

    def __init__(self, words: Sequence[str], *, longest: bool = False) -> None:
        kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST if longest else daachorse.MATCH_KIND_STANDARD
        found = daachorse.CharwiseDoubleArrayAhoCorasick(list(words), kind) if words else None
        self._use(found)

    def _use(self, found: daachorse.CharwiseDoubleArrayAhoCorasick | None) -> None:
        self._daachorse = found
        self.find = found.find if found else _nothing
        self.overlapping = found.find_overlapping if found else _nothing

    @classmethod
    def restored(cls, serialized: bytes) -> Self:
        """One as it was pickled."""
        automaton = cls(())
        if serialized:
            automaton._use(daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(serialized))
        return automaton

    def __reduce__(self) -> tuple[object, ...]:
        return Automaton.restored, (self._daachorse.serialize() if self._daachorse else b"",)


def _nothing(text: str) -> Hits:
    return []
