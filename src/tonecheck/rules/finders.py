"""Nodes made ready to search one message: what finds spans in comparable text."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import re2

from tonecheck.rules.nodes import Within
from tonecheck.text.reading import Reading
from tonecheck.text.segments import Segments

Span = tuple[int, int]
OWING: Final = frozenset({"debtor", "guarantor"})
"""Recipients to whom any message is taken to collect; an unknown one may get any message."""

NOTHING: Final[Sequence[Span]] = ()


@dataclass(slots=True)
class Search:
    """One message being searched: which leaves can match at all, and what was found so far."""

    reading: Reading
    possible: Container[int]
    found: dict[int, Sequence[Span]] = field(default_factory=dict)


class Finder(Protocol):
    """Finds spans of comparable text, in order of their start."""

    def spans(self, search: Search) -> Sequence[Span]:
        """Where it matches."""

    def possible(self, search: Search) -> bool:
        """Whether it can match, as far as the words that occur tell: cheap, and never wrongly no."""


def compiled(regex: str) -> "re2._Regexp":
    """Compile for matching on UTF-8 bytes; RE2 never backtracks."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    return re2.compile(regex, options)


class Leaf:
    """One RE2 expression, compiled when first needed and searched once a message.

    ``indexed`` says that a leaf which is not among ``Search.possible`` cannot match.
    """

    __slots__ = ("_expression", "indexed", "number", "regex")

    def __init__(self, number: int, regex: str, indexed: bool) -> None:
        self.number, self.regex, self.indexed = number, regex, indexed
        self._expression: re2._Regexp | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return Leaf, (self.number, self.regex, self.indexed)

    def possible(self, search: Search) -> bool:
        return not self.indexed or self.number in search.possible

    def spans(self, search: Search) -> Sequence[Span]:
        if self.indexed and self.number not in search.possible:
            return NOTHING
        found = search.found.get(self.number)
        if found is None:
            found = search.found[self.number] = _find_all(self.expression(), search.reading.encoded)
        return found

    def expression(self) -> "re2._Regexp":
        """The compiled expression; two threads that come first both compile it, harmlessly."""
        if self._expression is None:
            self._expression = compiled(self.regex)
        return self._expression


def _find_all(expression: "re2._Regexp", encoded: bytes) -> Sequence[Span]:
    """Non-overlapping matches as code point spans; linear however many there are."""
    if expression.search(encoded) is None:  # the usual case, and cheaper than an empty iterator
        return NOTHING
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


class WholeFinder:
    """The whole message, always."""

    def possible(self, search: Search) -> bool:
        return True

    def spans(self, search: Search) -> Sequence[Span]:
        return [(0, len(search.reading.text))]


@dataclass(frozen=True)
class CollectingFinder:
    """The whole message if it goes to who owes, or if ``claim`` finds talk of a debt."""

    claim: Leaf

    def possible(self, search: Search) -> bool:
        return True

    def spans(self, search: Search) -> Sequence[Span]:
        reading = search.reading
        if reading.recipient in OWING or self.claim.spans(search):
            return [(0, len(reading.text))]
        return NOTHING


@dataclass(frozen=True)
class AnyFinder:
    """What any of ``finders`` finds."""

    finders: tuple[Finder, ...]

    def possible(self, search: Search) -> bool:
        return any(finder.possible(search) for finder in self.finders)

    def spans(self, search: Search) -> Sequence[Span]:
        found = [spans for finder in self.finders if (spans := finder.spans(search))]
        if len(found) < 2:
            return found[0] if found else NOTHING
        return sorted({span for spans in found for span in spans})


@dataclass(frozen=True)
class NearFinder:
    """What ``first`` finds with all ``others`` nearby; the span covers what was found together.

    In a whole message only the first one's span is taken: the rest is context.
    """

    first: Finder
    others: tuple[Finder, ...]
    within: Within

    def possible(self, search: Search) -> bool:
        return self.first.possible(search) and all(one.possible(search) for one in self.others)

    def spans(self, search: Search) -> Sequence[Span]:
        found = self.first.spans(search)
        if not found:
            return NOTHING
        others = []
        for other in self.others:
            spans = other.spans(search)
            if not spans:
                return NOTHING
            others.append(spans)
        together = (self._together(span, others, search.reading) for span in found)
        return [span for span in together if span is not None]

    def _together(
        self, span: Span, others: Sequence[Sequence[Span]], reading: Reading
    ) -> Span | None:
        companions = [closest(span, spans, reading, self.within) for spans in others]
        beside = [companion for companion in companions if companion is not None]
        if len(beside) < len(companions):
            return None
        if self.within == "message":
            return span
        return min(span[0], *(s for s, _ in beside)), max(span[1], *(e for _, e in beside))


@dataclass(frozen=True)
class NotNearFinder:
    """What ``finder`` finds where ``excluded`` finds nothing nearby."""

    finder: Finder
    excluded: Finder
    within: Within

    def possible(self, search: Search) -> bool:
        return self.finder.possible(search)

    def spans(self, search: Search) -> Sequence[Span]:
        found = self.finder.spans(search)
        if not found:
            return NOTHING
        excluded = self.excluded.spans(search)
        if not excluded:
            return found
        reading, within = search.reading, self.within
        return [span for span in found if closest(span, excluded, reading, within) is None]


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
