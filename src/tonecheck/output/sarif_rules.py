"""Rules as SARIF describes them, from the same block as everything else that is said of them."""

from typing import Any

from tonecheck.categories import TITLES
from tonecheck.output.wording import law_of, period
from tonecheck.report import Finding, Severity
from tonecheck.rules.grounds import Grounds
from tonecheck.rules.rule import Rule
from tonecheck.rules.ruleset import RuleSet

LEVELS: dict[Severity, str] = {"block": "error", "warn": "warning", "info": "note"}


def descriptor(finding: Finding, ruleset: RuleSet) -> dict[str, Any]:
    """The ``reportingDescriptor`` of the rule that fired, or of the classifier's category."""
    rule = ruleset.rule(finding.rule)
    said: Rule | Grounds = rule or ruleset.grounds[finding.category]
    title = TITLES[finding.category]
    name = rule.name if rule else f"{title}（分类模型）"
    return {
        "id": finding.rule,
        "name": name,
        "shortDescription": {"text": name},
        "fullDescription": {"text": said.why},
        "help": {"text": "\n".join(_help(rule, said, ruleset))},
        "defaultConfiguration": {"level": LEVELS[rule.severity if rule else "warn"]},
        "properties": {"category": finding.category, "tags": [title]},
    }


def _help(rule: Rule | None, said: Rule | Grounds, ruleset: RuleSet) -> list[str]:
    lines = [f"为什么：{said.why}", "", "依据："]
    for one in law_of(said.basis, ruleset.catalogue):
        lines.append(f"- {one.cite}（{period(one)}）：{one.gist}")
    if said.suggest:
        lines += ["", f"可改为：{said.suggest}"]
    if rule:
        lines += ["", "会标出：", *(f"- {example.message.text}" for example in rule.flag)]
        lines += ["", "不会标出：", *(f"- {example.message.text}" for example in rule.passes)]
    return lines
