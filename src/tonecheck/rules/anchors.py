"""Which leaves can match a text at all, from one pass over it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import daachorse

from tonecheck.text.segments import sentences

WordClass = tuple[str, ...]

MOST_CLASSES: Final = 3
"""How many classes of a leaf are looked for; more cost more than they save."""

COMMON: Final = 0.15
"""A class with words in this share of lawful messages tells nothing."""


class AnchorIndex:
    """Finds the leaves all of whose telling word classes occur in a text.

    Every leaf hangs on its rarest class, counted in lawful texts, and is possible when its next
    rarest classes occur as well. Classes are bits of an integer. Comparing positions here as well
    was measured and costs more than the expressions it saves.
    """

    def __init__(self, needs: Mapping[int, Sequence[WordClass]], lawful: Sequence[str]) -> None:
        frequency = _frequencies({words for leaf in needs.values() for words in leaf}, lawful)
        bits: dict[WordClass, int] = {}
        hanging: dict[WordClass, list[tuple[int, int]]] = {}
        for number, classes in needs.items():
            rarest, *others = sorted(set(classes), key=lambda words: (frequency[words], words))
            telling = [words for words in others if frequency[words] < COMMON][: MOST_CLASSES - 1]
            mask = 0
            for words in (rarest, *telling):
                mask |= bits.setdefault(words, 1 << len(bits))
            hanging.setdefault(rarest, []).append((mask, number))
        bits_of: dict[str, int] = {}
        hanging_on: dict[str, list[tuple[int, int]]] = {}
        for words, bit in bits.items():
            for word in words:
                bits_of[word] = bits_of.get(word, 0) | bit
                hanging_on.setdefault(word, []).extend(hanging.get(words, ()))
        self.rarity = {
            number: min(frequency[words] for words in classes) for number, classes in needs.items()
        }
        self.words: tuple[str, ...] = tuple(bits_of)
        self._bits = tuple(bits_of.values())
        self._hanging = tuple(tuple(hanging_on[word]) for word in self.words)
        self._find = _finder(self.words)

    def possible(self, text: str) -> set[int]:
        """Numbers of the leaves that can match ``text``."""
        found: set[int] = set()
        for words in self._words_by_sentence(text):
            present = 0
            for word in words:
                present |= self._bits[word]
            for word in words:
                for mask, number in self._hanging[word]:
                    if mask & present == mask:
                        found.add(number)
        return found

    def _words_by_sentence(self, text: str) -> list[set[int]]:
        """The words of each sentence that has some: no pattern reaches over a sentence's end."""
        ends = sentences(text).ends
        sentence = 0
        here: set[int] = set()
        found = [here]
        for _, end, word in self._find(text):  # in the order of their ends
            if end > ends[sentence]:
                here = set()
                found.append(here)
                while end > ends[sentence]:
                    sentence += 1
            here.add(word)
        return found


def _finder(words: Sequence[str]) -> Callable[[str], Sequence[tuple[int, int, int]]]:
    if not words:
        return lambda text: ()
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(words)).find_overlapping


def _frequencies(classes: Iterable[WordClass], lawful: Sequence[str]) -> dict[WordClass, float]:
    """Share of ``lawful`` texts in which each class has a word; longer words break ties."""
    classes = list(classes)
    ordered = sorted({word for words in classes for word in words})
    find = _finder(ordered)
    seen = Counter(ordered[word] for text in lawful for word in {word for _, _, word in find(text)})
    total = max(len(lawful), 1)
    return {
        words: min(1.0, sum(seen[word] for word in words) / total)
        + sum(10.0 ** -min(len(word), 9) for word in words) / 1000
        for words in classes
    }
