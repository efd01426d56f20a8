"""CSV: one message a row, from a chosen column."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.text import draft_from

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text",
        "content",
        "message",
        "短信内容",
        "消息内容",
        "内容",
        "话术",
        "话术内容",
        "模板内容",
        "模板",
        "文案",
        "正文",
        "短信",
        "发送内容",
    ),
    "id": ("id", "编号", "消息编号", "模板编号", "序号"),
    "channel": ("channel", "渠道"),
    "recipient": ("recipient", "接收人类型"),
    "sent_at": ("sent_at", "发送时间"),
    "sender": ("sender", "坐席", "发送人"),
    "recipient_id": ("recipient_id",),
}
_OPTIONAL: Final = ("id", "channel", "recipient", "sent_at", "sender", "recipient_id")
csv.field_size_limit(4_000_000)


def read_csv(text: str, name: str, defaults: Defaults, column: str | None) -> Iterator[Draft]:
    """One draft a row, in order; offsets of findings are within the chosen cell.

    Raises:
        DraftError: the file has no header, or the column is not there; the error lists those seen.
    """
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    header = [cell.strip() for cell in next(rows, [])]
    text_column = _text_column(header, name, column)
    others = {field: i for field in _OPTIONAL if (i := _column(header, _NAMES[field])) is not None}
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Draft(
                f"{name}:{line}", None, f"bad_input：{name}:{line}：这一行不是合法的 CSV（{error}）"
            )
            continue
        if not any(cell.strip() for cell in row):
            continue
        source = f"{name}:{line}"
        fields = {
            field: row[i].strip() for field, i in others.items() if i < len(row) and row[i].strip()
        }
        fields["text"] = row[text_column] if text_column < len(row) else ""
        yield draft_from({"id": source, **fields}, source, defaults)


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",\t;", key=first.count)


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    lowered = [cell.lower() for cell in header]
    return next((lowered.index(name) for name in names if name in lowered), None)


def _text_column(header: list[str], name: str, column: str | None) -> int:
    if column is not None and column in header:
        return header.index(column)
    found = _column(header, _NAMES["text"]) if column is None else None
    if found is None:
        wanted = f"没有“{column}”这一列" if column else "认不出哪一列是消息内容，请用 --column 指定"
        raise DraftError(f"{name}：{wanted}；首行的列有：{'、'.join(header) or '（空）'}")
    return found
