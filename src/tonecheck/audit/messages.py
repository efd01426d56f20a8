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
    reasons: list[Reason | None] = [None] * count
    details: dict[int, str] = {}
    text = as_text(columns["text"])
    written = pc.match_substring_regex(text, _NOT_BLANK).fill_null(False)
    for at in np.flatnonzero(~written.to_numpy(zero_copy_only=False)):
        reasons[at] = "empty_text"
    long = pc.greater(pc.utf8_length(text.fill_null("")), MAX_CODE_POINTS)
    for at in np.flatnonzero(long.to_numpy(zero_copy_only=False)):
        reasons[at] = "too_long"
    sent_at = times(columns.get("sent_at"), settings.zone, reasons, count)
    channel = _coded(
        columns.get("channel"), CHANNEL_NAMES, CHANNELS, settings.channel, "unknown_channel",
        reasons, details, count,
    )  # fmt: skip
    recipient = _coded(
        columns.get("recipient"), RECIPIENT_NAMES, RECIPIENTS, settings.recipient,
        "unknown_recipient", reasons, details, count,
    )  # fmt: skip
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
            channel,
            recipient,
            trimmed(columns.get("sender"), count),
            person,
            pc.coalesce(thread, person),
        ],
        schema=MESSAGES,
    )
    left_out = [
        Excluded(rows[at].as_py(), reason, details.get(at, ""))
        for at, reason in enumerate(reasons)
        if reason
    ]
    if left_out:
        batch = batch.filter(pa.array([reason is None for reason in reasons]))
    return batch, left_out


def trimmed(column: pa.Array | None, count: int) -> pa.Array:
    """Trimmed; what is empty is null."""
    if column is None:
        return pa.nulls(count, pa.string())
    stripped = pc.utf8_trim_whitespace(as_text(column))
    return pc.if_else(pc.equal(stripped, ""), pa.scalar(None, pa.string()), stripped)


def _coded(
    column: pa.Array | None,
    names: Mapping[str, Any],
    values: tuple[str, ...],
    default: str,
    reason: Reason,
    reasons: list[Reason | None],
    details: dict[int, str],
    count: int,
) -> pa.Array:
    """Names as people write them to the contract's values; empty ones are the default."""
    if column is None:
        codes: NDArray[Any] = np.full(count, values.index(default), np.int8)
    else:
        encoded = trimmed(column, count).dictionary_encode()
        known = [names.get(one.lower()) for one in encoded.dictionary.to_pylist()]
        table = np.array(
            [*(values.index(one) if one else -1 for one in known), values.index(default)], np.int8
        )
        indices = encoded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        codes = table[indices]
        for at in np.flatnonzero(codes < 0):
            reasons[at] = reasons[at] or reason
            details[int(at)] = f"“{label(encoded.dictionary[int(indices[at])].as_py())}”"
        codes = np.where(codes < 0, 0, codes).astype(np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(values))


def codes(column: pa.DictionaryArray, values: tuple[str, ...]) -> NDArray[Any]:
    """Of each row the place of its value in ``values``."""
    table = np.array([values.index(one) for one in column.dictionary.to_pylist()], np.int8)
    found: NDArray[Any] = table[column.indices.to_numpy(zero_copy_only=False)]
    return found
