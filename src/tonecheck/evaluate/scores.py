"""Recall, false alarms and spans on labelled messages, with intervals."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tonecheck.categories import CATEGORIES, Category
from tonecheck.checker import Checker
from tonecheck.evaluate.corpus import Case
from tonecheck.evaluate.overlap import Overlap
from tonecheck.intervals import wilson
from tonecheck.report import Finding


@dataclass
class Share:
    """``hits`` of ``total``, with its 95 % interval."""

    hits: int = 0
    total: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.total += 1

    @property
    def value(self) -> float:
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.total)


@dataclass
class CategoryScore:
    """Message-level recall and precision of one category."""

    recall: Share = field(default_factory=Share)
    precision: Share = field(default_factory=Share)

    @property
    def f1(self) -> float:
        total = self.recall.total + self.precision.total
        return (self.recall.hits + self.precision.hits) / total if total else 0.0


@dataclass
class Scores:
    """What the checker did on the cases; ``info`` findings never count."""

    violating: Share = field(default_factory=Share)
    severe: Share = field(default_factory=Share)
    blocking: Share = field(default_factory=Share)
    mild_blocked: Share = field(default_factory=Share)
    lawful_flagged: Share = field(default_factory=Share)
    lawful_blocked: Share = field(default_factory=Share)
    spans_overlapping: Share = field(default_factory=Share)
    overlap: Overlap = field(default_factory=Overlap)
    categories: dict[Category, CategoryScore] = field(
        default_factory=lambda: {category: CategoryScore() for category in CATEGORIES}
    )
    kinds: dict[str, Share] = field(default_factory=dict)
    """Share flagged of each kind that writers named."""
    missed: list[str] = field(default_factory=list)
    false_alarms: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the categories that occur."""
        occurring = [one.f1 for one in self.categories.values() if one.recall.total]
        return sum(occurring) / len(occurring) if occurring else 0.0


def score(checker: Checker, cases: Iterable[Case]) -> Scores:
    """Check every case and compare.

    ``violating`` is the share of violating messages with a finding of ``warn`` or above, ``severe``
    the same of messages labelled ``block`` (their recall: none goes out unseen), ``blocking`` the
    share of those that are blocked outright, ``mild_blocked`` the same of those labelled ``warn`` at
    most, ``spans_overlapping`` the share of labelled spans that a finding of the same category
    touches; ``overlap`` counts the characters of violating messages, whatever the category.
    ``lawful_flagged`` and ``lawful_blocked`` are the shares of lawful messages with any such finding,
    and with one that blocks.
    """
    scores = Scores()
    for case in cases:
        findings = [f for f in checker.check(case.message()).findings if f.severity != "info"]
        if case.label == "lawful":
            scores.lawful_flagged.add(bool(findings))
            scores.lawful_blocked.add(_blocked(findings))
            if findings:
                scores.false_alarms.append((case.id, tuple(f.rule for f in findings)))
        else:
            _score_violating(scores, case, findings)
        if case.kind:
            scores.kinds.setdefault(case.kind, Share()).add(bool(findings))
        _score_categories(scores, case, findings)
    return scores


def _score_violating(scores: Scores, case: Case, findings: list[Finding]) -> None:
    scores.violating.add(bool(findings))
    if not findings:
        scores.missed.append(case.id)
    if any(label.severity == "block" for label in case.findings):
        scores.severe.add(bool(findings))
        scores.blocking.add(_blocked(findings))
    else:
        scores.mild_blocked.add(_blocked(findings))
    labelled = [(label.start, label.end) for label in case.findings]
    scores.overlap.add([(f.start, f.end) for f in findings], labelled)
    for label in case.findings:
        scores.spans_overlapping.add(
            any(
                f.category == label.category and f.start < label.end and label.start < f.end
                for f in findings
            )
        )


def _blocked(findings: list[Finding]) -> bool:
    return any(finding.severity == "block" for finding in findings)


def _score_categories(scores: Scores, case: Case, findings: list[Finding]) -> None:
    labelled = {label.category for label in case.findings}
    found = {finding.category for finding in findings}
    for category in labelled:
        scores.categories[category].recall.add(category in found)
    for category in found:
        scores.categories[category].precision.add(category in labelled)
