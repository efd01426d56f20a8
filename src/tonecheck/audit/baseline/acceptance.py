"""Findings against the list: what is accepted, what is left, which entries are past or unused."""

from collections import Counter
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from tonecheck.audit.baseline.reading import Baseline, Entry
from tonecheck.report import Severity

ACCEPTED: Final = pa.field("accepted", pa.bool_())
"""The column of findings that says so."""

_BETWEEN: Final = "\n"


class Acceptance:
    """Says of findings whether they are accepted, and keeps count of those it is asked to count.

    Args:
        day: the day of the audit; entries that expired before it accept nothing.
    """

    def __init__(self, baseline: Baseline, day: date) -> None:
        self._baseline = baseline
        self._day = day
        self._keys = pa.array([_key(entry) for entry in baseline.entries], pa.string())
        self._valid = pa.array(
            [_key(entry) for entry in baseline.entries if not self._expired(entry)], pa.string()
        )
        self._matched: Counter[str] = Counter()
        self._messages = 0
        self._last: tuple[str, int] | None = None
        self.remaining: dict[Severity, int] = {"block": 0, "warn": 0, "info": 0}
        """Findings counted that nobody accepted."""

    def accepted(self, findings: pa.RecordBatch) -> pa.BooleanArray:
        """Of each finding whether it is accepted; asks for its rule and skeleton."""
        return pc.is_in(_keys(findings), self._valid)

    def count(self, findings: pa.RecordBatch) -> None:
        """Count findings, batch by batch in the order of the archive.

        Asks for rule, skeleton, severity, source and row.
        """
        keys, accepted = _keys(findings), self.accepted(findings)
        matched = keys.filter(pc.is_in(keys, self._keys))
        self._matched.update(
            {one["values"]: one["counts"] for one in matched.value_counts().to_pylist()}
        )
        severities = findings.column("severity").cast(pa.string()).filter(pc.invert(accepted))
        for one in severities.value_counts().to_pylist():
            self.remaining[one["values"]] += one["counts"]
        self._count_messages(findings.filter(accepted))

    def _count_messages(self, accepted: pa.RecordBatch) -> None:
        sources = accepted.column("source").cast(pa.string()).to_pylist()
        for place in zip(sources, accepted.column("row").to_pylist(), strict=True):
            self._messages += place != self._last
            self._last = place

    def told(self) -> dict[str, Any]:
        """For the summary: what was accepted, what is left, entries expired and unused."""
        entries = self._baseline.entries
        return {
            "file": self._baseline.name,
            "sha256": self._baseline.sha256,
            "entries": len(entries),
            "accepted": {
                "findings": sum(
                    self._matched[_key(one)] for one in entries if not self._expired(one)
                ),
                "messages": self._messages,
            },
            "remaining": dict(self.remaining),
            "expired": [self._listed(one) for one in entries if self._expired(one)],
            "unused": [
                self._listed(one)
                for one in entries
                if not self._expired(one) and not self._matched[_key(one)]
            ],
        }

    def _expired(self, entry: Entry) -> bool:
        return entry.expires < self._day

    def _listed(self, entry: Entry) -> dict[str, Any]:
        """An entry, with the findings that it would have accepted."""
        return {
            "line": entry.line,
            "rule": entry.rule,
            "skeleton": entry.skeleton,
            "reason": entry.reason,
            "owner": entry.owner,
            "expires": entry.expires.isoformat(),
            "findings": self._matched[_key(entry)],
        }


def _keys(findings: pa.RecordBatch) -> pa.Array:
    rules = findings.column("rule").cast(pa.string())
    return pc.binary_join_element_wise(rules, findings.column("skeleton"), _BETWEEN)


def _key(entry: Entry) -> str:
    return f"{entry.rule}{_BETWEEN}{entry.skeleton}"
