"""The counts of one batch, from what was made of it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.counts import (
    ENOUGH,
    HOURS,
    UNKNOWN_DAY,
    Counts,
    Rule,
    Tally,
    Template,
    add_numbers,
)
from tonecheck.audit.examine import Examined
from tonecheck.audit.skeletons import local_seconds
from tonecheck.audit.times import SECONDS_A_DAY
from tonecheck.audit.verdict import Verdict
from tonecheck.report import SEVERITY_ORDER, Severity

_THURSDAY: Final = 3
"""The weekday, from Monday, of the first day of 1970."""


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
            add_numbers(counts.incomplete, {reason: many})
        _count_findings(counts, verdict, many)
    counts.channels = _tallies(rows.column("channel"), flags)
    counts.recipients = _tallies(rows.column("recipient"), flags)
    counts.senders = _tallies(rows.column("sender").dictionary_encode(), flags)
    seconds = local_seconds(rows.column("sent_at"))
    days = np.where(seconds < 0, UNKNOWN_DAY, seconds // SECONDS_A_DAY)
    first = int(days.min(initial=UNKNOWN_DAY))
    names = range(first, int(days.max(initial=first)) + 1)
    counts.days = dict(_by_number(days - first, names, flags))
    known = seconds >= 0
    slots = (days + _THURSDAY) % 7 * 24 + seconds % SECONDS_A_DAY // 3600
    counts.hours = np.bincount(slots[known], minlength=HOURS).tolist()
    counts.offending_hours = np.bincount(slots[known & offends], minlength=HOURS).tolist()
    severity = examined.findings.column("severity").cast(pa.string())
    severe = examined.findings.filter(pc.not_equal(severity, "info"))
    _count_months(counts, severe)
    _count_provisions(counts, severe)
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
            add_numbers(kept[key].by_severity, {severity: many})


def _count_months(counts: Counts, findings: pa.RecordBatch) -> None:
    """Messages by month and category."""
    days = pc.cast(findings.column("sent_at"), pa.date32()).dictionary_encode("encode")
    months = pc.strftime(days.dictionary, "%Y-%m").fill_null("").to_pylist()
    month = days.indices.to_numpy()
    category = findings.column("category").cast(pa.string()).dictionary_encode()
    categories = category.dictionary.to_pylist()
    of = category.indices.to_numpy()
    once = _once(findings.column("row").to_numpy(), of, len(categories))
    pairs, often = np.unique(month[once] * len(categories) + of[once], return_counts=True)
    for pair, many in zip(pairs.tolist(), often.tolist(), strict=True):
        day, name = divmod(pair, len(categories))
        by_category = counts.month_categories.setdefault(months[day], {})
        add_numbers(by_category, {categories[name]: many})


def _count_provisions(counts: Counts, findings: pa.RecordBatch) -> None:
    """Findings and messages by the provision they violate; which one it is depends on the day."""
    basis = findings.column("basis")
    cited = pc.list_flatten(basis)
    provision = pc.struct_field(cited, "provision").dictionary_encode()
    number = provision.indices.to_numpy()
    rows = findings.column("row").to_numpy()[pc.list_parent_indices(basis).to_numpy()]
    _, first, often = np.unique(number, return_index=True, return_counts=True)
    messages = np.bincount(number[_once(rows, number, len(first))], minlength=len(first))
    cites = pc.struct_field(cited, "cite").take(pa.array(first)).to_pylist()
    for name, cite, *found in zip(
        provision.dictionary.to_pylist(),
        cites,
        often.tolist(),
        messages.tolist(),
        strict=True,
    ):
        counts.laws[name] = (cite, *found)


def _once(rows: NDArray[Any], of: NDArray[Any], kinds: int) -> NDArray[Any]:
    """Where each message has something of a kind for the first time."""
    _, first = np.unique(rows * kinds + of, return_index=True)
    return np.sort(first)


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
