"""Text that was decoded wrongly: what is left of it is characters, but no words."""

import re
from functools import cache
from itertools import pairwise, product
from typing import Final

from tonecheck.text.fold import fold_table
from tonecheck.text.plausible import costs

SPOILT: Final = "锟斤拷|烫烫烫|屯屯屯|锘匡豢"
"""What a replacement or an unset buffer reads as in GBK."""

_BROKEN: Final = re.compile(
    "\ufffd|[\x80-\x9f]|[\x00-\x08\x0b\x0c\x0e-\x1f]"  # lost or control bytes
    f"|{SPOILT}"
    r"|[一-鿿豈-﫿]\?[a-z]?[à-ÿ]"  # a lead byte lost: 們?nèi)粘I畹
    r"|[一-鿿][a-z]?[à-öø-ÿ][a-z]?\)[一-鿿]"
    "|[ÃÂâåæçèéäï][\x80-¿‘’“”•–—˜™š›œžŸˆ‰‹Œ†‡ƒ„…]"  # UTF-8 read as Latin-1 or cp1252
    r"|(?!.?(.)\1\1)[¡-¶¸-ÿ]{4}"  # GBK or Big5 read as Latin-1; ×××× is a mask
)
_HAN_RUN: Final = re.compile("[\u3040-\u312f\u3400-\u9fff\ue001-\uf8ff€]{3,}")
_NEAR: Final = 3
"""How near to each other two rare characters make a run worth a closer look."""

_LETTER: Final = (
    "[\u0391-\u03a8ηρτ\u0400-\u044f\u3041-\u306d\u306f-\u30fa\u3105-\u3129\ue001-\uf8fe]"
)
_STRAY: Final = re.compile(rf"(?<=[\u3400-\u9fff]){_LETTER}|{_LETTER}(?=[\u3400-\u9fff])")
_STRAYS: Final = 3
"""Letters beside Han characters, as Big5 read as GBK strews them; α, Ω and の are Chinese."""

_FEWEST: Final = 4
_WINDOW: Final = 5
_UNLIKELY: Final = 13.2
"""Mean cost of five neighbours, at which they are no words. Names, dishes and dialects of the
corpora and of ordinary sentences stay below 13; GBK read as Big5 costs 15 to 20."""

_FIRST_LEVEL: Final = tuple(product(range(0xB0, 0xD8), range(0xA1, 0xFF)))
"""Rows and cells of GB 2312 where its characters of daily use stand."""

_SPOKEN: Final = frozenset(
    "佢哋嘅咗嚟嘢啲喺睇唔冇揾搵瞓啱嗰咁喎㖞叻嘥靓靚乜嘞㗎咩嗌攰俾畀攞逳冚嘅咪嬲唞啩喇囉咯"
    "娭毑嬢嗲伢囡崽唠嘚嗦嗯嘛呗嘞俺咱侬阿仔嘿唉噢哎嗨哟咦咳喔哼嗷呜嘻哇咚咣唰嗖哗啪吱嘎嘀嗒"
)
"""Seldom written in books, often in messages: Cantonese, dialects and interjections."""


def garbled(text: str) -> bool:
    """Whether some of ``text`` is what a wrong encoding made of it."""
    return (
        _BROKEN.search(text) is not None
        or len(_STRAY.findall(text)) >= _STRAYS
        or any(_no_words(run.group()) for run in _HAN_RUN.finditer(text))
    )


def _no_words(run: str) -> bool:
    if rare_han().isdisjoint(run):
        return False
    rare = [index for index, char in enumerate(run) if char in rare_han()]
    if not any(right - left <= _NEAR for left, right in pairwise(rare)):
        return False
    return _was_utf8(run) or _unlikely(run)


def _was_utf8(run: str) -> bool:
    """Whether Han characters are UTF-8 bytes that somebody decoded as GBK (鐢ㄦ埛 for 用户)."""
    raw = run.encode("gb18030", "ignore")
    readable = raw.decode("utf-8", "ignore")
    han = sum("\u3400" <= char <= "\u9fff" for char in readable)
    return han * 3 >= len(raw) * 0.6


def _unlikely(run: str) -> bool:
    each = costs(run)
    size = min(_WINDOW, len(each))
    if size < _FEWEST:
        return False
    cost = sum(each[:size])
    for old, new in zip(each, [*each[size:], 0.0], strict=False):
        if cost >= _UNLIKELY * size:
            return True
        cost += new - old
    return False


@cache
def rare_han() -> frozenset[str]:
    """Han characters that are not among the 3,755 of daily use, nor the Traditional of one."""
    daily = {bytes((row, cell)).decode("gb2312", "ignore") for row, cell in _FIRST_LEVEL}
    simplified = fold_table()
    chars = map(chr, range(0x3400, 0xA000))
    rare = (char for char in chars if simplified.get(ord(char), char) not in daily)
    return frozenset(rare) - _SPOKEN
