"""A stratified random sample that anyone can draw again from the same audit and seed."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from math import sqrt
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonecheck.audit.defaults import SAMPLE_SIZE
from tonecheck.audit.errors import AuditError
from tonecheck.audit.sample.frame import Frame

FEWEST: Final = 5
"""Messages drawn from each stratum, as far as it has them."""


class Drawn(NamedTuple):
    """One message of the sample: its place in the archive, from 0, and its stratum."""

    place: int
    stratum: int


def draw(frame: Frame, size: int | None, seed: int) -> list[Drawn]:
    """Draw ``size`` messages, or all there are; in random order, so that strata are mixed.

    None draws `SAMPLE_SIZE`, or as many more as the strata need.

    Each message has a random number of its own, and the lowest of each stratum are drawn: with
    the same seed a larger sample holds all of a smaller one.

    Raises:
        AuditError: ``size`` is too small for the number of strata.
    """
    sizes = frame.sizes()
    wanted = allocate(sizes, max(SAMPLE_SIZE, sum(_least(sizes))) if size is None else size)
    numbers = random_numbers(len(frame.of), seed)
    places: list[int] = []
    for stratum, many in enumerate(wanted):
        inside = np.flatnonzero(frame.of == stratum)
        lowest = np.argpartition(numbers[inside], many - 1)[:many]
        places += inside[lowest].tolist()
    places.sort(key=lambda place: (int(numbers[place]), place))
    return [Drawn(place, int(frame.of[place])) for place in places]


def allocate(sizes: Sequence[int], size: int) -> list[int]:
    """How many to draw from strata of these sizes: as the square root of each (Bankier 1988).

    The American Statistician 42:174-177. Large strata get more, and small ones still enough. One
    message after the other goes where it is most wanting, so that no stratum loses by a larger
    ``size``.

    Raises:
        AuditError: ``size`` is too small.
    """
    allocated = _least(sizes)
    if sum(allocated) > size:
        raise AuditError(
            f"样本太小：分成 {len(sizes)} 层，每层至少 {FEWEST} 条，--size 至少要 {sum(allocated)}"
        )
    wanting = [
        ((many + 0.5) / sqrt(one), at)
        for at, (one, many) in enumerate(zip(sizes, allocated, strict=True))
        if many < one
    ]
    heapify(wanting)
    for _ in range(size - sum(allocated)):
        if not wanting:
            break
        _, at = heappop(wanting)
        allocated[at] += 1
        if allocated[at] < sizes[at]:
            heappush(wanting, ((allocated[at] + 0.5) / sqrt(sizes[at]), at))
    return allocated


def _least(sizes: Sequence[int]) -> list[int]:
    return [min(FEWEST, one) for one in sizes]


def random_numbers(count: int, seed: int) -> NDArray[np.uint64]:
    """The SplitMix64 sequence (Steele, Lea & Flood 2014): the same on every machine and version."""
    golden = 0x9E3779B97F4A7C15
    start = np.array([seed * golden % 2**64], np.uint64)
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(golden)
    return _mixed(steps + _mixed(start))


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))
