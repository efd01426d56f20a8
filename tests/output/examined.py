"""Reports to write, made by hand: no rule has to find anything."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from tonecheck.output.junit import JUnitOutput
from tonecheck.output.output import Examined
from tonecheck.output.sarif import SarifOutput
from tonecheck.place import Begin, Place
from tonecheck.report import Basis, Finding, Report, Severity, Versions, decide
from tonecheck.rules.ruleset import RuleSet, load

FIRST = Place("a b,c.txt", begin=Begin(1, 0, 0))


def written(output: type[JUnitOutput | SarifOutput], *many: Examined, finished: bool) -> bytes:
    """The bytes of a run that wrote ``many``."""
    stream = BytesIO()
    writing = output(stream)
    for one in many:
        writing.write(one)
    writing.close(finished)
    return stream.getvalue()


@cache
def rules() -> RuleSet:
    return load()


def finding(
    start: int, end: int, excerpt: str, severity: Severity = "block", rule: str | None = None
) -> Finding:
    return Finding(
        rule=rule or "violence_threat/maiming",
        category="violence_threat",
        severity=severity,
        start=start,
        end=end,
        excerpt=excerpt,
        message="是威胁。",
        basis=(Basis("x", "《某法》第一条"),),
        suggestion="请在{date}前还款。",
    )


def examined(
    text: str,
    findings: Sequence[Finding] = (),
    *,
    place: Place = FIRST,
    reasons: tuple[str, ...] = (),
    fail_on: Severity = "warn",
) -> Examined:
    report = Report(
        id=str(place),
        decision=decide(tuple(findings), not reasons),
        complete=not reasons,
        incomplete_because=reasons,
        findings=tuple(findings),
        scores={},
        versions=Versions("0.1.0", (), None, "2026-01-01"),
    )
    return Examined(place, text, report, ["读作"] * len(findings), fail_on, rules())
