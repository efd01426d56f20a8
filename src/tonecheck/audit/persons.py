"""Where a text names a person, where they are found, or what they are reached by."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from tonecheck.text.blanks import SURNAMES
from tonecheck.text.fold import fold_table
from tonecheck.text.words import tokenizer

_ACCOUNT: Final = re.compile(
    r"(?:微信|威信|薇信|扣扣|抖音|快手|[QqVv][QqXx]|[Ww][Xx]|邮箱|账号|微信号)[号是为：:\s]{0,3}"
    r"([A-Za-z0-9][A-Za-z0-9_\-.]{4,})"
    r"|([A-Za-z0-9_\-.@]{3,})"
    r"|([零〇一二三四五六七八九幺]{7,})"
)
"""What may be an account, is one by what stands before it, or is a number spelt out."""

_LIKE_ACCOUNT: Final = re.compile("@|_|[A-Za-z]-?[0-9]{2}|[0-9]{2}-?[A-Za-z]")
"""Pinyin with tones (da3duan4) has never two digits together."""

_LONGEST: Final = 500
"""Code points; of longer texts nothing is taken to be safe: tagging rare words takes its time."""

_GIVEN_AT_MOST: Final = 2

_BODIES: Final = re.compile(
    "(?:银行|信用社|公司|集团|商行|小学|中学|高中|大学|学院|学校|幼儿园|医院|诊所|小区|花园|工厂|酒店|饭店|"
    "超市|商场|大厦|单元|街道|村|镇)$"
)
_OF_BODIES: Final = frozenset({"n", "nr", "ns", "nt", "nz", "j", "vn", "b", "f", "s", "m", "eng"})
"""Parts of speech of which names of institutions are made."""

_WORDS_BEFORE: Final = 3
_PLACEHOLDER: Final = "某"
_OF_NO_BODY: Final = frozenset({"全部", "名下"})
_NO_NAMES: Final = frozenset(
    {
        *(
            "上门",
            "登门",
            "东西",
            "孙子",
            "周转",
            "长大",
            "阿哥",
            "胡同",
            "于是",
            "方便",
            "高兴",
            "全村",
        )
    }
)
"""What jieba takes for names of persons or places, and what offends more often than names anybody."""


class _Word(NamedTuple):
    text: str
    kind: str
    start: int

    @property
    def places(self) -> range:
        return range(self.start, self.start + len(self.text))


@cache
def tagger() -> Any:
    """Jieba's tagger over `tonecheck.text.words.tokenizer`; takes a second or two to load.

    Made by hand: as it is made by itself it reads its file a second time.
    """
    from jieba import posseg

    made = posseg.POSTokenizer.__new__(posseg.POSTokenizer)
    made.tokenizer = tokenizer()
    made.word_tag_tab = posseg.dt.word_tag_tab
    return made


@lru_cache(64)
def telling_places(text: str) -> frozenset[int]:
    """Code points of names of persons, institutions and places, and of accounts."""
    if len(text) > _LONGEST:
        return frozenset(range(len(text)))
    found = [
        match.span(match.lastindex or 0)
        for match in _ACCOUNT.finditer(text)
        if match[2] is None or _LIKE_ACCOUNT.search(match[2])
    ]
    places = {place for span in found for place in range(*span)}
    words = list(_words(text))
    for number, word in enumerate(words):
        if word.text in _NO_NAMES:
            continue
        if word.kind == "ns" and len(word.text) > 1:
            places.update(word.places)
        for part in (*_name_at(words, number), *_body_at(words, number)):
            places.update(part.places)
    return frozenset(places)


def _words(text: str) -> Iterator[_Word]:
    """The words of ``text`` as it is read, where they stand."""
    table = fold_table()
    folded = "".join(to if len(to := table.get(ord(char), char)) == 1 else char for char in text)
    start = 0
    for word, kind in tagger().cut(folded):
        yield _Word(word, kind, start)
        start += len(word)


def _name_at(words: Sequence[_Word], number: int) -> Sequence[_Word]:
    """The words of a name that begins there: by its tag if it is in no dictionary, or a surname
    with what may be given names behind.
    """
    word = words[number]
    if len(word.text) > 1:
        known = tokenizer().FREQ.get(word.text)
        named = word.kind.startswith("nr") and (word.text[0] in SURNAMES or not known)
        return (word,) if named else ()
    if word.text not in SURNAMES:
        return ()
    given: list[_Word] = []
    for following in words[number + 1 : number + 1 + _GIVEN_AT_MOST]:
        length = sum(len(one.text) for one in given) + len(following.text)
        if length > _GIVEN_AT_MOST or following.kind[0] not in "nagvtjbz":
            break
        given.append(following)
    sure = word.kind == "nr" or (number > 0 and words[number - 1].text[-1:] in "系告知诉找叫公婆")
    return (word, *given) if given and sure else ()


def _body_at(words: Sequence[_Word], number: int) -> Sequence[_Word]:
    """The words of the name of an institution or a place that ends there."""
    found = _BODIES.search(words[number].text)
    if not found:
        return ()
    first = number
    while first > max(0, number - _WORDS_BEFORE) and _may_name(words[first - 1]):
        first -= 1
    named = first < number or found.start() > 0
    return words[first : number + 1] if named else ()


def _may_name(word: _Word) -> bool:
    if word.text in _OF_NO_BODY or word.text.endswith("个"):
        return False
    return word.kind in _OF_BODIES or word.text.startswith(_PLACEHOLDER)
