"""What a worker process of Spark does with the batches of a DataFrame."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonecheck.audit.columns import FIELDS
from tonecheck.audit.examine import Examined
from tonecheck.audit.ingest import ROW
from tonecheck.audit.messages import Excluded, normalised, trimmed
from tonecheck.audit.settings import Settings
from tonecheck.audit.spark.asked import Asked, examiner
from tonecheck.audit.spark.columns import EXCLUDED, FOUND, checked_schema, found_schema


def checked(
    batches: Iterator[pa.RecordBatch], asked: Asked, settings: Settings, source: str
) -> Iterator[pa.RecordBatch]:
    """For every row one of `tonecheck.audit.spark.columns.checked_schema`.

    Args:
        batches: columns named as their fields, and `ROW` where rows have numbers.
    """
    for batch in batches:
        columns = {name: batch.column(name) for name in FIELDS if name in batch.schema.names}
        count = batch.num_rows
        rows = batch.column(ROW) if ROW in batch.schema.names else pa.nulls(count, pa.int64())
        rows = pc.cast(rows, pa.int64())
        place = pc.binary_join_element_wise(pa.scalar(source), pc.cast(rows, pa.string()), ":")
        keys = pc.coalesce(trimmed(columns.get("message"), count), place)
        places = pa.array(np.arange(count))
        messages, left_out = normalised(places, columns, settings, source)
        if messages.num_rows:
            named = _named(messages, rows, keys)
            yield _examined(examiner(asked).examine(named, source), asked.include_text)
        if left_out:
            yield _excluded(left_out, rows, keys, source, asked.include_text)


def _named(messages: pa.RecordBatch, rows: pa.Array, keys: pa.Array) -> pa.RecordBatch:
    """With the numbers and keys that rows have in the DataFrame instead of places in the batch."""
    places = messages.column("row")
    columns = {
        **dict(zip(messages.schema.names, messages.columns, strict=True)),
        "row": rows.take(places),
        "message": keys.take(places),
    }
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=messages.schema)


def _examined(examined: Examined, include_text: bool) -> pa.RecordBatch:
    verdicts, findings = examined.verdicts, examined.findings
    own = found_schema(include_text)
    found = pa.StructArray.from_arrays(
        [_plain(findings.column(name)) for name in own.names], fields=list(own)
    )
    many = verdicts.column("findings").to_numpy(zero_copy_only=False)
    borders = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
    columns = [
        *(_plain(column) for column in verdicts.columns),
        pa.nulls(verdicts.num_rows, pa.string()),
        pa.ListArray.from_arrays(pa.array(borders), found),
    ]
    return _batch(columns, include_text)


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _excluded(
    left_out: Sequence[Excluded], rows: pa.Array, keys: pa.Array, source: str, include_text: bool
) -> pa.RecordBatch:
    """Never passed: nobody has seen what they say."""
    places, count = pa.array([one.row for one in left_out]), len(left_out)
    given = {
        "message": keys.take(places),
        "source": pa.array([source] * count),
        "row": rows.take(places),
        "decision": pa.array(["review"] * count),
        "complete": pa.array([False] * count),
        "findings": pa.array([0] * count, pa.int32()),
        EXCLUDED: pa.array([one.reason for one in left_out]),
    }
    schema = checked_schema(include_text)
    given[FOUND] = pa.array([[]] * count, schema.field(FOUND).type)
    columns = [given.get(one.name, pa.nulls(count, one.type)) for one in schema]
    return _batch(columns, include_text)


def _batch(columns: Sequence[pa.Array], include_text: bool) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(list(columns), schema=checked_schema(include_text))
