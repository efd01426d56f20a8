"""How strong the evidence is that a stretch is a word of the packs in disguise."""

import math
import re
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from tonecheck.text.disguise.candidate import LATIN_OR_DIGIT, TAKEN_AS_WRITTEN, Edit
from tonecheck.text.disguise.likelihood import frequency, likelihood, ordinary
from tonecheck.text.disguise.neighbours import FAMILIAR, around, familiar, familiarity
from tonecheck.text.disguise.sounds import spelled

_AROUND: Final = 2
"""Characters on each side that may form ordinary words with what is written."""

_LATIN_BESIDE: Final = (
    re.compile("[a-z][^a-z0-9\u3400-\u9fff]*$"),
    re.compile("[^a-z0-9\u3400-\u9fff]*[a-z]"),
)
_LATIN_REACH: Final = 6
_LATIN_STRETCH: Final = re.compile("[a-z]+(?:[1-5 ]+[a-z]+)*")
_LETTERS: Final = re.compile("[a-z]+")
_PHRASE_REACH: Final = 24
_FEWEST_SYLLABLES: Final = 4
"""Syllables that follow each other as pinyin; names have no more than three."""

_COUNTED: Final = frozenset(
    "个位名次点号楼层栋幢室年月日天时分秒周岁元块角万千百亿期笔张条件台辆部套只双份页人家户折倍股寸米里斤克吨度级环路线"
    "座口门道步阶段类种款成多半后前"
)
"""What numbers count, so that a digit before it is one."""

MOST_GAIN: Final = 2.0
_SUPPORT: Final = 0.3
_SUPPORTING: Final = 6
MOST_SUPPORT: Final = _SUPPORT * _SUPPORTING
"""What each character that an offence says besides those read otherwise adds, up to so many: a
whole sentence that fits but for one character is no chance."""
SURE: Final = 2.5
"""Evidence of a disguise that makes others in the same text likelier."""
_COMPANY: Final = 1.0
_MOST_COMPANY: Final = 2
"""What each other word that is surely disguised adds, up to so many."""


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
    in_a_rare_word: bool
    """Whether it forms one with a neighbour that is hardly ever written."""
    most_changed: bool
    """Whether more characters are written as others than not."""
    taken: bool
    """Whether one of them is hardly ever written for another."""
    digit: bool
    """Whether such a character is a digit that may count something."""
    bare_digit: bool
    """Whether it is one that counts nothing: 弄4你."""
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
    another: bool
    """Whether any character is written as another, and none as Latin letters or digits. Of such words
    alone the neighbours say something:"""
    strange: float
    """Share of characters written as others that are at home with neither neighbour."""
    fits: int
    """With how many of its neighbours, 0 to 2, the word is at home."""
    misfits: int
    """With how many it is wholly unfamiliar."""
    likelier: float
    """How much more familiar its characters and their neighbours are with each other than those
    that are written, on average."""


WEIGHTS: Final = (
    *(2.30, -0.32, 0.67, -1.07, -1.24, -0.67, -1.44, -1.20, -0.60, -1.50, -1.45, -0.20),
    *(0.76, -2.41, -5.08, 0.06, 0.47, -0.86, 0.43, 0.20),
    *(-4.4, 2.6, 1.4, 0.4, 0.6),
)
BIAS: Final = -0.11
"""Weight of the gain, then of each sign: the first logistic regression on development texts
(``python -m benchmarks.disguise_evidence``), which later fits did not better (decision 0006). Those of
``in_a_rare_word``, ``most_changed``, ``taken`` and ``bare_digit``, signs since, were chosen by hand. The
last five lie near a second fit by the same command, with the others as they are, and were chosen by
what development texts kept and flagged."""


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


def accompanied(
    text: str, candidate: Edit, alone: Edit | None, sure: Sequence[Edit], least: float
) -> Edit | None:
    """The candidate weighed as one of several in a text: whoever disguises one word hides others.

    ``alone`` is what it was weighed as by itself, if it was not too light.
    """
    apart = (one.end <= candidate.start or candidate.end <= one.start for one in sure)
    company = _COMPANY * sum(islice(filter(None, apart), _MOST_COMPANY))
    edit = alone or (weighed(text, candidate, least - company) if company else None)
    return edit and edit._replace(evidence=edit.evidence + company)


def support(besides: int) -> float:
    """What an offence adds to the evidence of its disguises by saying so many characters besides."""
    return _SUPPORT * min(besides, _SUPPORTING)


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
    digits = [at for at in changed if text[at].isdigit()]
    in_a_word = any(ordinary(text, at) for at in changed)
    counting = any(_counts(text, at) for at in digits)
    separated = "separator" in ways
    whole = len(word) > 2 or (len(word) == 2 and " " not in text[start:end])
    another, strange, fits, misfits, likelier = _by_neighbours(text, candidate)
    names_somebody = "pinyin" in ways and not (whole and _spelled_out(text, start, end))
    return Signs(
        short=len(word) == 2,
        long=len(word) > 3,
        changed=len(changed) / len(word),
        nothing_literal=not literal,
        common=max((math.log1p(frequency(char)) / 5 for char in written), default=0.0),
        in_a_word=in_a_word,
        in_a_rare_word=not in_a_word and any(ordinary(text, at, seldom=True) for at in changed),
        most_changed=2 * len(changed) > len(word),
        taken=not TAKEN_AS_WRITTEN.isdisjoint(written),
        digit=counting,
        bare_digit=bool(digits) and not counting,
        pinyin="pinyin" in ways,
        pinyin_alone=names_somebody and not literal,
        latin_beside=names_somebody and _latin_beside(text, start, end),
        emoji="emoji" in ways,
        split="split" in ways,
        repeat="repeat" in ways,
        separated=separated,
        separated_word=separated and frequency(word) > 0,
        another=another,
        strange=strange,
        fits=fits,
        misfits=misfits,
        likelier=likelier,
    )


def _by_neighbours(text: str, candidate: Edit) -> tuple[bool, float, int, int, float]:
    """The signs from ``another`` on."""
    start, end, word = candidate[:3]
    changed = candidate.changed
    if not changed or LATIN_OR_DIGIT.search(text, start, end):
        return False, 0.0, 0, 0, 0.0
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    beside = (familiarity(before, word[0]), familiarity(word[-1], after))
    return (
        True,
        sum(_strange(text, at) for at in changed) / len(changed),
        sum(degree is not None and degree >= FAMILIAR for degree in beside),
        beside.count(0),
        familiar((before, *word, after)) - familiar((before, *text[start:end], after)),
    )


def _strange(text: str, at: int) -> bool:
    """Whether ``text[at]`` is at home with neither neighbour."""
    beside = around(text, at, text[at])
    return bool(beside) and max(beside) < FAMILIAR


def _counts(text: str, at: int) -> bool:
    """Whether the digit at ``at`` may be part of a number or count what follows."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at + 1 : at + 2] in _COUNTED or any(char.isascii() for char in beside)


def _spelled_out(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` belongs to a whole phrase in pinyin: no name, no foreign word."""
    low = max(0, start - _PHRASE_REACH)
    for stretch in _LATIN_STRETCH.finditer(text, low, end + _PHRASE_REACH):
        if stretch.start() <= start and end <= stretch.end():
            runs = [spelled(run) for run in _LETTERS.findall(stretch.group())]
            return all(runs) and sum(len(run or ()) for run in runs) >= _FEWEST_SYLLABLES
    return False


def _latin_beside(text: str, start: int, end: int) -> bool:
    before, after = _LATIN_BESIDE
    return bool(
        before.search(text[max(0, start - _LATIN_REACH) : start])
        or after.match(text[end : end + _LATIN_REACH])
    )
