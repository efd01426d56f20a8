"""What people call the names of the contract, the same wherever they are shown.

Titles of the categories stand beside these, in :mod:`tonecheck.categories`.
"""

from collections.abc import Mapping
from typing import Final

DECISION_TITLES: Final[Mapping[str, str]] = {"block": "拦截", "review": "复核", "pass": "通过"}
SEVERITY_TITLES: Final[Mapping[str, str]] = {
    "block": "禁止发送",
    "warn": "需要复核",
    "info": "提示",
}
CHANNEL_TITLES: Final[Mapping[str, str]] = {
    "sms": "短信",
    "im": "即时通讯",
    "voice_script": "电话",
    "visit_script": "上门",
    "letter": "信函",
    "email": "邮件",
}
RECIPIENT_TITLES: Final[Mapping[str, str]] = {
    "debtor": "债务人",
    "guarantor": "担保人",
    "third_party": "第三人",
    "unknown": "未知",
}
EVASION_TITLES: Final[Mapping[str, str]] = {
    "traditional": "繁体",
    "width": "异体字符",
    "zero_width": "隐形字符",
    "separator": "夹字",
    "repeat": "叠字",
    "homophone": "谐音",
    "pinyin": "拼音",
    "split": "拆字",
    "lookalike": "形近字",
    "emoji": "表情",
}
INCOMPLETE_TITLES: Final[Mapping[str, str]] = {
    "garbled_text": "有一部分是乱码，无法读懂",
    "unsupported_language": "有一部分不是中文，没有检查",
    "model_missing": "要求使用分类模型，但没有可用的模型",
    "timeout": "检查超时，没有做完",
    "internal_error": "检查时出错，没有做完",
}


def why_incomplete(reason: str) -> str:
    """A reason of a report as a sentence; some are sentences already."""
    return INCOMPLETE_TITLES.get(reason, reason)
