"""JSON lines: one message object a line, streamed."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.text import draft_from

_decoder = msgspec.json.Decoder(dict[str, Any])


def read_jsonl(lines: Iterable[bytes], name: str, defaults: Defaults) -> Iterator[Draft]:
    """One draft a line, in order; a line that is no message is a draft with a problem."""
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        source = f"{name}:{number}"
        if not line:
            continue
        try:
            fields = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Draft(source, None, f"bad_input：{source}：不是 JSON 对象（{_place(error)}）")
            continue
        yield draft_from(fields, source, defaults)


def _place(error: Exception) -> str:
    """The decoder's complaint; it names positions and types, never content."""
    return "编码不是 UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
