"""The calibration error tells a coin that says so from one that boasts."""

import numpy as np
import pytest

from tonecheck.training.reliability import calibration_error


def test_calibration_error_of_a_coin_that_says_so_is_nothing() -> None:
    truth = np.array([True, False] * 500)
    assert calibration_error(np.full(1000, 0.5), truth) == pytest.approx(0)
    assert calibration_error(np.full(1000, 0.9), truth) == pytest.approx(0.4)
