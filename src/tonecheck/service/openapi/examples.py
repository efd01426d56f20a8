"""Requests to try; every one is answered with 200."""

from collections.abc import Mapping
from typing import Any, Final

CHECKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "威胁": {"text": "再不还钱就打断你的腿", "id": "sms-1"},
    "平常的提醒": {
        "text": "您的账单已出，请在到期日前还款。如已还款请忽略本短信。【示例银行】",
        "channel": "sms",
        "recipient": "debtor",
        "sent_at": "2026-03-02T10:15:00+08:00",
    },
    "电话脚本": {
        "text": "坐席：您好，这里是示例银行。\n客户：你们再打电话我就骂人了！\n坐席：抱歉打扰，您方便时再联系。",
        "channel": "voice_script",
    },
    "带策略": {
        "text": "今晚十一点前不还，我们就去你单位找你领导。",
        "policy": {"fail": "closed", "block_on": ["block", "warn"], "evasion": "strict"},
    },
}

BATCHES: Final[Mapping[str, Mapping[str, Any]]] = {
    "三条，其中一条是空的": {
        "messages": [
            {"text": "再不还钱就打断你的腿", "id": "1"},
            {"text": "您的账单已出，请按时还款。【示例银行】", "id": "2"},
            {"text": "", "id": "3"},
        ]
    },
    "带策略": {
        "messages": [{"text": "您的账单已出，请按时还款。【示例银行】"}],
        "policy": {"model": False, "allow": ["示例银行"]},
    },
}

RULE: Final = ("violence_threat", "maiming")
QUERY: Final = "打断"
