"""Everything that is no Parquet, copied once into Parquet: from then on there is one way to read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from tonecheck.audit.columns import Chosen, Field, choose
from tonecheck.audit.defaults import DSN
from tonecheck.audit.errors import AuditError, ColumnError
from tonecheck.audit.exclusions import Example, Exclusion, Exclusions
from tonecheck.audit.inputs import Input
from tonecheck.audit.settings import Settings
from tonecheck.audit.tables import Row, Table, read_csv, read_jsonl, read_xlsx

ROW: Final = "row"
"""The column with the number of each row in its input."""

_AT_ONCE: Final = 65_536


class Ingested(msgspec.Struct):
    """One table of an input, copied to ``path``."""

    source: str
    path: str
    columns: Chosen
    rows: int
    excluded: list[Exclusion] = []


def ingest(one: Input, settings: Settings, dsn: str | None, stem: Path) -> list[Ingested]:
    """Copy the tables of an input to ``stem-0.parquet``, ``stem-1.parquet`` …

    Raises:
        AuditError: it is not what its name says, or a column is missing.
    """
    tables = _tables(one, dsn)
    done: list[Ingested] = []
    skipped: list[tuple[Table, ColumnError]] = []
    for table in tables:
        source = f"{one.name}/{table.part}" if len(tables) > 1 else one.name
        try:
            chosen = choose(table.header, source, settings.columns)
        except ColumnError as error:
            skipped.append((table, _of_title(error, source) if _has_title(one, table) else error))
            continue
        path = stem.with_name(f"{stem.name}-{len(done)}.parquet")
        done.append(_copied(table, source, chosen, path))
    if not done:
        raise skipped[0][1]
    for table, _ in skipped:
        rows = sum(1 for _ in table.rows)
        example = Example(f"{one.name}/{table.part}", None, f"{rows} 行")
        done[0].excluded.append(Exclusion("sheet_without_columns", rows, [example]))
    return done


def _has_title(one: Input, table: Table) -> bool:
    """Whether what should be the header rather is the title of the table."""
    named = sum(map(bool, table.header))
    return one.kind in ("csv", "xlsx") and (named == 1 or named * 2 < len(table.header))


def _of_title(error: ColumnError, source: str) -> ColumnError:
    wrong = f"{error.wrong}；首行像是表的标题，不是列名"
    return ColumnError(source, wrong, f"请删去列名上面的行，让列名在第 1 行。{error.remedy}")


def _tables(one: Input, dsn: str | None) -> Sequence[Table]:
    path = Path(one.path)
    match one.kind:
        case "csv":
            return [read_csv(path, one.name)]
        case "jsonl":
            return [read_jsonl(path, one.name)]
        case "xlsx":
            return read_xlsx(path, one.name)
    if not dsn:
        raise AuditError(f"--sql 还需要 --dsn（或环境变量 {DSN}），写明连哪个数据库")
    from tonecheck.audit.database import read_query  # SQLAlchemy is for who asks a database

    return [read_query(dsn, one.query)]


def _copied(table: Table, source: str, chosen: Chosen, path: Path) -> Ingested:
    places = {field: table.header.index(name) for field, name in chosen.items()}
    schema = pa.schema([(ROW, pa.int64()), *((field, pa.string()) for field in chosen)])
    excluded = Exclusions()
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(table.rows, source, places, excluded):
            rows += len(batch[ROW])
            writer.write_table(pa.table(batch, schema))
    return Ingested(source, str(path), chosen, rows, excluded.listed())


def _batches(
    rows: Iterable[Row], source: str, places: dict[Field, int], excluded: Exclusions
) -> Iterator[dict[str, list[object]]]:
    batch: dict[str, list[object]] = {ROW: [], **{field: [] for field in places}}
    for number, cells, problem in rows:
        if problem:
            excluded.add("bad_row", Example(source, number, problem))
            continue
        try:
            read = {field: _cell(cells[at]) for field, at in places.items()}
        except UnicodeEncodeError:
            excluded.add("bad_row", Example(source, number, "含有不合法的 Unicode 字符"))
            continue
        except TypeError as error:
            excluded.add("bad_row", Example(source, number, str(error)))
            continue
        batch[ROW].append(number)
        for field, value in read.items():
            batch[field].append(value)
        if len(batch[ROW]) == _AT_ONCE:
            yield batch
            batch = {name: [] for name in batch}
    yield batch


def _cell(value: object) -> str | None:
    """As text; whole numbers without a point, times as ISO 8601.

    Raises:
        UnicodeEncodeError, TypeError: it is no text that could have been sent.
    """
    if isinstance(value, list | dict):
        raise TypeError("有一项是列表或对象，应为文字")
    if value is None or isinstance(value, str):
        if value:
            value.encode()
        return value or None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
