"""The packs compiled: one pass says what can match, and only that pays for more."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from tonecheck.message import Message
from tonecheck.rules.acquittals import Context, cheapest_first
from tonecheck.rules.anchors import AnchorIndex, Frequencies
from tonecheck.rules.binding import Binding, triggers
from tonecheck.rules.expressions import ExpressionSet
from tonecheck.rules.finders import Finder, Search, Span, closest
from tonecheck.rules.lexicons import Lexicon
from tonecheck.rules.nodes import AnyOf, Node, Within
from tonecheck.rules.rule import ALWAYS, Acquittal, Alternative, Rule
from tonecheck.text.fold import fold
from tonecheck.text.reading import Reading
from tonecheck.text.words import tokenizer

Acquitted = Literal["hand", "beside", "afar"] | None
"""Where that stands which speaks for a match: its context or words in its clause, at hand; words beside
it in its sentence; or words elsewhere in the message, afar. None where nothing does."""


class Match(NamedTuple):
    """One alternative of one rule found at ``reading.text[start:end]``."""

    rule: Rule
    alternative: Alternative
    start: int
    end: int
    acquitted: Acquitted = None


class _Candidate(NamedTuple):
    """An alternative ready to search."""

    rule: Rule
    alternative: Alternative
    finder: Finder
    acquittals: tuple[Acquittal, ...]
    beside: tuple[tuple[Finder, Within], ...]


class Engine:
    """Immutable after construction but for what leaves compile on first need; threads share it."""

    def __init__(self, rules: Sequence[Rule], lexicons: Mapping[str, Lexicon]) -> None:
        self.rules = tuple(rules)
        self.context = Context(lexicons)
        binding = Binding()
        self._candidates = [one for rule in self.rules for one in _candidates(rule, binding)]
        lawful = [fold(example.message.text).text for rule in rules for example in rule.passes]
        frequencies = Frequencies(binding.needs, lawful)
        self._always: list[int] = []
        self._triggered: dict[int, list[int]] = {}
        for number, candidate in enumerate(self._candidates):
            leaves = triggers(candidate.finder, frequencies.rarity)
            if leaves is None:
                self._always.append(number)
            for leaf in leaves or ():
                self._triggered.setdefault(leaf, []).append(number)
        self._index = AnchorIndex(binding.needs, frequencies, self._triggered.keys())
        self._leaves = binding.leaves
        self._expression_leaves = tuple(binding.expressions)
        self._expressions = ExpressionSet(tuple(binding.expressions.values()))

    @property
    def uses(self) -> AnchorIndex:
        """What patterns make of words."""
        return self._index

    def warm_up(self) -> None:
        """Compile and load now what the first offence would otherwise wait for."""
        for leaf in self._leaves:
            leaf.expression()
        tokenizer()

    def matches(self, message: Message, reading: Reading) -> list[Match]:
        """Every match that nothing acquits, rule by rule in pack order."""
        return [match for match in self.all_matches(message, reading) if not match.acquitted]

    def all_matches(self, message: Message, reading: Reading) -> list[Match]:
        """Every match, acquitted or not, rule by rule in pack order."""
        possible = self._index.possible(reading.text)
        matched = self._expressions.matched(reading.encoded)
        possible.triggered.update([self._expression_leaves[i] for i in matched])
        numbers = set(self._always)
        for leaf in possible.triggered:
            numbers.update(self._triggered.get(leaf, ()))
        search = Search(reading, possible)
        matches: list[Match] = []
        for number in sorted(numbers):
            candidate = self._candidates[number]
            rule = candidate.rule
            if rule.when is not ALWAYS and not rule.when.holds(message, reading):
                continue
            finder = candidate.finder
            if finder.possible(search):
                matches += [
                    Match(
                        rule, candidate.alternative, *span, self._acquitted(candidate, search, span)
                    )
                    for span in finder.spans(search)
                ]
        return matches

    def _acquitted(self, candidate: _Candidate, search: Search, span: Span) -> Acquitted:
        """By context first: words nearby cost another search, once a message."""
        reading = search.reading
        acquitted: Acquitted = None
        for operator in candidate.acquittals:
            if self.context.acquits(operator, reading, *span):
                if not self.context.only_beside(operator, reading, *span):
                    return "hand"
                acquitted = "beside"
        for finder, within in candidate.beside:
            spans = finder.spans(search)
            if not closest(span, spans, reading, within):
                continue
            if within == "clause" or closest(span, spans, reading, "clause"):
                return "hand"
            if within == "sentence" or closest(span, spans, reading, "sentence"):
                acquitted = "beside"
            else:
                acquitted = acquitted or "afar"
        return acquitted


def _candidates(rule: Rule, binding: Binding) -> list[_Candidate]:
    scopes: dict[Within, list[Node]] = {}
    for has in rule.has:
        scopes.setdefault(has.within, []).append(has.node)
    beside = tuple(
        (binding.finder(AnyOf(tuple(nodes)), False), within) for within, nodes in scopes.items()
    )
    acquittals = cheapest_first(rule.acquittals)
    return [
        _Candidate(rule, alternative, binding.finder(alternative.node), acquittals, beside)
        for alternative in rule.alternatives
    ]
