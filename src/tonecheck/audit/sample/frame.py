"""The archive as one samples from it: each message in one stratum, with what was found in it."""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple, get_args

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.results import Results
from tonecheck.categories import CATEGORIES, TITLES, Category
from tonecheck.titles import DECISION_TITLES

Outcome = Literal["block", "review", "unread", "pass"]
"""``unread``: sent to a person because it could not be read as a whole; nothing was found."""

Kind = Category | Literal["suspected", "ordinary", ""]
"""The category of the worst finding; of what passed, whether anything at all spoke against it."""

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
_OUTCOME_TITLES: Final[Mapping[str, str]] = {**DECISION_TITLES, "unread": "未能完整检查"}
_KINDS: Final[tuple[Kind, ...]] = (*CATEGORIES, "suspected", "ordinary", "")
_KIND_TITLES: Final[Mapping[str, str]] = {
    **{str(name): title for name, title in TITLES.items()},
    "suspected": "略有可疑",
    "ordinary": "平常",
}
_SUSPECTED, _ORDINARY = len(CATEGORIES), len(CATEGORIES) + 1
_COMMON: Final = 10
"""Messages that make their skeleton a template rather than something written once."""

_SUSPICION: Final = 0.05
"""Probability of an offence from which a message that passed counts as suspected."""

_BLOCK: Final = len(CATEGORIES)
"""Where, in the bits of a message, the categories with a finding that blocks begin."""


class Stratum(msgspec.Struct, frozen=True):
    """Messages with the same outcome, of one kind, from templates or not."""

    outcome: Outcome
    kind: Kind
    template: bool

    @property
    def title(self) -> str:
        source = "常用模板" if self.template else "少见写法"
        return " · ".join(
            part
            for part in (_OUTCOME_TITLES[self.outcome], _KIND_TITLES.get(self.kind), source)
            if part
        )


class Frame(NamedTuple):
    """Strata that hold messages; of each message its stratum and the categories found, as bits."""

    strata: list[Stratum]
    of: NDArray[np.int64]
    found: NDArray[np.int64]

    def sizes(self) -> list[int]:
        """How many messages each stratum holds."""
        return self._counted(self.of)

    def found_in(self) -> list[list[int]]:
        """Of each category how many messages of each stratum have a finding of it."""
        return [self._counted(self.of[self.found >> at & 1 == 1]) for at in range(len(CATEGORIES))]

    def _counted(self, strata: NDArray[np.int64]) -> list[int]:
        counts: list[int] = np.bincount(strata, minlength=len(self.strata)).tolist()
        return counts


def categories_of(found: int) -> tuple[Category, ...]:
    """The categories that the bits of a message stand for."""
    return tuple(one for at, one in enumerate(CATEGORIES) if found >> at & 1)


def frame_of(results: Results) -> Frame:
    """Put every message into its stratum.

    Raises:
        AuditError: a table of the results cannot be read.
    """
    verdicts = results.verdicts("source", "row", "decision", "findings", "probability", "skeleton")
    bits = _found(verdicts, results)
    blocked = bits >> _BLOCK
    found = (bits | blocked) & ((1 << _BLOCK) - 1)
    worst = np.where(blocked > 0, blocked, found)
    decision = _codes(verdicts["decision"], ("block", "review", "pass"))
    outcome = np.where(decision == 2, 3, np.where(found == 0, 2, decision))
    probability = verdicts["probability"].to_numpy()
    suspected = (verdicts["findings"].to_numpy() > 0) | (probability >= _SUSPICION)
    kind = np.where(
        outcome == 3,
        np.where(suspected, _SUSPECTED, _ORDINARY),
        np.where(found == 0, len(_KINDS) - 1, _lowest_bit(worst)),
    )
    number = (outcome * len(_KINDS) + kind) * 2 + ~_common(verdicts["skeleton"])
    present = np.flatnonzero(np.bincount(number))
    of = np.searchsorted(present, number)
    strata = [
        Stratum(OUTCOMES[one // 2 // len(_KINDS)], _KINDS[one // 2 % len(_KINDS)], one % 2 == 0)
        for one in present.tolist()
    ]
    return Frame(strata, of, found)


def _found(verdicts: pa.Table, results: Results) -> NDArray[np.int64]:
    """Of each message the categories that warn (low bits) and that block (high bits)."""
    findings = results.findings("source", "row", "category", "severity")
    findings = findings.filter(pc.not_equal(findings["severity"].cast(pa.string()), "info"))
    sources = pc.unique(verdicts["source"].cast(pa.string())).to_pylist()
    places, found = (_places(table, sources) for table in (verdicts, findings))
    at = np.searchsorted(places, found)  # both are in the order of the archive
    blocks = _codes(findings["severity"], ("warn", "block"))
    bits = np.left_shift(1, _codes(findings["category"], CATEGORIES) + blocks * _BLOCK)
    together = np.zeros(verdicts.num_rows, np.int64)
    np.bitwise_or.at(together, at, bits)
    return together


def _places(table: pa.Table, sources: list[str]) -> NDArray[np.int64]:
    """A number for each row of the archive."""
    rows: NDArray[np.int64] = table["row"].to_numpy()
    return (_codes(table["source"], tuple(sources)) << 40) + rows


def _codes(column: pa.ChunkedArray, values: tuple[str, ...]) -> NDArray[np.int64]:
    """The place of each value in ``values``."""
    codes: NDArray[Any] = pc.index_in(column.cast(pa.string()), pa.array(values)).to_numpy()
    return codes.astype(np.int64)


def _lowest_bit(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    lowest: NDArray[np.int64] = np.log2(np.maximum(bits & -bits, 1)).astype(np.int64)
    return lowest


def _common(skeletons: pa.ChunkedArray) -> NDArray[np.bool_]:
    codes = skeletons.combine_chunks().dictionary_encode().indices.to_numpy()
    common: NDArray[np.bool_] = np.bincount(codes)[codes] >= _COMMON
    return common
