"""The linear half of the model: knows phrases where the encoder knows sense.

It counts character n-grams and pairs of pieces near each other, hashed.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import Pieces
from tonecheck.classifier.labels import OFFENSIVE
from tonecheck.message import CHANNELS, RECIPIENTS, Message
from tonecheck.text.reading import Reading

OUTPUTS: Final = ("violating", *CATEGORIES, OFFENSIVE)
"""What the weights tell, in order."""

_BITS: Final = 20
BUCKETS: Final = 1 << _BITS
_LONGEST: Final = 3
_FARTHEST: Final = 3
"""Pieces from the first to the second of a pair."""

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_PAIR, _OUTSIDER = np.uint64(77), np.uint64(99)
"""What keeps one kind of bucket apart from another."""

_SHIFT: Final = np.uint64(64 - _BITS)

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

_KNOWN_BY: Final = {
    value: zlib.crc32(value.encode()) % BUCKETS for value in (*RECIPIENTS, *CHANNELS)
}
"""Buckets that say who reads a message and by which channel."""


class Grams:
    """The n-grams and pairs of what was cut into pieces, by where they begin."""

    def __init__(self, pieces: Pieces) -> None:
        self._first = pieces.start
        codes = np.frombuffer(pieces.text.encode("utf-32-le"), np.uint32).astype(np.uint64)
        hashed = np.zeros(len(codes), np.uint64)
        self._by_length: list[Numbers] = []
        for length in range(1, min(_LONGEST, len(codes)) + 1):
            last = codes[length - 1 :]
            hashed = (hashed[: len(last)] ^ (last + np.uint64(length))) * _PRIME
            self._by_length.append((hashed >> _SHIFT).astype(np.int64))
        spans = np.array(pieces.spans, np.int64).reshape(-1, 2)
        self._starts, self._ends = spans[:, 0], spans[:, 1]
        ids = np.array(pieces.ids, np.uint64)
        self._by_distance = [
            (((ids[:-far] * _PRIME) ^ (ids[far:] + _PAIR)) * _PRIME >> _SHIFT).astype(np.int64)
            for far in range(1, min(_FARTHEST + 1, len(ids)))
        ]

    def within(self, start: int, end: int) -> Numbers:
        """Buckets of the n-grams and pairs between two places of the reading, each once.

        How far apart the two of a pair stand is no part of it.
        """
        low, high = start - self._first, end - self._first
        begin = int(np.searchsorted(self._starts, start))
        stop = int(np.searchsorted(self._ends, end, side="right"))
        grams = [
            buckets[low : max(low, high - length + 1)]
            for length, buckets in enumerate(self._by_length, 1)
        ]
        pairs = [
            buckets[begin : max(begin, stop - far)]
            for far, buckets in enumerate(self._by_distance, 1)
        ]
        return np.unique(np.concatenate([*grams, *pairs, np.zeros(0, np.int64)]))

    def among(self, stretches: Iterable[tuple[int, int]]) -> Numbers:
        """Buckets of the n-grams and pairs of several stretches, each once."""
        found = [self.within(*stretch) for stretch in stretches]
        return np.unique(np.concatenate([*found, np.zeros(0, np.int64)]))


def counting(message: Message, found: Numbers) -> Numbers:
    """The buckets that count where ``found`` is in a message: by whom and how it is read, too.

    What is harmless to a debtor tells others of a debt: for those who are none, words count apart.
    """
    known = np.array([_KNOWN_BY[message.recipient], _KNOWN_BY[message.channel]])
    if message.recipient == "third_party":
        apart = (found.astype(np.uint64) + _OUTSIDER) * _PRIME >> _SHIFT
        known = np.append(known, apart.astype(np.int64))
    return np.unique(np.append(found, known))


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


class Linear:
    """Weights of the buckets, a byte each, and how rare each is.

    Raises:
        ValueError: the file is not of this size.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._weights: NDArray[np.int8] = arrays["weights"]
            self._scale: Floats = arrays["scale"]
            self._bias: Floats = arrays["bias"]
            self._rarity: NDArray[np.float32] = arrays["rarity"].astype(np.float32)
        if (self._weights.shape, self._rarity.shape) != ((BUCKETS, len(OUTPUTS)), (BUCKETS,)):
            raise ValueError(f"{path.name} 的形状是 {self._weights.shape} 和 {self._rarity.shape}")

    def scores(self, message: Message, reading: Reading, pieces: Pieces) -> Said:
        """What a message says; ``pieces`` are all of it."""
        grams = Grams(pieces)
        whole = self._margins(message, grams.among(our_stretches(reading)))
        by_window = [self._margins(message, grams.within(*part)) for part in windows(reading)]
        return Said(np.max(by_window or [whole], axis=0), whole)

    def part_scores(self, message: Message, pieces: Pieces) -> Said:
        """What a part of a message says by itself."""
        end = pieces.start + len(pieces.text)
        alone = self._margins(message, Grams(pieces).within(pieces.start, end))
        return Said(alone, alone)

    def _margins(self, message: Message, found: Numbers) -> Floats:
        """Weighted by rarity, at unit length: a long text says no more than a short one."""
        buckets = counting(message, found)
        length = float(np.linalg.norm(self._rarity[buckets])) or 1.0
        told: Floats = self._weights[buckets].sum(axis=0, dtype=np.int64) * (self._scale / length)
        return told + self._bias


class Fitted(NamedTuple):
    """Weights ``[BUCKETS, len(OUTPUTS)]``, biases, and the rarity of each bucket."""

    weights: Floats
    bias: Sequence[float]
    rarity: Floats


def write(path: Path, fitted: Fitted) -> None:
    """Quantise and store what was learnt."""
    scale = np.abs(fitted.weights).max(axis=0) / 127
    small: NDArray[Any] = np.round(fitted.weights / np.where(scale > 0, scale, 1)).astype(np.int8)
    bias, rarity = np.asarray(fitted.bias), fitted.rarity.astype(np.float16)
    np.savez_compressed(path, weights=small, scale=scale, bias=bias, rarity=rarity)
