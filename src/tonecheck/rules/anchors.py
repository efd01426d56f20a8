"""Which leaves can match a text at all, from one pass over it."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence, Set
from typing import Final, NamedTuple

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


Classes = Set[int]
"""Word classes, by their numbers."""


class Possible(Container[int]):
    """The leaves that can match one text: those that trigger at once, the others when asked."""

    __slots__ = ("_needed", "_presents", "triggered")

    def __init__(
        self,
        needed: Mapping[int, tuple[int, ...]],
        presents: Sequence[set[int]],
        triggered: set[int],
    ) -> None:
        self._needed, self._presents, self.triggered = needed, presents, triggered

    def __contains__(self, leaf: object) -> bool:
        if leaf in self.triggered:
            return True
        needed = self._needed.get(leaf) if isinstance(leaf, int) else None
        return needed is not None and any(one.issuperset(needed) for one in self._presents)


class _Uses(NamedTuple):
    """What patterns make of a word."""

    classes: tuple[int, ...]
    """Those that it belongs to."""
    hanging: tuple[int, ...]
    """The leaves that trigger by one of them."""
    needing: tuple[int, ...]
    """Of the leaves that need one of them, one for all that need the same."""


class AnchorIndex:
    """Finds the leaves all of whose telling word classes occur in one sentence of a text.

    A leaf that triggers a rule hangs on its rarest class, so that a text pays for it only when that
    class occurs; other leaves cost nothing until they are asked for. Comparing positions here as well
    was measured and costs more than the expressions it saves.
    """

    def __init__(self, needs: Needs, frequencies: Frequencies, triggering: Container[int]) -> None:
        known: dict[WordClass, int] = {}  # to its place: hashing thousands of words takes time
        hanging: list[list[int]] = []
        needing: list[set[int]] = []
        first: dict[tuple[int, ...], int] = {}  # of the leaves that need the same
        self._needed: dict[int, tuple[int, ...]] = {}
        for number, classes in needs.items():
            places = [known.setdefault(w, len(known)) for w in frequencies.telling(classes)]
            hanging += [[] for _ in range(len(known) - len(hanging))]
            needing += [set() for _ in range(len(known) - len(needing))]
            needed = tuple(sorted(places))
            self._needed[number] = needed
            for place in places:
                needing[place].add(first.setdefault(needed, number))
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
                shared[key] = _Uses(
                    key,
                    tuple(one for place in of for one in hanging[place]),
                    tuple({number for place in of for number in needing[place]}),
                )
            self._uses_of[word] = shared[key]
        self.words: tuple[str, ...] = tuple(self._uses_of)
        self._uses = tuple(self._uses_of.values())
        self._words = Automaton(self.words)

    def possible(self, text: str) -> Possible:
        """The leaves that can match ``text``."""
        uses, needed = self._uses, self._needed
        presents: list[set[int]] = []
        triggered: set[int] = set()
        for words in self._words_by_sentence(text):
            present = self._classes(words)
            presents.append(present)
            for word in words:
                for number in uses[word].hanging:
                    if present.issuperset(needed[number]):
                        triggered.add(number)
        return Possible(needed, presents, triggered)

    def classes(self, text: str) -> Classes:
        """The classes of all words in ``text``."""
        return self._classes({word for _, _, word in self._words.overlapping(text)})

    def _classes(self, words: set[int]) -> set[int]:
        uses = self._uses
        return {number for word in words for number in uses[word].classes}

    def completes(self, word: str, classes: Classes) -> bool:
        """Whether some pattern needs ``word`` and no telling class but ``classes``."""
        uses = self._uses_of.get(word)
        if uses is None:  # shorthand may stand for more than one word
            return True
        needed, own = self._needed, uses.classes
        return any(
            all(number in classes or number in own for number in needed[leaf])
            for leaf in uses.needing
        )

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
