"""From logits to probabilities that mean what they say, and from those to thresholds."""

from collections.abc import Mapping
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import beta

from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.decision import Calibration, Threshold, Verdict
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS, OFFENSIVE
from tonecheck.classifier.model import any_odds
from tonecheck.training.outputs import Floats, Outputs

Truth = NDArray[np.bool_]

_STRENGTH: Final = 1.0
"""Inverse regularisation of the fits; some labels have few positives."""

BELIEVED: Final = 0.4
"""From which probability on a rule that blocks is believed; chosen on dev."""

_RUDE: Final = LABELS.index(OFFENSIVE)
_BINS: Final = 10
_PLATEAU: Final = 0.005

NEVER: Final = -1e6
"""Log odds that no message is below."""


def _rising(features: Floats, truth: Truth) -> list[float]:
    """Logistic regression with weights of at least 0, and the bias last.

    All features are the highest of several windows and can only rise as a message grows; with a
    negative weight, words added would hide an offence.
    """
    sign = np.where(truth, 1.0, -1.0)
    columns = np.column_stack([features, np.ones(len(features))])

    def cost(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (columns @ weights)
        slope = columns.T @ (-sign * expit(-margin)) + np.append(weights[:-1], 0) / _STRENGTH
        penalty = weights[:-1] @ weights[:-1] / (2 * _STRENGTH)
        return float(np.logaddexp(0, -margin).sum() + penalty), slope

    bounds = [(0, None)] * features.shape[1] + [(None, None)]
    start = np.zeros(columns.shape[1])
    return [float(w) for w in minimize(cost, start, jac=True, bounds=bounds).x]


def platt(message: Floats, piece: Floats, phrase: Floats, truth: Truth) -> Calibration:
    """Logistic regression of one label on its logits (Platt 1999); its share where it never or always occurs."""
    if truth.all() or not truth.any():
        share = (float(truth.sum()) + 1) / (len(truth) + 2)
        return Calibration(0.0, 0.0, 0.0, log(share / (1 - share)))
    by_message, by_piece, by_phrase, bias = _rising(
        np.column_stack([message, piece, phrase]), truth
    )
    return Calibration(by_message, by_piece, by_phrase, bias)


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
    features = [odds, peaks, outputs.any_phrase, outputs.message[:, _RUDE], warned, blocked]
    return np.column_stack(features).astype(np.float64)


def verdict(outputs: Outputs, likely: Floats) -> Verdict:
    """How the model and the rules together tell an offence."""
    fitted = _rising(_features(outputs, likely), outputs.offends)
    category, piece, phrase, rude, warned, blocked, bias = fitted
    return Verdict(bias, category, piece, phrase, rude, warned, blocked)


def offences(outputs: Outputs, likely: Floats, fitted: Verdict) -> Floats:
    """Probability of an offence, a message each; 1 where a rule stands that does not yield."""
    rows = zip(_features(outputs, likely), outputs.worst, strict=True)
    found = np.array(
        [fitted.probability(row[0], row[1], row[2], row[3], worst) for row, worst in rows]
    )
    return np.where(outputs.stands, 1.0, found)


def believing(outputs: Outputs, probable: Floats, believed: float) -> Floats:
    """``probable``, but 1 where a rule that blocks is believed from that probability on."""
    blocked = np.array([worst == "block" for worst in outputs.worst])
    return np.where(blocked & (probable >= believed), 1.0, probable)


def belief(outputs: Outputs, probable: Floats, most: float) -> float:
    """`BELIEVED`; 1 where that alone would flag more than ``most`` of lawful messages."""
    lawful = ~outputs.offends
    flagged = int(np.sum(believing(outputs, probable, BELIEVED)[lawful] == 1))
    return BELIEVED if upper_bound(flagged, int(lawful.sum())) <= most else 1.0


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

    Raises:
        ValueError: no threshold keeps the promise.
    """
    clean = np.sort(scores[lawful])[::-1]
    threshold = float(np.nextafter(1.0, 2.0))
    for failures, score in enumerate(clean):
        if upper_bound(failures, len(clean), confidence) > most:
            break
        threshold = float(np.nextafter(score, 2.0))
    if threshold > 1:
        raise ValueError(f"开发集太小或要求太严：合规消息被标出不超过 {most:.1%} 做不到")
    return threshold


def by_phrases(outputs: Outputs) -> dict[str, Calibration]:
    """Calibration of each label of our own where only its phrases were read."""
    unread = np.zeros(len(outputs.writers))
    return {
        label: platt(unread, unread, outputs.phrase[:, n], outputs.truth[:, n])
        for n, label in enumerate(LABELS[: 2 * BLOCK_OFFSET])
    }


def harmless(outputs: Outputs, flagged: Truth, most: float, confidence: float = 0.95) -> float:
    """The highest log odds by phrases below which the encoder may be skipped.

    Skipping loses an offence that the whole model flags and no rule finds; at most ``most`` of all
    offences at ``confidence``, by the same fixed sequence as `controlled`.
    """
    silent = ~outputs.stands & np.array([worst is None for worst in outputs.worst])
    lost = np.sort(outputs.any_phrase[outputs.offends & flagged & silent])
    offences = int(outputs.offends.sum())
    limit = NEVER
    for failures, score in enumerate(lost):
        if upper_bound(failures, offences, confidence) > most:
            break
        limit = float(score)
    return limit


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


def held_out(outputs: Outputs) -> tuple[Floats, Floats]:
    """Probabilities and offences of each writer's messages, fitted on the other writers."""
    likely = np.zeros((len(outputs.writers), 2 * BLOCK_OFFSET))
    offending = np.zeros(len(outputs.writers))
    for writer in sorted(set(outputs.writers)):
        own = np.array([one == writer for one in outputs.writers])
        rest, mine = _rows(outputs, ~own), _rows(outputs, own)
        fitted = calibrations(rest)
        told = verdict(rest, probabilities(rest, fitted))
        likely[own] = probabilities(mine, fitted)
        offending[own] = offences(mine, likely[own], told)
    return likely, offending


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
