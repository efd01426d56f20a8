"""Which rules yield to the shipped classifier, and which do not."""

from pathlib import Path

import pytest

from tonecheck.checker import Checker
from tonecheck.message import Message, Recipient
from tonecheck.policy import Policy
from tonecheck.rules.ruleset import Sources
from tonecheck.suspicion import yielding_rules

OURS = """
pack: ours
version: "1.0"
title: 自有
category: violence_threat
rules:
  - id: violence_threat/own_legs
    name: 腿
    severity: warn
    basis: [psapl-2025-50-1-1]
    why: 不许提腿。
    match:
      any:
        - 打断你的腿
    suggest: 请与客服联系。
    examples:
      flag: [打断你的腿]
      pass: [请与客服联系。]
"""


def test_rules_of_facts_never_yield(full_checker: Checker) -> None:
    """Whatever a model learnt of before they were written."""
    assert full_checker.model
    rules = full_checker.ruleset.rules
    yielding = yielding_rules(rules)
    assert {rule.id for rule in rules if rule.fact}.isdisjoint(yielding)
    assert yielding


@pytest.mark.parametrize(
    ("recipient", "decision", "told"),
    [("third_party", "block", {"third_party", "privacy_disclosure"}), ("debtor", "pass", set())],
)
def test_a_calm_notice_is_blocked_only_where_a_stranger_reads_it(
    full_checker: Checker, recipient: Recipient, decision: str, told: set[str]
) -> None:
    """The classifier finds its wording lawful, which it is: it is told to the wrong person."""
    text = "您的信用卡账单4,521.30元已出，最后还款日为11月5日。【南湖银行】"
    report = full_checker.check(Message(text=text, recipient=recipient))
    assert report.decision == decision
    assert {one.category for one in report.findings if one.severity == "block"} == told


def test_the_callers_own_rule_stands_where_a_shipped_one_yields(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(OURS, "utf-8")
    policy = Policy(sources=Sources(packs=(tmp_path / "ours.yaml",)))
    checker = Checker(policy)
    assert checker.model is not None
    text = "培训：严禁说打断你的腿这样的话。"
    severities = {finding.rule: finding.severity for finding in checker.check(text).findings}
    assert severities["violence_threat/own_legs"] == "warn"
