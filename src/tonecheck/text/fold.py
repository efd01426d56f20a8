"""Folding for comparison, with a map back to the code points that came in.

Two texts that a reader takes for the same words fold to the same string: NFKC, lower case,
Traditional to Simplified, Latin letters without marks, and nothing invisible. Every code point
folds by itself (a table, not a pass over the text), so folding twice is folding once and the map
is exact. Punctuation keeps its form: clause borders stay where they were.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from tonecheck.kept import kept
from tonecheck.report import Evasion

KEPT: Final = frozenset("，。！？：；（）、…‥—～．｡")
"""Punctuation that NFKC would change or split; borders are read from it as written."""

_PHRASE_ONLY: Final = {"著": "着", "妳": "你", "祂": "他", "牠": "它"}
"""Variants that OpenCC converts only inside phrases, or not at all."""

_RADICALS: Final = dict(
    zip(
        "⺅⺙⺝⺠⺡⺣⺨⺩⺫⺬⺭⺮⺰⺲⺶⺷⺸⺹⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "亻攵月民氵灬犭王目示礻竹纟罒羊羊羊耂月艹艹艹虎衤西西见角讠贝足车辶辶辶阝金长长长门阝雨青韦页风飞食饣食食首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟",
        strict=True,
    )
)
"""Radicals that NFKC leaves alone, as the characters they are (Unicode, EquivalentUnifiedIdeograph)."""

_MARKS: Final = (
    (0x300, 0x36F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_SELECTORS: Final = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180F))
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")


def _invisible(char: str) -> bool:
    code = ord(char)
    return (
        unicodedata.category(char) == "Cf"
        or char in _BLANK_LETTERS
        or any(low <= code <= high for low, high in _MARKS + _SELECTORS)
    )


def _latin_base(char: str) -> str:
    bare = unicodedata.normalize("NFKD", char)
    return bare[0] if len(bare) > 1 and bare[0].isascii() and bare[0].isalpha() else char


def _fold_code_point(char: str, simplified: dict[str, str]) -> str:
    """The fixpoint of every folding step on one code point."""
    if char in KEPT:
        return char
    previous, folded = "", char
    while folded != previous:
        previous = folded
        letters = unicodedata.normalize("NFKC", folded).lower()
        letters = "".join(
            _latin_base(simplified.get(one, one)) for one in letters if not _invisible(one)
        )
        folded = "".join(one for one in letters if one not in KEPT) or letters[:1]
    if len(folded) > 1 and not folded.isalnum():
        # "⒈" must not become "1." nor "㈠" "(一)": an expansion adds no punctuation, so no border.
        folded = "".join(one for one in folded if one.isalnum()) or folded[0]
    return folded


_HAN: Final = (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0))
_OTHERS: Final = (
    *range(0x80, 0x3400),
    *range(0xA000, 0xAC00),
    *range(0xF900, 0x10000),
    *range(0x1D400, 0x1D800),
    *range(0x1EE00, 0x1FC00),
    *range(0x2F800, 0x2FA20),
    *range(0xE0000, 0xE01F0),
)
"""Where code points live that NFKC, case or invisibility can change and collectors can type."""


@cache
def fold_table() -> dict[int, str]:
    """What every code point folds to, for those that change."""
    return kept("fold", _fold_table)


def _fold_table() -> dict[int, str]:
    import opencc

    han = [chr(code) for code in _HAN]
    converted = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    pairs = zip(han, converted, strict=True)
    simplified = {old: new for old, new in pairs if len(new) == 1 and new != old}
    simplified |= _PHRASE_ONLY | _RADICALS
    table = {}
    for char in (*simplified, *map(chr, _OTHERS)):
        folded = _fold_code_point(char, simplified)
        if folded != char:
            table[ord(char)] = folded
    return table | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


def _char_class(codes: Iterable[int]) -> re.Pattern[str]:
    """One character of ``codes``, or any past the BMP: those would each cost a comparison."""
    inside_bmp = "".join(re.escape(chr(code)) for code in codes if code < 0x10000)
    return re.compile(f"[{inside_bmp}\U00010000-\U0010ffff]")


@cache
def _folds_at_all() -> re.Pattern[str]:
    return _char_class(fold_table())


@cache
def _changes_length() -> re.Pattern[str]:
    return _char_class(code for code, to in fold_table().items() if len(to) != 1)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``begin[i]`` and ``finish[i]`` bound the original code points of ``text[i]``.

    ``begin`` and ``finish`` are None where nothing moved, which is the usual case.
    """

    text: str
    begin: tuple[int, ...] | None = None
    finish: tuple[int, ...] | None = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stood in the text as it came in."""
        if self.begin is None or self.finish is None:
            return start, end
        return self.begin[start], self.finish[end - 1]

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """What of ``text`` stands for ``original[start:end]``; an empty span where nothing does."""
        if self.begin is None or self.finish is None:
            return start, end
        return bisect_right(self.finish, start), bisect_left(self.begin, end)


def fold(text: str, holes: tuple[tuple[int, int], ...] = (), hole_char: str = "") -> Folded:
    """Fold ``text``; each of ``holes`` (original spans) becomes the one character ``hole_char``."""
    if not holes and _folds_at_all().search(text) is None:
        return Folded(text)
    table = fold_table()
    if not holes:
        folded = text.translate(table)
        if len(folded) == len(text) and _changes_length().search(text) is None:
            return Folded(folded)
    return _fold_with_map(text, table, holes, hole_char)


def _fold_with_map(
    text: str, table: dict[int, str], holes: tuple[tuple[int, int], ...], hole_char: str
) -> Folded:
    pieces: list[str] = []
    begin: list[int] = []
    finish: list[int] = []
    position = 0
    for hole_start, hole_end in (*holes, (len(text), len(text))):
        for index in range(position, hole_start):
            piece = table.get(ord(text[index]), text[index])
            pieces.append(piece)
            begin.extend([index] * len(piece))
            finish.extend([index + 1] * len(piece))
        if hole_end > hole_start:
            pieces.append(hole_char)
            begin.append(hole_start)
            finish.append(hole_end)
        position = hole_end
    return Folded("".join(pieces), tuple(begin), tuple(finish))


def disguises(excerpt: str) -> tuple[Evasion, ...]:
    """Which foldings it took to read ``excerpt``."""
    table = fold_table()
    seen: dict[Evasion, None] = {}
    for char in excerpt:
        folded = table.get(ord(char))
        if folded is None or (char.isascii() and char.isalpha()):
            continue
        if not folded:
            seen["zero_width"] = None
        elif unicodedata.normalize("NFKC", char) != char:
            seen["width"] = None
        elif char >= "㐀":
            seen["traditional"] = None
    return tuple(seen)
