"""From the evidence of pieces to stretches of text."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonecheck.classifier.encoding import Window

_GAP: Final = 2
"""Weak pieces between strong ones that still belong: 的, a comma, a name."""

_BESIDE_PEAK: Final = 2.5
"""Logits below the strongest piece that still belong where none reaches the limit."""

_TRIMMED: Final = " \t\r\n,.;:!?~，。；：！？、～…—"


class Span(NamedTuple):
    """``text[start:end]`` of the comparable text, and the logit of its strongest piece."""

    start: int
    end: int
    strength: float


def spans(window: Window, evidence: NDArray[Any], limit: float, text: str) -> list[Span]:
    """Stretches of pieces whose evidence reaches ``limit``; the strongest alone where none does.

    Punctuation at their ends is left out.
    """
    real = [piece for piece, (start, end) in enumerate(window.spans) if end > start]
    if not real:
        return []
    peak = max(float(evidence[piece]) for piece in real)
    least = min(limit, peak - _BESIDE_PEAK) if peak < limit else limit
    strong = [piece for piece in real if evidence[piece] >= least]
    groups: list[list[int]] = []
    for piece in strong:
        if groups and piece - groups[-1][-1] <= _GAP + 1:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if peak < limit:
        groups = [max(groups, key=lambda group: float(np.max(evidence[group])))]
    found = []
    for group in groups:
        start, end = window.spans[group[0]][0], window.spans[group[-1]][1]
        while start < end - 1 and text[start] in _TRIMMED:
            start += 1
        while end > start + 1 and text[end - 1] in _TRIMMED:
            end -= 1
        found.append(Span(start, end, float(np.max(evidence[group]))))
    return found


def merged(found: Iterable[Span]) -> tuple[Span, ...]:
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
