"""Marks put between characters: unseen ones, and separators that an eye skips."""

import random
from collections.abc import Sequence
from itertools import pairwise

from benchmarks.disguising.cells import Cell, Role
from benchmarks.disguising.choosing import stretch

# The right-to-left override is left out: it would turn the words round and no one could read them.
INVISIBLE = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u200e",
    "\u200f", "\u202a", "\u202c", "\u202d", "\u2061", "\u2063", "\u2066", "\u2068", "\u2069",
    "\ufe00", "\ufe0e", "\ufe0f", "\U000e0100", "\U000e0101",
)  # fmt: skip
# '#', '%', braces and '<' are left out: with them a collector's own template tool would choke.
SEPARATORS = (
    " ", "  ", "\u3000", ".", "。", "·", "•", "・", "..", "…", "-", "--", "—", "_", "*", "**", "＊",
    "、", "，", ",", "|", "丨", "/", "\\", "~", "～", "+", "=", "^", "'", "`", ";", "！", "丶",
    "\n", "\n\n", ". ", "- ", "^_", "😊", "🌹", "⭐", "🍀", "🎉", "👍", "❤️", "☀️", "✨",
)  # fmt: skip
LINE_BREAKS_UP_TO = 8  # more than this many lines for one phrase is no longer a message


def _gaps(cells: Sequence[Cell], first: int, last: int) -> list[Cell]:
    """The cells after which a mark may stand: never beside what is fixed, nor within a number."""
    seen = [cell for cell in cells[first:last] if cell.text]
    return [
        one
        for one, following in pairwise(seen)
        if Role.FIXED not in {one.role, following.role}
        and {one.role, following.role} != {Role.DIGIT}
    ]


def invisible(cells: Sequence[Cell], rng: random.Random) -> bool:
    places = _gaps(cells, *stretch(cells, rng))
    if not places:
        places = [cell for cell in cells if cell.role is Role.CONTENT and cell.text]
    marks = rng.sample(INVISIBLE, rng.choice((1, 1, 2, 4)))
    if rng.random() < 0.3:
        places = [place for place in places if rng.random() < 0.5] or places[:1]
    for place in places:
        place.text += "".join(rng.choices(marks, k=rng.choice((1, 1, 1, 2))))
    return bool(places)


def separator(cells: Sequence[Cell], rng: random.Random) -> bool:
    places = _gaps(cells, *stretch(cells, rng)) or _gaps(cells, 0, len(cells))[:1]
    mark = rng.choice(SEPARATORS)
    while "\n" in mark and len(places) > LINE_BREAKS_UP_TO:
        mark = rng.choice(SEPARATORS)
    spelled = len(mark) == 1 and mark != "\n" and rng.random() < 0.5
    for cell in cells:
        if spelled and cell.touched and cell.text.isalpha() and cell.source != cell.text:
            cell.text = _spelled(cell.text, mark)
    for place in places:
        place.text += mark
    return bool(places)


def _spelled(text: str, mark: str) -> str:
    """``s.i`` for ``si``: pinyin is taken apart like the rest; parts of a Han character are not."""
    return mark.join(text) if text < "\u2e80" else text
