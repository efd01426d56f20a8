"""What lies in folders: archives, what may have been meant as one, and what lies beside them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from tonecheck.drafts.kinds import hidden
from tonecheck.os_errors import why

Kind = Literal["parquet", "csv", "jsonl", "xlsx", "sql", "unknown", "broken", "beside"]
"""How it is read; or why not: its format is unknown, it is out of reach, or it is no archive."""

KINDS: Final[dict[str, Kind]] = {
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
UNREAD: Final[frozenset[Kind]] = frozenset({"unknown", "broken", "beside"})

_BESIDE: Final = frozenset({"md5sums", "sha1sums", "sha256sums"})
_CHECKSUMS: Final = frozenset({".md5", ".sha1", ".sha256", ".sha512", ".sfv", ".crc", ".sig"})
_ABOUT: Final = frozenset({"readme", "license", "changelog", "说明", "说明书", "读我"})
_ABOUT_FORMATS: Final = frozenset({"", ".md", ".rst", ".txt"})


class Found(NamedTuple):
    """A path, how it is read, and for a ``broken`` one what is wrong."""

    path: Path
    kind: Kind
    why: str = ""


def found_in(folder: Path) -> Iterator[Found]:
    """Everything in a folder and those below, so that nothing in it goes unmentioned.

    What hides, checksums, markers of other programs (``_SUCCESS``) and notes about the archive
    hold no messages: they lie ``beside``, told but not counted as left out.
    """
    denied: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=denied.append):
        for name in folders:
            if (Path(place) / name).is_symlink():
                yield Found(Path(place) / name, "broken", "是指向目录的链接，没有跟进去")
        for name in files:
            yield found_at(Path(place) / name, folder)
    for error in denied:
        yield Found(Path(error.filename), "broken", f"这个目录打不开（{why(error)}）")


def found_at(path: Path, folder: Path | None = None) -> Found:
    """What ``path`` is, a file that nobody named by itself; ``folder`` is where it was found."""
    kind = KINDS.get(path.suffix.lower(), "unknown")
    if hidden(path) or (path.stem.lower() in _ABOUT and _is_note(path)):
        return Found(path, "beside")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Found(path, "broken", f"打不开（{why(error)}）")
    if kind == "unknown" and _lies_beside(path, folder):
        return Found(path, "beside")
    if not stat.S_ISREG(mode):
        return Found(path, "broken", "不是普通文件")
    return Found(path, kind)


def _is_note(path: Path) -> bool:
    return path.suffix.lower() in _ABOUT_FORMATS


def _lies_beside(path: Path, folder: Path | None) -> bool:
    below = path.relative_to(folder).parts if folder else path.parts[-1:]
    return (
        path.name.startswith("_")
        or path.name.lower() in _BESIDE
        or path.suffix.lower() in _CHECKSUMS
        or any(hidden(Path(part)) for part in below)
    )
