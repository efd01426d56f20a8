"""Findings as lines of CSV, in columns: what a spreadsheet opens and takes for no formula."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

_FORMULA: Final = r"^([=+\-@\t\r])"
_LINES: Final = pc_csv.WriteOptions(include_header=False, quoting_style="needed")


def write_lines(batch: pa.RecordBatch, sink: pa.NativeFile) -> None:
    """Append the rows of a batch of findings to an open file."""
    columns = [_cells(batch.column(name)) for name in batch.schema.names]
    pc_csv.write_csv(pa.table(columns, batch.schema.names), sink, _LINES)


def _cells(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):  # few values, many rows
        return _cells(column.dictionary).take(column.indices)
    if pa.types.is_list(kind):
        column = pc.binary_join(_texts(column), "；")
    elif pa.types.is_timestamp(kind):
        whole = pa.timestamp("s", kind.tz)
        column = pc.strftime(pc.cast(column, whole, safe=False), "%Y-%m-%dT%H:%M:%S%Ez")
    if not pa.types.is_string(column.type):
        return column
    return pc.replace_substring_regex(column, pattern=_FORMULA, replacement=r"'\1")


def _texts(column: pa.ListArray) -> pa.ListArray:
    """Of provisions, how they are cited."""
    if not pa.types.is_struct(column.type.value_type):
        return column
    cited = pc.struct_field(column.values, "cite")
    return pa.ListArray.from_arrays(column.offsets, cited)
