"""From which probability on a category is named, and from which it blocks."""

from typing import Final

import numpy as np

from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.decision import Threshold
from tonecheck.classifier.labels import BLOCK_OFFSET
from tonecheck.training.outputs import Floats, Truth

_PLATEAU: Final = 0.005


def thresholds(likely: Floats, truth: Truth, flagged: Truth) -> dict[Category, Threshold]:
    """Per category where naming it is right most often (F1), and where it is severe, of flagged ones."""
    found = {}
    for number, category in enumerate(CATEGORIES):
        named = _best_f1(likely[flagged, number], truth[flagged, number])
        severe = _best_f1(
            likely[flagged, number + BLOCK_OFFSET], truth[flagged, number + BLOCK_OFFSET]
        )
        found[category] = Threshold(named, severe)
    return found


def _best_f1(scores: Floats, truth: Truth) -> float:
    grid = np.linspace(0.05, 0.95, 91)
    values = [_f1(scores >= limit, truth) for limit in grid]
    first = last = int(np.argmax(values))
    while last + 1 < len(grid) and values[last + 1] >= values[first] - _PLATEAU:
        last += 1
    return round(float(grid[first] + grid[last]) / 2, 3)  # the middle of the plateau, not its edge


def _f1(said: Truth, truth: Truth) -> float:
    both = float(np.sum(said & truth))
    return 2 * both / max(1.0, float(np.sum(said) + np.sum(truth)))
