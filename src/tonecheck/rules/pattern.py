"""The one-line patterns of rules: ``打断<你>…4(腿|手)``.

================  =========================================================================
``打断``          these characters
``<亲属>``        any word of the lexicon 亲属
``(腿|手|)``      one of these; an empty one makes the group optional
``<你>?``         the lexicon, or nothing
``…`` ``…12``     up to 6 (up to 12) characters inside the sentence, commas included
``{}``            a placeholder of a template
================  =========================================================================
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from sys import intern
from typing import Final

import re2

from tonecheck.rules.lexicons import Lexicon, comparable, never_matches
from tonecheck.text.segments import SENTENCE_BORDERS

DEFAULT_GAP: Final = 6
MAX_GAP: Final = 40
MOST_WRITTEN_OUT: Final = 120

_PART: Final = re.compile(
    r"<(?P<lexicon>[^<>]+)>(?P<maybe>\?)?"
    r"|\((?P<group>[^()]*)\)(?P<maybe_group>\?)?"
    r"|…(?P<gap>\d*)"
    r"|(?P<literal>[^<>()…]+)"
)


class PatternError(ValueError):
    """A pattern that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of several words, or nothing when ``optional``."""

    words: tuple[str, ...]
    optional: bool = False

    @property
    def choices(self) -> int:
        """How many ways there are to write this part."""
        return len(self.words) + self.optional


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``longest`` characters of the same sentence."""

    longest: int


@dataclass(frozen=True)
class Pattern:
    """A parsed pattern; ``source`` is how the rule file writes it."""

    source: str
    parts: tuple[Words | Gap, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return Pattern, (self.source, self.parts)  # the rest is quickly had, if asked for at all

    @cached_property
    def regex(self) -> str:
        """The same in RE2 syntax, shortest gaps first, longest words first."""
        return "".join(_as_regex(part) for part in self.parts)

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """Word classes each of which has a word in every match.

        Neighbours without a gap are written out (``(弄|整)死<你>`` as 弄死你, 整死你, 弄死您 …): the
        longer a word, the rarer.
        """
        needs: list[tuple[str, ...]] = []
        run: list[Words] = []
        for part in (*self.parts, Gap(0)):
            if isinstance(part, Words):
                run.append(part)
            else:
                needs += [words for words in _written_out(run) if "" not in words]
                run = []
        return tuple(needs)


def _written_out(run: list[Words]) -> list[tuple[str, ...]]:
    """The words that stretches of neighbours can form; the longest stretches that stay few."""
    written: list[tuple[str, ...]] = []
    covered = 0
    for start in range(len(run)):
        end, count = start, 1
        while end < len(run) and (end == start or count * run[end].choices <= MOST_WRITTEN_OUT):
            count *= run[end].choices
            end += 1
        if end > covered:
            choices = (
                (*part.words, "") if part.optional else part.words for part in run[start:end]
            )
            written.append(tuple(dict.fromkeys("".join(choice) for choice in product(*choices))))
            covered = end
    return written


def escaped(word: str) -> str:
    """``word`` as an expression that matches it; nearly every word is one already."""
    return word if word.isalnum() else str(re2.escape(word))


def _as_regex(part: Words | Gap) -> str:
    if isinstance(part, Gap):
        return f"[^{re2.escape(SENTENCE_BORDERS)}]{{0,{part.longest}}}?"
    longest_first = sorted(part.words, key=lambda word: (-len(word), word))
    group = "|".join(escaped(word) for word in longest_first)
    return f"(?:{group}){'?' if part.optional else ''}"


def parse(source: str, lexicons: Mapping[str, Lexicon]) -> Pattern:
    """Read a pattern.

    Raises:
        PatternError: unknown lexicon, a word that can never match, a gap at an end or too long,
            or nothing that must be there.
    """
    parts: list[Words | Gap] = []
    position = 0
    while position < len(source):
        match = _PART.match(source, position)
        if match is None:
            raise PatternError(f"“{source}”在第 {position + 1} 个字符处不成对或为空")
        parts.append(_read_part(match, lexicons))
        position = match.end()
    if not parts or isinstance(parts[0], Gap) or isinstance(parts[-1], Gap):
        raise PatternError(f"“{source}”不能以间隔（…）开头或结尾")
    pattern = Pattern(source, tuple(parts))
    if not pattern.needs:
        raise PatternError(f"“{source}”没有必须出现的词，会命中一切")
    return pattern


def _read_part(match: re.Match[str], lexicons: Mapping[str, Lexicon]) -> Words | Gap:
    if match["gap"] is not None:
        longest = int(match["gap"] or DEFAULT_GAP)
        if not 0 < longest <= MAX_GAP:
            raise PatternError(f"间隔 …{longest} 应在 1 到 {MAX_GAP} 之间")
        return Gap(longest)
    if name := match["lexicon"]:
        if name not in lexicons:
            raise PatternError(f"未知词类 <{name}>")
        return Words(lexicons[name].words, bool(match["maybe"]))
    words = (match["literal"],) if match["literal"] else match["group"].split("|")
    present = tuple(word for word in words if word)
    if not present:
        raise PatternError("括号里没有词")
    for word in present:
        if any(mark in word for mark in "<>…"):
            raise PatternError(f"括号里只能写词，不能写“{word}”；词类和间隔请写在括号外")
        if problem := never_matches(word):
            raise PatternError(f"“{word}”{problem}")
    optional = bool(match["maybe_group"]) or len(present) < len(words)
    # Interned: patterns write the same few words again and again.
    return Words(tuple(dict.fromkeys(intern(comparable(word)) for word in present)), optional)
