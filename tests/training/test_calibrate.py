"""Probabilities are fitted as Platt has it, and no sign ever speaks for the sender."""

import numpy as np
import pytest

from tonecheck.training import calibrate


def test_no_weight_ever_falls_below_nothing() -> None:
    """Words added only raise a logit; they must never lower the probability."""
    draw = np.random.default_rng(5)
    useful, against = draw.normal(0, 2, (2, 5_000))
    nothing = np.zeros(5_000)
    truth = draw.random(5_000) < 1 / (1 + np.exp(-(useful - against)))
    fitted = calibrate.platt(np.column_stack([useful, against, nothing, nothing]), truth)
    assert fitted.message > 0.5
    assert fitted.piece == 0


def test_platt_finds_the_slope_that_made_the_labels() -> None:
    draw = np.random.default_rng(3)
    logits = draw.normal(0, 2, 20_000)
    nothing = np.zeros(20_000)
    truth = draw.random(20_000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))
    fitted = calibrate.platt(np.column_stack([logits, nothing, nothing, nothing]), truth)
    assert fitted.message == pytest.approx(0.5, abs=0.05)
    assert fitted.bias == pytest.approx(-1, abs=0.08)
