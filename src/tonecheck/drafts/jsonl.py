"""JSON lines: one message object a line, streamed."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.text import draft_from
from tonecheck.place import Place
from tonecheck.report import BAD_INPUT

_decoder = msgspec.json.Decoder(dict[str, Any])
_BYTE: Final = re.compile(r"\(byte (\d+)\)")


def read_jsonl(lines: Iterable[bytes], name: str, defaults: Defaults) -> Iterator[Draft]:
    """One draft a line, in order; a line that is no message is a draft with a problem."""
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        place = Place(name, number)
        if not line:
            continue
        try:
            fields = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Draft(place, None, f"{BAD_INPUT}：{place}：不是 JSON 对象（{_fault(error)}）")
            continue
        yield draft_from(fields, place, defaults)


def _fault(error: Exception) -> str:
    """The decoder's complaint in Chinese: where and of what kind, never content."""
    if isinstance(error, UnicodeDecodeError):
        return "编码不是 UTF-8"
    if isinstance(error, RecursionError):
        return "嵌套太深"
    if isinstance(error, msgspec.ValidationError):
        return '应写成 {"text": "……"} 这样'
    byte = _BYTE.search(str(error))
    return f"第 {int(byte[1]) + 1} 个字节处有误" if byte else "不完整"
