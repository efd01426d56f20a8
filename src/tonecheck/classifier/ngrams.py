"""What the linear half of the model counts: character n-grams, and pairs of pieces near each other.

Each by its hash.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tonecheck.classifier.encoding import Pieces
from tonecheck.message import CHANNELS, RECIPIENTS, Message

_LONGEST: Final = 3
_FARTHEST: Final = 3
"""Pieces from the first to the second of a pair."""

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_PAIR, _OUTSIDER = np.uint64(77), np.uint64(99)
"""What keeps one kind of hash apart from another."""

_HALF: Final = np.uint64(32)

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.uint32]
"""Hashes, or places among the known ones."""

_READ_BY: Final = {value: zlib.crc32(value.encode()) for value in (*RECIPIENTS, *CHANNELS)}


def _mixed(numbers: NDArray[np.uint64]) -> Hashes:
    """The upper half, where multiplying has mixed all that is below."""
    return (numbers * _PRIME >> _HALF).astype(np.uint32)


class Grams(NamedTuple):
    """The n-grams and pairs of what was cut into pieces, as numbers, by where they begin.

    ``first`` is where in the reading they begin, ``starts`` and ``ends`` are those of the pieces. How
    far apart the two of a pair stand is no part of it.
    """

    first: int
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    by_length: Sequence[Numbers]
    by_distance: Sequence[Numbers]

    @classmethod
    def hashed(cls, pieces: Pieces) -> Self:
        """Their hashes."""
        codes = np.frombuffer(pieces.text.encode("utf-32-le"), np.uint32).astype(np.uint64)
        so_far = np.zeros(len(codes), np.uint64)
        by_length: list[Hashes] = []
        for length in range(1, min(_LONGEST, len(codes)) + 1):
            last = codes[length - 1 :]
            so_far = (so_far[: len(last)] ^ (last + np.uint64(length))) * _PRIME
            by_length.append((so_far >> _HALF).astype(np.uint32))
        ids = np.array(pieces.ids, np.uint64)
        by_distance = [
            _mixed((ids[:-far] * _PRIME) ^ (ids[far:] + _PAIR))
            for far in range(1, min(_FARTHEST + 1, len(ids)))
        ]
        spans = np.array(pieces.spans, np.int64).reshape(-1, 2)
        return cls(pieces.start, spans[:, 0], spans[:, 1], by_length, by_distance)

    def mapped(self, change: Callable[[Numbers], Numbers]) -> Self:
        """The same with other numbers."""
        return self._replace(
            by_length=[change(numbers) for numbers in self.by_length],
            by_distance=[change(numbers) for numbers in self.by_distance],
        )

    def within(self, start: int, end: int) -> list[Numbers]:
        """Those between two places of the reading."""
        low, high = start - self.first, end - self.first
        begin = int(np.searchsorted(self.starts, start))
        stop = int(np.searchsorted(self.ends, end, side="right"))
        grams = [
            numbers[low : max(low, high - length + 1)]
            for length, numbers in enumerate(self.by_length, 1)
        ]
        pairs = [
            numbers[begin : max(begin, stop - far)]
            for far, numbers in enumerate(self.by_distance, 1)
        ]
        return [*grams, *pairs]


class Counting(NamedTuple):
    """What counts of a message: its n-grams and pairs, and by whom and how it is read.

    What is harmless to a debtor tells others of a debt: for those who are none, words count apart.
    """

    grams: Sequence[Grams]
    read_by: Numbers

    @classmethod
    def of(cls, message: Message, pieces: Pieces) -> Self:
        """By their hashes."""
        grams = [Grams.hashed(pieces)]
        if message.recipient == "third_party":
            grams.append(grams[0].mapped(lambda one: _mixed(one.astype(np.uint64) + _OUTSIDER)))
        read_by = [_READ_BY[message.recipient], _READ_BY[message.channel]]
        return cls(grams, np.array(read_by, np.uint32))

    def mapped(self, change: Callable[[Numbers], Numbers]) -> Self:
        """The same by other numbers."""
        grams = [one.mapped(change) for one in self.grams]
        return self._replace(grams=grams, read_by=change(self.read_by))

    def among(self, stretches: Iterable[tuple[int, int]]) -> Numbers:
        """What counts of several stretches of the reading, each once."""
        found = [
            numbers
            for stretch in stretches
            for grams in self.grams
            for numbers in grams.within(*stretch)
        ]
        return np.unique(np.concatenate([self.read_by, *found]))


def places(known: Hashes, hashes: Hashes) -> Numbers:
    """Where each of ``hashes`` stands in ``known``, which is in order; past its end if it does not."""
    at = np.searchsorted(known, hashes)
    there = np.minimum(at, len(known) - 1)
    found: Numbers = np.where(known[there] == hashes, there, len(known)).astype(np.uint32)
    return found
