"""Everything that is counted of messages; counts of batches, units and archives add up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.examine import Examined
from tonecheck.audit.skeletons import local_seconds
from tonecheck.audit.verdict import Verdict
from tonecheck.report import SEVERITY_ORDER, Severity

_SECONDS_A_DAY: Final = 86_400
_HOURS: Final = 7 * 24
_THURSDAY: Final = 3
"""The weekday, from Monday, of the first day of 1970."""

UNKNOWN_DAY: Final = -1
ENOUGH: Final = 5
"""What went to fewer persons, or where nobody knows to whom, was sent less often, is no template."""

_SEVERITIES: Final[tuple[Severity, ...]] = ("info", "warn", "block")


class Tally(msgspec.Struct):
    """Messages; those that offend (a finding that warns or blocks), and those that are blocked."""

    messages: int = 0
    offending: int = 0
    block: int = 0
    review: int = 0

    def add(self, other: "Tally") -> None:
        self.messages += other.messages
        self.offending += other.offending
        self.block += other.block
        self.review += other.review


class Rule(msgspec.Struct):
    """One rule or category: messages and findings, and messages by severity."""

    category: str = ""
    messages: int = 0
    findings: int = 0
    by_severity: dict[str, int] = {}

    def add(self, other: "Rule") -> None:
        self.category = self.category or other.category
        self.messages += other.messages
        self.findings += other.findings
        for severity, count in other.by_severity.items():
            self.by_severity[severity] = self.by_severity.get(severity, 0) + count


class Template(msgspec.Struct):
    """One skeleton that offends."""

    tally: Tally
    example: str
    """Its text, covered."""
    rules: list[str]
    senders: set[str]
    persons: set[str]
    """Some of those it was sent to, `ENOUGH` at most."""

    def add(self, other: "Template") -> None:
        self.tally.add(other.tally)
        self.rules = sorted({*self.rules, *other.rules})
        self.senders |= other.senders
        self.persons = {*sorted(self.persons | other.persons)[:ENOUGH]}


class Counts(msgspec.Struct):
    """Sums over messages."""

    total: Tally = msgspec.field(default_factory=Tally)
    incomplete: dict[str, int] = {}
    channels: dict[str, Tally] = {}
    recipients: dict[str, Tally] = {}
    senders: dict[str, Tally] = {}
    days: dict[int, Tally] = {}
    """By day since 1970; `UNKNOWN_DAY` where no time is known."""
    month_categories: dict[str, dict[str, int]] = {}
    """Messages by month and category, of what warns or blocks."""
    categories: dict[str, Rule] = {}
    rules: dict[str, Rule] = {}
    laws: dict[str, tuple[str, int, int]] = {}
    """Of each provision its citation, findings and messages, of what warns or blocks."""
    hours: list[int] = msgspec.field(default_factory=lambda: [0] * _HOURS)
    offending_hours: list[int] = msgspec.field(default_factory=lambda: [0] * _HOURS)

    def add(self, other: "Counts") -> None:
        self.total.add(other.total)
        _add_numbers(self.incomplete, other.incomplete)
        for name in ("channels", "recipients", "senders", "days", "categories", "rules"):
            _add_each(getattr(self, name), getattr(other, name))
        for month, by_category in other.month_categories.items():
            _add_numbers(self.month_categories.setdefault(month, {}), by_category)
        for provision, (cite, findings, messages) in other.laws.items():
            known = self.laws.get(provision, (cite, 0, 0))
            self.laws[provision] = (cite, known[1] + findings, known[2] + messages)
        for mine, theirs in (
            (self.hours, other.hours),
            (self.offending_hours, other.offending_hours),
        ):
            mine[:] = [one + more for one, more in zip(mine, theirs, strict=True)]


def _add_numbers(mine: dict[Any, int], theirs: Mapping[Any, int]) -> None:
    for key, count in theirs.items():
        mine[key] = mine.get(key, 0) + count


def _add_each(mine: dict[Any, Any], theirs: Mapping[Any, Any]) -> None:
    for key, one in theirs.items():
        if key in mine:
            mine[key].add(one)
        else:
            mine[key] = one


def counted(examined: Examined) -> Counts:
    """The counts of one batch."""
    rows, of = examined.verdicts, examined.of
    judged = examined.judged
    offends = np.array([_offends(one) for one in judged], dtype=bool)[of]
    block = np.array([one.decision == "block" for one in judged], dtype=bool)[of]
    review = np.array([one.decision == "review" for one in judged], dtype=bool)[of]
    flags = np.stack([np.ones(len(of), np.int64), offends, block, review])
    counts = Counts(total=_tally(flags.sum(axis=1)))
    often = np.bincount(of, minlength=len(judged))
    for verdict, many in zip(judged, often.tolist(), strict=True):
        for reason in verdict.incomplete_because:
            _add_numbers(counts.incomplete, {reason: many})
        _count_findings(counts, verdict, many)
    counts.channels = _tallies(rows.column("channel"), flags)
    counts.recipients = _tallies(rows.column("recipient"), flags)
    counts.senders = _tallies(rows.column("sender").dictionary_encode(), flags)
    seconds = local_seconds(rows.column("sent_at"))
    days = np.where(seconds < 0, UNKNOWN_DAY, seconds // _SECONDS_A_DAY)
    first = int(days.min(initial=UNKNOWN_DAY))
    names = range(first, int(days.max(initial=first)) + 1)
    counts.days = dict(_by_number(days - first, names, flags))
    known = seconds >= 0
    slots = (days + _THURSDAY) % 7 * 24 + seconds % _SECONDS_A_DAY // 3600
    counts.hours = np.bincount(slots[known], minlength=_HOURS).tolist()
    counts.offending_hours = np.bincount(slots[known & offends], minlength=_HOURS).tolist()
    _count_findings_by_day(counts, examined.findings)
    return counts


def _offends(verdict: Verdict) -> bool:
    return verdict.worst in ("warn", "block")


def _count_findings(counts: Counts, verdict: Verdict, many: int) -> None:
    for kept, name in ((counts.rules, "rule"), (counts.categories, "category")):
        worst: dict[str, Severity] = {}
        for one in verdict.findings:
            key = getattr(one, name)
            entry = kept.setdefault(key, Rule(one.category, 0, 0, {}))
            entry.findings += many
            before = worst.get(key, "info")
            worst[key] = max(before, one.severity, key=SEVERITY_ORDER.__getitem__)
        for key, severity in worst.items():
            kept[key].messages += many
            _add_numbers(kept[key].by_severity, {severity: many})


def _count_findings_by_day(counts: Counts, findings: pa.RecordBatch) -> None:
    """What depends on the day: months, and provisions."""
    severe = pc.not_equal(findings.column("severity").cast(pa.string()), "info")
    chosen = findings.filter(severe)
    months = pc.strftime(chosen.column("sent_at"), "%Y-%m").fill_null("").to_pylist()
    messages = chosen.column("row").to_pylist()
    categories = chosen.column("category").to_pylist()
    seen: set[tuple[int, str]] = set()
    cited: set[tuple[int, str]] = set()
    for month, row, category, basis in zip(
        months, messages, categories, chosen.column("basis").to_pylist(), strict=True
    ):
        if (row, category) not in seen:
            seen.add((row, category))
            _add_numbers(counts.month_categories.setdefault(month, {}), {category: 1})
        for one in basis:
            provision = one["provision"]
            _, findings_, messages_ = counts.laws.get(provision, ("", 0, 0))
            first = (row, provision) not in cited
            cited.add((row, provision))
            counts.laws[provision] = (one["cite"], findings_ + 1, messages_ + first)


def _tallies(column: pa.DictionaryArray, flags: NDArray[Any]) -> dict[str, Tally]:
    names = [None, *column.dictionary.to_pylist()]
    numbers = column.indices.fill_null(-1).to_numpy(zero_copy_only=False) + 1
    return {name: tally for name, tally in _by_number(numbers, names, flags) if name is not None}


def _by_number(
    numbers: NDArray[Any], names: Sequence[Any], flags: NDArray[Any]
) -> Iterator[tuple[Any, Tally]]:
    """The sums over each of the numbers from 0 that occurs, by its name."""
    sums = [np.bincount(numbers, weights=row, minlength=len(names)) for row in flags]
    for at in np.flatnonzero(sums[0]).tolist():
        yield names[at], _tally([total[at] for total in sums])


def _tally(sums: Sequence[Any] | NDArray[Any]) -> Tally:
    return Tally(*(int(one) for one in sums))


def templates_of(examined: Examined) -> dict[str, Template]:
    """The offending skeletons of a batch by their hash."""
    offending = {n for n, one in enumerate(examined.judged) if _offends(one)}
    chosen = np.isin(examined.of, list(offending))
    rows = np.flatnonzero(chosen)
    hashes = examined.verdicts.column("skeleton").take(pa.array(rows)).to_pylist()
    senders, persons = (
        examined.verdicts.column(name).take(pa.array(rows)).to_pylist()
        for name in ("sender", "person")
    )
    found: dict[str, Template] = {}
    groups = examined.of[rows].tolist()
    for key, sender, person, group in zip(hashes, senders, persons, groups, strict=True):
        verdict = examined.judged[group]
        if key not in found:
            found[key] = Template(Tally(), verdict.example, [], set(), set())
        template = found[key]
        template.tally.add(
            Tally(1, 1, int(verdict.decision == "block"), int(verdict.decision == "review"))
        )
        template.rules = sorted(
            {*template.rules, *(one.rule for one in verdict.findings if one.severity != "info")}
        )
        if sender:
            template.senders.add(sender)
        if person and len(template.persons) < ENOUGH:
            template.persons.add(person)
    return found
