"""From the evidence of pieces to stretches of text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from tonecheck.classifier.encoding import UNKNOWN, Window
from tonecheck.text.reading import Reading

_GAP: Final = 2
"""Weak pieces between strong ones that still belong: 的, a comma, a name."""

_BESIDE_PEAK: Final = 2.5
"""Logits below the strongest piece that still belong where none reaches the limit."""

_SPILT: Final = 2.0
"""Logits above the limit that the words of a next sentence need, and stretches besides the strongest:
evidence runs on, and over, into words that show nothing by themselves."""

_PICTURES: Final = frozenset({"So", "Sk", "Mn", "Cf"})
"""Unicode categories of emoji and of what joins them."""

_TRIMMED: Final = " \t\r\n,.;:!?~，。；：！？、～…—"


class Span(NamedTuple):
    """``text[start:end]`` of the comparable text, and the logit of its strongest piece."""

    start: int
    end: int
    strength: float


Shown = tuple[Window, NDArray[Any]]
"""A window, and the evidence of its pieces for one category."""


def spans(shown: Sequence[Shown], limit: float, reading: Reading) -> tuple[Span, ...]:
    """Stretches of pieces whose evidence reaches ``limit``, of all the windows of a text.

    Where none reaches it, the strongest stretch of all stands for the category. Punctuation and
    pictures at the ends are left out, and so is what is in no vocabulary: it is no evidence.
    """
    peak = max((_peak(window, evidence) for window, evidence in shown), default=-np.inf)
    if peak >= limit:
        found = [
            one
            for window, evidence in shown
            for one in _stretches(window, evidence, limit, peak, reading)
        ]
    else:
        found = [
            one
            for window, evidence in shown
            for one in _stretches(window, evidence, peak - _BESIDE_PEAK, peak, reading)
            if one.strength == peak
        ][:1]
    return _merged(_trimmed(one, reading.text) for one in found)


def _pieces(window: Window) -> list[int]:
    pieces = enumerate(zip(window.ids, window.spans, strict=True))
    return [n for n, (number, (start, end)) in pieces if end > start and number != UNKNOWN]


def _peak(window: Window, evidence: NDArray[Any]) -> float:
    return max((float(evidence[piece]) for piece in _pieces(window)), default=-np.inf)


def _stretches(
    window: Window, evidence: NDArray[Any], least: float, peak: float, reading: Reading
) -> Iterator[Span]:
    groups: list[list[int]] = []
    for piece in _pieces(window):
        if evidence[piece] < least:
            continue
        if groups and piece - groups[-1][-1] <= _GAP + 1:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    sentence = reading.sentences.index
    for group in groups:
        # A piece may begin with the line break that ends the sentence before.
        by_sentence = groupby(group, lambda piece: sentence(window.spans[piece][1] - 1))
        sentences = [
            Span(window.spans[own[0]][0], window.spans[own[-1]][1], float(np.max(evidence[own])))
            for own in (list(pieces) for _, pieces in by_sentence)
        ]
        telling = [one for one in sentences if one.strength >= min(peak, least + _SPILT)]
        if telling:
            strength = max(one.strength for one in telling)
            yield Span(telling[0].start, telling[-1].end, strength)


def _trimmed(span: Span, text: str) -> Span:
    start, end, strength = span
    while start < end - 1 and _idle(text[start]):
        start += 1
    while end > start + 1 and _idle(text[end - 1]):
        end -= 1
    return Span(start, end, strength)


def _idle(char: str) -> bool:
    """Punctuation and pictures; a picture that stands for a word is read as the word (disguises)."""
    return char in _TRIMMED or category(char) in _PICTURES


def _merged(found: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping stretches, as neighbouring windows give them, made one; in order."""
    result: list[Span] = []
    for span in sorted(found):
        last = result[-1] if result else None
        if last and span.start < last.end:
            end, strength = max(last.end, span.end), max(last.strength, span.strength)
            result[-1] = Span(last.start, end, strength)
        else:
            result.append(span)
    return tuple(result)
