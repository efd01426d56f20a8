"""The words of ordinary Chinese, and their borders, by jieba; borders only for what matched."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from operator import add
from typing import Any, Final, NamedTuple

from tonecheck.kept import kept
from tonecheck.text.reading import Reading

OFTEN: Final = 20
"""Words seen less often are hardly ever written: the dictionary gives the rarest 3."""

_REACH: Final = 24

_LONGEST: Final = 8
"""Characters of the longest dictionary word that is looked for across a border."""


class Dictionary(NamedTuple):
    """Jieba's dictionary: how often its corpus has each word, and all words together.

    What words begin with is in it too, seen 0 times.
    """

    seen: dict[str, int]
    total: int
    often: dict[str, str]
    """Of each character those that follow it inside words that its corpus has `OFTEN` at least."""
    ever: dict[str, str]
    """The same, however seldom it has them."""


@cache
def dictionary() -> Dictionary:
    """Loaded on first need."""
    return kept("dictionary", _dictionary)


def _dictionary() -> Dictionary:
    segmenter = _jieba()
    seen, total = segmenter.gen_pfdict(segmenter.get_dict_file())
    pairs: Counter[str] = Counter()
    for word, count in seen.items():
        if count and len(word) > 1:
            for pair in map(add, word, word[1:]):
                pairs[pair] += count
    often = (pair for pair, count in pairs.most_common() if count >= OFTEN)
    return Dictionary(seen, total, followers(often), followers(pairs))


def followers(pairs: Iterable[str]) -> dict[str, str]:
    """Of each character those that follow it in ``pairs``, in their order.

    As many strings of two characters would take many times the memory.
    """
    second: defaultdict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        second[pair[0]].append(pair[1])
    return {char: "".join(others) for char, others in second.items()}


def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


@cache
def tokenizer() -> Any:
    """Jieba's tokenizer over `dictionary`.

    It reads and writes no cache of its own: that has a fixed name under the shared temporary
    directory, where anybody could plant a file to be loaded.
    """
    segmenter = _jieba()
    segmenter.FREQ, segmenter.total, *_ = dictionary()
    segmenter.initialized = True
    return segmenter


def cuts_a_word(reading: Reading, start: int, end: int) -> bool:
    """Whether ``reading.text[start:end]`` begins inside a longer word (公|司法 in 公司法).

    Where it ends says nothing: verbs go on (套出|来), and patterns name only their beginning.
    """
    text = reading.text
    if not _crossed(text, start):
        return False
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    borders = {low}
    for _, _, stop in tokenizer().tokenize(text[low:high], HMM=False):
        borders.add(low + stop)
    return start not in borders


def _crossed(text: str, border: int) -> bool:
    """Whether any word of the dictionary could reach over ``border``: most borders need no cutting."""
    before = text[border - 1 : border]
    if not before or before.isascii():  # numbers and Latin words are cut by shape, not dictionary
        return bool(before)
    known = dictionary().seen
    return any(
        known.get(text[first:last])
        for first in range(max(0, border - _LONGEST + 1), border)
        for last in range(border + 1, first + _LONGEST + 1)
    )
