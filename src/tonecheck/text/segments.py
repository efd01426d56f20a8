"""Sentences and clauses of comparable text."""

import re
from bisect import bisect_right
from typing import Final

SENTENCE_BORDERS: Final = "。！？!?；;\n\r｡"
"""Characters that end a sentence. Rules write gaps that never cross one."""

_SENTENCE_END: Final = re.compile(f"[{SENTENCE_BORDERS}]+")
_CLAUSE_END: Final = re.compile(
    f"[{SENTENCE_BORDERS}，：…～—‥]+"
    r"|(?<![0-9])[,.:~]+|[,.:~]+(?![0-9])"  # 3,250.60 and 18:00 are one clause
    r"|(?<=[^\x00-\x7f])[ \t\u3000]+(?=[^\x00-\x7f])"  # chat writers put a space for a comma
)


class Segments:
    """Borders of one kind in a text; answers which segment a position lies in."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str, border: re.Pattern[str]) -> None:
        self._starts = [0, *(match.end() for match in border.finditer(text))]
        self._length = len(text)

    def index(self, position: int) -> int:
        """Which segment ``position`` lies in, from 0."""
        return bisect_right(self._starts, position) - 1

    def around(self, position: int) -> tuple[int, int]:
        """Start and end of the segment of ``position``, its closing border included."""
        index = self.index(position)
        following = self._starts[index + 1 : index + 2]
        return self._starts[index], following[0] if following else self._length

    def across(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of the segments that ``start``–``end`` lies in, closing border included."""
        return self.around(start)[0], self.around(max(start, end - 1))[1]

    @property
    def ends(self) -> list[int]:
        """Where each segment ends."""
        return [*self._starts[1:], self._length]

    def spans(self) -> list[tuple[int, int]]:
        """All segments in order; together they are the text."""
        pairs = zip(self._starts, self.ends, strict=True)
        return [(start, end) for start, end in pairs if end > start]


def sentences(text: str) -> Segments:
    """Segments between full stops, question and exclamation marks, semicolons and lines."""
    return Segments(text, _SENTENCE_END)


def clauses(text: str) -> Segments:
    """Segments between commas, colons and the spaces that stand for commas as well."""
    return Segments(text, _CLAUSE_END)
