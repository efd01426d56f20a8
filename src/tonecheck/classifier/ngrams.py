"""The linear half of the model: character n-grams, hashed; knows phrases where the encoder knows sense."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import comparable
from tonecheck.classifier.labels import OFFENSIVE
from tonecheck.message import Message, Recipient
from tonecheck.text.reading import Reading

OUTPUTS: Final = ("violating", *CATEGORIES, OFFENSIVE)
"""What the weights tell, in order."""

_BITS: Final = 20
BUCKETS: Final = 1 << _BITS
_LONGEST: Final = 3
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(64 - _BITS)

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


_WHO: Final = {
    recipient: zlib.crc32(recipient.encode()) % BUCKETS for recipient in get_args(Recipient)
}


class Grams:
    """The n-grams of one comparable text, by where they begin."""

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
        hashed = np.zeros(len(codes), np.uint64)
        self._by_length: list[Numbers] = []
        for length in range(1, min(_LONGEST, len(codes)) + 1):
            last = codes[length - 1 :]
            hashed = (hashed[: len(last)] ^ (last + np.uint64(length))) * _PRIME
            self._by_length.append((hashed >> _SHIFT).astype(np.int64))

    def within(self, start: int, end: int) -> Numbers:
        """Buckets of the n-grams of ``text[start:end]``, each once."""
        inside = [
            buckets[start : max(start, end - length + 1)]
            for length, buckets in enumerate(self._by_length, 1)
        ]
        return np.unique(np.concatenate([*inside, np.zeros(0, np.int64)]))

    def among(self, stretches: Iterable[tuple[int, int]]) -> Numbers:
        """Buckets of the n-grams of several stretches, each once."""
        found = [self.within(*stretch) for stretch in stretches]
        return np.unique(np.concatenate([*found, np.zeros(0, np.int64)]))


def recipient_bucket(message: Message) -> int:
    """A bucket that says who reads the message."""
    return _WHO[message.recipient]


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
    """Weights of the n-grams, a byte each, and how rare each is.

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

    def scores(
        self, message: Message, reading: Reading, part: tuple[int, int] | None = None
    ) -> Said:
        """What the n-grams of a message say, or those of a part of it."""
        low, high = part or (0, len(reading.text))
        grams = Grams(comparable(reading.text[low:high]))
        who = recipient_bucket(message)
        if part:
            alone = self._margins(grams.within(0, high - low), who)
            return Said(alone, alone)
        whole = self._margins(grams.among(our_stretches(reading)), who)
        by_window = [self._margins(grams.within(*window), who) for window in windows(reading)]
        return Said(np.max(by_window or [whole], axis=0), whole)

    def _margins(self, found: Numbers, who: int) -> Floats:
        """Of n-grams weighted by rarity, at unit length: a long text says no more than a short one."""
        buckets = np.append(found, who)
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
