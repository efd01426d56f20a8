"""Thresholds that keep a promise about how often they are wrong (risk control)."""

from typing import Final

import numpy as np
from scipy.stats import beta

from tonecheck.training.outputs import Floats, Outputs, Truth

CONFIDENCE: Final = 0.95
"""How surely a promise holds for messages drawn like those it was measured on."""

BELIEVED: Final = 0.4
"""From which probability on a rule that blocks is believed; chosen on dev."""

NEVER: Final = -1e6
"""A margin that no message is below."""


def believing(outputs: Outputs, probable: Floats, believed: float) -> Floats:
    """``probable``, but 1 where a rule that blocks is believed from that probability on."""
    blocked = np.array([worst == "block" for worst in outputs.worst])
    return np.where(blocked & (probable >= believed), 1.0, probable)


def belief(outputs: Outputs, probable: Floats, most: float) -> float:
    """`BELIEVED`; 1 where that alone would flag more than ``most`` of lawful messages."""
    lawful = ~outputs.offends
    flagged = int(np.sum(believing(outputs, probable, BELIEVED)[lawful] == 1))
    return BELIEVED if upper_bound(flagged, int(lawful.sum())) <= most else 1.0


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
