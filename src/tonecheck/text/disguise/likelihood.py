"""How likely a stretch is as ordinary Chinese: jieba's word frequencies, best segmentation."""

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tonecheck.text.words import dictionary

_LONGEST: Final = 4
_ODD: Final = -17.0
"""Natural logarithm of what jieba has never seen: a rare character, a sign, a Latin letter."""

_NUMBER: Final = -7.0

_STOPS: Final = frozenset("，。！？；：、")
"""Marks that end clauses are no rarer than words, and ASCII signs cost nothing either."""

_PACK_WORD: Final = 12
"""How often a pack's word that jieba lacks counts as seen among its 60 million."""


def likelihood(text: str, given: str = "") -> float:
    """Natural logarithm of the probability of ``text``, ``given`` counting as a word."""
    seen, total, *_ = dictionary()
    spare = len(given)
    best = [0.0]
    for end in range(1, len(text) + 1):
        top = best[end - 1] + _alone(text[end - 1], seen, total)
        for start in range(max(0, end - _LONGEST), end - 1):
            count = seen.get(text[start:end])
            if count:
                top = max(top, best[start] + math.log(count / total))
        if spare and end >= spare and text[end - spare : end] == given:
            count = max(seen.get(given) or 0, _PACK_WORD)
            top = max(top, best[end - spare] + math.log(count / total))
        best.append(top)
    return best[-1]


def _alone(char: str, seen: Mapping[str, int], total: int) -> float:
    count = seen.get(char)
    if count:
        return math.log(count / total)
    if char in _STOPS:
        return 0.0
    if char.isascii():
        return _NUMBER if char.isdigit() else _ODD if char.isalpha() else 0.0
    return _ODD


def frequency(word: str) -> int:
    """How often jieba's corpus has ``word``; 0 for what it lacks."""
    return dictionary().seen.get(word, 0)


def ordinary(text: str, index: int, seldom: bool = False) -> bool:
    """Whether ``text[index]`` and a neighbour are neighbours in words, be they ``seldom`` written."""
    joined = _joined(text, seldom)
    return bool(joined[index] or (index and joined[index - 1]))


def meet(text: str, index: int, seldom: bool = False) -> bool:
    """Whether ``text[index]`` and what follows it are neighbours in words; none stands before 0."""
    return index >= 0 and bool(_joined(text, seldom)[index])


@lru_cache(maxsize=16)  # of each thread a text as it stands and loosened, asked of again and again
def _joined(text: str, seldom: bool) -> bytes:
    """Of each character whether it and the next are neighbours in words; of the last, that it is not."""
    words = dictionary()
    following = (words.ever if seldom else words.often).get
    return bytes([*(two in following(one, "") for one, two in pairwise(text)), False])


def forget_texts() -> None:
    """Keep nothing of the texts that were asked of."""
    _joined.cache_clear()
