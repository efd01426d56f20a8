"""Plain text and Markdown: a file is one message, or each line is."""

from collections.abc import Iterator
from typing import Any

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.message import MessageError, message_from
from tonecheck.place import Begin, Place
from tonecheck.report import BAD_INPUT


def draft_from(fields: dict[str, Any], place: Place, defaults: Defaults) -> Draft:
    """A draft of ``fields`` completed by ``defaults``; a wrong field becomes the draft's problem."""
    filled = {
        "channel": defaults.channel,
        "recipient": defaults.recipient,
        "sent_at": defaults.sent_at,
        **fields,
    }
    key = filled.get("id")
    key = key if isinstance(key, str) else None
    try:
        return Draft(place, message_from(filled), id=key)
    except MessageError as error:
        return Draft(place, None, f"{BAD_INPUT}：{place}：{error}", key)


def read_text(
    text: str, name: str, defaults: Defaults, each_line: bool, offsets: bool = False
) -> Iterator[Draft]:
    """The whole of ``text`` as one message; with ``each_line`` every line that is not blank. Where
    all are, that is a draft with a problem.

    Args:
        offsets: whether the file has the code points of ``text`` and no others.
    """
    if not each_line or not text.strip():
        opening = len(text) - len(text.lstrip("\n"))
        begin = Begin(opening + 1, 0, opening if offsets else None)
        place = Place(name, begin=begin)
        yield draft_from({"text": text.strip("\n"), "id": str(place)}, place, defaults)
        return
    before = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            indent = len(line) - len(line.lstrip())
            begin = Begin(number, indent, before + indent if offsets else None)
            place = Place(name, number, begin=begin)
            yield draft_from({"text": line.strip(), "id": str(place)}, place, defaults)
        before += len(line) + 1
