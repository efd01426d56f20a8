"""Disguises as collectors type them to pass a filter: what the linter's undoing is measured with.

Whoever writes here must not read the code that undoes disguises: tables copied from it would
only show that it knows its own tables.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from benchmarks.disguising.between import invisible, separator
from benchmarks.disguising.cells import Cell, cut
from benchmarks.disguising.forms import script, width
from benchmarks.disguising.shapes import emoji, lookalike, repeat, split
from benchmarks.disguising.sounds import digit, homophone, pinyin

__all__ = ["KINDS", "disguise"]

SINGLE: Mapping[str, Callable[[Sequence[Cell], random.Random], bool]] = MappingProxyType(
    {
        "script": script,
        "width": width,
        "invisible": invisible,
        "separator": separator,
        "repeat": repeat,
        "homophone": homophone,
        "pinyin": pinyin,
        "split": split,
        "lookalike": lookalike,
        "digit": digit,
        "emoji": emoji,
    }
)
COMBINED = (
    "homophone+separator",
    "script+invisible",
    "pinyin+separator",
    "split+repeat",
    "emoji+homophone",
    "width+separator",
    "script+separator",
    "homophone+invisible",
    "lookalike+separator",
    "pinyin+homophone",
)
KINDS: tuple[str, ...] = (*SINGLE, *COMBINED)


def disguise(text: str, span: tuple[int, int], kind: str, rng: random.Random) -> str | None:
    """The whole text with its span disguised, or None where this kind finds nothing to change.

    ``span`` counts code points. What lies outside it, and every placeholder, stays as it is.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no such span in a text of {len(text)}: {span}")
    if kind not in KINDS:
        raise ValueError(f"no such kind of disguise: {kind}")
    cells = cut(text, start, end)
    if not all(SINGLE[step](cells, rng) for step in kind.split("+")):
        return None
    return text[:start] + "".join(cell.text for cell in cells) + text[end:]
