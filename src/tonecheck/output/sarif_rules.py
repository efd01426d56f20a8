"""Rules as SARIF describes them, from the same block as everything else that is said of them."""

from datetime import datetime
from typing import Any

from tonecheck.categories import TITLES
from tonecheck.message import LOCAL_TIME
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
    today = datetime.now(LOCAL_TIME).date()
    lines = [f"为什么：{said.why}", "", "依据："]
    for provision_id in said.basis:
        for one in ruleset.catalogue.history(provision_id, today):
            since = f"{one.in_force_from} 起" if one.in_force_from else ""
            until = f"至 {one.in_force_until}" if one.in_force_until else ""
            lines.append(f"- {one.cite}（{since}{until or '施行'}）：{one.gist}")
    if said.suggest:
        lines += ["", f"可改为：{said.suggest}"]
    if rule:
        lines += ["", "会标出：", *(f"- {example.message.text}" for example in rule.flag)]
        lines += ["", "不会标出：", *(f"- {example.message.text}" for example in rule.passes)]
    return lines
