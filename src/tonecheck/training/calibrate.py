"""From logits to probabilities that mean what they say (calibration)."""

from collections.abc import Mapping
from math import log
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from tonecheck.classifier.decision import Calibration, Signs, Verdict
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS, OFFENSIVE
from tonecheck.classifier.model import any_odds
from tonecheck.training.outputs import Floats, Outputs, Truth

_STRENGTH: Final = 1.0
"""Inverse regularisation of the fits; some labels have few positives."""

_RUDE: Final = LABELS.index(OFFENSIVE)
_OURS: Final = tuple(enumerate(LABELS[: 2 * BLOCK_OFFSET]))

PHRASES_ONLY: Final = np.array([0.0, 0.0, 1.0, 1.0])
"""Leaves of `Outputs.signs` what the phrases say."""


def _rising(features: Floats, truth: Truth) -> list[float]:
    """Logistic regression with weights of at least 0, and the bias last.

    Nearly all features are the highest of several windows and can only rise as a message grows;
    with a negative weight, words added would hide an offence. What the whole says is no such one:
    where it hides an offence, the close reading finds it.
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


def platt(signs: Floats, truth: Truth) -> Calibration:
    """Logistic regression of one label on what was said of it (Platt 1999).

    Its share where it never or always occurs.

    Args:
        signs: a row a message, as `Outputs.signs` gives them.
    """
    if truth.all() or not truth.any():
        share = (float(truth.sum()) + 1) / (len(truth) + 2)
        return Calibration(0.0, 0.0, 0.0, 0.0, log(share / (1 - share)))
    return Calibration(*_rising(signs, truth))


def calibrations(outputs: Outputs) -> dict[str, Calibration]:
    """One for every label of our own; general offence has its own data."""
    return {label: platt(outputs.signs(n), outputs.truth[:, n]) for n, label in _OURS}


def by_phrases(outputs: Outputs) -> dict[str, Calibration]:
    """Calibration of each label of our own where only its phrases were read."""
    return {
        label: platt(outputs.signs(n) * PHRASES_ONLY, outputs.truth[:, n]) for n, label in _OURS
    }


def probabilities(outputs: Outputs, fitted: Mapping[str, Calibration]) -> Floats:
    """Calibrated probability of each label of our own, a row a message."""
    columns = [
        [fitted[label].probability(*signs) for signs in outputs.signs(n)] for n, label in _OURS
    ]
    return np.array(columns).T


def _features(outputs: Outputs, likely: Floats) -> Floats:
    odds = [any_odds(row[:BLOCK_OFFSET]) for row in likely]
    peaks = outputs.piece[:, :BLOCK_OFFSET].max(axis=1)
    warned = [worst == "warn" for worst in outputs.worst]
    blocked = [worst == "block" for worst in outputs.worst]
    phrases = [outputs.any_phrase, outputs.any_phrases]
    features = [odds, peaks, *phrases, outputs.message[:, _RUDE], warned, blocked]
    return np.column_stack(features).astype(np.float64)


def verdict(outputs: Outputs, likely: Floats) -> Verdict:
    """How the model and the rules together tell an offence."""
    *weights, bias = _rising(_features(outputs, likely), outputs.offends)
    return Verdict(bias, *weights)


def offences(outputs: Outputs, likely: Floats, fitted: Verdict) -> Floats:
    """Probability of an offence, a message each; 1 where a rule stands that does not yield."""
    rows = zip(_features(outputs, likely), outputs.worst, strict=True)
    found = np.array(
        [fitted.probability(Signs(*row[: len(Signs._fields)]), worst) for row, worst in rows]
    )
    return np.where(outputs.stands, 1.0, found)


def held_out(outputs: Outputs) -> tuple[Floats, Floats]:
    """Probabilities and offences of each writer's messages, fitted on the other writers."""
    likely = np.zeros((len(outputs.writers), 2 * BLOCK_OFFSET))
    offending = np.zeros(len(outputs.writers))
    for writer in sorted(set(outputs.writers)):
        own = np.array([one == writer for one in outputs.writers])
        rest, mine = outputs.rows(~own), outputs.rows(own)
        fitted = calibrations(rest)
        told = verdict(rest, probabilities(rest, fitted))
        likely[own] = probabilities(mine, fitted)
        offending[own] = offences(mine, likely[own], told)
    return likely, offending
