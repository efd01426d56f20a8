"""From matches to findings: the law of the day, one finding per offence, the allow-list."""

from collections.abc import Iterable, Sequence
from datetime import date

from tonecheck.law.catalogue import Catalogue
from tonecheck.message import Message
from tonecheck.report import SEVERITY_ORDER, Basis, Finding, Severity
from tonecheck.rules.engine import Match
from tonecheck.rules.rule import Rule
from tonecheck.text.fold import disguises
from tonecheck.text.reading import Reading


def judge(
    message: Message,
    reading: Reading,
    matches: Sequence[Match],
    catalogue: Catalogue,
    allowed: Sequence[tuple[int, int]] = (),
    raised: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Findings in order of their start.

    Args:
        allowed: spans of allow-listed phrases in comparable text; what lies inside one is dropped.
        raised: rules whose ``info`` the policy raises to ``warn``.
    """
    findings = []
    for match in _strongest(matches):
        if any(start <= match.start and match.end <= end for start, end in allowed):
            continue
        findings.append(_finding(message, reading, match, catalogue, raised))
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule)))


def _finding(
    message: Message, reading: Reading, match: Match, catalogue: Catalogue, raised: frozenset[str]
) -> Finding:
    rule = match.rule
    start, end = reading.original_span(match.start, match.end)
    excerpt = reading.original[start:end]
    severity: Severity = "warn" if rule.id in raised and rule.severity == "info" else rule.severity
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=severity,
        start=start,
        end=end,
        excerpt=excerpt,
        message=rule.why,
        basis=basis_on(rule, message.day, catalogue),
        suggestion=rule.suggest,
        evasion=disguises(excerpt),
    )


def basis_on(rule: Rule, day: date, catalogue: Catalogue) -> tuple[Basis, ...]:
    """What the rule cites, as it was in force on ``day``."""
    provisions = (catalogue.resolve(provision_id, day) for provision_id in rule.basis)
    cited = {p.id: Basis(provision=p.id, cite=p.cite) for p in provisions if p is not None}
    return tuple(cited.values())


def _strongest(matches: Iterable[Match]) -> list[Match]:
    """One match per offence: of overlapping ones of a category the most severe, then the longest."""
    kept: dict[str, list[Match]] = {}
    ranked = sorted(
        matches,
        key=lambda m: (-SEVERITY_ORDER[m.rule.severity], m.start - m.end, m.start, m.rule.id),
    )
    for match in ranked:
        others = kept.setdefault(match.rule.category, [])
        if not any(match.start < other.end and other.start < match.end for other in others):
            others.append(match)
    return [match for others in kept.values() for match in others]
