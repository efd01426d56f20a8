"""What of a text could not be read: garbled stretches and other languages."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from tonecheck.text.foreign import foreign
from tonecheck.text.garbled import SPOILT, garbled, rare_han

GARBLED: Final = "garbled_text"
UNSUPPORTED: Final = "unsupported_language"

_HAN: Final = re.compile("[\u3400-\u9fff]")
_WORD: Final = "字"
_PLAIN: Final = (
    "\n\r\t -@\\[-`{-~\u00b7\u2000-\u2bff\u3000-\u303f\ufe00-\uff20\U0001f000-\U0001faff"
)
"""Marks and digits, of which no language consists."""


def unread(text: str, chinese: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Why parts of ``text`` could not be examined; empty when all of it could.

    Args:
        chinese: what was read as Chinese words in whatever letters.

    Our rules read Chinese. Names of products, shops and people, codes, addresses, greetings and
    placeholders are not another language.
    """
    chars = list(text)
    for start, end in chinese:
        chars[start:end] = _WORD * (end - start)
    text = "".join(chars)
    if _suspect().search(text) is None and _HAN.search(text) is not None:
        return ()  # most messages
    signs = ((GARBLED, garbled), (UNSUPPORTED, foreign))
    return tuple(reason for reason, shown in signs if shown(text))


@cache
def _suspect() -> re.Pattern[str]:
    """Any character but marks, digits and the Han of daily use; and what encodings leave of those."""
    usual = sorted({*range(0x3400, 0xA000)} - {*map(ord, rare_han())})
    return re.compile(f"[^{_PLAIN}{''.join(map(chr, usual))}]|{SPOILT}")
