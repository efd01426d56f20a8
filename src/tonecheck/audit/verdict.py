"""What messages with one skeleton have in common, small enough to be sent between processes."""

import msgspec

from tonecheck.audit.covering import example, excerpt
from tonecheck.audit.skeletons import Skeleton, message_of
from tonecheck.categories import Category
from tonecheck.checker import Checker
from tonecheck.report import SEVERITY_ORDER, Decision, Evasion, Severity
from tonecheck.terms import Terms


class Shared(msgspec.Struct, frozen=True):
    """One finding; ``start`` and ``end`` are of the blanked text, its provisions are of the day."""

    rule: str
    category: Category
    severity: Severity
    start: int
    end: int
    excerpt: str
    """Blanked and covered (`tonecheck.audit.covering`): shows nothing of any one person."""
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
    example: str
    """The text, covered; empty for the many that pass."""

    @property
    def worst(self) -> Severity | None:
        """The worst severity found."""
        found = (finding.severity for finding in self.findings)
        return max(found, key=SEVERITY_ORDER.__getitem__, default=None)


def verdict_on(checker: Checker, skeleton: Skeleton, terms: Terms) -> Verdict:
    """Examine a skeleton."""
    read = checker.read(message_of(skeleton), terms)
    report, cores = read.report, read.cores
    findings = report.findings
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
                excerpt(skeleton.text, one, core, findings),
                one.message,
                one.suggestion,
                one.confidence,
                one.evasion,
            )
            for one, core in zip(findings, cores, strict=True)
        ),
        max(report.scores.values()) if report.scores else None,
        example(skeleton.text, findings) if report.decision != "pass" else "",
    )
