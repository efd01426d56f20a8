"""What is audited: files, folders, globs and a database query, as a list that no order changes."""

import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from tonecheck.audit.errors import AuditError

Kind = Literal["parquet", "csv", "jsonl", "xlsx", "sql"]
_KINDS: Final[dict[str, Kind]] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
}
_NOT_IN_FOLDERS: Final = frozenset({".txt"})
SQL: Final = "sql"


class Input(msgspec.Struct, frozen=True):
    """One file, or a query; ``name`` is what results call it."""

    name: str
    kind: Kind
    path: str = ""
    query: str = ""
    stamp: tuple[int, int] = (0, 0)
    """Size and time of change (ns) of the file: another one is another input."""


def inputs_of(archives: Sequence[str], query: str | None = None) -> list[Input]:
    """Every input once, ordered by name.

    Args:
        archives: files, folders and glob patterns.

    Raises:
        AuditError: something does not exist, or cannot be read by its name.
    """
    files = sorted({path.resolve() for archive in archives for path in _files(archive)})
    if not files and not query:
        raise AuditError("没有要审计的存档：请给出文件、目录、通配符，或用 --sql 给出查询")
    common = Path(os.path.commonpath([file.parent for file in files])) if files else Path()
    found = []
    for file in files:
        state = file.stat()
        name = file.relative_to(common).as_posix()
        stamp = (state.st_size, state.st_mtime_ns)
        found.append(Input(name, _KINDS[file.suffix.lower()], str(file), stamp=stamp))
    if query:
        found.append(Input(SQL, "sql", query=query))
    return sorted(found, key=lambda one: one.name)


def _files(archive: str) -> list[Path]:
    path = Path(archive)
    if path.is_dir():
        inside = [
            file
            for file in path.rglob("*")
            if file.is_file()
            and file.suffix.lower() in _KINDS
            and file.suffix.lower() not in _NOT_IN_FOLDERS
            and not file.name.startswith((".", "~$"))
        ]
        if not inside:
            known = "、".join(_KINDS)
            raise AuditError(f"{archive}：目录里没有可读的存档（{known}）")
        return inside
    if path.exists():
        matched = [path]
    else:
        found = glob.glob(archive, recursive=True)  # noqa: PTH207 - a Path globs below a folder only
        matched = [Path(one) for one in found if Path(one).is_file()]
    if not matched:
        raise AuditError(f"{archive}：不存在，也没有文件与它匹配")
    for file in matched:
        if file.suffix.lower() not in _KINDS:
            raise AuditError(
                f"{file}：不认得这种文件；可读的有 {'、'.join(_KINDS)}，请另存为其中一种"
            )
    return matched
