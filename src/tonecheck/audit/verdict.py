"""What messages with one skeleton have in common, small enough to be sent between processes."""

import re
from typing import Final

import msgspec

from tonecheck.audit.skeletons import Skeleton, message_of
from tonecheck.categories import Category
from tonecheck.checker import Checker
from tonecheck.report import SEVERITY_ORDER, Decision, Evasion, Severity
from tonecheck.terms import Terms

_LONGEST_EXCERPT: Final = 120
_NUMBER: Final = re.compile(r"\d(?:\W{0,2}\d){4,}[xX]?")
_KEPT: Final = 2


class Shared(msgspec.Struct, frozen=True):
    """One finding; ``start`` and ``end`` are of the blanked text, its provisions are of the day."""

    rule: str
    category: Category
    severity: Severity
    start: int
    end: int
    excerpt: str
    """Blanked and masked: shows nothing of any one person."""
    why: str
    suggestion: str | None
    confidence: float
    evasion: tuple[Evasion, ...]


class Verdict(msgspec.Struct, frozen=True):
    """The report on a skeleton."""

    decision: Decision
    incomplete_because: tuple[str, ...]
    findings: tuple[Shared, ...]
    probability: float | None
    """The highest of any category; None without the classifier."""

    @property
    def worst(self) -> Severity | None:
        """The worst severity found."""
        found = (finding.severity for finding in self.findings)
        return max(found, key=SEVERITY_ORDER.__getitem__, default=None)


def verdict_on(checker: Checker, skeleton: Skeleton, terms: Terms) -> Verdict:
    """Examine a skeleton."""
    report = checker.read(message_of(skeleton), terms).report
    return Verdict(
        report.decision,
        report.incomplete_because,
        tuple(
            Shared(
                one.rule,
                one.category,
                one.severity,
                one.start,
                one.end,
                masked(one.excerpt),
                one.message,
                one.suggestion,
                one.confidence,
                one.evasion,
            )
            for one in report.findings
        ),
        max(report.scores.values()) if report.scores else None,
    )


def masked(blanked: str) -> str:
    """A blanked text with long numbers starred but for their end, cut where it is long."""
    text = _NUMBER.sub(lambda found: _starred(found.group()), blanked)
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[: _LONGEST_EXCERPT - 1]}…"


def _starred(number: str) -> str:
    if not number.strip("0"):  # a blank
        return number
    return "*" * (len(number) - _KEPT) + number[-_KEPT:]
