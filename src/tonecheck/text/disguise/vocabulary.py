"""The packs' words, found by sound, by shape and by initials."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise, product
from operator import ne
from typing import Final

from tonecheck.kept import kept
from tonecheck.text.automaton import Automaton
from tonecheck.text.disguise.hit import Hit, all_han
from tonecheck.text.disguise.likelihood import meet, ordinary
from tonecheck.text.disguise.shapes import lookalikes
from tonecheck.text.disguise.singles import Singles
from tonecheck.text.disguise.sounds import codings, initials, sound_table
from tonecheck.text.disguise.tables import tables
from tonecheck.text.words import dictionary, followers

SHORTEST: Final = 2
LONGEST: Final = 6
"""Characters of the words looked for; longer ones hold shorter ones. One says too little, unless it
stands out (`Singles`)."""

_LONGEST_MASKED: Final = 3
_BETWEEN: Final = "\n"
_TOUCHED: Final = b"\1"


class BySound:
    """Finds words by how they sound."""

    def __init__(self, words: frozenset[str]) -> None:
        self._known = words
        by_code: dict[str, list[str]] = {}
        for word in sorted(words):
            for code in codings(word):
                by_code.setdefault(code, []).append(word)
        # A string of words instead of a list of them: nearly always it is one word, stored already.
        self._words = [_BETWEEN.join(words) for words in by_code.values()]
        self._codes = Automaton(tuple(by_code))
        self._sounds = sound_table()

    def hits(self, text: str, touched: bytes | None, doubtful: bool) -> Iterator[Hit]:
        """Where ``text`` sounds like a word and is not the word, or is one by something ``touched``.

        ``doubtful`` hits are of characters that make ordinary words where they stand.
        """
        found = self._codes.overlapping(text.translate(self._sounds))
        if touched is not None:
            for start, end, number in found:
                if _TOUCHED in touched[start:end]:
                    for word in self._words[number].split(_BETWEEN):
                        yield Hit(start, end, word)
            return
        known, plain = self._known, tables().ordinary  # what is one of them is read as such
        for start, end, number in found:
            written = text[start:end]
            if written in known or written in plain:
                continue
            for word in self._words[number].split(_BETWEEN):
                if 2 * sum(map(ne, written, word)) > len(word):
                    likely = len(word) == SHORTEST and not _touches_words(
                        text, start, word, seldom=True
                    )
                else:
                    likely = doubtful or not _makes_words(text, start, word)
                if likely:
                    yield Hit(start, end, word)


def _touches_words(text: str, start: int, word: str, seldom: bool = False) -> bool:
    """Whether any character that differs from ``word`` makes an ordinary word with a neighbour."""
    return any(
        text[at] != char and ordinary(text, at, seldom) for at, char in enumerate(word, start)
    )


def _makes_words(text: str, start: int, word: str) -> bool:
    """Whether a character that differs from ``word`` makes an ordinary word with a neighbour.

    Inside longer words, which say more, only neighbours outside count: 您家人实|在 is no 您家人事.
    """
    if len(word) == SHORTEST:
        return _touches_words(text, start, word)
    last = start + len(word) - 1
    return (text[start] != word[0] and meet(text, start - 1)) or (
        text[last] != word[-1] and meet(text, last)
    )


class ByShape:
    """Finds words of which one character is written as one that looks like it.

    Two characters that are neighbours in some ordinary word are taken as they are. Of words of two
    characters both may be others, where neither makes a word with any neighbour.
    """

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._meant = meant = lookalikes(frozenset(chain.from_iterable(words)))
        written: dict[str, list[str]] = {}
        for char, others in meant.items():
            for other in others:
                written.setdefault(other, []).append(char)
        spans: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for word in sorted(words):
            for at in range(len(word) - 1):
                spans[word[at : at + 2]].add((-at, len(word) - at))
        known: dict[frozenset[tuple[int, int]], tuple[tuple[int, int], ...]] = {}
        self._spans = {
            pair: known.setdefault(frozenset(of), tuple(sorted(of))) for pair, of in spans.items()
        }
        """Where words lie around two neighbours of theirs."""
        mistaken: dict[str, str] = {}
        for pair in spans:
            first, second = pair[0], pair[1]
            misread = [other + second for other in written.get(first, ())]
            misread += [first + other for other in written.get(second, ())]
            for one in misread:
                mistaken[one] = mistaken.get(one, "") + pair
        often = dictionary().often
        doubtful = sorted(one for one in mistaken if one[1] not in often.get(one[0], ""))
        self._second = followers(doubtful)
        """Of each character those that make a pair with it which may be mistaken for another."""
        self._pairs: dict[str, list[str]] = {}
        """What each of these pairs may be meant for, in the same order."""
        for one in doubtful:
            self._pairs.setdefault(one[0], []).append(mistaken[one])

    def hits(self, text: str, touched: bytes | None = None) -> Iterator[Hit]:
        """Where ``text`` would be a word but for one look-alike, near something ``touched``."""
        beside = self._second.get
        found = [at for at, (one, two) in enumerate(pairwise(text)) if two in beside(one, "")]
        for at in found:
            if touched is None or _TOUCHED in touched[max(0, at - LONGEST) : at + LONGEST]:
                place = self._second[text[at]].index(text[at + 1])
                meant = self._pairs[text[at]][place]
                for first, second in zip(meant[::2], meant[1::2], strict=True):
                    yield from self._around(text, at, first + second)
        if touched is None:
            yield from self._both(text)

    def _both(self, text: str) -> Iterator[Hit]:
        """Words of two characters both of which are written as others: 柚膝 for 油漆."""
        meant = self._meant
        looks = [char in meant for char in text]
        for at in [at for at, two in enumerate(pairwise(looks)) if all(two)]:
            if not ordinary(text, at, seldom=True) and not ordinary(text, at + 1, seldom=True):
                for word in map("".join, product(meant[text[at]], meant[text[at + 1]])):
                    if word in self._words:
                        yield Hit(at, at + 2, word)

    def _around(self, text: str, at: int, pair: str) -> Iterator[Hit]:
        """Words around ``pair``, meant at ``text[at : at + 2]``."""
        for low, high in self._spans[pair]:
            start, end = at + low, at + high
            if start >= 0 and end <= len(text):
                word = text[start:at] + pair + text[at + 2 : end]
                if word in self._words:
                    yield Hit(start, end, word)


class Vocabulary:
    """Words of Han characters, made ready once.

    Args:
        words: comparable words of the packs; those too short or long, or with other characters,
            are left out.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.singles = Singles(words)
        self.words = frozenset(
            word for word in words if SHORTEST <= len(word) <= LONGEST and all_han(word)
        )
        self.by_sound = BySound(self.words)
        self.by_shape = ByShape(self.words)

    @cached_property
    def chars(self) -> frozenset[str]:
        """Every character of the words."""
        return frozenset(chain.from_iterable(self.words))

    @cached_property
    def by_initials(self) -> dict[str, str]:
        """Words with one stretch written as initials (s全家, 草nm).

        Loaded on first need: few texts have Latin letters beside Han characters.
        """
        return kept("initials", self._masked, lambda: (tables().sha256, *sorted(self.words)))

    def _masked(self) -> dict[str, str]:
        masked: dict[str, str] = {}
        short = (word for word in self.words if len(word) <= _LONGEST_MASKED)
        for word in sorted(short, key=lambda one: (len(one), one), reverse=True):
            letters = [initials(char) for char in word]
            for start in range(len(word)):
                for end in range(start + 1, len(word) + 1):
                    if (start, end) != (0, len(word)):
                        key = word[:start] + "".join(letters[start:end]) + word[end:]
                        masked[key] = word
        for ordinary_word in tables().ordinary:
            masked.pop(ordinary_word, None)
        return masked


def shorthand(run: str) -> tuple[str, ...]:
    """What Latin initials or digits stand for by convention (nmsl, 748)."""
    return tables().shorthand.get(run, ())
