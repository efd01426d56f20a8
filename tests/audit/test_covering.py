"""What excerpts and examples show: what is wrong, and nothing of whom it is about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck import Checker
from tonecheck.audit.covering import example, excerpt, label
from tonecheck.audit.persons import telling_places
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
        (finding("insult", 3, 15), (3, 15), "家〔隐去 8 字〕泼油漆"),
        (finding("insult", 3, 15), (12, 15), "〔隐去 9 字〕泼油漆"),
        (finding("insult", 3, 15), (3, 5), "家〔隐去 11 字〕"),
        (finding("doorstep_intimidation", 0, 15), (0, 15), "〔隐去 15 字〕"),
        (finding("doorstep_intimidation", 0, 15), (12, 15), "〔隐去 12 字〕泼油漆"),
        (finding("insult", 12, 15, "model/insult"), (12, 15), "〔隐去 3 字〕"),
        (finding("insult", 16, 28), (16, 28), "打*********11"),
        (finding("insult", 0, 28), (0, 28), "〔隐去 28 字〕"),
        (finding("insult", 3, 20), (3, 20), "〔隐去 17 字〕"),
        (finding("insult", 17, 25), (17, 25), "********"),
    ],
)
def test_only_the_words_of_a_rule_are_shown(
    one: Finding, core: tuple[int, int], shown: str
) -> None:
    assert excerpt(TEXT, one, core, [one, ADDRESS]) == shown


def test_blanks_are_not_starred() -> None:
    assert example("某先生欠0000.00元，卡号6228480402564890018", []).startswith("某先生欠0000.00元")


@pytest.mark.parametrize("whole", ["李晓华，你老公王建国在教书，我去找他", "联系王建国处理账单"])
def test_of_a_whole_message_nothing_is_shown(whole: str) -> None:
    one = finding("contact_time", 0, len(whole))
    assert excerpt(whole, one, (0, len(whole)), [one]) == f"〔隐去 {len(whole)} 字〕"
    padded = f" {whole}\n"
    one = finding("contact_time", 1, 1 + len(whole))
    assert whole[:2] not in excerpt(padded, one, (1, 1 + len(whole)), [one])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请联系王建国处理，微信号lxh_1990。", "请联系〔隐去 3 字〕处理，微信号〔隐去 8 字〕。"),
        ("请转告李晓华尽快还某某银行的钱", "请转告〔隐去 3 字〕尽快还〔隐去 4 字〕的钱"),
        ("李晓华你个老赖", "〔隐去 3 字〕你个老赖"),
        ("告诉赵铁柱还钱", "告诉〔隐去 3 字〕还钱"),
        ("請聯繫王建國還錢", "請聯繫〔隐去 3 字〕還錢"),
        ("你老公在城东小学教书", "你老公在〔隐去 4 字〕教书"),
        ("去华为公司找你", "去〔隐去 4 字〕找你"),
        ("加我QQ：lixiaohua", "加我QQ：〔隐去 9 字〕"),
        ("打一三八零零零零一一一一", "打〔隐去 11 字〕"),
        ("我马上到你公司上门", "我马上到你公司上门"),
        ("任何人都不行，老子弄死你", "任何人都不行，老子弄死你"),
        ("我是法院的，公安局立案", "我是法院的，公安局立案"),
        ("da3duan4ni3tui3", "da3duan4ni3tui3"),
    ],
)
def test_names_institutions_and_accounts_are_hidden(text: str, shown: str) -> None:
    assert example(text, []) == shown


def test_of_a_long_text_nothing_is_taken_to_be_safe() -> None:
    assert example("还" * 501, []) == "〔隐去 501 字〕"


@given(st.text(max_size=60))
def test_names_are_found_wherever_they_stand(before: str) -> None:
    before += "\n请联系"
    hidden = telling_places(f"{before}王建国处理")
    assert {*range(len(before), len(before) + 3)} <= hidden
    assert len(before) - 1 not in hidden


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("传真", "传真"),
        ("borrower_phone_number", "borrower_phone_number"),
        ("李晓华", "〔3 字〕"),
        ("13800001111", "〔11 字〕"),
        ("lxh_1990@qq.com", "〔15 字〕"),
        ("wx: zhangsan88", "〔14 字〕"),
        ("今晚不还钱我就去找你的家里人", "〔14 字〕"),
    ],
)
def test_cells_are_told_if_they_can_be_names_of_things(value: str, told: str) -> None:
    assert label(value) == told


def test_examples_hide_clauses_with_something_personal() -> None:
    found = [ADDRESS, finding("doorstep_intimidation", 0, 15)]
    assert example(TEXT, found) == "〔隐去 15 字〕，打*********11"
    assert example(TEXT, found[1:]) == "我去你家〔隐去 3 字〕55弄3号泼油漆，打*********11"
    assert len(example("还" * 500, [])) == 120
