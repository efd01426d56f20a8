"""One kind of field in a template, and where fields of that kind stand in a text.

The expressions of its forms mean the same to Python and to RE2 (no look-around, no classes but of
characters), for archives are blanked in columns by RE2. Bounded repetitions keep Python's time linear.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Place = tuple[int, int]
"""Start and end of a field."""


@dataclass(frozen=True)
class Field:
    """One kind of field.

    Of each of its forms: what shows a field to be one, the field, which becomes ``content``, and what
    shows it behind. Expressions without groups of their own.
    """

    forms: Sequence[tuple[str, str, str]]
    content: str
    signs: tuple[str, ...] = ()
    """Of these every match has one: most texts are done with on sight."""
    digits: str = ""
    """For Python, which is faster when it looks there only, as are the next: found at the first digit
    of every match, which begins there or one character before."""
    begins: str = ""
    """Instead: found wherever a match begins."""
    ends: str = ""
    """Instead: found at the end of every match and nowhere else in one."""
    reach: int = 0
    """How far before what ``ends`` finds a match may begin."""
    rare: bool = False
    """Whether most texts have none: in columns it is looked for before anything is replaced."""
    wider: tuple[str, str] | None = None
    """A field that RE2 finds faster, and what such a field looks like where it is none in truth."""

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(
            "|".join(f"({before})({field})({after})" for before, field, after in self.forms)
        )

    @property
    def pattern(self) -> str:
        """The same for RE2, which replaces with no more than nine groups."""
        return _groups(self.forms)

    @property
    def wider_patterns(self) -> tuple[str, str] | None:
        """The same with ``wider``, and what shows that a text needs ``pattern`` itself."""
        if self.wider is None:
            return None
        found, doubted = ([(b, field, a) for b, _, a in self.forms] for field in self.wider)
        return _groups(found), _groups(doubted)

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        return re.compile(self.digits or self.begins or self.ends)

    @property
    def rewrite(self) -> str:
        """What replaces a match of ``pattern``: groups of other forms are empty."""
        groups = [rf"\{number}" for number in range(1, 2 * len(self.forms) + 1)]
        return "".join((*groups[::2], self.content, *groups[1::2]))

    def places(self, text: str) -> list[Place]:
        """Where fields of this kind stand."""
        for sign in self.signs:
            if sign in text:
                break
        else:
            if self.signs:
                return []
        if self.ends:
            return self._ending(text)
        if self.digits or self.begins:
            return self._beginning(text)
        return [_field(match) for match in self.expression.finditer(text)]

    def _beginning(self, text: str) -> list[Place]:
        found, end = [], 0
        before = 1 if self.digits else 0
        match_at = self.expression.match
        for mark in self._marks.finditer(text):
            start = mark.start()
            if start:
                start -= before
            if start >= end and (match := match_at(text, start)):
                found.append(_field(match))
                end = match.end()
        return found

    def _ending(self, text: str) -> list[Place]:
        found, end = [], 0
        for mark in self._marks.finditer(text):
            start = max(mark.start() - self.reach, end)
            if match := self.expression.search(text, start, mark.end()):
                found.append(_field(match))
                end = match.end()
        return found


def _groups(forms: Sequence[tuple[str, str, str]]) -> str:
    return "|".join(f"({before})(?:{field})({after})" for before, field, after in forms)


def _field(match: re.Match[str]) -> Place:
    """Of the alternative that matched, whose last group is the last that did, the one in the middle."""
    return match.span((match.lastindex or 0) - 1)
