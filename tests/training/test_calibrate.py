"""Probabilities and thresholds keep what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifier.labels import LABELS
from tonecheck.report import Severity
from tonecheck.training import calibrate
from tonecheck.training.outputs import Outputs


@pytest.mark.parametrize(
    ("failures", "trials", "bound"),
    [(0, 59, 0.0495), (0, 299, 0.00997), (3, 100, 0.0757), (5, 5, 1.0)],
)
def test_clopper_pearson(failures: int, trials: int, bound: float) -> None:
    assert calibrate.upper_bound(failures, trials) == pytest.approx(bound, abs=5e-4)


@given(
    st.lists(st.floats(0, 0.99), min_size=1, max_size=300),
    st.floats(0.005, 0.5),
)
def test_a_controlled_threshold_keeps_its_bound(scores: list[float], most: float) -> None:
    likely = np.array(scores)
    lawful = np.ones(len(scores), dtype=bool)
    if calibrate.upper_bound(0, len(scores)) > most:
        with pytest.raises(ValueError, match="做不到"):
            calibrate.controlled(likely, lawful, most)
        return
    threshold = calibrate.controlled(likely, lawful, most)
    flagged = int(np.sum(likely >= threshold))
    assert flagged == 0 or calibrate.upper_bound(flagged, len(scores)) <= most


def test_a_looser_promise_flags_more() -> None:
    likely = np.linspace(0, 1, 500)
    lawful = np.ones(500, dtype=bool)
    strict, loose = (calibrate.controlled(likely, lawful, most) for most in (0.02, 0.1))
    assert loose < strict < 1


def test_calibration_error_of_a_coin_that_says_so_is_nothing() -> None:
    truth = np.array([True, False] * 500)
    assert calibrate.calibration_error(np.full(1000, 0.5), truth) == pytest.approx(0)
    assert calibrate.calibration_error(np.full(1000, 0.9), truth) == pytest.approx(0.4)


def test_no_weight_ever_falls_below_nothing() -> None:
    """Words added only raise a logit; they must never lower the probability."""
    draw = np.random.default_rng(5)
    useful, against = draw.normal(0, 2, (2, 5_000))
    truth = draw.random(5_000) < 1 / (1 + np.exp(-(useful - against)))
    fitted = calibrate.platt(useful, against, np.zeros(5_000), truth)
    assert fitted.message > 0.5
    assert fitted.piece == 0


def test_platt_finds_the_slope_that_made_the_labels() -> None:
    draw = np.random.default_rng(3)
    logits = draw.normal(0, 2, 20_000)
    truth = draw.random(20_000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))
    fitted = calibrate.platt(logits, np.zeros(20_000), np.zeros(20_000), truth)
    assert fitted.message == pytest.approx(0.5, abs=0.05)
    assert fitted.bias == pytest.approx(-1, abs=0.08)


def _outputs(phrases: list[float], found: list[Severity | None]) -> Outputs:
    """Offences with what phrases and rules say of each."""
    rows = len(phrases)
    logits = np.zeros((rows, len(LABELS)))
    truth = np.zeros((rows, len(LABELS)), dtype=bool)
    truth[:, 0] = True
    return Outputs(
        message=logits,
        piece=logits,
        phrase=logits,
        any_phrase=np.array(phrases),
        truth=truth,
        worst=tuple(found),
        stands=np.zeros(rows, dtype=bool),
        writers=("w",) * rows,
    )


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=400), st.floats(0.005, 0.2))
def test_the_first_tier_loses_no_more_than_it_says(phrases: list[float], most: float) -> None:
    outputs = _outputs(phrases, [None] * len(phrases))
    limit = calibrate.harmless(outputs, np.ones(len(phrases), dtype=bool), most)
    lost = sum(phrase < limit for phrase in phrases)
    assert lost == 0 or calibrate.upper_bound(lost, len(phrases)) <= most


def test_what_rules_find_or_nobody_flags_is_not_lost_to_the_first_tier() -> None:
    phrases = list(np.linspace(-5, 5, 500))
    flagged = np.ones(500, dtype=bool)
    alone = calibrate.harmless(_outputs(phrases, [None] * 500), flagged, 0.02)
    found: list[Severity | None] = [*("warn",) * 250, *(None,) * 250]
    assert calibrate.harmless(_outputs(phrases, found), flagged, 0.02) > 0 > alone
    flagged[:250] = False
    assert calibrate.harmless(_outputs(phrases, [None] * 500), flagged, 0.02) > 0
