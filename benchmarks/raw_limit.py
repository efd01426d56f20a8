"""The raw limit: OpenCC, one Aho-Corasick pass and one RE2 set over the packs' own patterns, no report."""

from collections.abc import Callable, Iterator

import daachorse
import opencc

from tonecheck.rules.engine import expression_set
from tonecheck.rules.nodes import AnyOf, Near, Node, NotNear, Phrase, Regex
from tonecheck.rules.rule import Rule


def raw_limit(rules: tuple[Rule, ...]) -> Callable[[str], None]:
    """A function that only reads a text with every word and every expression of ``rules``."""
    nodes = [leaf for rule in rules for a in rule.alternatives for leaf in _leaves(a.node)]
    words = sorted({word for node in nodes for words in node.anchors() for word in words})
    expressions = [
        node.pattern.regex if isinstance(node, Phrase) else node.source
        for node in nodes
        if isinstance(node, Phrase | Regex)
    ]
    convert = opencc.OpenCC("t2s").convert
    find = daachorse.CharwiseDoubleArrayAhoCorasick(words).find_overlapping
    expression_set_ = expression_set(list(dict.fromkeys(expressions)))
    assert expression_set_ is not None
    match = expression_set_.Match

    def read(text: str) -> None:
        simplified = convert(text)
        find(simplified)
        match(simplified)

    return read


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case AnyOf(nodes=nodes) | Near(nodes=nodes):
            for inner in nodes:
                yield from _leaves(inner)
        case NotNear(node=inner, excluded=excluded):
            yield from _leaves(inner)
            yield from _leaves(excluded)
        case _:
            yield node
