"""Signatures: ``【安信银行】`` at either end of a text message names who sends it."""

import re
from typing import Final

_BRACKETED: Final = re.compile(r"【([^【】\n]{2,40})】")
_GENERIC: Final = re.compile(
    "重要|紧急|温馨|特别|最后|最终|正式|官方|账单|账务|还款|缴费|欠费|欠款|逾期|催收|催缴|贷后|法务|风控|客服|"
    "中心|部门|通知|提醒|提示|公告|告知|警告|函|书|单|的|您|本|及|与|部|催|费"
)


def signed(text: str) -> bool:
    """Whether a bracketed name stands in ``text``; 【重要通知】 names nobody."""
    return "【" in text and any(_GENERIC.sub("", name) for name in _BRACKETED.findall(text))
