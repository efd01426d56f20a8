"""What goes out: findings, the decision and what was not examined."""

from typing import Final, Literal, get_args

import msgspec

from tonecheck.categories import Category

Severity = Literal["block", "warn", "info"]
Decision = Literal["pass", "review", "block"]
Evasion = Literal[
    "traditional",
    "width",
    "zero_width",
    "separator",
    "repeat",
    "homophone",
    "pinyin",
    "split",
    "lookalike",
    "emoji",
]

Level = Literal["off", "standard", "strict"]
"""How far disguises are undone."""
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

BAD_INPUT: Final = "bad_input"
"""Opens the reason of a report on what is no message that can be checked."""

SEVERITY_ORDER: dict[Severity, int] = {"info": 0, "warn": 1, "block": 2}


class Basis(msgspec.Struct, frozen=True):
    """One provision in force on the day: its catalogue id and how it may be cited."""

    provision: str
    cite: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One offence at ``text[start:end]`` (code points of the text as it came in)."""

    rule: str
    category: Category
    severity: Severity
    start: int
    end: int
    excerpt: str
    message: str
    basis: tuple[Basis, ...] = ()
    suggestion: str | None = None
    confidence: float = 1.0
    evasion: tuple[Evasion, ...] = ()


class PackVersion(msgspec.Struct, frozen=True):
    """A rule pack by name, version and the sha256 of its file."""

    name: str
    version: str
    sha256: str


class ModelVersion(msgspec.Struct, frozen=True):
    """The classifier by name and sha256 of the files its verdicts depend on."""

    name: str
    sha256: str


class Versions(msgspec.Struct, frozen=True):
    """Everything a verdict depends on besides the message."""

    package: str
    packs: tuple[PackVersion, ...]
    model: ModelVersion | None
    law: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one message (contract, "Out: a report")."""

    id: str | None
    decision: Decision
    complete: bool
    incomplete_because: tuple[str, ...]
    findings: tuple[Finding, ...]
    scores: dict[str, float]
    versions: Versions


def decide(findings: tuple[Finding, ...], complete: bool) -> Decision:
    """Any block finding blocks; a warning, or anything not examined, asks for a person."""
    if any(finding.severity == "block" for finding in findings):
        return "block"
    if not complete or any(finding.severity == "warn" for finding in findings):
        return "review"
    return "pass"


def report_of(
    id: str | None,
    incomplete_because: tuple[str, ...],
    findings: tuple[Finding, ...],
    scores: dict[str, float],
    versions: Versions,
) -> Report:
    """The report that follows from what was found and what was not examined."""
    complete = not incomplete_because
    return Report(
        id=id,
        decision=decide(findings, complete),
        complete=complete,
        incomplete_because=incomplete_because,
        findings=findings,
        scores=scores,
        versions=versions,
    )
