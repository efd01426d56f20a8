"""From logits to probabilities that mean what they say, and from those to thresholds."""

from collections.abc import Mapping
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta
from sklearn.linear_model import LogisticRegression

from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.decision import Calibration, Threshold, Verdict
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS
from tonecheck.classifier.model import any_odds
from tonecheck.training.outputs import Floats, Outputs

Truth = NDArray[np.bool_]

_STRENGTH: Final = 1.0
"""Inverse regularisation of the fits; some labels have few positives."""

_BINS: Final = 10


def platt(message: Floats, piece: Floats, phrase: Floats, truth: Truth) -> Calibration:
    """Logistic regression of one label on its logits (Platt 1999); its share where it never or always occurs."""
    if truth.all() or not truth.any():
        share = (float(truth.sum()) + 1) / (len(truth) + 2)
        return Calibration(0.0, 0.0, 0.0, log(share / (1 - share)))
    features = np.column_stack([message, piece, phrase])
    fitted = LogisticRegression(C=_STRENGTH).fit(features, truth)
    by_message, by_piece, by_phrase = map(float, fitted.coef_[0])
    return Calibration(by_message, by_piece, by_phrase, float(fitted.intercept_[0]))


def calibrations(outputs: Outputs) -> dict[str, Calibration]:
    """One for every label of our own; general offence has its own data."""
    return {
        label: platt(
            outputs.message[:, n], outputs.piece[:, n], outputs.phrase[:, n], outputs.truth[:, n]
        )
        for n, label in enumerate(LABELS[: 2 * BLOCK_OFFSET])
    }


def probabilities(outputs: Outputs, fitted: Mapping[str, Calibration]) -> Floats:
    """Calibrated probability of each label of our own, a row a message."""
    return np.array(
        [
            [
                fitted[label].probability(message[n], piece[n], phrase[n])
                for n, label in enumerate(LABELS[: 2 * BLOCK_OFFSET])
            ]
            for message, piece, phrase in zip(
                outputs.message, outputs.piece, outputs.phrase, strict=True
            )
        ]
    )


def _features(outputs: Outputs, likely: Floats) -> Floats:
    odds = [any_odds(row[:BLOCK_OFFSET]) for row in likely]
    peaks = outputs.piece[:, :BLOCK_OFFSET].max(axis=1)
    warned = [worst == "warn" for worst in outputs.worst]
    blocked = [worst == "block" for worst in outputs.worst]
    features = [odds, peaks, outputs.any_phrase, warned, blocked]
    return np.column_stack(features).astype(np.float64)


def verdict(outputs: Outputs, likely: Floats) -> Verdict:
    """How the model and the rules together tell an offence."""
    fitted = LogisticRegression(C=_STRENGTH).fit(_features(outputs, likely), outputs.offends)
    category, piece, phrase, warned, blocked = map(float, fitted.coef_[0])
    return Verdict(float(fitted.intercept_[0]), category, piece, phrase, warned, blocked)


def offences(outputs: Outputs, likely: Floats, fitted: Verdict) -> Floats:
    """Probability of an offence, a message each; 1 where a rule stands that does not yield."""
    rows = zip(_features(outputs, likely), outputs.worst, strict=True)
    found = np.array([fitted.probability(row[0], row[1], row[2], worst) for row, worst in rows])
    return np.where(outputs.stands, 1.0, found)


def upper_bound(failures: int, trials: int, confidence: float = 0.95) -> float:
    """One-sided bound on a failure rate (Clopper and Pearson 1934)."""
    return (
        1.0 if failures >= trials else float(beta.ppf(confidence, failures + 1, trials - failures))
    )


def controlled(scores: Floats, lawful: Truth, most: float, confidence: float = 0.95) -> float:
    """The lowest threshold at which at most ``most`` of lawful messages are flagged.

    Learn then test with a fixed sequence (Angelopoulos et al. 2021): thresholds are tried from the
    strictest down and the first whose bound is not met ends the search, so the promise holds at
    ``confidence`` for messages drawn like these.
    """
    clean = np.sort(scores[lawful])[::-1]
    threshold = float(np.nextafter(1.0, 2.0))
    for failures, score in enumerate(clean):
        if upper_bound(failures, len(clean), confidence) > most:
            break
        threshold = float(np.nextafter(score, 2.0))
    return threshold


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
    best = max(values)
    near = [limit for limit, value in zip(grid, values, strict=True) if value >= best - 0.005]
    return round(float(np.mean(near)), 3)  # the middle of the plateau, not its edge


def _f1(said: Truth, truth: Truth) -> float:
    both = float(np.sum(said & truth))
    return 2 * both / max(1.0, float(np.sum(said) + np.sum(truth)))


def reliability(likely: Floats, truth: Truth) -> list[tuple[float, float, int]]:
    """The reliability diagram: mean probability, share that is true and count, by tenths."""
    rows = []
    for low in np.arange(0, 1, 1 / _BINS):
        inside = (likely >= low) & (likely < low + 1 / _BINS)
        if low + 1 / _BINS >= 1:
            inside |= likely == 1
        if inside.any():
            rows.append(
                (float(likely[inside].mean()), float(truth[inside].mean()), int(inside.sum()))
            )
    return rows


def calibration_error(likely: Floats, truth: Truth) -> float:
    """Expected calibration error over tenths (Naeini et al. 2015)."""
    rows = reliability(likely, truth)
    return sum(abs(said - true) * count for said, true, count in rows) / max(1, len(likely))


def held_out_probabilities(outputs: Outputs) -> Floats:
    """Probabilities where each writer's messages are calibrated on the other writers."""
    result = np.zeros((len(outputs.writers), 2 * BLOCK_OFFSET))
    for writer in sorted(set(outputs.writers)):
        own = np.array([one == writer for one in outputs.writers])
        fitted = calibrations(_rows(outputs, ~own))
        result[own] = probabilities(_rows(outputs, own), fitted)
    return result


def _rows(outputs: Outputs, chosen: Truth) -> Outputs:
    numbers = np.flatnonzero(chosen)
    arrays = {
        name: getattr(outputs, name)[numbers]
        for name in ("message", "piece", "phrase", "any_phrase", "truth", "stands")
    }
    return Outputs(
        **arrays,
        worst=tuple(outputs.worst[n] for n in numbers),
        writers=tuple(outputs.writers[n] for n in numbers),
    )
