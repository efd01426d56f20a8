"""The commonest messages of all, one short sentence: rules and classifier together tell them apart."""

import pytest

from tonecheck import Checker

REMINDERS = (
    "您的借款已逾期，请尽快还款。",
    "您的借款已逾期，请尽快还款",
    "您的贷款已逾期，请尽快还款。",
    "您的账单已逾期，请尽快还款。",
    "您的欠款已逾期，请及时还款。",
    "您的借款已逾期，请您尽快还款。",
    "您的借款已逾期3天，请尽快还款。",
    "您好，您的借款已逾期，请尽快还款。",
    "【青枫消金】您的借款已逾期，请尽快还款。",
    "您的信用卡已逾期，请尽快还款。",
    "借款已逾期，请还款。",
    "请尽快还款。",
    "您的借款明天到期，请按时还款。",
)

DEMANDS = (
    "请还钱",
    "什么时候方便还我那笔钱",
    "老王，货款该结了",
    "小李，借我的钱该还了吧",
    "房租拖了十天了，今天能转吗",
    "上个月的货款一万二，月底前打过来吧",
    "工钱三个月没给了",
    "您承诺的还款时间已过",
    "请于三日内还清全部欠款",
    "再不还款我们将起诉",
    "逾期记录将上报征信",
    "已委托律师处理",
)
OFFENCES = (
    "不还弄死你",
    "你女儿放学挺早吧",
    "再不还就告诉你爸妈",
    "不还就发你通讯录",
    "房租再拖就堵你门",
    "等着坐牢吧",
    "卖房也得还",
    "还有脸说没钱",
)
"""As short, and with the same words."""


@pytest.mark.parametrize("text", REMINDERS + DEMANDS)
def test_a_plain_sentence_passes(full_checker: Checker, text: str) -> None:
    assert full_checker.check(text).decision == "pass"


@pytest.mark.parametrize("text", OFFENCES)
def test_a_short_offence_does_not(full_checker: Checker, text: str) -> None:
    assert full_checker.check(text).decision != "pass"
