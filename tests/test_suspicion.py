"""Where scores meet rules: who adds, who yields, and what context takes back."""

from datetime import datetime

import pytest

from tests.fusing import DECISION, HINT, THREAT, found_by_rules, fuse, read_as
from tonecheck.categories import CATEGORIES, Category
from tonecheck.checker import Checker
from tonecheck.message import LOCAL_TIME, Message
from tonecheck.report import Severity
from tonecheck.suspicion import Fusion


@pytest.mark.parametrize(("severe", "severity"), [(0.2, "warn"), (0.8, "block")])
def test_the_classifier_alone_warns_or_blocks(
    fusion: Fusion, severe: float, severity: Severity
) -> None:
    message, read = read_as(HINT, "祖坟还好吧", severe, violence_threat=0.9)
    [one] = fuse(fusion, message, [], [read])
    assert one.finding.rule == "model/violence_threat"
    assert one.finding.severity == severity
    assert one.finding.excerpt == "祖坟还好吧"
    assert one.finding.confidence == 0.9
    assert one.finding.basis
    assert one.finding.suggestion


def test_below_the_threshold_it_says_nothing(fusion: Fusion) -> None:
    message, read = read_as(HINT, violence_threat=0.2)
    assert fuse(fusion, message, [], [read]) == []


def test_where_no_category_is_sure_the_likeliest_is_named(fusion: Fusion) -> None:
    message, read = read_as(HINT, insult=0.35, violence_threat=0.4)
    [one] = fuse(fusion, message, [], [read])
    assert one.finding.category == "violence_threat"


def test_a_rules_finding_stands_where_the_classifier_does_not_object(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = read_as(THREAT, violence_threat=0.3)
    found = found_by_rules(checker, message)
    assert fuse(fusion, message, found, [read]) == found


def test_a_rules_finding_yields_to_a_sure_classifier_but_is_still_shown(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = read_as(THREAT)
    [one] = fuse(fusion, message, found_by_rules(checker, message), [read])
    assert one.finding.severity == "info"
    assert one.finding.confidence < DECISION.review


def test_a_rule_of_another_category_is_doubted_and_still_shown(
    checker: Checker, fusion: Fusion
) -> None:
    """The message offends, but hardly by what the rule says."""
    message, read = read_as(THREAT + "，骗子", "骗子", insult=0.9)
    found = found_by_rules(checker, message)
    assert {one.finding.category for one in found} >= {"violence_threat"}
    fused = fuse(fusion, message, found, [read])
    shown = {one.finding.category: one.finding for one in fused}
    assert shown["violence_threat"].severity == "info"
    assert shown["violence_threat"].confidence == 0.001
    assert shown["insult"].severity != "info"


def test_hours_never_yield(checker: Checker, fusion: Fusion) -> None:
    _, read = read_as("您的账单已逾期，请今天还款。【示例银行】")
    night = datetime(2026, 3, 1, 23, 30, tzinfo=LOCAL_TIME)
    message = Message(text=read.way.reading.original, sent_at=night)
    severities = {
        one.finding.severity
        for one in fuse(fusion, message, found_by_rules(checker, message), [read])
    }
    assert severities & {"warn", "block"}


def test_the_classifier_repeats_no_rule(checker: Checker, fusion: Fusion) -> None:
    message, read = read_as(THREAT, "打断你的腿", 0.9, violence_threat=0.9)
    found = found_by_rules(checker, message)
    assert [one.finding.rule for one in fuse(fusion, message, found, [read])] == [
        one.finding.rule for one in found
    ]


@pytest.mark.parametrize(
    ("text", "marked", "severity"),
    [
        ("坐席：您好。\n客户：你老家的祖坟还好吧", "祖坟还好吧", None),
        ("请举报对您说“你老家的祖坟还好吧”的人。", "祖坟还好吧", "warn"),
        ("我们绝不会挖您家祖坟。", "挖您家祖坟", "warn"),
        ("我们会挖您家祖坟。", "挖您家祖坟", "block"),
    ],
)
def test_context_tempers_the_classifier(
    fusion: Fusion, text: str, marked: str, severity: Severity | None
) -> None:
    message, read = read_as(text, marked, 0.9, violence_threat=0.9)
    found = fuse(fusion, message, [], [read])
    assert [one.finding.severity for one in found] == ([severity] if severity else [])


def test_allowed_phrases_are_no_finding(fusion: Fusion) -> None:
    message, read = read_as(HINT, "祖坟", 0.9, violence_threat=0.9)
    allowing = read._replace(way=read.way._replace(allowed=((4, 6),)))
    assert fuse(fusion, message, [], [allowing]) == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_has_its_words_and_a_law_today(checker: Checker, category: Category) -> None:
    grounds = checker.ruleset.grounds[category]
    assert grounds.id == f"model/{category}"
    filled = grounds.suggest.format(
        tail="1234", amount="500", date="6月30日", company="示例银行", number="0123"
    )
    assert checker.check(f"{filled}【示例银行】").decision == "pass"
