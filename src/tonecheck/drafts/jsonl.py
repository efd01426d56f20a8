"""JSON lines: one message object a line, streamed."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.text import draft_from
from tonecheck.place import Place
from tonecheck.report import BAD_INPUT
from tonecheck.validation import DecodeErrors, malformed

_decoder = msgspec.json.Decoder(dict[str, Any])


def read_jsonl(lines: Iterable[bytes], name: str, defaults: Defaults) -> Iterator[Draft]:
    """One draft a line, in order; a line that is no message is a draft with a problem."""
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        place = Place(name, number)
        if not line:
            continue
        try:
            fields = _decoder.decode(line)
        except msgspec.ValidationError:
            what = '应是一个 JSON 对象，写成 {"text": "……"} 这样'
            yield Draft(place, None, f"{BAD_INPUT}：{place}：{what}")
            continue
        except DecodeErrors as error:
            yield Draft(place, None, f"{BAD_INPUT}：{place}：{malformed(error)}")
            continue
        yield draft_from(fields, place, defaults)
