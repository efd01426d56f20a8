"""A text with some disguises undone, and where each of its characters came from."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from tonecheck.report import Evasion
from tonecheck.text.disguise.candidate import Edit
from tonecheck.text.disguise.evidence import support
from tonecheck.text.disguise.undo import Reread
from tonecheck.text.disguise.vocabulary import LONGEST
from tonecheck.text.fold import Folded

_SPELT: Final = Edit(0, 0, "", (), (), ("separator",), evidence=9.0)
"""Stands for marks dropped between characters, which take no word to be read."""


@dataclass(frozen=True, slots=True)
class Undone:
    """Undone text with its map; ``places`` say where in ``folded.text`` each edit stands.

    ``least`` and ``guess`` are those of the `Reread`.
    """

    folded: Folded
    places: tuple[tuple[int, int, Edit], ...]
    least: float
    guess: bool

    def inside(self, start: int, end: int) -> tuple[Edit, ...]:
        """The edits that ``folded.text[start:end]`` makes use of."""
        return tuple(dict.fromkeys(edit for _, _, edit in self._places(start, end)))

    def evidence(self, start: int, end: int) -> float:
        """That an offence at ``folded.text[start:end]`` was meant: of its weakest edit, supported.

        Characters that only lost what stood between them say what they say.
        """
        inside = self._places(start, end)
        edited = sum(
            min(high, end) - max(low, start)
            for low, high, edit in inside
            if edit.evasion != _SPELT.evasion
        )
        return min(edit.evidence for _, _, edit in inside) + support(end - start - edited)

    def _places(self, start: int, end: int) -> list[tuple[int, int, Edit]]:
        """Those that ``folded.text[start:end]`` shares a character with."""
        first = bisect_left(self.places, (start - LONGEST,))
        last = bisect_left(self.places, (end,))
        return [one for one in self.places[first:last] if start < one[1]]


def undone(folded: Folded, reread: Reread) -> Undone:
    """Comparable text, reread."""
    base, edits, least, guess = reread
    begin: list[int] = []
    finish: list[int] = []
    parts: list[str] = []
    places = []
    position = 0

    def copy(stop: int) -> None:
        for index in range(position, stop):
            if index in base.gaps and begin:
                places.append((len(begin) - 1, len(begin) + 1, _SPELT))
            begin.append(base.begin[index])
            finish.append(base.finish[index])
        parts.append(base.text[position:stop])

    for edit in edits:
        copy(edit.start)
        places.append((len(begin), len(begin) + len(edit.word), edit))
        begin += [base.begin[at] for at in edit.begin]
        finish += [base.finish[at - 1] for at in edit.finish]
        parts.append(edit.word)
        position = edit.end
    copy(len(base.text))
    original = [folded.original_span(low, high) for low, high in zip(begin, finish, strict=True)]
    new = Folded(
        "".join(parts), tuple(low for low, _ in original), tuple(high for _, high in original)
    )
    return Undone(new, tuple(places), least, guess)


def evasions(edits: Sequence[Edit]) -> tuple[Evasion, ...]:
    """Every disguise that ``edits`` undo, each once."""
    return tuple(dict.fromkeys(way for edit in edits for way in edit.evasion))


def confidence(evidence: float) -> float:
    """The probability that evidence, the logarithm of odds, stands for."""
    return round(1 / (1 + exp(-evidence)), 3)
