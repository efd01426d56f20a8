"""Round numbers for the scales of charts."""

from math import ceil, floor, log10
from typing import Final

_STEPS: Final = (1, 2, 2.5, 5, 10)


def ticks(most: float, about: int = 4) -> list[float]:
    """Round numbers from 0 to the first that is not below ``most``, about so many steps apart."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / about
    power = 10.0 ** floor(log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough * (1 - 1e-9))
    return [round(step * n, 12) for n in range(ceil(most / step - 1e-9) + 1)]
