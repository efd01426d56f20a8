"""The span cut into cells, so that disguises can follow one another without losing the original."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from benchmarks.disguising.tables import members, stop_characters

PLACEHOLDER = re.compile(
    r"\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|\{[^{}\n]*\}|#[^#\s]{1,12}#|【[^【】\n]*】|<[^<>\n]{1,12}>"
    r"|%\(\w+\)[sd]|%[sd]"
)
WHOLE = "\ufffc"  # stands for a placeholder where the cells are searched as one string


class Role(Enum):
    """What a cell may undergo."""

    CONTENT = auto()  # a Han character that can carry the offence
    FUNCTION = auto()  # a Han character of grammar: kept, though a separator may follow it
    LETTER = auto()
    DIGIT = auto()
    FIXED = auto()  # punctuation, blanks, placeholders


@dataclass(slots=True)
class Cell:
    source: str
    role: Role
    text: str
    key: int | None = None  # which occurrence of a key word it belongs to
    touched: bool = False  # no second substitution on what was already substituted

    def put(self, text: str) -> None:
        self.text = text
        self.touched = True


def _role(character: str) -> Role:
    if "\u4e00" <= character <= "\u9fff":
        return Role.FUNCTION if character in stop_characters() else Role.CONTENT
    if character.isascii() and character.isalnum():
        return Role.DIGIT if character.isdigit() else Role.LETTER
    return Role.FIXED


def plain(cells: Sequence[Cell]) -> str:
    """The sources as one string with one code point a cell."""
    return "".join(cell.source if len(cell.source) == 1 else WHOLE for cell in cells)


def occurrences(
    cells: Sequence[Cell], table: frozenset[str] | dict[str, list[str]]
) -> list[tuple[int, int]]:
    """Where words of ``table`` stand, the longest at each place, none overlapping."""
    text, longest = plain(cells), max(map(len, table))
    found, at = [], 0
    while at < len(text):
        lengths = range(min(longest, len(text) - at), 0, -1)
        length = next((n for n in lengths if text[at : at + n] in table), 0)
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


def cut(text: str, start: int, end: int) -> list[Cell]:
    """The cells of ``text[start:end]``: one a character, but one for a whole placeholder."""
    cells, at = [], start
    for match in PLACEHOLDER.finditer(text):
        left, right = max(match.start(), start), min(match.end(), end)
        if left < right:
            cells += [Cell(one, _role(one), one) for one in text[at:left]]
            cells.append(Cell(text[left:right], Role.FIXED, text[left:right]))
            at = right
    cells += [Cell(one, _role(one), one) for one in text[at:end]]
    for number, (first, last) in enumerate(occurrences(cells, members("keywords"))):
        for cell in cells[first:last]:
            cell.key = number
    return cells
