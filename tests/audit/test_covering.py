"""What excerpts and examples show: what is wrong, and nothing of whom it is about."""

import re

import pytest

from tonecheck import Checker
from tonecheck.audit.covering import example, excerpt
from tonecheck.audit.skeletons import Skeleton
from tonecheck.audit.verdict import Verdict, verdict_on
from tonecheck.report import Finding
from tonecheck.terms import DEFAULT


def verdict(checker: Checker, text: str) -> Verdict:
    return verdict_on(checker, Skeleton(text, "sms", "debtor", -1), DEFAULT)


@pytest.mark.parametrize(
    ("text", "category", "shown"),
    [
        ("你住阳光花园5栋2单元301，没说错吧？", "privacy_disclosure", r"〔隐去 \d+ 字〕"),
        ("听说你腿上那根钢钉还没取？月底的款别忘了。", "privacy_disclosure", r"〔隐去 \d+ 字〕"),
        ("再不还0000元就打断你的腿", "violence_threat", "打断你的腿"),
        ("下午就打给你老婆", "third_party", "打给你老婆"),
    ],
)
def test_excerpts(checker: Checker, text: str, category: str, shown: str) -> None:
    found = verdict(checker, text).findings
    excerpts = [one.excerpt for one in found if one.category == category]
    assert len(excerpts) == 1
    assert re.fullmatch(shown, excerpts[0])


def finding(category: str, start: int, end: int, rule: str = "any/rule") -> Finding:
    return Finding(
        rule=rule,
        category=category,  # type: ignore[arg-type]
        severity="block",
        start=start,
        end=end,
        excerpt="",
        message="",
        basis=(),
        suggestion=None,
        confidence=1.0,
        evasion=(),
    )


TEXT = "我去你家长江路55弄3号泼油漆，打13800001111"
ADDRESS = finding("privacy_disclosure", 7, 12)


@pytest.mark.parametrize(
    ("one", "core", "shown"),
    [
        (ADDRESS, (7, 12), "〔隐去 5 字〕"),
        (finding("insult", 3, 15), (3, 15), "家长江路〔隐去 5 字〕泼油漆"),
        (finding("insult", 3, 15), (12, 15), "〔隐去 9 字〕泼油漆"),
        (finding("insult", 3, 15), (3, 5), "家长〔隐去 10 字〕"),
        (finding("doorstep_intimidation", 0, 15), (0, 15), "〔隐去 15 字〕"),
        (finding("doorstep_intimidation", 0, 15), (12, 15), "〔隐去 12 字〕泼油漆"),
        (finding("insult", 12, 15, "model/insult"), (12, 15), "〔隐去 3 字〕"),
        (finding("insult", 16, 28), (16, 28), "打*********11"),
        (finding("insult", 17, 25), (17, 25), "********"),
    ],
)
def test_only_the_words_of_a_rule_are_shown(
    one: Finding, core: tuple[int, int], shown: str
) -> None:
    assert excerpt(TEXT, one, core, [one, ADDRESS]) == shown


def test_blanks_are_not_starred() -> None:
    assert example("某先生欠0000.00元，卡号6228480402564890018", []).startswith("某先生欠0000.00元")


def test_examples_hide_clauses_with_something_personal() -> None:
    found = [ADDRESS, finding("doorstep_intimidation", 0, 15)]
    assert example(TEXT, found) == "〔隐去 15 字〕，打*********11"
    assert example(TEXT, found[1:]) == "我去你家长江路55弄3号泼油漆，打*********11"
    assert len(example("还" * 500, [])) == 120
