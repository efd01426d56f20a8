"""The columns of what an audit writes."""

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from tonecheck.audit.baseline.acceptance import ACCEPTED
from tonecheck.message import LOCAL_TIME

NAMES: Final = pa.dictionary(pa.int32(), pa.string())
LOCAL: Final = pa.timestamp("us", LOCAL_TIME.key)
BASIS: Final = pa.list_(pa.struct([("provision", pa.string()), ("cite", pa.string())]))

MESSAGE: Final = (
    ("message", pa.string()),
    ("source", NAMES),
    ("row", pa.int64()),
    ("sent_at", LOCAL),
    ("channel", NAMES),
    ("recipient", NAMES),
    ("sender", pa.string()),
    ("person", pa.string()),
)
"""What findings have in common with the verdict on their message, besides the decision."""

VERDICTS: Final = pa.schema(
    [
        *MESSAGE,
        ("thread", pa.string()),
        ("decision", NAMES),
        ("complete", pa.bool_()),
        ("findings", pa.int32()),
        ("worst", NAMES),
        ("probability", pa.float32()),
        ("skeleton", pa.string()),
    ]
)
"""A row for every message examined."""

FINDINGS: Final = pa.schema(
    [
        *MESSAGE,
        ("decision", NAMES),
        ("rule", NAMES),
        ("category", NAMES),
        ("severity", NAMES),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("excerpt", pa.string()),
        ("why", NAMES),
        ("suggestion", NAMES),
        ("basis", BASIS),
        ("confidence", pa.float64()),
        ("evasion", pa.list_(pa.string())),
        ("skeleton", pa.string()),
        ("text_hash", pa.string()),
        ("versions", NAMES),
    ]
)
"""A row for every finding."""

TEXT: Final = pa.field("text", pa.string())
"""What is added where the audit may show texts."""

PATTERNS: Final = pa.schema(
    [
        ("kind", NAMES),
        ("person", pa.string()),
        ("day", pa.date32()),
        ("channel", NAMES),
        ("count", pa.int32()),
        ("limit", pa.int32()),
        ("provision", pa.string()),
        ("cite", pa.string()),
        ("first_at", LOCAL),
        ("last_at", LOCAL),
        ("senders", pa.list_(pa.string())),
        ("messages", pa.list_(pa.string())),
        ("detail", pa.string()),
    ]
)
"""A row for what shows in many messages only."""


def repeated(values: Sequence[str | None]) -> pa.Array:
    """A column of values of which few are different, as their dictionary."""
    return pc.cast(pa.array(values, pa.string()).dictionary_encode(), NAMES)


def findings_schema(include_text: bool, baseline: bool = False) -> pa.Schema:
    """The columns of findings, with or without the text and whether they are accepted."""
    schema = FINDINGS.append(TEXT) if include_text else FINDINGS
    return schema.append(ACCEPTED) if baseline else schema
