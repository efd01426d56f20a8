"""A batch of messages to a batch of verdicts and a batch of findings: pure, whoever runs it."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.finding_rows import FindingRows
from tonecheck.audit.keys import Hasher
from tonecheck.audit.schema import LOCAL, NAMES, VERDICTS, repeated
from tonecheck.audit.skeletons import Grouped, Skeleton, Spans, blanked, grouped
from tonecheck.audit.verdict import Verdict
from tonecheck.checker import Checker
from tonecheck.report import Versions

Verdicts = Callable[[Sequence[Skeleton]], Sequence[Verdict]]
"""Gives the verdict on each skeleton, from wherever it is known or made."""

_DIGEST: Final = 16

_IDS: Final = 1 << 18
"""Hashes of persons and threads that a worker keeps: most come again in every batch."""


class Examined(NamedTuple):
    """What is told of a batch of messages; ``skeletons`` and ``of`` say which verdict is whose."""

    verdicts: pa.RecordBatch
    findings: pa.RecordBatch
    skeletons: Sequence[Skeleton]
    judged: Sequence[Verdict]
    of: NDArray[Any]


class Examiner:
    """Examines batches of `tonecheck.audit.messages.MESSAGES`.

    Args:
        law_day: whose law is cited for messages that do not say when they were sent.
    """

    def __init__(
        self,
        checker: Checker,
        hasher: Hasher,
        verdicts: Verdicts,
        law_day: date,
        include_text: bool = False,
    ) -> None:
        self._hasher = hasher
        self._hashed_id = lru_cache(_IDS)(hasher.of)
        self._verdicts = verdicts
        self._spans = Spans(checker.hours)
        self._finding_rows = FindingRows(
            checker, hasher, law_day, include_text, digest(checker.versions)
        )

    def examine(
        self, batch: pa.RecordBatch, source: str, texts: pa.DictionaryArray | None = None
    ) -> Examined:
        """Judge every message of a batch of the input ``source``.

        Args:
            texts: its texts blanked, where that is done already.
        """
        groups = grouped(batch, self._spans, texts or blanked(batch.column("text")))
        judged = self._verdicts(groups.skeletons)
        hashes = pa.array([self._hasher.of(one.text) for one in groups.skeletons], pa.string())
        common = self._common(batch, source)
        verdicts = self._verdict_rows(common, batch, groups, judged, hashes)
        findings = self._finding_rows.of(common, batch, groups, judged, hashes)
        return Examined(verdicts, findings, groups.skeletons, judged, groups.of)

    def _common(self, batch: pa.RecordBatch, source: str) -> dict[str, pa.Array]:
        return {
            "message": batch.column("message"),
            "source": pa.DictionaryArray.from_arrays(
                pa.array(np.zeros(batch.num_rows, np.int32)), pa.array([source])
            ),
            "row": batch.column("row"),
            "sent_at": pc.cast(batch.column("sent_at"), LOCAL),
            "channel": pc.cast(batch.column("channel"), NAMES),
            "recipient": pc.cast(batch.column("recipient"), NAMES),
            "sender": batch.column("sender"),
            "person": self._hashed(batch.column("person")),
        }

    def _hashed(self, column: pa.Array) -> pa.Array:
        encoded = column.dictionary_encode()
        hashes = pa.array(map(self._hashed_id, encoded.dictionary.to_pylist()), pa.string())
        return hashes.take(encoded.indices)

    def _verdict_rows(
        self,
        common: dict[str, pa.Array],
        batch: pa.RecordBatch,
        groups: Grouped,
        judged: Sequence[Verdict],
        hashes: pa.Array,
    ) -> pa.RecordBatch:
        of = pa.array(groups.of)
        same = batch.column("thread").equals(batch.column("person"))
        columns = {
            **common,
            "thread": common["person"] if same else self._hashed(batch.column("thread")),
            "decision": repeated([one.decision for one in judged]).take(of),
            "complete": pa.array([not one.incomplete_because for one in judged]).take(of),
            "findings": pa.array([len(one.findings) for one in judged], pa.int32()).take(of),
            "worst": repeated([one.worst for one in judged]).take(of),
            "probability": pa.array([one.probability for one in judged], pa.float32()).take(of),
            "skeleton": hashes.take(of),
        }
        return pa.RecordBatch.from_arrays(
            [columns[name] for name in VERDICTS.names], schema=VERDICTS
        )


def digest(versions: Versions) -> str:
    """A short name of everything that verdicts depend on."""
    return hashlib.sha256(msgspec.json.encode(versions)).hexdigest()[:_DIGEST]
