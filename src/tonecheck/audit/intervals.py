"""How sure a share is, and which of many shares stand out: Wilson, binomial tails, Benjamini-Hochberg."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from scipy.special import betainc

CONFIDENCE: Final = 0.95
FALSE_DISCOVERY_RATE: Final = 0.05
FEWEST: Final = 30
"""Messages below which nothing is said to stand out."""

_Z: Final = 1.959963984540054


def wilson(found: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); all of 0 to 1 where nothing is known."""
    if not of:
        return 0.0, 1.0
    share, square = found / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def upper_tail(found: int, of: int, share: float) -> float:
    """The probability of ``found`` or more of ``of`` where ``share`` is expected.

    1 where no more were found than expected: whoever asks looks for what stands out.
    """
    if found <= of * share or not of:
        return 1.0
    return float(betainc(found, of - found + 1, share))


def discoveries(p_values: Sequence[float], compared: int | None = None) -> list[float]:
    """The q-value of each p-value (Benjamini & Hochberg 1995).

    Args:
        compared: how many were compared, where those that are not given have higher p-values.
    """
    count = len(p_values)
    ordered = sorted(range(count), key=lambda at: p_values[at], reverse=True)
    q_values = [1.0] * count
    lowest = 1.0
    for rank, at in zip(range(count, 0, -1), ordered, strict=True):
        lowest = min(lowest, p_values[at] * max(count, compared or 0) / rank)
        q_values[at] = lowest
    return q_values
