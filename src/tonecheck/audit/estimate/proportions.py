"""From labelled samples of cells to numbers for all messages in them, with 95 % limits.

A cell is a part of the archive of which a simple random sample was labelled. The limits of one
cell are those of Clopper & Pearson (1934). Those of several together are of the same kind, in the
way of Fay & Feuer (1997, Statistics in Medicine 16:791-801): one case more, or one less, in the
cell where a label weighs most, and a beta distribution with the mean and variance of the sum
(Korn & Graubard 1998, Survey Methodology 24:193-201). They hold where cells show no case at all,
and the variance that is usually recovered from a sample is zero. Samples are drawn without
replacement: a cell counts as a larger sample the more of it was labelled (Cochran 1977, section
2.6), and is known exactly when all of it was. Ratios of independent totals: Donner & Zou (2012,
Statistical Methods in Medical Research 21:347-359, equation 9).
"""

from collections.abc import Iterable, Sequence
from math import inf, sqrt
from typing import Final

import msgspec
from scipy.special import betaincinv

_TAIL: Final = 0.025


class Cell(msgspec.Struct, frozen=True):
    """``found`` of ``labelled`` messages, drawn from ``messages``."""

    messages: int
    labelled: int
    found: int

    @property
    def share(self) -> float:
        return self.found / self.labelled

    @property
    def effective(self) -> float:
        """Draws with replacement that tell as much as these; infinite when all is labelled."""
        if self.labelled == self.messages:
            return inf
        return self.labelled * (self.messages - 1) / (self.messages - self.labelled)


class Estimate(msgspec.Struct, frozen=True):
    """A number with its 95 % limits."""

    value: float
    low: float
    high: float

    def of(self, whole: float) -> "Estimate":
        """As a share of a known whole."""
        return Estimate(self.value / whole, self.low / whole, self.high / whole)


def total(cells: Iterable[Cell]) -> Estimate | None:
    """How many messages of all cells are cases; None where not one was labelled.

    A cell without any label is taken to be like the others, and may hold no case or nothing else.
    """
    cells = [cell for cell in cells if cell.messages]
    labelled = [cell for cell in cells if cell.labelled]
    if not labelled:
        return None if cells else Estimate(0, 0, 0)
    known = sum(cell.messages for cell in labelled)
    unknown = sum(cell.messages for cell in cells) - known
    share = _mean(labelled)
    low = 1 - _upper([_complement(cell) for cell in labelled])
    seen = sum(cell.found for cell in labelled)
    possible = known - sum(cell.labelled - cell.found for cell in labelled)
    return Estimate(
        share * (known + unknown),
        min(max(low * known, seen), share * known),
        max(min(_upper(labelled) * known, possible), share * known) + unknown,
    )


def _mean(cells: Sequence[Cell]) -> float:
    return sum(cell.messages * cell.share for cell in cells) / sum(cell.messages for cell in cells)


def _complement(cell: Cell) -> Cell:
    return Cell(cell.messages, cell.labelled, cell.labelled - cell.found)


def _upper(cells: Sequence[Cell]) -> float:
    """The upper limit of the share of cases in all cells together."""
    whole = sum(cell.messages for cell in cells)
    share = _mean(cells)
    heaviest = max(cells, key=lambda cell: cell.messages / cell.effective)
    mean = variance = 0.0
    for cell in cells:
        weight, draws = cell.messages / whole, cell.effective
        if draws == inf:
            mean += weight * cell.share
        elif cell is heaviest:
            found = (cell.share * draws + 1) / (draws + 1)
            mean += weight * found
            variance += weight**2 * found * (1 - found) / (draws + 2)
        else:  # a few labels that agree do not show that all would: lean on the other cells
            expected = (cell.share * draws + share) / (draws + 1)
            mean += weight * cell.share
            variance += weight**2 * expected * (1 - expected) / draws
    if variance <= 0 or mean >= 1:
        return min(mean, 1.0)
    size = mean * (1 - mean) / variance - 1
    return float(betaincinv(mean * size, (1 - mean) * size, 1 - _TAIL))


def share_found(found: Estimate, missed: Estimate) -> Estimate | None:
    """``found`` of ``found + missed``, two independent totals; None where there are no cases."""
    cases = found.value + missed.value
    if not cases:
        return None
    low, high = _ratio(missed, found)
    return Estimate(found.value / cases, 1 / (1 + high), 1 / (1 + low))


def _ratio(one: Estimate, other: Estimate) -> tuple[float, float]:
    """Limits of ``one / other``: roots of two quadratic equations in the ratio."""
    product = one.value * other.value
    low_one = one.low * (2 * one.value - one.low)
    high_other = other.high * (2 * other.value - other.high)
    high_one = one.high * (2 * one.value - one.high)
    low_other = other.low * (2 * other.value - other.low)
    lower = product + sqrt(max(0.0, product**2 - low_one * high_other))
    upper = product + sqrt(max(0.0, product**2 - high_one * low_other))
    low = low_one / lower if lower else inf if low_one > 0 else 0.0
    return low, upper / low_other if low_other else inf
