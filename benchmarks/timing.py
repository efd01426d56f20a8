"""Rounds of several functions in turn, so that a slow moment of the machine hits all alike."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter


def interleaved(functions: Mapping[str, Callable[[], object]], rounds: int = 7) -> dict[str, float]:
    """Median seconds of each function over ``rounds``, run one after another in every round."""
    for function in functions.values():
        function()
    times: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            start = perf_counter()
            function()
            times[name].append(perf_counter() - start)
    return {name: median(values) for name, values in times.items()}
