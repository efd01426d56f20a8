"""Rows as they are stored, made messages: one schema, and a reason for each row that is none."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.columns import Field
from tonecheck.audit.covering import label
from tonecheck.audit.exclusions import Reason
from tonecheck.audit.settings import Settings
from tonecheck.audit.times import as_text, times
from tonecheck.drafts.names import CHANNEL_NAMES, RECIPIENT_NAMES
from tonecheck.message import CHANNELS, MAX_CODE_POINTS, RECIPIENTS

MESSAGES: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("message", pa.string()),
        ("text", pa.string()),
        ("sent_at", pa.timestamp("us", "UTC")),
        ("channel", pa.dictionary(pa.int8(), pa.string())),
        ("recipient", pa.dictionary(pa.int8(), pa.string())),
        ("sender", pa.string()),
        ("person", pa.string()),
        ("thread", pa.string()),
    ]
)
"""What is examined: a message a row."""

_NOT_BLANK: Final = r"[^\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
"""Anything but what `str.isspace` holds for."""


class Excluded(NamedTuple):
    """A row that is no message."""

    row: int
    reason: Reason
    detail: str = ""


def normalised(
    rows: pa.Array, columns: Mapping[Field, pa.Array], settings: Settings, source: str
) -> tuple[pa.RecordBatch, list[Excluded]]:
    """Columns as stored to messages; pure."""
    count = len(rows)
    left = _Left(count)
    text = as_text(columns["text"])
    written = pc.match_substring_regex(text, _NOT_BLANK).fill_null(False)
    left.out("empty_text", ~written.to_numpy(zero_copy_only=False))
    long = pc.greater(pc.utf8_length(text.fill_null("")), MAX_CODE_POINTS)
    left.out("too_long", long.to_numpy(zero_copy_only=False))
    sent_at = times(columns.get("sent_at"), settings.zone, left.reasons, count)
    channels = trimmed(columns.get("channel"), count)
    channel = _coded(channels, CHANNEL_NAMES, CHANNELS, settings.channel)
    left.out("unknown_channel", channel < 0, channels)
    recipients = trimmed(columns.get("recipient"), count)
    recipient = _coded(recipients, RECIPIENT_NAMES, RECIPIENTS, settings.recipient)
    left.out("unknown_recipient", recipient < 0, recipients)
    person = trimmed(columns.get("recipient_id"), count)
    thread = trimmed(columns.get("thread"), count)
    place = pc.binary_join_element_wise(pa.scalar(source), pc.cast(rows, pa.string()), ":")
    message = pc.coalesce(trimmed(columns.get("message"), count), place)
    batch = pa.RecordBatch.from_arrays(
        [
            pc.cast(rows, pa.int64()),
            message,
            text,
            sent_at,
            _named(channel, CHANNELS),
            _named(recipient, RECIPIENTS),
            trimmed(columns.get("sender"), count),
            person,
            pc.coalesce(thread, person),
        ],
        schema=MESSAGES,
    )
    if left_out := [
        Excluded(rows[at].as_py(), reason, left.details.get(at, ""))
        for at, reason in enumerate(left.reasons)
        if reason
    ]:
        batch = batch.filter(pa.array([reason is None for reason in left.reasons]))
    return batch, left_out


class _Left:
    """Why rows are no messages: of several reasons the first."""

    def __init__(self, count: int) -> None:
        self.reasons: list[Reason | None] = [None] * count
        self.details: dict[int, str] = {}

    def out(self, reason: Reason, those: NDArray[Any], told: pa.Array | None = None) -> None:
        """Leave some rows out, with what is ``told`` of each."""
        for at in map(int, np.flatnonzero(those)):
            if self.reasons[at] is None:
                self.reasons[at] = reason
                if told is not None:
                    self.details[at] = f"“{label(told[at].as_py())}”"


def trimmed(column: pa.Array | None, count: int) -> pa.Array:
    """Trimmed; what is empty is null."""
    if column is None:
        return pa.nulls(count, pa.string())
    stripped = pc.utf8_trim_whitespace(as_text(column))
    return pc.if_else(pc.equal(stripped, ""), pa.scalar(None, pa.string()), stripped)


def _coded(
    written: pa.Array, names: Mapping[str, Any], values: tuple[str, ...], default: str
) -> NDArray[Any]:
    """Names as people write them as places in ``values``, -1 of none; empty ones are the default."""
    encoded = written.dictionary_encode()
    known = [names.get(one.lower()) for one in encoded.dictionary.to_pylist()]
    table = np.array(
        [*(values.index(one) if one else -1 for one in known), values.index(default)], np.int8
    )
    places: NDArray[Any] = table[
        encoded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
    ]
    return places


def _named(places: NDArray[Any], values: tuple[str, ...]) -> pa.DictionaryArray:
    """The rows of other places are left out."""
    return pa.DictionaryArray.from_arrays(pa.array(np.maximum(places, 0)), pa.array(values))


def codes(column: pa.DictionaryArray, values: tuple[str, ...]) -> NDArray[Any]:
    """Of each row the place of its value in ``values``."""
    table = np.array([values.index(one) for one in column.dictionary.to_pylist()], np.int8)
    found: NDArray[Any] = table[column.indices.to_numpy(zero_copy_only=False)]
    return found
