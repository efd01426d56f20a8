"""Everything that is counted of messages; counts of batches, units and archives add up."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

HOURS: Final = 7 * 24
UNKNOWN_DAY: Final = -1
ENOUGH: Final = 5
"""What went to fewer persons, or where nobody knows to whom, was sent less often, is no template."""


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
    hours: list[int] = msgspec.field(default_factory=lambda: [0] * HOURS)
    offending_hours: list[int] = msgspec.field(default_factory=lambda: [0] * HOURS)

    def add(self, other: "Counts") -> None:
        self.total.add(other.total)
        add_numbers(self.incomplete, other.incomplete)
        for name in ("channels", "recipients", "senders", "days", "categories", "rules"):
            _add_each(getattr(self, name), getattr(other, name))
        for month, by_category in other.month_categories.items():
            add_numbers(self.month_categories.setdefault(month, {}), by_category)
        for provision, (cite, findings, messages) in other.laws.items():
            known = self.laws.get(provision, (cite, 0, 0))
            self.laws[provision] = (cite, known[1] + findings, known[2] + messages)
        for mine, theirs in (
            (self.hours, other.hours),
            (self.offending_hours, other.offending_hours),
        ):
            mine[:] = [one + more for one, more in zip(mine, theirs, strict=True)]


def add_numbers(mine: dict[Any, int], theirs: Mapping[Any, int]) -> None:
    """Add what is counted under each key."""
    for key, count in theirs.items():
        mine[key] = mine.get(key, 0) + count


def _add_each(mine: dict[Any, Any], theirs: Mapping[Any, Any]) -> None:
    for key, one in theirs.items():
        if key in mine:
            mine[key].add(one)
        else:
            mine[key] = one
