"""The commonest messages of all: a reminder of one short sentence passes, rules and classifier together."""

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


@pytest.mark.parametrize("text", REMINDERS)
def test_a_plain_reminder_passes(full_checker: Checker, text: str) -> None:
    assert full_checker.check(text).decision == "pass"
