"""The rows of findings: what a skeleton's messages share is told once and taken by all of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.keys import Hasher
from tonecheck.audit.schema import BASIS, findings_schema, repeated
from tonecheck.audit.skeletons import Grouped
from tonecheck.audit.times import EPOCH
from tonecheck.audit.verdict import Shared, Verdict
from tonecheck.checker import Checker
from tonecheck.text.blanks import Blanked

_DAY_BITS: Final = 20
_CITED: Final = 1 << 16
"""Rules and days whose provisions a worker keeps."""


class FindingRows:
    """Tells where each shared finding stands in the messages themselves.

    Args:
        law_day: whose law is cited for messages that do not say when they were sent.
        versions: the digest of what verdicts depend on.
    """

    def __init__(
        self, checker: Checker, hasher: Hasher, law_day: date, include_text: bool, versions: str
    ) -> None:
        self._checker = checker
        self._hasher = hasher
        self._law_day = (law_day - EPOCH).days
        self._include_text = include_text
        self._versions = versions
        self._cited_on = lru_cache(_CITED)(self._cited)

    def of(
        self,
        common: Mapping[str, pa.Array],
        batch: pa.RecordBatch,
        groups: Grouped,
        judged: Sequence[Verdict],
        hashes: pa.Array,
    ) -> pa.RecordBatch:
        """The findings of a batch in the order of its messages.

        Args:
            common: columns that findings have of their messages.
            hashes: of the skeletons.
        """
        many = np.array([len(one.findings) for one in judged], np.int64)
        rows = np.flatnonzero(many[groups.of])
        of = groups.of[rows]
        lengths = many[of]
        message = np.repeat(np.arange(len(rows)), lengths)
        which = np.arange(len(message)) + np.repeat(
            _before(many)[of] - _before(lengths), lengths
        )  # of each row its finding among all that are shared
        texts = batch.column("text").take(pa.array(rows)).to_pylist()
        spans = _spans(texts, of, groups, judged)
        row = pa.array(rows[message])
        columns = {name: column.take(row) for name, column in common.items()}
        shared = [one for verdict in judged for one in verdict.findings]
        taken = pa.array(which)
        columns |= {name: column.take(taken) for name, column in _shared(shared).items()}
        if self._include_text:
            columns["text"] = pa.array(texts, pa.string()).take(pa.array(message))
            excerpts = [
                texts[at][start:end] for at, (start, end) in zip(message, spans, strict=True)
            ]
            columns["excerpt"] = pa.array(excerpts, pa.string())
        columns |= {
            "decision": repeated([one.decision for one in judged]).take(pa.array(of[message])),
            "start": pa.array(spans[:, 0]),
            "end": pa.array(spans[:, 1]),
            "basis": self._basis(shared, which, columns["sent_at"]),
            "skeleton": hashes.take(pa.array(of[message])),
            "text_hash": pa.array(map(self._hasher.of, texts), pa.string()).take(pa.array(message)),
            "versions": pa.DictionaryArray.from_arrays(
                pa.array(np.zeros(len(message), np.int32)), pa.array([self._versions])
            ),
        }
        schema = findings_schema(self._include_text)
        return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)

    def _basis(self, shared: Sequence[Shared], which: NDArray[Any], sent_at: pa.Array) -> pa.Array:
        """The provisions of each finding, in force on the day of its message."""
        days = pc.cast(pc.cast(sent_at, pa.date32()), pa.int32()).fill_null(self._law_day)
        pairs = (which << _DAY_BITS) + days.to_numpy(zero_copy_only=False)
        distinct, at = np.unique(pairs, return_inverse=True)
        cited = [
            self._cited_on(shared[pair >> _DAY_BITS].rule, pair & ((1 << _DAY_BITS) - 1))
            for pair in distinct.tolist()
        ]
        return pa.array(cited, BASIS).take(pa.array(at))

    def _cited(self, rule: str, day: int) -> list[dict[str, str]]:
        basis = self._checker.basis(rule, EPOCH + timedelta(days=day))
        return [msgspec.to_builtins(one) for one in basis]


def _before(counts: NDArray[Any]) -> NDArray[Any]:
    """Of each of several stretches, how much stands before it."""
    before: NDArray[Any] = np.cumsum(counts) - counts
    return before


def _shared(shared: Sequence[Shared]) -> dict[str, pa.Array]:
    columns: dict[str, pa.Array] = {
        name: repeated([getattr(one, name) for one in shared])
        for name in ("rule", "category", "severity", "why", "suggestion")
    }
    return {
        **columns,
        "excerpt": pa.array([one.excerpt for one in shared], pa.string()),
        "confidence": pa.array([one.confidence for one in shared], pa.float64()),
        "evasion": pa.array([one.evasion for one in shared], pa.list_(pa.string())),
    }


def _spans(
    texts: Sequence[str], of: NDArray[Any], groups: Grouped, judged: Sequence[Verdict]
) -> NDArray[Any]:
    """Start and end of each finding in the text it is of."""
    found: list[tuple[int, int]] = []
    for text, group in zip(texts, of.tolist(), strict=True):
        blank = Blanked(text)
        if blank.text != groups.skeletons[group].text:
            raise AssertionError("a text and its skeleton differ")
        found += [blank.original_span(one.start, one.end) for one in judged[group].findings]
    return np.array(found, np.int32).reshape(-1, 2)
