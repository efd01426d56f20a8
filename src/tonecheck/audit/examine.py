"""A batch of messages to a batch of verdicts and a batch of findings: pure, whoever runs it."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.keys import Hasher
from tonecheck.audit.schema import BASIS, LOCAL, NAMES, VERDICTS, findings_schema
from tonecheck.audit.skeletons import Grouped, Skeleton, Spans, blanked, grouped
from tonecheck.audit.verdict import Shared, Verdict
from tonecheck.checker import Checker
from tonecheck.report import Versions
from tonecheck.text.blanks import Blanked

Verdicts = Callable[[Sequence[Skeleton]], Sequence[Verdict]]
"""Gives the verdict on each skeleton, from wherever it is known or made."""

_DIGEST: Final = 16


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
        self._checker = checker
        self._hasher = hasher
        self._verdicts = verdicts
        self._law_day = law_day
        self._include_text = include_text
        self._spans = Spans(checker.hours)
        self._versions = digest(checker.versions)
        self._cited: dict[tuple[str, date], list[dict[str, str]]] = {}

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
        findings = self._finding_rows(common, batch, groups, judged, hashes)
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
        hashes = pa.array(map(self._hasher.of, encoded.dictionary.to_pylist()), pa.string())
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
            "decision": _names([one.decision for one in judged]).take(of),
            "complete": pa.array([not one.incomplete_because for one in judged]).take(of),
            "findings": pa.array([len(one.findings) for one in judged], pa.int32()).take(of),
            "worst": _names([one.worst for one in judged]).take(of),
            "probability": pa.array([one.probability for one in judged], pa.float32()).take(of),
            "skeleton": hashes.take(of),
        }
        return pa.RecordBatch.from_arrays(
            [columns[name] for name in VERDICTS.names], schema=VERDICTS
        )

    def _finding_rows(
        self,
        common: dict[str, pa.Array],
        batch: pa.RecordBatch,
        groups: Grouped,
        judged: Sequence[Verdict],
        hashes: pa.Array,
    ) -> pa.RecordBatch:
        """Where each shared finding stands in the messages themselves."""
        many = np.array([len(one.findings) for one in judged], np.int64)
        rows = np.flatnonzero(many[groups.of])
        of = groups.of[rows]
        repeated = pa.array(np.repeat(rows, many[of]))
        texts = batch.column("text").take(pa.array(rows)).to_pylist()
        found: list[Shared] = []
        spans: list[tuple[int, int]] = []
        for text, group in zip(texts, of, strict=True):
            blank = Blanked(text)
            if blank.text != groups.skeletons[group].text:
                raise AssertionError("a text and its skeleton differ")
            found += judged[group].findings
            spans += [blank.original_span(one.start, one.end) for one in judged[group].findings]
        lengths = many[of]
        quoted = np.repeat(np.arange(len(rows)), lengths)
        days = pc.cast(common["sent_at"].take(repeated), pa.date32()).to_pylist()
        columns = {
            **{name: column.take(repeated) for name, column in common.items()},
            "decision": _names([judged[g].decision for g in of]).take(pa.array(quoted)),
            "rule": _names([one.rule for one in found]),
            "category": _names([one.category for one in found]),
            "severity": _names([one.severity for one in found]),
            "start": pa.array([start for start, _ in spans], pa.int32()),
            "end": pa.array([end for _, end in spans], pa.int32()),
            "excerpt": pa.array(self._excerpts(texts, quoted, spans, found), pa.string()),
            "why": _names([one.why for one in found]),
            "suggestion": _names([one.suggestion for one in found]),
            "basis": pa.array(map(self._basis, found, days), BASIS),
            "confidence": pa.array([one.confidence for one in found], pa.float64()),
            "evasion": pa.array([one.evasion for one in found], pa.list_(pa.string())),
            "skeleton": hashes.take(pa.array(np.repeat(of, lengths))),
            "text_hash": pa.array(map(self._hasher.of, texts), pa.string()).take(pa.array(quoted)),
            "versions": _names([self._versions] * len(found)),
        }
        if self._include_text:
            columns["text"] = pa.array(texts, pa.string()).take(pa.array(quoted))
        schema = findings_schema(self._include_text)
        return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)

    def _excerpts(
        self,
        texts: Sequence[str],
        quoted: NDArray[Any],
        spans: Sequence[tuple[int, int]],
        found: Sequence[Shared],
    ) -> list[str]:
        if not self._include_text:
            return [one.excerpt for one in found]
        return [texts[at][start:end] for at, (start, end) in zip(quoted, spans, strict=True)]

    def _basis(self, finding: Shared, day: date | None) -> list[dict[str, str]]:
        key = finding.rule, day or self._law_day
        if key not in self._cited:
            self._cited[key] = [msgspec.to_builtins(one) for one in self._checker.basis(*key)]
        return self._cited[key]


def _names(values: Sequence[str | None]) -> pa.Array:
    return pc.cast(pa.array(values, pa.string()).dictionary_encode(), NAMES)


def digest(versions: Versions) -> str:
    """A short name of everything that verdicts depend on."""
    return hashlib.sha256(msgspec.json.encode(versions)).hexdigest()[:_DIGEST]
