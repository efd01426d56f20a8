"""The pieces of an archive that are examined one by one: row groups of Parquet files."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from tonecheck.audit.columns import Chosen, choose
from tonecheck.audit.errors import AuditError, ColumnError
from tonecheck.audit.exclusions import Example, Exclusion
from tonecheck.audit.folders import UNREAD
from tonecheck.audit.ingest import Ingested, ingest
from tonecheck.audit.inputs import Input
from tonecheck.audit.settings import Settings


class Source(msgspec.Struct):
    """A table to be examined: a Parquet file as it is, or what was copied into one."""

    name: str
    path: str
    columns: Chosen
    rows: int
    groups: list[int]
    """Rows of each row group."""
    excluded: list[Exclusion] = []
    ingested: bool = False


class Unit(msgspec.Struct, frozen=True):
    """Row group ``group`` of source ``source``; its rows follow on ``first``."""

    number: int
    source: int
    group: int
    first: int
    rows: int


def left_out(one: Input, error: AuditError) -> Source:
    """In place of the tables of an input that cannot be audited, so that it is counted and told."""
    if one.kind == "unknown":
        found = Exclusion("unknown_format", 1, [Example(one.name, None)])
    elif isinstance(error, ColumnError):
        found = Exclusion("file_without_columns", 1, [Example(one.name, None, error.wrong)])
    else:
        said = str(error).removeprefix(f"{one.name}：")
        found = Exclusion("unreadable", 1, [Example(one.name, None, said)])
    return Source(one.name, one.path, {}, 0, [], [found])


def sources_of(one: Input, settings: Settings, dsn: str | None, stem: Path) -> list[Source]:
    """The tables of an input.

    Raises:
        AuditError: a column is missing, or a table that is no Parquet cannot be read.
    """
    if one.kind in UNREAD:
        raise AuditError(f"{one.name}：{one.why or '不认得这种格式的文件'}")
    if one.kind != "parquet":
        return [_ingested(part) for part in ingest(one, settings, dsn, stem)]
    try:
        with pq.ParquetFile(one.path) as file:
            names, metadata = file.schema_arrow.names, file.metadata
    except (pa.ArrowInvalid, OSError) as error:
        said = str(error).split("\n", 1)[0][:200]
        example = Example(one.name, None, f"不是完好的 Parquet 文件（{said}）")
        return [Source(one.name, one.path, {}, 0, [], [Exclusion("unreadable", 1, [example])])]
    groups = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
    chosen = choose(names, one.name, settings.columns)
    return [Source(one.name, one.path, chosen, metadata.num_rows, groups)]


def _ingested(part: Ingested) -> Source:
    with pq.ParquetFile(part.path) as file:
        metadata = file.metadata
        groups = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
    return Source(part.source, part.path, part.columns, part.rows, groups, part.excluded, True)


def units_of(sources: list[Source]) -> Iterator[Unit]:
    """All units in the order of the archive."""
    number = 0
    for index, source in enumerate(sources):
        first = 0
        for group, rows in enumerate(source.groups):
            if rows:
                yield Unit(number, index, group, first, rows)
                number += 1
            first += rows
