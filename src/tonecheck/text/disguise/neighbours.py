"""How often two characters stand side by side, in words and in messages of this kind.

A character put for another is seldom at home where it stands: 豪前 and 前我 hardly ever meet, 欠我 often
does. Dictionaries know words; messages tell what stands beside them too, and what clauses begin and
end with.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from tonecheck.kept import kept
from tonecheck.text.disguise.hit import all_han
from tonecheck.text.disguise.tables import Neighbours, tables
from tonecheck.text.words import dictionary

FAMILIAR: Final = 2
"""Least degree of what messages have more than once, or the words of the dictionary often."""
_SELDOM: Final = 1

BORDER: Final = "，"
"""Stands for every mark that ends a clause, for the beginning of a text and for its end."""
_BORDERS: Final = dict.fromkeys(
    ("", *"，,。.！!？?；;：:、…~～“”\"‘’'「」『』（）()《》【】 \n"), BORDER
)


def side(char: str) -> str:
    """What stands there: a Han character, a border, or nothing that can be told of (a digit, Latin)."""
    char = _BORDERS.get(char, char)
    return char if char == BORDER or all_han(char) else ""


def familiarity(one: str, two: str) -> int | None:
    """How familiar ``one`` followed by ``two`` is: one more for each doubling of how often messages
    have it, from 2 for twice up to 9.

    Of what messages lack or have once, 2 where words of the dictionary have it often, 1 where they
    have it at all, or 0. Either is one character, or empty at a text's border. None where nothing can
    be told.
    """
    one, two = _BORDERS.get(one, one), _BORDERS.get(two, two)
    followers, degrees = neighbours().get(one, ("", b""))
    place = followers.find(two)
    if place >= 0:
        return degrees[place]
    return 0 if side(one) and side(two) and not one == two == BORDER else None


def around(text: str, at: int, char: str) -> list[int]:
    """How familiar ``char`` at ``text[at]`` is with what stands before and after it there."""
    before = text[at - 1] if at else ""
    degrees = (familiarity(before, char), familiarity(char, text[at + 1 : at + 2]))
    return [degree for degree in degrees if degree is not None]


def familiar(chars: Sequence[str]) -> float:
    """How familiar ``chars`` are with those that follow them, on average."""
    degrees = [degree for pair in pairwise(chars) if (degree := familiarity(*pair)) is not None]
    return sum(degrees) / len(degrees) if degrees else 0.0


@cache
def neighbours() -> Neighbours:
    """Of each character those that follow it, and how familiar that is."""
    return kept("neighbours", lambda: with_words(tables().neighbours), lambda: (tables().sha256,))


def with_words(seen: Neighbours) -> Neighbours:
    """Those ``seen`` in messages, then those that only the dictionary's words have."""
    known = dict(seen)
    words = dictionary()
    for char, others in words.ever.items():
        followers, degrees = known.get(char, ("", b""))
        more = "".join(other for other in others if other not in followers)
        often = words.often.get(char, "")
        of_more = bytes(FAMILIAR if other in often else _SELDOM for other in more)
        known[char] = followers + more, degrees + of_more
    return known
