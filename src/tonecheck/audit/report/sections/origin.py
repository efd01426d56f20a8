"""What the results were made with, so that they can be made again and checked."""

from collections.abc import Mapping
from typing import Any, Final

from tonecheck.titles import CHANNEL_TITLES, RECIPIENT_TITLES

_SETTINGS: Final = {
    "model": "用分类模型",
    "evasion": "还原规避写法",
    "timezone": "没有写时区的时间",
    "channel": "没有写明时的渠道",
    "recipient": "没有写明时的接收人",
    "include_text": "结果里写出原文",
    "law_day": "没有时间的消息按哪天的法律",
    "confidence_level": "区间的置信水平",
    "false_discovery_rate": "错误发现率",
}
_WHERE_NONE: Final = {"evasion": "取配置", "timezone": "不审计", "law_day": "每条都有时间"}
_TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "channel": CHANNEL_TITLES,
    "recipient": RECIPIENT_TITLES,
}


def origin(summary: dict[str, Any]) -> dict[str, Any]:
    """Versions with hashes, settings, files with hashes."""
    versions = summary["versions"]
    model = versions.get("model")
    return {
        "digest": summary["versions_digest"],
        "package": versions["package"],
        "law": versions["law"],
        "parts": [
            *({**pack, "kind": "规则"} for pack in versions["packs"]),
            *([{**model, "kind": "模型", "version": model.get("version", "")}] if model else []),
        ],
        "settings": [
            (title, _told(name, summary["settings"][name])) for name, title in _SETTINGS.items()
        ],
        "files": summary["files"],
    }


def _told(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return _WHERE_NONE[name]
    return _TITLES.get(name, {}).get(value, str(value))
