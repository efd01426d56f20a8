"""The packs' own wording under all rules: lawful examples and suggestions must pass every one."""

from collections.abc import Iterator

from tonecheck.checker import Checker
from tonecheck.rules.proof import own_wording


def unlawful_texts(checker: Checker) -> Iterator[str]:
    """Every lawful example and suggestion that some rule flags, with file and line."""
    for rule in checker.ruleset.rules:
        for message, line, key in own_wording(rule):
            report = checker.check(message)
            if report.decision != "pass":
                by = "、".join(f.rule for f in report.findings) or "、".join(
                    report.incomplete_because
                )
                yield f"{rule.file}:{line}: {key}：合规的文字被 {by} 标出：{message.text}"
