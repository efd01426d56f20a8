"""What is audited: files, folders, globs and a database query, as a list that no order changes."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from tonecheck.audit.errors import AuditError
from tonecheck.audit.folders import KINDS, UNREAD, Found, Kind, found_at, found_in

SQL: Final = "sql"
_KNOWN: Final = "、".join(KINDS)


class Input(msgspec.Struct, frozen=True):
    """One file, or a query; ``name`` is what results call it."""

    name: str
    kind: Kind
    path: str = ""
    query: str = ""
    stamp: tuple[int, int] = (0, 0)
    """Size and time of change (ns) of the file: another one is another input."""
    why: str = ""
    """What is wrong with a ``broken`` one."""


def inputs_of(archives: Sequence[str], query: str | None = None) -> list[Input]:
    """Every input once, ordered by name; among them what lies in folders and cannot be read.

    Args:
        archives: files, folders and glob patterns.

    Raises:
        AuditError: something does not exist, or cannot be read by its name.
    """
    everything = [one for archive in archives for one in _resolved(_found(archive))]
    found: dict[Path, Found] = {}
    for one in sorted(everything, key=lambda one: one.kind in UNREAD):
        found.setdefault(one.path, one)  # what was named by itself is read, wherever it lies
    read = [one.path.parent for one in found.values() if one.kind not in UNREAD]
    if not read and not query:
        raise AuditError("没有要审计的存档：请给出文件、目录、通配符，或用 --sql 给出查询")
    common = Path(os.path.commonpath(read)) if read else Path.cwd()
    inputs = [_input(one, common) for one in found.values()]
    if query:
        inputs.append(Input(SQL, "sql", query=query))
    return sorted(inputs, key=lambda one: one.name)


def _input(one: Found, common: Path) -> Input:
    name = Path(os.path.relpath(one.path, common)).as_posix()
    if one.kind in UNREAD:
        return Input(name, one.kind, str(one.path), why=one.why)
    state = one.path.stat()
    stamp = (state.st_size, state.st_mtime_ns)
    return Input(name, one.kind, str(one.path), stamp=stamp)


def _resolved(found: Iterable[Found]) -> Iterator[Found]:
    """Files by their own names, so that none is read twice; a broken link keeps that of the link."""
    for one in found:
        path = one.path.absolute() if one.kind == "broken" else one.path.resolve()
        yield one._replace(path=path)


def _found(archive: str) -> list[Found]:
    path = Path(archive)
    if path.is_dir():
        return _with_archive(archive, "目录里", list(found_in(path)))
    if path.exists():
        if path.suffix.lower() not in KINDS:
            raise AuditError(f"{path}：不认得这种文件；可读的有 {_KNOWN}，请另存为其中一种")
        return [Found(path, KINDS[path.suffix.lower()])]
    matched = [
        one
        for name in glob.glob(archive, recursive=True)  # noqa: PTH207 - a Path globs below a folder only
        for one in (found_in(Path(name)) if Path(name).is_dir() else [found_at(Path(name))])
    ]
    if not matched:
        raise AuditError(f"{archive}：不存在，也没有文件与它匹配")
    return _with_archive(archive, "匹配的文件里", matched)


def _with_archive(archive: str, where: str, found: list[Found]) -> list[Found]:
    if all(one.kind in UNREAD for one in found):
        first = f"，只有 {found[0].path.name} 等 {len(found)} 个" if found else ""
        why = f"（{found[0].why}）" if found and found[0].why else ""
        raise AuditError(f"{archive}：{where}没有可读的存档（{_KNOWN}）{first}{why}")
    return found
