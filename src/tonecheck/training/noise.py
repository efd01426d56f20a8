"""Characters changed the way people type to evade, or mistype."""

import random
from collections.abc import Sequence
from functools import cache
from typing import Final

from pypinyin import lazy_pinyin

_SEPARATORS: Final = " .-*·、_~"
_COMMON: Final = (0x4E00, 0x9FA5)


@cache
def _by_sound() -> dict[str, str]:
    """Characters of GB 2312's first level (the 3,755 most used) by their sound without tone."""
    sounds: dict[str, str] = {}
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            char = bytes((high, low)).decode("gb2312", "ignore")
            if char:
                sound = lazy_pinyin(char)[0]
                sounds[sound] = sounds.get(sound, "") + char
    return sounds


def _same_sound(char: str, draw: random.Random) -> str:
    return draw.choice(_by_sound().get(lazy_pinyin(char)[0], char))


def noisy(
    text: str, spans: Sequence[tuple[int, int]], rate: float, draw: random.Random
) -> tuple[str, list[int]]:
    """``text`` with about ``rate`` of the Han characters in ``spans`` changed.

    Returns:
        The new text, and for every position of the old one (its end included) where it is now.
    """
    pieces: list[str] = []
    place: list[int] = []
    length = 0
    for position, char in enumerate(text):
        place.append(length)
        piece = char
        inside = any(start <= position < end for start, end in spans)
        if inside and _COMMON[0] <= ord(char) <= _COMMON[1] and draw.random() < rate:
            way = draw.random()
            if way < 0.5:
                piece = _same_sound(char, draw)
            elif way < 0.75:
                piece = char + draw.choice(_SEPARATORS)
            elif way < 0.85:
                piece = lazy_pinyin(char)[0]
            else:
                piece = char + char
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), [*place, length]
