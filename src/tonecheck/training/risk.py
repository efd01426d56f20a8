"""Thresholds that keep a promise about how often they are wrong (risk control)."""

from typing import Final

import numpy as np
from scipy.stats import beta

from tonecheck.training.outputs import Floats, Outputs, Truth

CONFIDENCE: Final = 0.95
"""How surely a promise holds for messages drawn like those it was measured on."""

NEVER: Final = -1e6
"""A margin that no message is below."""


def upper_bound(failures: int, trials: int) -> float:
    """One-sided bound on a failure rate (Clopper and Pearson 1934)."""
    if failures >= trials:
        return 1.0
    return float(beta.ppf(CONFIDENCE, failures + 1, trials - failures))


def controlled(scores: Floats, lawful: Truth, most: float) -> float:
    """The lowest threshold at which at most ``most`` of lawful messages are flagged.

    Learn then test with a fixed sequence (Angelopoulos et al. 2021): thresholds are tried from the
    strictest down and the first whose bound is not met ends the search, so the promise holds at
    `CONFIDENCE` for messages drawn like these.

    Raises:
        ValueError: no threshold keeps the promise.
    """
    clean = np.sort(scores[lawful])[::-1]
    threshold = float(np.nextafter(1.0, 2.0))
    for failures, score in enumerate(clean):
        if upper_bound(failures, len(clean)) > most:
            break
        threshold = float(np.nextafter(score, 2.0))
    if threshold > 1:
        raise ValueError(f"开发集太小或要求太严：合规消息被标出不超过 {most:.1%} 做不到")
    return threshold


def harmless(outputs: Outputs, flagged: Truth, most: float) -> float:
    """The highest margin of the strongest phrases below which the encoder may be skipped.

    Skipping loses an offence that the whole model flags and no rule finds; at most ``most`` of all
    offences at `CONFIDENCE`, by the same fixed sequence as `controlled`.
    """
    silent = ~outputs.stands & np.array([worst is None for worst in outputs.worst])
    lost = np.sort(outputs.any_phrase[outputs.offends & flagged & silent])
    offences = int(outputs.offends.sum())
    limit = NEVER
    for failures, score in enumerate(lost):
        if upper_bound(failures, offences) > most:
            break
        limit = float(score)
    return limit
