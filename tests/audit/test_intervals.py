"""Intervals, tails and discoveries against scipy and by hand."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from tonecheck.audit.comparisons import share
from tonecheck.audit.intervals import discoveries, upper_tail
from tonecheck.audit.limits import Limits
from tonecheck.intervals import wilson
from tonecheck.law.catalogue import Catalogue
from tonecheck.shipped import shipped


@pytest.mark.parametrize(
    ("found", "of"), [(0, 1), (0, 500), (1, 1), (3, 7), (250, 500), (500, 500)]
)
def test_wilson(found: int, of: int) -> None:
    expected = stats.binomtest(found, of).proportion_ci(0.95, "wilson")
    assert wilson(found, of) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_nothing_is_known_of_nobody() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert upper_tail(0, 0, 0.1) == 1.0


@pytest.mark.parametrize("share", [0.0005, 0.02, 0.3, 0.9])
@pytest.mark.parametrize("of", [1, 40, 4000, 1_000_000, 3_000_000_000])
@pytest.mark.parametrize("times", [0.5, 1.01, 1.2, 3.0])
def test_tails(share: float, of: int, times: float) -> None:
    found = min(of, round(of * share * times))
    expected = stats.binom.sf(found - 1, of, share) if found > of * share else 1.0
    assert upper_tail(found, of, share) == pytest.approx(expected, rel=1e-6, abs=1e-200)


def test_discoveries() -> None:
    p_values = [0.01, 0.04, 0.03, 0.005, 0.9]
    expected = stats.false_discovery_control(p_values)
    assert discoveries(p_values) == pytest.approx(list(expected))
    assert discoveries([]) == []
    with_higher = stats.false_discovery_control([*p_values, *[0.95] * 7])
    assert discoveries(p_values, 12)[:4] == pytest.approx(list(with_higher[:4]))


def test_a_share_of_one_in_millions_is_not_none() -> None:
    assert share(1, 10_000_000)["rate"] == 1e-7


def test_limits_of_a_day() -> None:
    limits = Limits(Catalogue.load(shipped("rules") / "law" / "provisions.yaml"))
    assert limits.quiet(date(2024, 1, 1)) is None
    assert limits.frequency(date(2024, 1, 1)) is None
    by_day = [
        (date(2024, 6, 1), "nifa2024-time", "nifa2024-freq-notice"),
        (date(2025, 6, 1), "gbt45251-5.3-time", "gbt45251-5.3-freq-interactive"),
        (date(2026, 2, 1), "cba2026-time", "gbt45251-5.3-freq-interactive"),
    ]
    for day, quiet_by, calls_by in by_day:
        quiet, calls = limits.quiet(day), limits.frequency(day)
        assert quiet is not None
        assert calls is not None
        assert (quiet.provision, calls.provision, calls.most) == (quiet_by, calls_by, 3)
        held = quiet.hold(np.arange(24) * 3600)
        assert np.flatnonzero(held).tolist() == [*range(8), 22, 23]
        assert not quiet.hold(np.array([22 * 3600 - 1, 8 * 3600])).any()
