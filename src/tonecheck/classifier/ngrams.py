"""The linear half of the model: knows phrases where the encoder knows sense.

It counts character n-grams and pairs of pieces near each other, by their hashes.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import Pieces
from tonecheck.classifier.labels import OFFENSIVE
from tonecheck.message import CHANNELS, RECIPIENTS, Message
from tonecheck.text.reading import Reading

OUTPUTS: Final = ("violating", *CATEGORIES, OFFENSIVE)
"""What the weights tell, in order."""

_LONGEST: Final = 3
_FARTHEST: Final = 3
"""Pieces from the first to the second of a pair."""

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_PAIR, _OUTSIDER = np.uint64(77), np.uint64(99)
"""What keeps one kind of hash apart from another."""

_HALF: Final = np.uint64(32)

Floats = NDArray[np.float64]
Hashes = NDArray[np.uint32]
Numbers = NDArray[np.uint32]
"""Hashes, or places among the known ones."""

_READ_BY: Final = {value: zlib.crc32(value.encode()) for value in (*RECIPIENTS, *CHANNELS)}


def _mixed(numbers: NDArray[np.uint64]) -> Hashes:
    """The upper half, where multiplying has mixed all that is below."""
    return (numbers * _PRIME >> _HALF).astype(np.uint32)


class Grams:
    """The n-grams and pairs of what was cut into pieces, as numbers, by where they begin.

    How far apart the two of a pair stand is no part of it.
    """

    def __init__(
        self, pieces: Pieces, by_length: Sequence[Numbers], by_distance: Sequence[Numbers]
    ) -> None:
        self._pieces, self._by_length, self._by_distance = pieces, by_length, by_distance
        spans = np.array(pieces.spans, np.int64).reshape(-1, 2)
        self._starts, self._ends = spans[:, 0], spans[:, 1]

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
        return cls(pieces, by_length, by_distance)

    def mapped(self, change: Callable[[Numbers], Numbers]) -> "Grams":
        """The same with other numbers."""
        return Grams(
            self._pieces,
            [change(numbers) for numbers in self._by_length],
            [change(numbers) for numbers in self._by_distance],
        )

    def within(self, start: int, end: int) -> list[Numbers]:
        """Those between two places of the reading."""
        low, high = start - self._pieces.start, end - self._pieces.start
        begin = int(np.searchsorted(self._starts, start))
        stop = int(np.searchsorted(self._ends, end, side="right"))
        grams = [
            numbers[low : max(low, high - length + 1)]
            for length, numbers in enumerate(self._by_length, 1)
        ]
        pairs = [
            numbers[begin : max(begin, stop - far)]
            for far, numbers in enumerate(self._by_distance, 1)
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

    def mapped(self, change: Callable[[Numbers], Numbers]) -> "Counting":
        """The same by other numbers."""
        return Counting([one.mapped(change) for one in self.grams], change(self.read_by))

    def among(self, stretches: Iterable[tuple[int, int]]) -> Numbers:
        """What counts of several stretches of the reading, each once."""
        found = [
            numbers
            for stretch in stretches
            for grams in self.grams
            for numbers in grams.within(*stretch)
        ]
        return np.unique(np.concatenate([self.read_by, *found]))


def our_sentences(reading: Reading) -> list[tuple[int, int]]:
    """What is ours of each sentence."""
    return [part for sentence in reading.sentences.spans() for part in reading.ours(*sentence)]


def our_stretches(reading: Reading) -> list[tuple[int, int]]:
    """All of our words."""
    return our_sentences(reading) if reading.customers else [(0, len(reading.text))]


def windows(reading: Reading) -> Iterator[tuple[int, int]]:
    """Every two sentences in a row that are ours.

    What is said elsewhere in a long message neither adds to nor takes from what they say.
    """
    ours = our_sentences(reading)
    for first, second in zip(ours, [*ours[1:], *ours[-1:]], strict=True):
        together = first[1] == second[0]
        yield first[0], second[1] if together else first[1]


class Said(NamedTuple):
    """Margins of `OUTPUTS`: the highest of the message's `windows`, and that of all our words.

    What is said elsewhere takes nothing from the first; the second knows what the rest is about.
    """

    strongest: Floats
    whole: Floats


def places(known: Hashes, hashes: Hashes) -> Numbers:
    """Where each of ``hashes`` stands in ``known``, which is in order; past its end if it does not."""
    at = np.searchsorted(known, hashes)
    there = np.minimum(at, len(known) - 1)
    found: Numbers = np.where(known[there] == hashes, there, len(known)).astype(np.uint32)
    return found


class Linear:
    """What is known: the hashes in order, their weights, a byte each, and how rare each is.

    What learning has not seen has no weight. (Hashed into a table that all share, it had that of
    something else: with 2^20 places for two million n-grams and pairs, of nearly anything.)

    Raises:
        ValueError: the arrays of the file do not belong together.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._known: Hashes = arrays["known"]
            self._weights: NDArray[np.int8] = arrays["weights"]
            self._scale: Floats = arrays["scale"]
            self._bias: Floats = arrays["bias"]
            self._rarity: NDArray[np.float32] = arrays["rarity"].astype(np.float32)
        count = len(self._known)
        shapes = self._weights.shape, self._rarity.shape
        if not count or shapes != ((count, len(OUTPUTS)), (count,)):
            raise ValueError(f"{path.name} 有 {count} 个词句，形状却是 {shapes[0]} 和 {shapes[1]}")

    def scores(self, message: Message, reading: Reading, pieces: Pieces) -> Said:
        """What a message says; ``pieces`` are all of it."""
        counting = self._known_of(message, pieces)
        whole = self._margins(counting.among(our_stretches(reading)))
        by_window = [self._margins(counting.among([part])) for part in windows(reading)]
        return Said(np.max(by_window or [whole], axis=0), whole)

    def part_scores(self, message: Message, pieces: Pieces) -> Said:
        """What a part of a message says by itself."""
        part = pieces.start, pieces.start + len(pieces.text)
        alone = self._margins(self._known_of(message, pieces).among([part]))
        return Said(alone, alone)

    def _known_of(self, message: Message, pieces: Pieces) -> Counting:
        return Counting.of(message, pieces).mapped(partial(places, self._known))

    def _margins(self, found: Numbers) -> Floats:
        """Weighted by rarity, at unit length: a long text says no more than a short one."""
        known = found[: np.searchsorted(found, len(self._known))]
        length = float(np.linalg.norm(self._rarity[known])) or 1.0
        told: Floats = self._weights[known].sum(axis=0, dtype=np.int64) * (self._scale / length)
        return told + self._bias


class Fitted(NamedTuple):
    """The hashes that count, in order; their weights (a row each, `OUTPUTS` across); biases; rarity."""

    known: Hashes
    weights: Floats
    bias: Sequence[float]
    rarity: Floats


def write(path: Path, fitted: Fitted) -> None:
    """Quantise and store what was learnt."""
    scale = np.abs(fitted.weights).max(axis=0) / 127
    small: NDArray[Any] = np.round(fitted.weights / np.where(scale > 0, scale, 1)).astype(np.int8)
    bias, rarity = np.asarray(fitted.bias), fitted.rarity.astype(np.float16)
    np.savez_compressed(
        path, known=fitted.known, weights=small, scale=scale, bias=bias, rarity=rarity
    )
