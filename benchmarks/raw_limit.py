"""The raw limit: OpenCC, one Aho-Corasick pass and one RE2 set over the packs' own patterns, no report."""

from collections.abc import Callable

import opencc

from tonecheck.rules.binding import Binding
from tonecheck.rules.expressions import ExpressionSet
from tonecheck.rules.rule import Rule
from tonecheck.text.automaton import Automaton


def raw_limit(rules: tuple[Rule, ...]) -> Callable[[str], None]:
    """A function that only reads a text with every word and every expression of ``rules``."""
    binding = Binding()
    for rule in rules:
        for alternative in rule.alternatives:
            binding.finder(alternative.node)
    words = sorted({w for needs in binding.needs.values() for words in needs for w in words})
    convert = opencc.OpenCC("t2s").convert
    find = Automaton(words).overlapping
    expressions = ExpressionSet(binding.regexes(), memory=1 << 30)

    def read(text: str) -> None:
        simplified = convert(text)
        find(simplified)
        expressions.matched(simplified)

    return read
