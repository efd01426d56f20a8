"""How characters sound, with tone and regional differences set aside.

Every sound has one code character, so that a text is compared by sound with one translation and
one automaton. Readings come from pypinyin (Unicode's kHanyuPinyin and kMandarin, MIT licence).
"""

import re
import unicodedata
from functools import cache
from itertools import islice, product
from typing import Final

from tonecheck.kept import kept

_FIRST_CODE: Final = 0x100000
"""Codes lie in the last private plane, where no text and no placeholder stands."""

_MOST_READINGS: Final = 2
_MOST_SPELLINGS: Final = 6
_LONGEST_RUN: Final = 24

DIGITS: Final = dict(
    zip(
        "0123456789", ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"], strict=True
    )
)


def _plain(reading: str) -> str:
    """``nòng`` as ``nong``; ü as v is typed both ways, so both become u."""
    letters = unicodedata.normalize("NFD", reading.lower())
    return "".join(char for char in letters if "a" <= char <= "z").replace("v", "u")


@cache
def _sound(syllable: str) -> str:
    """A syllable as it sounds to those who do not tell zh from z, -ng from -n or n- from l-."""
    syllable = re.sub("^([zcs])h", r"\1", syllable)
    syllable = re.sub("ng$", "n", syllable)
    return re.sub("^n(?=.)", "l", syllable)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Plain readings of each Han character, the usual one first."""
    return kept("readings", _read)


def _read() -> dict[str, tuple[str, ...]]:
    from pypinyin.pinyin_dict import pinyin_dict

    return {
        chr(code): tuple(dict.fromkeys(map(_plain, readings.split(","))))[:_MOST_READINGS]
        for code, readings in pinyin_dict.items()
        if 0x3400 <= code <= 0x9FFF
    }


@cache
def _codes() -> dict[str, str]:
    sounds = {_sound(reading) for readings in _readings().values() for reading in readings}
    return {sound: chr(_FIRST_CODE + number) for number, sound in enumerate(sorted(sounds))}


@cache
def sound_table() -> dict[int, str]:
    """For ``str.translate``: the code of every Han character's usual reading, and of digits."""
    codes = _codes()
    table = {ord(char): of_char[0] for char, of_char in _codes_of().items()}
    return table | {ord(digit): codes[_sound(name)] for digit, name in DIGITS.items()}


@cache
def _codes_of() -> dict[str, tuple[str, ...]]:
    """Of each Han character the codes of its readings."""
    codes = _codes()
    return {
        char: tuple(dict.fromkeys(codes[_sound(one)] for one in readings))
        for char, readings in _readings().items()
    }


@cache
def _said_otherwise() -> frozenset[str]:
    """Characters with readings that do not sound alike."""
    return frozenset(char for char, codes in _codes_of().items() if len(codes) > 1)


def codings(word: str) -> list[str]:
    """How ``word`` may sound, in codes, over the readings of its characters; at least one."""
    if _said_otherwise().isdisjoint(word):
        return [word.translate(sound_table())]
    codes = _codes_of()
    choices = (codes.get(char, (char,)) for char in word)
    return ["".join(coding) for coding in islice(product(*choices), _MOST_SPELLINGS)]


def spells(written: str, char: str) -> bool:
    """Whether who types ``written`` may mean ``char``: near sounds are said, but hardly typed.

    A tone and what stands between its letters do not count.
    """
    letters = "".join(one for one in written if "a" <= one <= "z")
    return letters.replace("v", "u") in _readings().get(char, ())


def initials(char: str) -> str:
    """The first letter of a character's usual reading, or the character where it has none."""
    readings = _readings().get(char)
    return readings[0][0] if readings and readings[0] else char


@cache
def _syllables() -> frozenset[str]:
    syllables = {reading for readings in _readings().values() for reading in readings}
    return frozenset(one for one in syllables if len(one) > 1 or one in "aeo") - {"ng", "hm", "hng"}


def spelled(run: str) -> list[tuple[int, int, str]] | None:
    """Latin letters with tone digits (``nong4si3``) as syllables: start, end and code of each.

    None where the run is not pinyin from end to end. The fewest syllables win.
    """
    if len(run) > _LONGEST_RUN:
        return None
    codes, known = _codes(), _syllables()
    best: list[list[tuple[int, int, str]] | None] = [None] * (len(run) + 1)
    best[0] = []
    for start in range(len(run)):
        before = best[start]
        if before is None:
            continue
        for end in range(start + 1, min(start + 6, len(run)) + 1):
            syllable = run[start:end].replace("v", "u")
            if syllable not in known:
                continue
            stop = end + 1 if run[end : end + 1] in tuple("12345") else end
            found = best[stop]
            if found is None or len(before) + 1 < len(found):
                best[stop] = [*before, (start, stop, codes[_sound(syllable)])]
    return best[len(run)]
