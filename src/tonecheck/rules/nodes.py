"""What a rule's ``match`` becomes: nodes that find spans in a reading."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, Protocol

import re2

from tonecheck.rules.pattern import Pattern
from tonecheck.text.reading import Reading
from tonecheck.text.segments import Segments

Span = tuple[int, int]
Within = int | Literal["clause", "sentence", "message"]


class Node(Protocol):
    """Finds spans of comparable text, in order of their start."""

    def spans(self, reading: Reading) -> list[Span]:
        """Where the node matches."""

    def anchors(self) -> list[tuple[str, ...]]:
        """Word classes each of which must have a word in the text; empty when none is known."""


def compiled(regex: str) -> "re2._Regexp":
    """Compile for matching on UTF-8 bytes; RE2 never backtracks."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    return re2.compile(regex, options)


def find_all(expression: "re2._Regexp", reading: Reading) -> list[Span]:
    """Non-overlapping matches as code point spans; linear however many there are."""
    encoded = reading.encoded
    spans: list[Span] = []
    byte, char = 0, 0
    for match in expression.finditer(encoded):
        start, end = match.span()
        char += len(encoded[byte:start].decode())
        length = len(encoded[start:end].decode())
        if length:
            spans.append((char, char + length))
        byte, char = end, char + length
    return spans


@dataclass(frozen=True)
class Phrase:
    """A one-line pattern."""

    pattern: Pattern

    @cached_property
    def _expression(self) -> "re2._Regexp":
        return compiled(self.pattern.regex)

    def spans(self, reading: Reading) -> list[Span]:
        return find_all(self._expression, reading)

    def anchors(self) -> list[tuple[str, ...]]:
        return self.pattern.required


@dataclass(frozen=True)
class Regex:
    """An RE2 expression over comparable text."""

    source: str

    @cached_property
    def _expression(self) -> "re2._Regexp":
        return compiled(self.source)

    def spans(self, reading: Reading) -> list[Span]:
        return find_all(self._expression, reading)

    def anchors(self) -> list[tuple[str, ...]]:
        return []


@dataclass(frozen=True)
class Whole:
    """The whole message: for rules that judge how it is sent, not what it says."""

    def spans(self, reading: Reading) -> list[Span]:
        return [(0, len(reading.text))]

    def anchors(self) -> list[tuple[str, ...]]:
        return []


@dataclass(frozen=True)
class AnyOf:
    """One of several nodes."""

    nodes: tuple[Node, ...]

    def spans(self, reading: Reading) -> list[Span]:
        return sorted(span for node in self.nodes for span in node.spans(reading))

    def anchors(self) -> list[tuple[str, ...]]:
        choices = [node.anchors() for node in self.nodes]
        if not all(choices):
            return []
        return [tuple(word for classes in choices for word in min(classes, key=len))]


@dataclass(frozen=True)
class Near:
    """The first node with every other one nearby; the span covers what was found together.

    In a whole message only the first node's span is taken: the rest is context.
    """

    nodes: tuple[Node, ...]
    within: Within

    def spans(self, reading: Reading) -> list[Span]:
        first, *others = self.nodes
        found = first.spans(reading)
        others_found = []
        for other in others:
            if not found:
                return []
            others_found.append(other.spans(reading))
        if not all(others_found):
            return []
        spans = []
        for span in found:
            companions = [closest(span, spans_, reading, self.within) for spans_ in others_found]
            if None in companions:
                continue
            together = [span, *(companion for companion in companions if companion)]
            if self.within == "message":
                spans.append(span)
            else:
                spans.append((min(s for s, _ in together), max(e for _, e in together)))
        return spans

    def anchors(self) -> list[tuple[str, ...]]:
        return [words for node in self.nodes for words in node.anchors()]


@dataclass(frozen=True)
class NotNear:
    """A node whose matches count only where no excluded one is nearby."""

    node: Node
    excluded: Node
    within: Within

    def spans(self, reading: Reading) -> list[Span]:
        found = self.node.spans(reading)
        if not found:
            return []
        excluded = self.excluded.spans(reading)
        return [span for span in found if closest(span, excluded, reading, self.within) is None]

    def anchors(self) -> list[tuple[str, ...]]:
        return self.node.anchors()


_NEIGHBOURS: Final = 2
"""How many spans on each side of a position are compared: neighbours overlap at most so far."""


def closest(
    span: Span, candidates: Sequence[Span], reading: Reading, within: Within
) -> Span | None:
    """The nearest of ``candidates`` (sorted by start) that lies within reach of ``span``."""
    middle = bisect_left(candidates, span)
    nearby = candidates[max(0, middle - _NEIGHBOURS) : middle + _NEIGHBOURS]
    reached = [other for other in nearby if _reaches(span, other, reading, within)]
    return min(reached, key=lambda other: _distance(span, other), default=None)


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _reaches(one: Span, other: Span, reading: Reading, within: Within) -> bool:
    if within == "message":
        return True
    if within == "clause":
        return _together(reading.clauses, one, other)
    if within == "sentence":
        return _together(reading.sentences, one, other)
    return _distance(one, other) <= within


def _together(segments: Segments, one: Span, other: Span) -> bool:
    first, last = min(one, other), max(one, other)
    return segments.index(max(first[1] - 1, first[0])) >= segments.index(last[0])
