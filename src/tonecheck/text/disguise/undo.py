"""Disguises undone: what a person still reads, in the words of the packs.

A stretch that sounds or looks like a word of the packs, or becomes one once what lies between its
characters is dropped, is a candidate. How much likelier the word is than what is written, as
ordinary Chinese, is the evidence. Whether the word offends is for the rules to say: they read the
undone text, and only what they find in an undone word counts.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache, partial
from typing import Final, NamedTuple, Protocol

from tonecheck.apart import Apart
from tonecheck.kept import kept
from tonecheck.loading import collector_paused
from tonecheck.report import Evasion, Level
from tonecheck.text.disguise.candidate import LATIN_OR_DIGIT, Edit, disguised, forget_texts
from tonecheck.text.disguise.evidence import MOST_SUPPORT, SURE, accompanied, weighed
from tonecheck.text.disguise.loosened import Loosened, Loosener, as_it_stands, respelled
from tonecheck.text.disguise.neighbours import neighbours
from tonecheck.text.disguise.shapes import written_in_parts
from tonecheck.text.disguise.tables import tables
from tonecheck.text.disguise.vocabulary import Vocabulary, shorthand
from tonecheck.text.words import dictionary

EVIDENCE: Final[dict[Level, float]] = {"standard": 1.0, "strict": 0.5}
"""Least evidence, in natural logarithms, of an offence that takes undoing; chosen on the development
half (benchmarks.disguises)."""

_MOST_READINGS: Final = 3
_HOMOPHONE: Final[Evasion] = "homophone"
_LOOKALIKE: Final[Evasion] = "lookalike"
_INITIALS: Final[Evasion] = "pinyin"
_BESIDE: Final = 3
_MOST_INITIALS: Final = 2
_LONG_SHORTHAND: Final = 4
"""Letters or digits that stand for words by themselves; SB-250 and room 748 are no offence."""

_HAN: Final = re.compile("[\u3400-\u9fff]")
_RUN: Final = re.compile("(?<![a-z0-9])(?:[a-z]{1,6}|[0-9]{2,4})(?![a-z0-9]|-[0-9])")


class Reread(NamedTuple):
    """One way to read a text undone: ``edits``, in order and apart, on top of ``base``.

    ``least`` is the evidence that an offence needs here. Where edits lack it, the reading is a
    ``guess`` that what the offence says besides must support.
    """

    base: Loosened
    edits: tuple[Edit, ...]
    least: float
    guess: bool = False


class Uses(Protocol):
    """What the rules make of words; classes are numbers."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that patterns are found by."""

    def classes(self, text: str) -> Set[int]:
        """The classes of all words in ``text``."""

    def completes(self, word: str, classes: Set[int]) -> bool:
        """Whether some pattern needs ``word`` and no class that is missing."""


class Undoer:
    """Immutable but for what is built on first need; threads share it."""

    def __init__(self, uses: Uses) -> None:
        self._vocabulary, self._loosener = _prepared(uses.words)
        self._uses = uses

    def warm_up(self) -> None:
        """Load now what the first doubt and the first Latin letter would otherwise wait for."""
        with collector_paused():
            dictionary()
            neighbours()
            self._vocabulary.by_initials.get("")

    def readings(self, text: str, level: Level) -> list[Reread]:
        """Ways to read comparable ``text`` undone, most likely first; none when it is not disguised.

        ``level`` is not ``off``: whoever wants nothing undone does not ask.
        """
        spelt = respelled(text)
        base = spelt or as_it_stands(text)
        least = EVIDENCE[level]
        try:
            edits = self._edits(base.text, level)
        finally:
            forget_texts()
        sure = [edit for edit in edits if edit.evidence >= least]
        readings = [Reread(base, apart, least) for apart in _apart(sure)]
        if spelt and not readings:
            readings.append(Reread(base, (), least))
        if len(sure) < len(edits):
            readings += [Reread(base, apart, least, guess=True) for apart in _apart(edits)]
        return readings

    def _edits(self, text: str, level: Level) -> list[Edit]:
        """Words of the packs that ``text`` may mean and some pattern could use, strongest first."""
        least = EVIDENCE[level] - MOST_SUPPORT
        candidates = self.candidates(text, level == "strict")
        alone = [weighed(text, one, least) for one in candidates]
        edits = sorted(filter(None, alone), key=_strongest)
        surest = _apart([edit for edit in edits if edit.evidence >= SURE])
        if not surest:
            return edits
        found = (
            accompanied(text, one, known, surest[0], least)
            for one, known in zip(candidates, alone, strict=True)
        )
        return sorted(filter(None, found), key=_strongest)

    def candidates(self, text: str, doubtful: bool = True) -> list[Edit]:
        """What may be a word in disguise that some pattern could use; `BySound` on ``doubtful``."""
        forms = (as_it_stands(text), *self._loosener.variants(text))
        found = list(self._candidates(text, forms, doubtful))
        if not found:
            return []
        words = {candidate.word for candidate in found}
        classes = self._uses.classes("\n".join((*(form.text for form in forms), *words)))
        useful = {word for word in words if self._useful(word, classes)}
        first: dict[tuple[int, int, str], Edit] = {}
        for one in found:
            if one.word in useful:
                first.setdefault((one.start, one.end, one.word), one)
        return list(first.values())

    def _useful(self, word: str, classes: Set[int]) -> bool:
        """Whether some pattern could use it; one character must not be all that a pattern needs."""
        uses = self._uses
        if not uses.completes(word, classes):
            return False
        return len(word) > 1 or not uses.completes(word, frozenset())

    def _candidates(self, text: str, forms: Sequence[Loosened], doubtful: bool) -> Iterator[Edit]:
        """Everything that sounds or looks like a word of the packs and is not simply that word."""
        for form in forms:
            touched = form.touched() if form is not forms[0] else None
            for hit in self._vocabulary.by_sound.hits(form.text, touched, doubtful):
                yield from disguised(text, form, hit, _HOMOPHONE)
            for hit in self._vocabulary.by_shape.hits(form.text, touched):
                yield from disguised(text, form, hit, _LOOKALIKE)
            for hit in self._vocabulary.singles.hits(form.text, form.marks):
                yield from disguised(text, form, hit, _HOMOPHONE)
        for hit in self._vocabulary.singles.strangers(text):
            yield from disguised(text, forms[0], hit, _HOMOPHONE)
        if LATIN_OR_DIGIT.search(text):
            yield from self._abbreviated(text, doubtful)

    def _abbreviated(self, text: str, doubtful: bool) -> Iterator[Edit]:
        """Initials and digits that stand for words, alone or beside Han characters."""
        for run in _RUN.finditer(text):
            start, end = run.span()
            way = _HOMOPHONE if run.group().isdigit() else _INITIALS
            beside = text[max(0, start - 1) : start] + text[end : end + 1]
            if end - start >= _LONG_SHORTHAND or (doubtful and _HAN.search(beside)):
                for word in shorthand(run.group()):
                    yield _shortened(start, end, word, way, 0)
            if len(run.group()) <= _MOST_INITIALS and way is _INITIALS:
                for low in range(max(0, start - _BESIDE), start + 1):
                    for high in range(end, min(len(text), end + _BESIDE) + 1):
                        word = self._vocabulary.by_initials.get(text[low:high], "")
                        if word:
                            literal = high - low - (end - start)
                            yield _shortened(low, high, word, way, literal)


@lru_cache(maxsize=2)
def _prepared(words: tuple[str, ...]) -> tuple[Vocabulary, Loosener]:
    """Configurations with the same packs share it."""
    return kept("vocabulary", partial(_prepare, words), lambda: (tables().sha256, *words))


def _prepare(words: tuple[str, ...]) -> tuple[Vocabulary, Loosener]:
    vocabulary = Vocabulary(words)
    return vocabulary, Loosener(written_in_parts(vocabulary.chars))


def _shortened(start: int, end: int, word: str, way: Evasion, literal: int) -> Edit:
    """A stretch written out as ``word``: each of its characters comes from all of the stretch."""
    begin, finish = (start,) * len(word), (end,) * len(word)
    return Edit(start, end, word, begin, finish, (way,), literal=literal)


def _strongest(edit: Edit) -> tuple[float, int]:
    return -edit.evidence, edit.start


def _apart(edits: Sequence[Edit]) -> list[tuple[Edit, ...]]:
    """Edits that do not overlap, best first; what they left over makes further readings."""
    readings: list[tuple[Edit, ...]] = []
    while edits and len(readings) < _MOST_READINGS:
        taken: list[Edit] = []
        left: list[Edit] = []
        apart = Apart()
        for edit in edits:
            (taken if apart.take(edit.start, edit.end) else left).append(edit)
        readings.append(tuple(sorted(taken)))
        edits = left
    return readings
