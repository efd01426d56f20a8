"""The packs' own wording under all rules: lawful examples and suggestions must pass every one."""

from collections.abc import Iterator

from tonecheck.checker import Checker
from tonecheck.message import Message


def unlawful_texts(checker: Checker) -> Iterator[str]:
    """Every lawful example and suggestion that some rule flags, with file and line."""
    for rule in checker.ruleset.rules:
        texts = [(example.message, example.line, "examples.pass") for example in rule.passes]
        if rule.suggest:
            texts.append((Message(text=rule.suggest), rule.line, "suggest"))
        for message, line, key in texts:
            report = checker.check(message)
            if report.decision != "pass":
                by = "、".join(f.rule for f in report.findings) or "、".join(
                    report.incomplete_because
                )
                yield f"{rule.file}:{line}: {key}：合规的文字被 {by} 标出：{message.text}"
