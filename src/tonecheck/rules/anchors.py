"""Which leaves can match a text at all, from one pass over it."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Self

from tonecheck.text.automaton import Automaton
from tonecheck.text.segments import sentences

WordClass = tuple[str, ...]
Needs = Mapping[int, Sequence[WordClass]]
"""Of each leaf, the word classes each of which has a word in every match."""

MOST_CLASSES: Final = 3
"""How many classes of a leaf are looked for; more cost more than they save."""

COMMON: Final = 0.15
"""A class with words in this share of lawful messages tells nothing."""


class Frequencies:
    """How often words of each class occur in lawful texts; longer words break ties."""

    def __init__(self, needs: Needs, lawful: Sequence[str]) -> None:
        classes = {words for leaf in needs.values() for words in leaf}
        ordered = sorted({word for words in classes for word in words})
        find = Automaton(ordered).overlapping
        seen = Counter(word for text in lawful for word in {word for _, _, word in find(text)})
        share = {word: seen[number] / max(len(lawful), 1) for number, word in enumerate(ordered)}
        self._of = {
            words: min(1.0, sum(share[word] for word in words))
            + sum(10.0 ** -min(len(word), 9) for word in words) / 1000
            for words in classes
        }
        self.rarity = {
            number: min(self._of[words] for words in classes) for number, classes in needs.items()
        }
        """Of each leaf, how often its rarest class occurs."""

    def telling(self, classes: Sequence[WordClass]) -> list[WordClass]:
        """The classes worth looking for, rarest first; always at least the rarest."""
        rarest, *others = sorted(set(classes), key=lambda words: (self._of[words], words))
        return [rarest, *(words for words in others if self._of[words] < COMMON)][:MOST_CLASSES]


class Possible(Container[int]):
    """The leaves that can match one text: those that trigger at once, the others when asked."""

    __slots__ = ("_masks", "_presents", "triggered")

    def __init__(self, masks: Mapping[int, int], presents: Sequence[int], triggered: set[int]):
        self._masks, self._presents, self.triggered = masks, presents, triggered

    def __contains__(self, leaf: object) -> bool:
        if leaf in self.triggered:
            return True
        mask = self._masks.get(leaf) if isinstance(leaf, int) else None
        return mask is not None and any(mask & present == mask for present in self._presents)


class _Uses(NamedTuple):
    """What patterns make of a word: its classes as bits, and the leaves that need one of them.

    Thousands of bits each: so leaves stand here by number, not by mask, and bits are pickled by
    place.
    """

    bits: int
    hanging: tuple[int, ...]
    """The leaves that trigger by one of the classes."""
    needing: tuple[int, ...]
    """A leaf for each mask that has one of the classes."""

    @classmethod
    def of(cls, places: Iterable[int], hanging: tuple[int, ...], needing: tuple[int, ...]) -> Self:
        """With the bits at ``places``."""
        return cls(_bits(places), hanging, needing)

    def __reduce__(self) -> tuple[object, ...]:
        return _Uses.of, (tuple(_places(self.bits)), self.hanging, self.needing)


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class AnchorIndex:
    """Finds the leaves all of whose telling word classes occur in one sentence of a text.

    Classes are bits of an integer. A leaf that triggers a rule hangs on its rarest class, so that
    a text pays for it only when that class occurs; other leaves cost nothing until they are asked
    for. Comparing positions here as well was measured and costs more than the expressions it saves.
    """

    def __init__(self, needs: Needs, frequencies: Frequencies, triggering: Container[int]) -> None:
        known: dict[WordClass, int] = {}  # to its place: hashing thousands of words takes time
        hanging: list[list[int]] = []
        needing: list[set[int]] = []
        first: dict[int, int] = {}  # of the leaves with the same mask
        self._masks: dict[int, int] = {}
        for number, classes in needs.items():
            places = [known.setdefault(w, len(known)) for w in frequencies.telling(classes)]
            hanging += [[] for _ in range(len(known) - len(hanging))]
            needing += [set() for _ in range(len(known) - len(needing))]
            mask = _bits(places)
            self._masks[number] = mask
            for place in places:
                needing[place].add(first.setdefault(mask, number))
            if number in triggering:
                hanging[places[0]].append(number)
        classes_of: dict[str, list[int]] = {}
        for words, place in known.items():
            for word in words:
                classes_of.setdefault(word, []).append(place)
        # Most words share their classes with others, and what hangs on them is stored once for all.
        shared: dict[tuple[int, ...], _Uses] = {}
        self._uses_of: dict[str, _Uses] = {}
        for word, of in classes_of.items():
            key = tuple(of)
            if key not in shared:
                shared[key] = _Uses.of(
                    of,
                    tuple(one for place in of for one in hanging[place]),
                    tuple({number for place in of for number in needing[place]}),
                )
            self._uses_of[word] = shared[key]
        self.words: tuple[str, ...] = tuple(self._uses_of)
        self._uses = tuple(self._uses_of.values())
        self._words = Automaton(self.words)

    def possible(self, text: str) -> Possible:
        """The leaves that can match ``text``."""
        uses, masks = self._uses, self._masks
        presents: list[int] = []
        triggered: set[int] = set()
        for words in self._words_by_sentence(text):
            present = self._classes(words)
            presents.append(present)
            for word in words:
                for number in uses[word].hanging:
                    mask = masks[number]
                    if mask & present == mask:
                        triggered.add(number)
        return Possible(self._masks, presents, triggered)

    def classes(self, text: str) -> int:
        """The classes, as bits, of all words in ``text``."""
        return self._classes({word for _, _, word in self._words.overlapping(text)})

    def _classes(self, words: set[int]) -> int:
        uses = self._uses
        present = 0
        for word in words:
            present |= uses[word].bits
        return present

    def completes(self, word: str, classes: int) -> bool:
        """Whether some pattern needs ``word`` and no telling class but ``classes``."""
        uses = self._uses_of.get(word)
        if uses is None:  # shorthand may stand for more than one word
            return True
        missing = ~(classes | uses.bits)
        masks = self._masks
        return any(not masks[number] & missing for number in uses.needing)

    def _words_by_sentence(self, text: str) -> list[set[int]]:
        """The words of each sentence that has some: no pattern reaches over a sentence's end."""
        ends = iter(sentences(text).ends)
        border = next(ends)
        here: set[int] = set()
        found = [here]
        for _, end, word in self._words.overlapping(text):  # in the order of their ends
            if end > border:
                here = set()
                found.append(here)
                while end > border:
                    border = next(ends)
            here.add(word)
        return found
