"""The linear half of the model: character n-grams, hashed; knows phrases where the encoder knows sense."""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, get_args

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


def recipient_bucket(message: Message) -> int:
    """A bucket that says who reads the message."""
    return _WHO[message.recipient]


def our_sentences(reading: Reading) -> list[tuple[int, int]]:
    """Those that open in our turns; all where nobody else speaks."""
    return [
        (start, end)
        for start, end in reading.sentences.spans()
        if not reading.spoken_by_customer(start, start + 1)
    ]


def windows(reading: Reading) -> Iterator[tuple[int, int]]:
    """Every two sentences in a row that are ours.

    What is said elsewhere in a long message neither adds to nor takes from what they say.
    """
    ours = our_sentences(reading)
    for first, second in zip(ours, [*ours[1:], *ours[-1:]], strict=True):
        together = first[1] == second[0]
        yield first[0], second[1] if together else first[1]


class Linear:
    """Weights of the n-grams, a byte each.

    Raises:
        ValueError: the file is not of this size.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._weights: NDArray[np.int8] = arrays["weights"]
            self._scale: Floats = arrays["scale"]
            self._bias: Floats = arrays["bias"]
        if self._weights.shape != (BUCKETS, len(OUTPUTS)):
            raise ValueError(f"{path.name} 的形状是 {self._weights.shape}")

    def scores(
        self, message: Message, reading: Reading, part: tuple[int, int] | None = None
    ) -> Floats:
        """Log odds of `OUTPUTS`, the highest of the message's `windows`; or those of a part."""
        low, high = part or (0, len(reading.text))
        grams = Grams(comparable(reading.text[low:high]))
        who = self._weights[recipient_bucket(message)].astype(np.int64)
        sums = [
            self._weights[grams.within(*window)].sum(axis=0, dtype=np.int64) + who
            for window in ([(0, high - low)] if part else windows(reading))
        ]
        best: Floats = np.max(sums or [who], axis=0) * self._scale + self._bias
        return best


def write(path: Path, weights: Floats, bias: Sequence[float] | Floats) -> None:
    """Quantise and store weights ``[BUCKETS, len(OUTPUTS)]``."""
    scale = np.abs(weights).max(axis=0) / 127
    small: NDArray[Any] = np.round(weights / np.where(scale > 0, scale, 1)).astype(np.int8)
    np.savez_compressed(path, weights=small, scale=scale, bias=np.asarray(bias))
