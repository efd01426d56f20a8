"""How strong the evidence is that a stretch is a word of the packs in disguise."""

import math
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tonecheck.report import Evasion
from tonecheck.text.disguise.likelihood import frequency, likelihood, ordinary
from tonecheck.text.disguise.loosened import Loosened
from tonecheck.text.disguise.vocabulary import Hit

_AROUND: Final = 2
"""Characters on each side that may form ordinary words with what is written."""

_RUN: Final = re.compile("[a-z0-9]{2}")
_LATIN_BESIDE: Final = (
    re.compile("[a-z][^a-z0-9\u3400-\u9fff]*$"),
    re.compile("[^a-z0-9\u3400-\u9fff]*[a-z]"),
)
_LATIN_REACH: Final = 6
MOST_GAIN: Final = 2.0
_VISIBLE: Final = frozenset({"pinyin", "emoji", "split"})
"""Disguises that stand out among Han characters, whatever is written."""


class Edit(NamedTuple):
    """``base.text[start:end]`` read as ``word``, each character from ``begin``–``finish`` there."""

    start: int
    end: int
    word: str
    begin: tuple[int, ...]
    finish: tuple[int, ...]
    evasion: tuple[Evasion, ...]
    changed: tuple[int, ...] = ()
    """Where in the text stands a character that is written as another one."""
    literal: int = 0
    """How many characters of the word are written as they are."""
    evidence: float = 0.0
    """Logarithm of the odds that it is a disguise; 0 until it is weighed."""


def disguised(text: str, form: Loosened, hit: Hit, likeness: Evasion) -> Iterator[Edit]:
    """The hit, if it is a disguise and not chance.

    ``likeness`` is how characters that differ are like those meant. Of a word of which nothing is
    written as it is and nothing stands out, chance is the better guess, as of a part of a number or
    of a Latin word.
    """
    first, last, word = hit
    marks, gaps = form.marks, form.gaps
    ways: dict[Evasion, None] = {}
    changed = []
    literal = 0
    for at, meant in enumerate(word, first):
        how = marks.get(at)
        if how:
            ways[how] = None
        if at in gaps and at > first:
            ways["separator"] = None
        if form.text[at] == meant:
            literal += how is None
        elif how != "pinyin":
            changed.append(form.begin[at])
            ways[likeness] = None
    if not ways or len(changed) > len(word) / 2:
        return
    if len(changed) > literal and not (_VISIBLE & ways.keys() and literal):
        return
    begin, finish = tuple(form.begin[first:last]), tuple(form.finish[first:last])
    if _inside_a_run(text, begin[0]) or _inside_a_run(text, finish[-1]):
        return
    yield Edit(begin[0], finish[-1], word, begin, finish, tuple(ways), tuple(changed), literal)


def _inside_a_run(text: str, border: int) -> bool:
    """Whether ``border`` parts Latin letters or digits that stand together."""
    return _RUN.fullmatch(text[max(0, border - 1) : border + 1]) is not None


class Signs(NamedTuple):
    """What speaks for and against a disguise besides the gain in likelihood."""

    short: bool
    long: bool
    changed: float
    """Share of characters written as others."""
    nothing_literal: bool
    common: float
    """How common the commonest character is that was written for another, 0 to about 3."""
    in_a_word: bool
    """Whether such a character forms an ordinary word with a neighbour."""
    digit: bool
    pinyin: bool
    pinyin_alone: bool
    latin_beside: bool
    """Whether more Latin letters stand beside what is pinyin: a name or a foreign phrase."""
    emoji: bool
    split: bool
    repeat: bool
    separated: bool
    separated_word: bool
    """Whether what was separated is a word of ordinary Chinese, not two that met."""


WEIGHTS: Final = (
    *(2.30, -0.32, 0.67, -1.07, -1.24, -0.67, -1.44, -1.45),
    *(0.76, -2.41, -5.08, 0.06, 0.47, -0.86, 0.43, 0.20),
)
BIAS: Final = -0.11
"""Weight of the gain, then of each sign: logistic regression on development texts by
``python -m benchmarks.disguise_evidence``."""


def weighed(text: str, candidate: Edit, least: float) -> Edit | None:
    """The candidate with its evidence, the logarithm of the odds that it is a disguise.

    None where that is below ``least``; what the gain could not lift there is not computed.
    """
    signs = signs_of(text, candidate)
    evidence = BIAS + sum(weight * sign for weight, sign in zip(WEIGHTS[1:], signs, strict=True))
    if evidence + WEIGHTS[0] * MOST_GAIN < least:
        return None
    evidence += WEIGHTS[0] * gain(text, candidate)
    return candidate._replace(evidence=evidence) if evidence >= least else None


def gain(text: str, candidate: Edit) -> float:
    """How much likelier the word is than what is written, in fifths of natural logarithms."""
    start, end, word = candidate[:3]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    meant = likelihood(before + word + after, word)
    return min((meant - likelihood(before + text[start:end] + after)) / 5, MOST_GAIN)


def signs_of(text: str, candidate: Edit) -> Signs:
    """The other signs that ``text`` gives for a candidate."""
    start, end, word, _, _, ways, changed, literal, _ = candidate
    written = [text[at] for at in changed]
    separated = "separator" in ways
    return Signs(
        short=len(word) == 2,
        long=len(word) > 3,
        changed=len(changed) / len(word),
        nothing_literal=not literal,
        common=max((math.log1p(frequency(char)) / 5 for char in written), default=0.0),
        in_a_word=any(ordinary(text, at) for at in changed),
        digit=any(char.isdigit() for char in written),
        pinyin="pinyin" in ways,
        pinyin_alone="pinyin" in ways and not literal,
        latin_beside="pinyin" in ways and _latin_beside(text, start, end),
        emoji="emoji" in ways,
        split="split" in ways,
        repeat="repeat" in ways,
        separated=separated,
        separated_word=separated and frequency(word) > 0,
    )


def _latin_beside(text: str, start: int, end: int) -> bool:
    before, after = _LATIN_BESIDE
    return bool(
        before.search(text[max(0, start - _LATIN_REACH) : start])
        or after.match(text[end : end + _LATIN_REACH])
    )
