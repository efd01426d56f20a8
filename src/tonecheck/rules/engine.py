"""The packs compiled: one pass for the rarest words of every rule, and only candidates pay for more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import daachorse
import re2

from tonecheck.message import Message
from tonecheck.rules.acquittals import Context
from tonecheck.rules.lexicons import Lexicon
from tonecheck.rules.nodes import Regex, Span, Within, closest
from tonecheck.rules.rule import Alternative, Rule
from tonecheck.text.reading import Reading


class Match(NamedTuple):
    """One alternative of one rule found at ``reading.text[start:end]``."""

    rule: Rule
    alternative: Alternative
    start: int
    end: int


class Engine:
    """Immutable after construction, so threads share it."""

    def __init__(self, rules: Sequence[Rule], lexicons: Mapping[str, Lexicon]) -> None:
        self.rules = tuple(rules)
        self._context = Context(lexicons)
        self._candidates = [(rule, one) for rule in self.rules for one in rule.alternatives]
        self._by_metadata: list[int] = []
        owners: dict[str, list[int]] = {}
        expressions: list[tuple[str, int]] = []
        rarity = _rarity(self._candidates)
        for number, (_, alternative) in enumerate(self._candidates):
            anchors = alternative.node.anchors()
            if anchors:
                for word in min(anchors, key=lambda words: (sum(map(rarity, words)), len(words))):
                    owners.setdefault(word, []).append(number)
            elif isinstance(alternative.node, Regex):
                expressions.append((alternative.node.source, number))
            else:
                self._by_metadata.append(number)
        self.words: tuple[str, ...] = tuple(owners)
        self.expressions: tuple[str, ...] = tuple(source for source, _ in expressions)
        self._owners = [tuple(dict.fromkeys(numbers)) for numbers in owners.values()]
        self._expression_owners = [number for _, number in expressions]
        self._automaton = (
            daachorse.CharwiseDoubleArrayAhoCorasick(list(self.words)) if owners else None
        )
        self._set = expression_set(self.expressions)

    def matches(self, message: Message, reading: Reading) -> list[Match]:
        """Every unacquitted match, rule by rule in pack order."""
        found: set[int] = set()
        if self._automaton is not None:
            for _, _, word in self._automaton.find_overlapping(reading.text):
                found.update(self._owners[word])
        if self._set is not None:
            matched = self._set.Match(reading.encoded) or ()  # None when nothing matches
            found.update(self._expression_owners[i] for i in matched)
        if not found and not self._by_metadata:
            return []
        matches = []
        for number in sorted(found.union(self._by_metadata)):
            rule, alternative = self._candidates[number]
            if not rule.when.holds(message, reading):
                continue
            found_spans = alternative.node.spans(reading)
            if found_spans:
                beside = [(has.node.spans(reading), has.within) for has in rule.has]
                matches += [
                    Match(rule, alternative, *span)
                    for span in found_spans
                    if not self._acquitted(rule, beside, reading, span)
                ]
        return matches

    def _acquitted(
        self,
        rule: Rule,
        beside: Sequence[tuple[Sequence[Span], Within]],
        reading: Reading,
        span: Span,
    ) -> bool:
        return any(
            closest(span, spans, reading, within) is not None for spans, within in beside
        ) or any(self._context.acquits(operator, reading, *span) for operator in rule.acquittals)


def expression_set(expressions: Sequence[str]) -> "re2.Set | None":
    """One automaton over all expressions; None when there are none.

    Its memory limit is raised: a set that runs out of memory would silently find nothing.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 256 << 20
    many = re2.Set.SearchSet(options)
    for expression in expressions:
        many.Add(expression)
    if not expressions:
        return None
    many.Compile()
    return many


class _Rarity:
    """How often a word occurs in the lawful examples: the fewer, the better an anchor."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def __call__(self, word: str) -> float:
        return self._counts.get(word, 0) + 10.0 ** -len(word)


def _rarity(candidates: Sequence[tuple[Rule, Alternative]]) -> _Rarity:
    words = {
        word
        for _, alternative in candidates
        for words in alternative.node.anchors()
        for word in words
    }
    if not words:
        return _Rarity({})
    ordered = sorted(words)
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(ordered)
    counts: Counter[str] = Counter()
    for rule in dict.fromkeys(rule for rule, _ in candidates):
        for example in rule.passes:
            counts.update(
                ordered[word] for _, _, word in automaton.find_overlapping(example.message.text)
            )
    return _Rarity(counts)
