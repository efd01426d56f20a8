"""The files an audit leaves: findings as Parquet and CSV, verdicts, patterns."""

import codecs
import hashlib
import shutil
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tonecheck.audit.baseline.acceptance import Acceptance
from tonecheck.audit.patterns import sorted_patterns
from tonecheck.audit.scan import FINDINGS_CSV, FINDINGS_FILE, VERDICTS_FILE

SUMMARY: Final = "summary.json"
PATTERNS_FILE: Final = "patterns.parquet"
FILES: Final = (VERDICTS_FILE, FINDINGS_FILE, FINDINGS_CSV, PATTERNS_FILE)
_AT_ONCE: Final = 65_536


def write_verdicts(folders: list[Path], out: Path) -> int:
    """A folder that reads as one table: the parts that the units wrote."""
    out.mkdir()
    rows = 0
    for number, folder in enumerate(folders):
        part = out / f"part-{number:05d}.parquet"
        _linked(folder / VERDICTS_FILE, part)
        rows += pq.read_metadata(part).num_rows
    return rows


def _linked(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # not every file system has links
        shutil.copyfile(source, target)


def write_findings(
    folders: list[Path],
    out: Path,
    schema: pa.Schema,
    versions: bytes,
    acceptance: Acceptance | None,
) -> int:
    """The findings of all units, batch by batch; ``acceptance`` counts them."""
    schema = schema.with_metadata({"tonecheck.versions": versions})
    rows = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for folder in folders:
            with pq.ParquetFile(folder / FINDINGS_FILE) as file:
                for batch in file.iter_batches(_AT_ONCE, use_threads=False):
                    writer.write_batch(batch.replace_schema_metadata(schema.metadata))
                    rows += batch.num_rows
                    if acceptance:
                        acceptance.count(batch)
    return rows


def write_findings_csv(folders: list[Path], out: Path, schema: pa.Schema) -> None:
    """The same for spreadsheets: UTF-8 with a byte order mark, and a header."""
    with out.open("wb") as file:
        header = ",".join(schema.names)
        file.write(codecs.BOM_UTF8 + f"{header}\n".encode())
        for folder in folders:
            with (folder / FINDINGS_CSV).open("rb") as part:
                shutil.copyfileobj(part, file)


def write_patterns(tables: list[pa.Table], out: Path) -> int:
    """Patterns of all parts."""
    table = sorted_patterns(tables)
    pq.write_table(table, out, compression="zstd")
    return int(table.num_rows)


def described(path: Path, rows: int) -> dict[str, Any]:
    """A file, or a folder of parts, for the summary."""
    total = hashlib.sha256()
    for part in sorted(path.iterdir()) if path.is_dir() else [path]:
        with part.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return {"name": path.name, "rows": rows, "sha256": total.hexdigest()}
