"""Whether probabilities mean what they say: the reliability diagram and its error."""

from typing import Final

import numpy as np

from tonecheck.training.outputs import Floats, Truth

_BINS: Final = 10


def reliability(likely: Floats, truth: Truth) -> list[tuple[float, float, int]]:
    """The reliability diagram: mean probability, share that is true and count, by tenths."""
    rows = []
    tenth = np.minimum((likely * _BINS).astype(int), _BINS - 1)
    for number in range(_BINS):
        inside = tenth == number
        if inside.any():
            rows.append(
                (float(likely[inside].mean()), float(truth[inside].mean()), int(inside.sum()))
            )
    return rows


def calibration_error(likely: Floats, truth: Truth) -> float:
    """Expected calibration error over tenths (Naeini et al. 2015)."""
    rows = reliability(likely, truth)
    return sum(abs(said - true) * count for said, true, count in rows) / max(1, len(likely))
