"""How many findings survive a disguise, per disguise, and what undoing costs in false alarms.

    python -m benchmarks.disguises train      to work with
    python -m benchmarks.disguises test       to report

The disguises are those of ``benchmarks.disguising``, applied inside the spans that people marked.
A span counts when the plain message has a finding of its category there; it is kept when the
disguised message has one, at least as severe. False alarms are lawful and ordinary texts that are
flagged (``warn`` or ``block``) with undoing and are not without. All this is of the rules alone; the
last table is of messages flagged by rules and classifier together, undisguised and disguised.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from benchmarks.disguising import KINDS, disguise
from benchmarks.messages import CORPUS
from benchmarks.ordinary import sentences
from tonecheck import Checker, Message, Report
from tonecheck.evaluate.corpus import Case, read_cases
from tonecheck.report import SEVERITY_ORDER, Level
from tonecheck.terms import Terms

PLAIN = Terms(evasion="off")
LEVELS: tuple[Level, ...] = ("standard", "strict")
_RECALLED = 300
"""About how many messages the recall is of; each is checked twice per kind."""


def _severity(report: Report, category: str, start: int, end: int) -> int:
    """The highest severity of a finding of ``category`` that touches the span; -1 without any."""
    return max(
        (
            SEVERITY_ORDER[finding.severity]
            for finding in report.findings
            if finding.category == category and finding.start < end and start < finding.end
        ),
        default=-1,
    )


def _spans(checker: Checker, cases: Iterable[Case]) -> Iterator[tuple[Case, str, int, int, int]]:
    """Marked spans that are found undisguised, with the severity found."""
    for case in cases:
        report = checker.check(case.message(), PLAIN)
        for marked in case.findings:
            severity = _severity(report, marked.category, marked.start, marked.end)
            if severity > 0:
                yield case, marked.category, marked.start, marked.end, severity


def kept(checker: Checker, cases: list[Case], seed: int, show: str = "") -> None:
    """Print the share of findings kept, per kind of disguise and level."""
    spans = list(_spans(checker, cases))
    print(f"{len(spans)} marked spans found undisguised")
    print(f"{'':22}{'applied':>8}{'off':>8}" + "".join(f"{level:>10}" for level in LEVELS))
    for kind in KINDS:
        choose = random.Random(f"{seed} {kind}")
        applied = 0
        survived: Counter[Level] = Counter()
        for case, category, start, end, severity in spans:
            text = disguise(case.text, (start, end), kind, choose)
            if text is None:
                continue
            applied += 1
            message = replace(case.message(), text=text)
            stop = end + len(text) - len(case.text)
            for level in ("off", *LEVELS):
                report = checker.check(message, Terms(evasion=level))
                survives = _severity(report, category, start, stop) >= severity
                survived[level] += survives
                if level == show and not survives:
                    print(f"    {kind}: {case.text[start:end]!r} {text[start:stop]!r}")
        shares = (survived[level] / max(applied, 1) for level in ("off", *LEVELS))
        print(f"{kind:22}{applied:>8}" + "".join(f"{share:>9.1%} " for share in shares))


def _flagged(report: Report) -> bool:
    return any(finding.severity != "info" for finding in report.findings)


def false_alarms(checker: Checker, title: str, messages: list[Message], show: bool) -> None:
    """Print how many messages only undoing flags."""
    plain = [_flagged(checker.check(message, PLAIN)) for message in messages]
    for level in LEVELS:
        extra = 0
        for message, before in zip(messages, plain, strict=True):
            if not before and _flagged(report := checker.check(message, Terms(evasion=level))):
                extra += 1
                if show:
                    found = [(f.rule, f.excerpt, f.evasion, f.confidence) for f in report.findings]
                    print(f"    {level}: {message.text!r} {found}")
        share = extra / max(len(messages), 1)
        print(f"{title:10} {level:9} {extra:>4} of {len(messages)} more flagged  {share:.2%}")


def recalled(checker: Checker, cases: list[Case], seed: int) -> None:
    """Print the share of violating messages flagged at ``standard``, with one span disguised."""
    violating = [case for case in cases if case.findings]
    print(f"\n{'recall with classifier':22}{'messages':>10}{'plain':>9}{'disguised':>11}")
    for kind in KINDS:
        choose = random.Random(f"{seed} {kind}")
        plain = hidden = total = 0
        for case in violating[:: max(1, len(violating) // _RECALLED)]:
            span = choose.choice(case.findings)
            text = disguise(case.text, (span.start, span.end), kind, choose)
            if text is not None:
                total += 1
                message = case.message()
                plain += _flagged(checker.check(message))
                hidden += _flagged(checker.check(replace(message, text=text)))
        shares = f"{plain / max(total, 1):>9.1%}{hidden / max(total, 1):>11.1%}"
        print(f"{kind:22}{total:>10}{shares}")


def main() -> None:
    split, *rest = sys.argv[1:] or ["train"]
    checker = Checker(model=False)
    cases = list(read_cases(sorted((CORPUS / split).glob("*.jsonl"))))
    show = split == "train" and rest
    kept(checker, cases, seed=20261126, show=rest[0] if show else "")
    lawful = [case.message() for case in cases if case.label == "lawful"]
    false_alarms(checker, "lawful", lawful, bool(show))
    ordinary = [Message(text=text) for text in sentences()]
    false_alarms(checker, "ordinary", ordinary, bool(show))
    recalled(Checker(), cases, seed=20261126)


if __name__ == "__main__":
    main()
