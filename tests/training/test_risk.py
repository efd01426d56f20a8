"""Thresholds keep what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifier.labels import LABELS
from tonecheck.report import Severity
from tonecheck.training import risk
from tonecheck.training.outputs import Outputs


@pytest.mark.parametrize(
    ("failures", "trials", "bound"),
    [(0, 59, 0.0495), (0, 299, 0.00997), (3, 100, 0.0757), (5, 5, 1.0)],
)
def test_clopper_pearson(failures: int, trials: int, bound: float) -> None:
    assert risk.upper_bound(failures, trials) == pytest.approx(bound, abs=5e-4)


@given(
    st.lists(st.floats(0, 0.99), min_size=1, max_size=300),
    st.floats(0.005, 0.5),
)
def test_a_controlled_threshold_keeps_its_bound(scores: list[float], most: float) -> None:
    likely = np.array(scores)
    lawful = np.ones(len(scores), dtype=bool)
    if risk.upper_bound(0, len(scores)) > most:
        with pytest.raises(ValueError, match="做不到"):
            risk.controlled(likely, lawful, most)
        return
    threshold = risk.controlled(likely, lawful, most)
    flagged = int(np.sum(likely >= threshold))
    assert flagged == 0 or risk.upper_bound(flagged, len(scores)) <= most


def test_a_looser_promise_flags_more() -> None:
    likely = np.linspace(0, 1, 500)
    lawful = np.ones(500, dtype=bool)
    strict, loose = (risk.controlled(likely, lawful, most) for most in (0.02, 0.1))
    assert loose < strict < 1


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
        phrases=logits,
        any_phrase=np.array(phrases),
        any_phrases=np.array(phrases),
        truth=truth,
        worst=tuple(found),
        stands=np.zeros(rows, dtype=bool),
        writers=("w",) * rows,
    )


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=400), st.floats(0.005, 0.2))
def test_the_first_tier_loses_no_more_than_it_says(phrases: list[float], most: float) -> None:
    outputs = _outputs(phrases, [None] * len(phrases))
    limit = risk.harmless(outputs, np.ones(len(phrases), dtype=bool), most)
    lost = sum(phrase < limit for phrase in phrases)
    assert lost == 0 or risk.upper_bound(lost, len(phrases)) <= most


def test_what_rules_find_or_nobody_flags_is_not_lost_to_the_first_tier() -> None:
    phrases = list(np.linspace(-5, 5, 500))
    flagged = np.ones(500, dtype=bool)
    alone = risk.harmless(_outputs(phrases, [None] * 500), flagged, 0.02)
    found: list[Severity | None] = [*("warn",) * 250, *(None,) * 250]
    assert risk.harmless(_outputs(phrases, found), flagged, 0.02) > 0 > alone
    flagged[:250] = False
    assert risk.harmless(_outputs(phrases, [None] * 500), flagged, 0.02) > 0
