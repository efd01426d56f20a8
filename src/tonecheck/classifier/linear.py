"""The linear half of the model: knows phrases where the encoder knows sense."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import Pieces
from tonecheck.classifier.labels import OFFENSIVE
from tonecheck.classifier.ngrams import Counting, Hashes, Numbers, places
from tonecheck.message import Message
from tonecheck.text.reading import Reading

Floats = NDArray[np.float64]

OUTPUTS: Final = ("violating", *CATEGORIES, OFFENSIVE)
"""What the weights tell, in order."""


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
    """What is known: the hashes in order, their weights, a byte each, and how rare each is.

    What learning has not seen has no weight: in a table of hashes that all share it would have
    somebody else's.

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
