"""What people call channels, recipients and reasons."""

from collections.abc import Mapping
from typing import Final

CHANNEL_TITLES: Final[Mapping[str, str]] = {
    "sms": "短信",
    "im": "即时消息",
    "voice_script": "电话",
    "visit_script": "上门",
    "letter": "信函",
    "email": "邮件",
}
RECIPIENT_TITLES: Final[Mapping[str, str]] = {
    "debtor": "债务人",
    "guarantor": "担保人",
    "third_party": "第三人",
    "unknown": "不明",
}
INCOMPLETE_TITLES: Final[Mapping[str, str]] = {
    "garbled_text": "有一部分是乱码",
    "unsupported_language": "有一部分不是中文",
    "model_missing": "要求用分类模型，但没有可用的模型",
    "timeout": "检查超时",
}
