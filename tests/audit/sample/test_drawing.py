"""Samples: so many of each stratum, anyone of them as likely, and the same for the same seed."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.audit.defaults import SAMPLE_SIZE
from tonecheck.audit.errors import AuditError
from tonecheck.audit.sample.drawing import FEWEST, allocate, draw, random_numbers
from tonecheck.audit.sample.frame import Frame, Stratum

sizes = st.lists(st.integers(1, 10**6), min_size=1, max_size=12)


def frame(*counts: int) -> Frame:
    strata = [Stratum("pass", "ordinary", True)] * len(counts)
    of = np.repeat(np.arange(len(counts)), counts)
    shuffled = np.random.default_rng(1).permutation(of)
    return Frame(strata, shuffled, np.zeros(len(of), np.int64))


@given(sizes, st.integers(60, 3000))
def test_every_stratum_has_its_part(sizes: list[int], size: int) -> None:
    allocated = allocate(sizes, size)
    assert sum(allocated) == min(size, sum(sizes))
    for many, of in zip(allocated, sizes, strict=True):
        assert min(FEWEST, of) <= many <= of


@given(sizes, st.integers(60, 2000), st.integers(1, 500))
def test_no_stratum_loses_by_a_larger_sample(sizes: list[int], size: int, more: int) -> None:
    smaller, larger = allocate(sizes, size), allocate(sizes, size + more)
    assert all(one <= other for one, other in zip(smaller, larger, strict=True))


def test_large_strata_get_more_but_not_in_proportion() -> None:
    large, small = allocate([1_000_000, 10_000], 220)
    assert (large, small) == (200, 20)


def test_too_small_a_sample_is_refused_with_what_would_do() -> None:
    with pytest.raises(AuditError, match=r"3 层.*--size 至少要 12"):
        allocate([100, 100, 2], 11)
    assert allocate([100, 100, 2], 12) == [5, 5, 2]


def test_random_numbers_are_those_of_splitmix64() -> None:
    mask = 2**64 - 1

    def mixed(state: int) -> int:
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & mask
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & mask
        return state ^ (state >> 31)

    golden = 0x9E3779B97F4A7C15
    start = mixed(7 * golden & mask)
    expected = [mixed(start + step * golden & mask) for step in range(1, 6)]
    assert random_numbers(5, 7).tolist() == expected
    assert random_numbers(3, 0).tolist()[0] == 0xE220A8397B1DCDAF  # published for seed 0


def test_the_same_seed_draws_the_same_and_a_larger_sample_all_of_a_smaller() -> None:
    archive = frame(3000, 200, 7)
    assert draw(archive, 100, 3) == draw(archive, 100, 3)
    assert set(draw(archive, 100, 3)) < set(draw(archive, 150, 3))
    assert draw(archive, 100, 3) != draw(archive, 100, 4)


def test_everyone_is_as_likely_to_be_drawn() -> None:
    """Over many seeds the messages of a stratum are drawn equally often (chi-square)."""
    archive = frame(60, 40)
    often = np.zeros(100)
    for seed in range(2000):
        for one in draw(archive, 20, seed):
            assert one.stratum == archive.of[one.place]
            often[one.place] += 1
    for stratum in (0, 1):
        counts = often[archive.of == stratum]
        expected = counts.sum() / len(counts)
        deviation = ((counts - expected) ** 2).sum() / expected
        assert deviation < 1.6 * len(counts)


def test_strata_are_mixed_in_the_order_of_drawing() -> None:
    order = [one.stratum for one in draw(frame(500, 500), 100, 1)]
    assert 20 < sum(one != other for one, other in pairwise(order)) < 80


def test_a_small_archive_is_drawn_as_a_whole_and_a_large_one_to_the_usual_number() -> None:
    assert len(draw(frame(30, 3), None, 1)) == 33
    assert len(draw(frame(5000, 3), None, 1)) == SAMPLE_SIZE
    many = frame(*[50] * 100)
    assert len(draw(many, None, 1)) == 100 * FEWEST
