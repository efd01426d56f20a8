"""What was left out, and why: counted, with the first few of each kind listed."""

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

Reason = Literal[
    "unknown_format",
    "unreadable",
    "file_without_columns",
    "corrupt",
    "bad_row",
    "sheet_without_columns",
    "empty_text",
    "too_long",
    "time_missing",
    "time_without_zone",
    "bad_time",
    "unknown_channel",
    "unknown_recipient",
]
FORMS: Final = "2026-03-02T10:15:00+08:00、2026-03-02 10:15:00、2026/3/2 10:15、2026年3月2日 10:15、20260302101500"
"""Of times, as `tonecheck.audit.times` reads them."""

TITLES: Final[dict[Reason, str]] = {
    "unknown_format": "不认得这种格式的文件（可读的请另存为 Parquet、CSV、JSONL 或 XLSX）",
    "unreadable": "整个文件读不了",
    "file_without_columns": "这个文件里认不出需要的列",
    "corrupt": "文件里的一段损坏",
    "bad_row": "这一行的格式不对",
    "sheet_without_columns": "这张表里没有消息内容一列",
    "empty_text": "没有消息内容",
    "too_long": "消息内容超过 20,000 个字符",
    "time_missing": "没有发送时间",
    "time_without_zone": "发送时间没有时区（可在 [audit] 里写 timezone）",
    "bad_time": f"发送时间看不懂（认得 {FORMS}；只有日期不够，没有时刻就不知道是不是静默时段）",
    "unknown_channel": "不认得的渠道",
    "unknown_recipient": "不认得的接收人类型",
}
OF_FILES: Final[frozenset[Reason]] = frozenset(
    {"unknown_format", "unreadable", "file_without_columns"}
)
"""Reasons that leave out whole files: these are counted, as nobody knows how many rows they have."""

_LISTED: Final = 20


class Example(msgspec.Struct, frozen=True, order=True):
    """One place that was left out; ``row`` is None for all of a file."""

    source: str
    row: int | None
    detail: str = ""


class Exclusion(msgspec.Struct):
    """Rows left out for one reason."""

    reason: Reason
    rows: int = 0
    examples: list[Example] = []


class Exclusions:
    """Adds up exclusions; the order in which they come does not matter."""

    def __init__(self) -> None:
        self._by_reason: dict[Reason, Exclusion] = {}

    def add(self, reason: Reason, example: Example, rows: int = 1) -> None:
        known = self._of(reason)
        known.rows += rows
        if len(known.examples) < _LISTED:
            known.examples.append(example)

    def merge(self, others: Iterable[Exclusion]) -> None:
        for other in others:
            known = self._of(other.reason)
            known.rows += other.rows
            known.examples = sorted([*known.examples, *other.examples], key=_place)[:_LISTED]

    def listed(self) -> list[Exclusion]:
        """By reason, in the order of `Reason`."""
        return [self._by_reason[reason] for reason in TITLES if reason in self._by_reason]

    def _of(self, reason: Reason) -> Exclusion:
        return self._by_reason.setdefault(reason, Exclusion(reason, 0, []))


def _place(example: Example) -> tuple[str, int, str]:
    return example.source, example.row or 0, example.detail
