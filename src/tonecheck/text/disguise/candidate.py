"""What may be a word of the packs in disguise, and is not chance at first sight."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from tonecheck.report import Evasion
from tonecheck.text.disguise import likelihood
from tonecheck.text.disguise.hit import Hit
from tonecheck.text.disguise.likelihood import frequency, ordinary
from tonecheck.text.disguise.loosened import Loosened
from tonecheck.text.disguise.sounds import spells
from tonecheck.text.disguise.vocabulary import SHORTEST

LATIN_OR_DIGIT: Final = re.compile("[a-z0-9]")
_RUN: Final = re.compile("[a-z0-9]{2}")
_TORN: Final = re.compile("[^a-z0-9]")

_PARTS_CLAUSES: Final = re.compile(r"(?<=[\u3400-\u9fff]{4})[^\S\n]+(?=[\u3400-\u9fff]{4})")
"""A space between what is long enough to be clauses: chat writers put it for a comma."""
_PUNCTUATION: Final = re.compile("[，,。！？!?；;]")
_COMMAS: Final = 3
"""Fewer spaces, the one in question among them, may have been put there to hide a word."""

_PRONOUNS: Final = frozenset("我你您他她它恁俺这那哪")
_NUMBERS: Final = frozenset("一二三四五六七八九十百千万两")
TAKEN_AS_WRITTEN: Final = _NUMBERS | frozenset("的了是不在有和就也都还要")
"""Numbers and particles: whoever writes 七点 does not mean 十点, but 油七 means 油漆."""

_COMMON_WORD: Final = 100
"""How often jieba's corpus has a word of two characters that others may stand for even so."""

_VISIBLE: Final = frozenset({"pinyin", "emoji", "split"})
"""Disguises that stand out among Han characters, whatever is written."""


class Edit(NamedTuple):
    """``base.text[start:end]`` read as ``word``, each character from ``begin``–``finish`` there."""

    start: int
    end: int
    word: str
    begin: tuple[int, ...]
    finish: tuple[int, ...]
    evasion: tuple[Evasion, ...]
    changed: tuple[int, ...] = ()
    """Where in the text stands a character that is written as another one."""
    literal: int = 0
    """How many characters of the word are written as they are."""
    evidence: float = 0.0
    """Logarithm of the odds that it is a disguise; 0 until it is weighed."""


def disguised(text: str, form: Loosened, hit: Hit, likeness: Evasion) -> Iterator[Edit]:
    """The hit, if it is a disguise and not chance.

    ``likeness`` is how characters that differ are like those meant. Of a word of which nothing is
    written as it is and nothing stands out, chance is the better guess, as of a part of a number or
    of a Latin word.
    """
    first, last, word = hit
    marks, gaps = form.marks, form.gaps
    ways: dict[Evasion, None] = {}
    changed = []
    literal = visible = 0
    for at, meant in enumerate(word, first):
        how = marks.get(at)
        if how:
            ways[how] = None
            visible += how in _VISIBLE
            if how == "pinyin" and _TORN.search(text, form.begin[at], form.finish[at]):
                ways["separator"] = None  # from between its letters
        if at in gaps and at > first:
            ways["separator"] = None
        if form.text[at] == meant:
            literal += how is None
        elif how != "pinyin":
            if _taken_as_written(text, form.begin[at], word, at - first):
                return
            changed.append(form.begin[at])
            ways[likeness] = None
        elif not spells(text[form.begin[at] : form.finish[at]], meant):
            return
    if not ways or (changed and _over_a_comma(text, form, first, last)):
        return  # no disguise, or 验了没 验了: what sounds alike on both sides of a comma is no word
    if "emoji" in ways and not literal and _pictures(form, first, last) > 1:
        return  # several pictures in a row spell nothing
    if len(changed) > literal + visible and not _out_of_place(text, word, changed):
        return
    begin, finish = tuple(form.begin[first:last]), tuple(form.finish[first:last])
    if _inside_a_run(text, begin[0]) or _inside_a_run(text, finish[-1]):
        return
    yield Edit(begin[0], finish[-1], word, begin, finish, tuple(ways), tuple(changed), literal)


def _out_of_place(text: str, word: str, changed: Sequence[int]) -> bool:
    """Whether a word of which most is written as others may be meant: none makes a word where it stands.

    Of one character, neighbours have told already (`Singles`).
    """
    return len(word) == 1 or (
        frequency(word) >= _COMMON_WORD
        and not any(ordinary(text, at, seldom=True) for at in changed)
    )


def _over_a_comma(text: str, form: Loosened, first: int, last: int) -> bool:
    """Whether the characters ``first``–``last`` of the form reach over a space put for a comma."""
    inside = (form.finish[at - 1] for at in range(first + 1, last) if at in form.gaps)
    return any(_PARTS_CLAUSES.match(text, end) for end in inside) and _spaced(text)


@lru_cache(maxsize=1)  # a long text has many candidates
def _spaced(text: str) -> bool:
    """Whether spaces stand for commas in ``text``: more of them than of punctuation."""
    spaces = len(_PARTS_CLAUSES.findall(text))
    return spaces >= _COMMAS and spaces > len(_PUNCTUATION.findall(text))


def forget_texts() -> None:
    """Keep nothing of the texts that were asked of: messages are personal data."""
    _spaced.cache_clear()
    likelihood.forget_texts()


def _pictures(form: Loosened, first: int, last: int) -> int:
    marks, begin = form.marks, form.begin
    return len({begin[at] for at in range(first, last) if marks.get(at) == "emoji"})


def _taken_as_written(text: str, at: int, word: str, place: int) -> bool:
    """Whether the character there is one that nobody writes for another; 渣渣 is no 渣滓."""
    char, meant = text[at], word[place]
    if char in text[max(0, at - 1) : at] + text[at + 1 : at + 2]:
        return meant not in word[:place] + word[place + 1 :]
    if char in _NUMBERS and meant in _NUMBERS:
        return True
    if char in TAKEN_AS_WRITTEN:
        return len(word) == SHORTEST and frequency(word) < _COMMON_WORD
    return char in _PRONOUNS


def _inside_a_run(text: str, border: int) -> bool:
    """Whether ``border`` parts Latin letters or digits that stand together."""
    return _RUN.fullmatch(text[max(0, border - 1) : border + 1]) is not None
