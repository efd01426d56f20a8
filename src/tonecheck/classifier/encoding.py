"""What the encoder reads of a message: pieces of the comparable text, in windows cut at clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tokenizers import Tokenizer

from tonecheck.message import Message, Recipient
from tonecheck.text.placeholders import HOLE
from tonecheck.text.reading import Reading

_RECIPIENTS: Final[dict[Recipient, str]] = {
    "debtor": "<debtor>",
    "guarantor": "<guarantor>",
    "third_party": "<third_party>",
    "unknown": "<unknown>",
}
_DAY, _NIGHT, _ANY_TIME = "<day>", "<night>", "<any_time>"
MARKERS: Final = (*_RECIPIENTS.values(), _DAY, _NIGHT, _ANY_TIME)
"""Pieces that stand before the text: who reads it, and whether it is sent in the quiet hours."""

UNKNOWN: Final = 3
"""The piece that stands for what is in no vocabulary: rare characters, some emoji."""

MOST_PIECES: Final = 160
"""Pieces of text in one window, about 250 characters."""

_OVERLAP: Final = 40
_OURS, _CUSTOMER = 0, 1
_UNKNOWN_WORD: Final = "某"
_NO_MARKER: Final = "〈"
"""For "<": what a message says is never read as a special piece."""

_LONG_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[0-9]{4,}")
_NOT_ZERO: Final = re.compile("[1-9]")
QUIET_FROM, QUIET_UNTIL = 22, 8
"""Hours of the day, on mainland clocks, between which it is night."""


@dataclass(frozen=True, slots=True)
class Window:
    """Model input: ``ids`` and whether our side or the customer speaks.

    ``spans[i]`` is where the piece ``ids[i]`` stands in the comparable text; what is put around the
    text has the empty span.
    """

    ids: tuple[int, ...]
    speakers: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A reading or a part of it, cut into pieces.

    ``text`` is what was cut, as `comparable`, and ``start`` where it stands in the reading;
    ``spans[i]`` is where the piece ``ids[i]`` stands there.
    """

    text: str
    start: int
    ids: list[int]
    spans: list[tuple[int, int]]


class Encoding:
    """Turns readings into pieces, and those into windows. Threads may share it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._opening, self._closing = (self._id(token) for token in ("<s>", "</s>"))
        self._markers = {marker: self._id(marker) for marker in MARKERS}
        if self._id("<unk>") != UNKNOWN:
            raise ValueError(f"分词器里 <unk> 不是 {UNKNOWN} 号；它不属于这个模型")

    def _id(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"分词器里没有 {token}；它不属于这个模型")
        return int(number)

    def pieces(self, reading: Reading, part: tuple[int, int] | None = None) -> Pieces:
        """All of a reading, or a part of it, in pieces."""
        low, high = part or (0, len(reading.text))
        text = comparable(reading.text[low:high])
        cut = self._tokenizer.encode(text, add_special_tokens=False)
        return Pieces(text, low, cut.ids, [(low + start, low + end) for start, end in cut.offsets])

    def windows(self, message: Message, reading: Reading, pieces: Pieces) -> list[Window]:
        """All pieces in one window or, where they are many, in several that overlap."""
        ids, spans = pieces.ids, pieces.spans
        before = (
            self._opening,
            self._markers[_RECIPIENTS[message.recipient]],
            self._markers[_time_of(message)],
        )
        speakers = [
            _CUSTOMER if reading.customers and reading.spoken_by_customer(*span) else _OURS
            for span in spans
        ]
        return [
            Window(
                (*before, *ids[low:high], self._closing),
                (*(_OURS for _ in before), *speakers[low:high], _OURS),
                (*((0, 0) for _ in before), *spans[low:high], (0, 0)),
            )
            for low, high in _cuts(spans, reading)
        ]


def comparable(text: str) -> str:
    """``text`` with long numbers and amounts as zeros and blanks of templates as an unknown word.

    Which amount is owed says nothing about the tone. No position moves.
    """
    text = _LONG_NUMBER.sub(lambda number: _NOT_ZERO.sub("0", number.group()), text)
    return text.replace(HOLE, _UNKNOWN_WORD).replace("<", _NO_MARKER)


def _time_of(message: Message) -> str:
    """A letter wakes nobody, whenever it was written."""
    sent_at = message.local_sent_at
    if sent_at is None or message.channel == "letter":
        return _ANY_TIME
    return _DAY if QUIET_UNTIL <= sent_at.hour < QUIET_FROM else _NIGHT


def _cuts(spans: list[tuple[int, int]], reading: Reading) -> Iterator[tuple[int, int]]:
    """Ranges of pieces, each at most `MOST_PIECES`; they overlap and begin where clauses do."""
    low = 0
    while len(spans) - low > MOST_PIECES:
        high = _clause_start(spans, reading, low + MOST_PIECES * 3 // 4, low + MOST_PIECES)
        yield low, high
        low = _clause_start(spans, reading, high - _OVERLAP, high)
    yield low, len(spans)


def _clause_start(spans: list[tuple[int, int]], reading: Reading, low: int, high: int) -> int:
    """The first piece between ``low`` and ``high`` that begins a clause; ``low`` where none does."""
    clause = reading.clauses.index(spans[low][0])
    for piece in range(low + 1, high):
        if reading.clauses.index(spans[piece][0]) != clause:
            return piece
    return low
