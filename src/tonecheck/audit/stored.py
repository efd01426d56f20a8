"""The rows of a unit as they are stored, batch by batch: made messages, or their texts alone."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tonecheck.audit.columns import Field
from tonecheck.audit.exclusions import Example, Exclusions
from tonecheck.audit.ingest import ROW
from tonecheck.audit.messages import normalised
from tonecheck.audit.settings import Settings
from tonecheck.audit.times import as_text
from tonecheck.audit.units import Source, Unit

_AT_ONCE: Final = 65_536


class Stored(NamedTuple):
    """A batch of rows."""

    messages: pa.RecordBatch
    kept: pa.BooleanArray
    """Of each row whether it is a message."""
    text_bytes: int
    """Of all texts together, messages or not."""


def messages_of(
    unit: Unit, source: Source, settings: Settings, excluded: Exclusions
) -> Iterator[Stored]:
    """The messages of a unit, batch by batch.

    What cannot be read of the row group counts as excluded as a whole.
    """
    names = _names(source)
    wanted = [*({ROW} if source.ingested else ()), *names.values()]
    done = 0
    try:
        for batch in _batches(unit, source, wanted):
            rows = _rows(batch, unit.first + done)
            columns = {field: batch.column(name) for field, name in names.items()}
            made, left_out = normalised(rows, columns, settings, source.name)
            for one in left_out:
                excluded.add(one.reason, Example(source.name, one.row, one.detail))
            done += batch.num_rows
            kept = pc.is_in(rows, made.column("row"))
            yield Stored(made, kept, text_bytes(as_text(columns["text"])))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        where = Example(source.name, unit.first + done + 1, f"起 {unit.rows - done} 行：{reason}")
        excluded.add("corrupt", where, unit.rows - done)


def unit_texts(unit: Unit, source: Source) -> Iterator[pa.Array]:
    """The texts alone of the same batches, messages or not.

    Raises:
        ArrowException, OSError: the row group cannot be read.
    """
    for batch in _batches(unit, source, [_names(source)["text"]]):
        yield as_text(batch.column(0))


def text_bytes(texts: pa.Array) -> int:
    """How long all of them are together."""
    return int(pc.sum(pc.binary_length(texts)).as_py() or 0)


def _names(source: Source) -> dict[Field, str]:
    """Where the fields are stored."""
    return {field: field if source.ingested else name for field, name in source.columns.items()}


def _batches(unit: Unit, source: Source, columns: list[str]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(source.path) as file:
        yield from file.iter_batches(
            _AT_ONCE, row_groups=[unit.group], columns=columns, use_threads=False
        )


def _rows(batch: pa.RecordBatch, before: int) -> pa.Array:
    """The number of each row, from 1."""
    if ROW in batch.schema.names:
        return batch.column(ROW)
    return pa.array(np.arange(before + 1, before + batch.num_rows + 1))
