"""A text with everything between, beside and inside its characters taken for what it may stand for.

``打-断-你`` becomes 打断你, ``杀杀杀`` 杀, ``歹匕`` 死, ``nong`` the code of its sound, 🔪 刀. Nothing
is decided here: what no word of the packs makes use of is dropped again.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from tonecheck.report import Evasion
from tonecheck.text.automaton import Automaton
from tonecheck.text.disguise.likelihood import frequency
from tonecheck.text.disguise.neighbours import BORDER, FAMILIAR, familiarity
from tonecheck.text.disguise.sounds import spelled
from tonecheck.text.disguise.tables import tables

MOST_MEANINGS: Final = 4

_STROKES: Final = "丨丶丿丷"
"""Han by their block, but typed as marks between characters."""

_HAN: Final = rf"(?:(?![{_STROKES}])[\u3400-\u9fff])"
_MARK: Final = rf"(?:[^\w\ue000{{}}<>%【】]|[_{_STROKES}])"
_SOFT: Final = rf"(?:(?![，。！？!?；;：:,、“”\"‘’「」『』（）()《》])(?:{_MARK}))"
_STOP: Final = "[，,。！!？?；;：:、]"
_TRIGGER: Final = re.compile(
    rf"(?P<repeat>({_HAN})\2+)"
    rf"|(?<![a-z0-9])(?P<lettered>[a-z](?P<mark>{_MARK}{{1,3}})[a-z](?:(?P=mark)[a-z])*)(?![a-z0-9])"
    rf"|(?P<latin>[a-z]+(?:[1-5][a-z]+)*[1-5]?)"
    rf"|(?P<between>(?<=[\u3400-\u9fffa-z]){_SOFT}{{1,4}}(?={_HAN}|[a-z]))"
    rf"|(?<={_HAN})(?P<stop>{_STOP})(?={_HAN})"
    rf"|(?P<toned>(?<=[a-z][1-5]){_MARK}{{1,4}}(?={_HAN}|[a-z]))"
    rf"|(?<={_HAN})(?P<wrapped>[(（\[{{【「『“\"'‘]{_HAN}[)）\]}}】」』”\"'’])(?={_HAN})"
)
_UNIT: Final = rf"(?:{_HAN}|[a-z]{{1,6}}[1-5]?|[0-9])"
_APART: Final = rf"(?:{_HAN}| ?[a-z]{{1,6}}[1-5]? ?|[0-9])"
_SIGNS: Final = rf" ?(?:(?!\s){_MARK}){{1,3}} ?"
_SPELT: Final = re.compile(
    rf"(?<![a-z0-9])(?:{_UNIT}(?P<space>\s{{1,3}})(?:{_UNIT}(?P=space))+{_UNIT}"
    rf"|{_APART}(?P<mark>{_SIGNS})(?:{_APART}(?P=mark))+{_APART})(?![a-z0-9])"
)
_LETTERED: Final = re.compile(rf"{_HAN}(?P<space>)(?P<mark>[a-z0-9])(?:{_HAN}(?P=mark))+{_HAN}")
"""The same letter or digit between characters: 弄o死o你."""

_SAID_TWICE: Final = 500
"""How often jieba's corpus has words that say a character twice and mean it: 您弟弟 is no 您弟."""

_FEWEST_SPELT: Final = 3
"""Characters with the same mark between them all, so many that it is no list or heading."""


class Loosened(NamedTuple):
    """A loosened text; ``begin[i]`` and ``finish[i]`` bound what ``text[i]`` came from."""

    text: str
    begin: Sequence[int]
    finish: Sequence[int]
    marks: Mapping[int, Evasion]
    """How a character came to be read, where it is not simply itself."""
    gaps: Collection[int]
    """Characters in front of which something was dropped."""

    def touched(self) -> bytes:
        """One byte for each character: 1 where it is marked or follows a gap."""
        flags = bytearray(len(self.text) + 1)
        for index in (*self.marks, *self.gaps):
            flags[index] = 1
        return bytes(flags)


class Piece(NamedTuple):
    """``text[start:end]`` read as ``chars``; an empty string drops it."""

    start: int
    end: int
    chars: str
    how: Evasion


def as_it_stands(text: str) -> Loosened:
    """Nothing loosened."""
    return Loosened(text, range(len(text)), range(1, len(text) + 1), {}, frozenset())


def respelled(text: str) -> Loosened | None:
    """What is written character by character (打 断 你 的 腿) as one; None when nothing is."""
    pieces = []
    for stretch in (*_SPELT.finditer(text), *_LETTERED.finditer(text)):
        mark = stretch["space"] or stretch["mark"]
        han, digits = (len(re.findall(one, stretch.group())) for one in (_HAN, "[0-9]"))
        if han + min(digits, 1) < _FEWEST_SPELT:
            continue
        position = stretch.start()
        while (position := text.find(mark, position, stretch.end())) >= 0:
            pieces.append(Piece(position, position + len(mark), "", "separator"))
            position += len(mark)
    return apply(text, pieces) if pieces else None


class Loosener:
    """Finds what may be loosened; ``parts`` are the characters written side by side."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._made = list(parts.values())
        self._parts = Automaton(tuple(parts), longest=True)

    def variants(self, text: str) -> Iterator[Loosened]:
        """The loosened forms of ``text``; none when there is nothing to loosen.

        Emoji stand for several things, or for nothing but a gap: each reading is a form.
        """
        pieces = [*self._written_in_parts(text), *_triggered(text)]
        pictures = list(_emoji().finditer(text)) if _may_be_emoji().search(text) else []
        if not pictures:
            if pieces:
                yield apply(text, pieces)
            return
        for meaning in range(MOST_MEANINGS + 1):
            read = [_picture(text, match, meaning) for match in pictures]
            yield apply(text, [*read, *pieces])

    def _written_in_parts(self, text: str) -> Iterator[Piece]:
        for start, end, number in self._parts.find(text):
            yield Piece(start, end, self._made[number], "split")


_PICTURES: Final = "\u2600-\u27bf\U0001f000-\U0001faff"


@cache
def _may_be_emoji() -> re.Pattern[str]:
    """What every match of `_emoji` begins with: most texts have none, and are done with sooner."""
    others = {one[0] for one in tables().emoji if not re.match(f"[{_PICTURES}]", one)}
    return re.compile(f"[{re.escape(''.join(sorted(others)))}{_PICTURES}]")


@cache
def _emoji() -> re.Pattern[str]:
    known = sorted(tables().emoji, key=lambda one: (-len(one), one))
    skins = "[\U0001f3fb-\U0001f3ff]?"
    return re.compile(f"(?:{'|'.join(map(re.escape, known))}){skins}|[{_PICTURES}]{skins}")


def _picture(text: str, match: re.Match[str], meaning: int) -> Piece:
    """The picture as its ``meaning``-th meaning; past the last one as a mere gap.

    A picture of the word that it follows (乌龟🐢) means nothing more.
    """
    bare = match.group().rstrip("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
    meanings = tables().emoji.get(bare, ())
    start, end = match.span()
    if meaning < MOST_MEANINGS and meanings and not text.endswith(meanings, 0, start):
        return Piece(start, end, meanings[min(meaning, len(meanings) - 1)], "emoji")
    return Piece(start, end, "", "separator")


def _triggered(text: str) -> Iterator[Piece]:
    for match in _TRIGGER.finditer(text):
        start, end = match.span()
        if match["repeat"]:
            if frequency(match["repeat"]) < _SAID_TWICE:
                yield Piece(start, end, match[2], "repeat")
        elif match["between"] or match["toned"]:
            yield Piece(start, end, "", "separator")
        elif match["stop"]:
            if _out_of_place(text[start - 1], text[end]):
                yield Piece(start, end, "", "separator")
        elif match["lettered"]:
            yield from _lettered(text, start, end)
        elif match["wrapped"]:
            yield Piece(start, start + 1, "", "separator")
            yield Piece(end - 1, end, "", "separator")
        else:
            for first, last, code in spelled(match["latin"]) or ():
                yield Piece(start + first, start + last, code, "pinyin")


def _out_of_place(before: str, after: str) -> bool:
    """Whether a mark that ends clauses stands where a clause seldom ends, or the next begins: 大喇,叭."""
    ends, begins = familiarity(before, BORDER) or 0, familiarity(BORDER, after) or 0
    return (familiarity(before, after) or 0) > max(min(ends, begins), FAMILIAR)


def _lettered(text: str, start: int, end: int) -> Iterator[Piece]:
    """Syllables whose letters stand apart (h-u-a-n), and nothing for what is between them."""
    at = [place for place in range(start, end) if "a" <= text[place] <= "z"]
    border = start
    for first, last, code in spelled("".join(text[place] for place in at)) or ():
        if at[first] > border:
            yield Piece(border, at[first], "", "separator")
        border = at[last - 1] + 1
        yield Piece(at[first], border, code, "pinyin")


def apply(text: str, pieces: list[Piece]) -> Loosened:
    """``text`` with every piece read as it says; where two overlap, the first and longest."""
    pieces.sort(key=lambda piece: (piece.start, -piece.end))
    parts: list[str] = []
    begin: list[int] = []
    finish: list[int] = []
    marks: dict[int, Evasion] = {}
    gaps: set[int] = set()
    position = 0
    for piece in pieces:
        if piece.start < position:
            continue
        parts += [text[position : piece.start], piece.chars]
        begin.extend(range(position, piece.start))
        finish.extend(range(position + 1, piece.start + 1))
        if not piece.chars:
            gaps.add(len(begin))
        marks.update(dict.fromkeys(range(len(begin), len(begin) + len(piece.chars)), piece.how))
        begin.extend([piece.start] * len(piece.chars))
        finish.extend([piece.end] * len(piece.chars))
        position = piece.end
    parts.append(text[position:])
    begin.extend(range(position, len(text)))
    finish.extend(range(position + 1, len(text) + 1))
    return Loosened("".join(parts), begin, finish, marks, gaps)
