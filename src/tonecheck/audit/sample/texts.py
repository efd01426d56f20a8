"""The texts of the messages drawn, read again from the archive: results do not hold them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tonecheck.audit.errors import AuditError
from tonecheck.audit.ingest import ROW
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.results import Results
from tonecheck.audit.sample.sample import Item
from tonecheck.audit.settings import Settings
from tonecheck.audit.times import as_text
from tonecheck.audit.units import Source, sources_of


def texts_of(
    results: Results,
    items: Sequence[Item],
    archives: Sequence[str],
    query: str | None = None,
    dsn: str | None = None,
) -> list[str]:
    """The text of each item, read from the archive that was audited.

    Args:
        archives, query, dsn: as they were given to the audit.

    Raises:
        AuditError: they are not what was audited, or cannot be read.
    """
    settings = msgspec.convert(
        {name: results.summary["settings"][name] for name in Settings.__struct_fields__}, Settings
    )
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for item in items:
        wanted[item.source].add(item.row)
    found: dict[tuple[str, int], str] = {}
    with TemporaryDirectory() as folder:
        for number, one in enumerate(inputs_of(archives, query)):
            if not any(name == one.name or name.startswith(f"{one.name}/") for name in wanted):
                continue  # of this one, perhaps unreadable, nothing was drawn
            for source in sources_of(one, settings, dsn, Path(folder) / str(number)):
                for row, text in _texts(source, wanted.get(source.name, set())):
                    found[source.name, row] = text
    try:
        return [found[item.source, item.row] for item in items]
    except KeyError as error:
        source, row = error.args[0]
        raise AuditError(
            f"存档里没有 {source} 第 {row} 行：--archive 应与审计时给出的完全相同（文件没有改名、移动或增减）"
        ) from None


def _texts(source: Source, rows: set[int]) -> Iterator[tuple[int, str]]:
    if not rows:
        return
    columns = ["text", ROW] if source.ingested else [source.columns["text"]]
    before = 0
    with pq.ParquetFile(source.path) as file:
        for batch in file.iter_batches(columns=columns):
            numbers = (
                batch.column(ROW).to_numpy()
                if source.ingested
                else np.arange(before + 1, before + batch.num_rows + 1)
            )
            chosen = np.flatnonzero(np.isin(numbers, list(rows)))
            texts = as_text(batch.column(columns[0]).take(pa.array(chosen))).to_pylist()
            yield from zip(numbers[chosen].tolist(), texts, strict=True)
            before += batch.num_rows
