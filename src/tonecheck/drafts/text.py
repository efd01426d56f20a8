"""Plain text and Markdown: a file is one message, or each line is."""

from collections.abc import Iterator
from typing import Any

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.message import MessageError, message_from


def draft_from(fields: dict[str, Any], source: str, defaults: Defaults) -> Draft:
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
        return Draft(source, message_from(filled), id=key)
    except MessageError as error:
        return Draft(source, None, f"bad_input：{source}：{error}", key)


def read_text(text: str, name: str, defaults: Defaults, each_line: bool) -> Iterator[Draft]:
    """The whole of ``text`` as one message; with ``each_line`` every line that is not blank."""
    if not each_line:
        yield draft_from({"text": text.strip("\n"), "id": name}, name, defaults)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            source = f"{name}:{number}"
            yield draft_from({"text": line.strip(), "id": source}, source, defaults)
