"""Messages that read alike, found in columns: the same blanked text, channel, recipient and hours."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.messages import codes
from tonecheck.audit.times import SECONDS_A_DAY, second_of
from tonecheck.message import CHANNELS, LOCAL_TIME, RECIPIENTS, Channel, Message, Recipient
from tonecheck.rules.rule import Hours
from tonecheck.text.blanks import LONGEST, fields
from tonecheck.text.field import Field

_UNKNOWN_HOURS: Final = -1
_ANY_DAY: Final = datetime(2026, 1, 1, tzinfo=LOCAL_TIME)
_MAINLAND: Final = 8 * 3600
"""Seconds that the mainland is ahead of UTC; it has no summer time (1991 was the last)."""


class Skeleton(msgspec.Struct, frozen=True):
    """What one verdict is on: a blanked text and how it is sent; ``hours`` number a span of the day."""

    text: str
    channel: Channel
    recipient: Recipient
    hours: int

    @property
    def key(self) -> bytes:
        """The same for equal skeletons, and for no others."""
        how = f"\0{self.channel}\0{self.recipient}\0{self.hours}"
        return blake2b((self.text + how).encode(), digest_size=16).digest()


class Spans:
    """The spans of the day in which the same rules of hours hold.

    Args:
        hours: all the hours that rules, or the classifier, ask for.
    """

    def __init__(self, hours: Sequence[Hours]) -> None:
        borders = sorted({second_of(one) for span in hours for one in (span.start, span.end)} | {0})
        held: dict[tuple[bool, ...], int] = {}
        self._starts = np.array(borders)
        self._numbers = np.array(
            [
                held.setdefault(tuple(one.holds(_moment(start)) for one in hours), start)
                for start in borders
            ]
        )

    def of(self, sent_at: pa.Array) -> NDArray[Any]:
        """Of each moment the second at which its kind of span first begins; -1 where none is known."""
        seconds = local_seconds(sent_at)
        at = np.searchsorted(self._starts, seconds % SECONDS_A_DAY, side="right") - 1
        numbers: NDArray[Any] = np.where(seconds < 0, _UNKNOWN_HOURS, self._numbers[at])
        return numbers


def local_seconds(sent_at: pa.Array) -> NDArray[Any]:
    """Seconds since 1970 on mainland clocks; -1 where unknown."""
    micros = pc.cast(sent_at, pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    seconds: NDArray[Any] = np.where(micros < 0, -1, micros // 1_000_000 + _MAINLAND)
    return seconds


def _moment(second: int) -> datetime:
    return _ANY_DAY + timedelta(seconds=second)


def message_of(skeleton: Skeleton) -> Message:
    """Something to check that has this skeleton."""
    known = skeleton.hours != _UNKNOWN_HOURS
    return Message(
        text=skeleton.text,
        channel=skeleton.channel,
        recipient=skeleton.recipient,
        sent_at=_moment(skeleton.hours).astimezone(UTC) if known else None,
    )


def blanked(texts: pa.Array) -> pa.DictionaryArray:
    """`tonecheck.text.blanks.Blanked` of every text, each distinct one once."""
    result = texts
    for field in fields():
        result = _blanked_of(result, field)
    long = pc.greater(pc.utf8_length(texts), LONGEST)
    return pc.if_else(long, texts, result).dictionary_encode()


def _blanked_of(texts: pa.Array, field: Field) -> pa.Array:
    def replaced(some: pa.Array, pattern: str) -> pa.Array:
        return pc.replace_substring_regex(some, pattern=pattern, replacement=field.rewrite)

    if field.rare:
        shown = pc.match_substring_regex(texts, field.pattern).fill_null(False)
        return pc.replace_with_mask(texts, shown, replaced(texts.filter(shown), field.pattern))
    if field.wider_patterns is None:
        return replaced(texts, field.pattern)
    wider, doubted = field.wider_patterns
    doubtful = pc.match_substring_regex(texts, doubted).fill_null(False)
    truly = replaced(texts.filter(doubtful), field.pattern)
    return pc.replace_with_mask(replaced(texts, wider), doubtful, truly)


class Grouped(NamedTuple):
    """The distinct skeletons of a batch, and which of them each message has."""

    skeletons: list[Skeleton]
    of: NDArray[Any]


def grouped(batch: pa.RecordBatch, spans: Spans, texts: pa.DictionaryArray) -> Grouped:
    """The skeletons of a batch of messages in order of their first message; ``texts`` are blanked."""
    text = texts.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    channel = codes(batch.column("channel"), CHANNELS)
    recipient = codes(batch.column("recipient"), RECIPIENTS)
    hours = spans.of(batch.column("sent_at"))
    together = ((text * len(CHANNELS) + channel) * len(RECIPIENTS) + recipient) * (
        SECONDS_A_DAY + 1
    ) + (hours + 1)
    encoded = pa.array(together).dictionary_encode()
    of = encoded.indices.to_numpy(zero_copy_only=False)
    rows = first_rows(of, len(encoded.dictionary))
    written = texts.dictionary.take(pa.array(text[rows])).to_pylist()
    skeletons = [
        Skeleton(one, CHANNELS[channel[row]], RECIPIENTS[recipient[row]], int(hours[row]))
        for one, row in zip(written, rows, strict=True)
    ]
    return Grouped(skeletons, of)


def first_rows(numbers: NDArray[Any], count: int) -> NDArray[Any]:
    """Where each of the numbers from 0 first stands."""
    rows = np.zeros(count, np.int64)
    rows[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)  # of several, the last one stays
    return rows
