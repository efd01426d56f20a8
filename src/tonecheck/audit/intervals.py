"""Which of many shares stand out: binomial tails, Benjamini-Hochberg."""

from collections.abc import Sequence
from typing import Final

from scipy.special import betainc

CONFIDENCE: Final = 0.95
FALSE_DISCOVERY_RATE: Final = 0.05
FEWEST: Final = 30
"""Messages below which nothing is said to stand out, and no share is drawn."""


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
    if not p_values:
        return []
    from scipy.stats import false_discovery_control  # takes a second to import

    others = max(0, (compared or 0) - len(p_values))
    q_values: list[float] = false_discovery_control([*p_values, *[1.0] * others]).tolist()
    return q_values[: len(p_values)]
