"""Estimates from labels: exact where all is known, and as often right as they say."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tonecheck.audit.estimate.proportions import Cell, Estimate, share_found, total


@st.composite
def cells(draw: st.DrawFn, *, complete: bool = False) -> Cell:
    messages = draw(st.integers(1, 5000))
    labelled = messages if complete else draw(st.integers(1, messages))
    return Cell(messages, labelled, draw(st.integers(0, labelled)))


def estimated(parts: Sequence[Cell]) -> Estimate:
    found = total(parts)
    assert found is not None
    return found


@given(st.lists(cells(complete=True), min_size=1, max_size=8))
def test_what_is_labelled_as_a_whole_is_known(parts: list[Cell]) -> None:
    truth = sum(cell.found for cell in parts)
    found = estimated(parts)
    assert (found.value, found.low, found.high) == pytest.approx((truth, truth, truth))


@given(st.lists(cells(), min_size=1, max_size=8))
def test_limits_lie_around_and_within_what_is_possible(parts: list[Cell]) -> None:
    found = estimated(parts)
    seen = sum(cell.found for cell in parts)
    possible = sum(cell.messages - cell.labelled + cell.found for cell in parts)
    slack = 1e-6 * sum(cell.messages for cell in parts)
    assert seen - slack <= found.low <= found.value + slack
    assert found.value - slack <= found.high <= possible + slack


@given(st.lists(cells(), min_size=1, max_size=8))
def test_cases_and_the_others_make_up_the_whole(parts: list[Cell]) -> None:
    others = [Cell(one.messages, one.labelled, one.labelled - one.found) for one in parts]
    whole = sum(cell.messages for cell in parts)
    one, other = estimated(parts), estimated(others)
    assert one.value + other.value == pytest.approx(whole)
    assert one.low + other.high == pytest.approx(whole)


@pytest.mark.parametrize(("labelled", "found"), [(20, 0), (20, 20), (60, 7), (400, 2)])
def test_a_single_cell_has_the_limits_of_clopper_and_pearson(labelled: int, found: int) -> None:
    whole = 10**12
    expected = stats.binomtest(found, labelled).proportion_ci(0.95, "exact")
    share = estimated([Cell(whole, labelled, found)]).of(whole)
    assert (share.low, share.high) == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_a_cell_without_labels_may_hold_anything() -> None:
    known = Cell(100, 100, 10)
    found = estimated([known, Cell(50, 0, 0)])
    assert (found.value, found.low, found.high) == pytest.approx((15, 10, 60))
    assert total([Cell(50, 0, 0)]) is None
    assert total([]) == Estimate(0, 0, 0)


def test_shares_of_known_totals_are_known() -> None:
    assert share_found(Estimate(30, 30, 30), Estimate(10, 10, 10)) == Estimate(0.75, 0.75, 0.75)
    assert share_found(Estimate(0, 0, 0), Estimate(0, 0, 0)) is None
    nothing_missed = share_found(Estimate(30, 25, 35), Estimate(0, 0, 0))
    assert nothing_missed == Estimate(1, 1, 1)
    nothing_found = share_found(Estimate(0, 0, 0), Estimate(5, 1, 9))
    assert nothing_found == Estimate(0, 0, 0)


Design = Sequence[tuple[int, float, int]]
"""Of each cell how many messages it holds, the share of cases, and how many are labelled."""

FLAGGED: Design = [(15_000, 0.9, 40), (8000, 0.7, 30), (3000, 0.95, 20), (60, 0.8, 5)]
PASSED: Design = [(900_000, 0.002, 150), (60_000, 0.02, 50), (20_000, 0.1, 30)]
RARE: Design = [(900_000, 0.0005, 150), (60_000, 0.005, 50), (20_000, 0.02, 30)]
MANY_SMALL: Design = [(300, 0.9, 8)] * 12
MOSTLY_LABELLED: Design = [(120, 0.3, 100), (80, 0.6, 60), (40, 0.1, 40)]


def drawn(design: Design, times: int) -> tuple[int, list[list[Cell]]]:
    """The true number of cases, and samples drawn without replacement."""
    rng = np.random.default_rng(20260301)
    cases = [round(messages * share) for messages, share, _ in design]
    columns = [
        rng.hypergeometric(many, messages - many, labelled, times).tolist()
        for many, (messages, _, labelled) in zip(cases, design, strict=True)
    ]
    samples = [
        [
            Cell(messages, labelled, found)
            for found, (messages, _, labelled) in zip(row, design, strict=True)
        ]
        for row in zip(*columns, strict=True)
    ]
    return sum(cases), samples


def covered(truth: float, intervals: Sequence[Estimate | None]) -> float:
    hits = [one is not None and one.low - 1e-9 <= truth <= one.high + 1e-9 for one in intervals]
    return sum(hits) / len(hits)


remembered: Callable[[tuple[Cell, ...]], Estimate | None] = cache(total)


@pytest.mark.parametrize(
    "design", [FLAGGED, PASSED, RARE, MANY_SMALL, MOSTLY_LABELLED, [(9000, 0.03, 100)]]
)
def test_intervals_of_totals_hold_as_often_as_they_say(design: Design) -> None:
    truth, samples = drawn(design, 1000)
    assert covered(truth, [remembered(tuple(one)) for one in samples]) >= 0.935


@pytest.mark.parametrize("passed", [PASSED, RARE, [(9000, 0.03, 100)]])
def test_intervals_of_the_share_found_hold_as_often_as_they_say(passed: Design) -> None:
    found, flagged_samples = drawn(FLAGGED, 1000)
    missed, passed_samples = drawn(passed, 1000)
    shares = [
        share_found(estimated(one), estimated(other))
        for one, other in zip(flagged_samples, passed_samples, strict=True)
    ]
    assert covered(found / (found + missed), shares) >= 0.935


def test_intervals_are_no_wider_than_they_need_be() -> None:
    """Clopper and Pearson for one sample of the same size would be wider by half at most."""
    truth, samples = drawn([(5000, 0.3, 40)] * 4, 200)
    plain = stats.binomtest(48, 160).proportion_ci(0.95, "exact")
    widths = [(one.high - one.low) / 20_000 for one in map(estimated, samples)]
    assert truth == 6000
    assert np.mean(widths) < 1.5 * (plain.high - plain.low)
