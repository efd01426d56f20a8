"""What is to be checked: files, what folders hold, and standard input, in the order given."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.sources import FORMATS

STANDARD_INPUT: Final = "-"
_OURS: Final = frozenset({"tonecheck.toml", "pyproject.toml"})
_NAMED: Final = 3
"""Of the files passed over so many are named."""


@dataclass(slots=True)
class Places:
    """Where messages are, each once.

    Attributes:
        files: in order; None is standard input.
        passed_over: files in folders that are none of the formats we read.
    """

    files: list[Path | None] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)

    def not_checked(self) -> str:
        """What was passed over, for people; empty when nothing was."""
        if not self.passed_over:
            return ""
        kinds = Counter(path.suffix.lower() or "无扩展名" for path in self.passed_over)
        counts = "、".join(f"{kind} {count} 个" for kind, count in kinds.most_common())
        named = "、".join(map(str, self.passed_over[:_NAMED]))
        more = " 等" if len(self.passed_over) > _NAMED else ""
        return (
            f"没有检查：{len(self.passed_over)} 个文件不是可检查的格式（{counts}），如 {named}{more}；"
            f"目录里只检查 {'、'.join(FORMATS)}，其他请另存为这些格式"
        )


def places_of(paths: Iterable[str]) -> Places:
    """Everything to check: what is named, and what folders hold in the formats we read.

    Raises:
        DraftError: a path does not exist, or a folder holds nothing that can be checked.
    """
    places = Places()
    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT:
            places.files.append(None)
        elif not os.path.lexists(path):
            raise DraftError(f"{path}：文件不存在，或所在的目录没有权限打开")
        elif path.is_dir():
            _look_into(path, places)
        else:
            places.files.append(path)
    places.files = list(dict.fromkeys(places.files))
    places.passed_over = list(dict.fromkeys(places.passed_over))
    return places


def _look_into(folder: Path, places: Places) -> None:
    """Add what ``folder`` holds. A link to nowhere, or a folder that may not be entered, is among
    the files: reading it fails, and the report says so. What is hidden is no one's draft, unless
    its name says so.
    """
    found: list[Path] = []
    closed: list[OSError] = []
    for at, folders, names in os.walk(folder, onerror=closed.append):
        hidden = any(part.startswith(".") for part in Path(at).relative_to(folder).parts)
        linked = [name for name in folders if Path(at, name).is_symlink()]
        places.passed_over += [Path(at, name) for name in sorted(linked)]
        for name in sorted(names):
            path = Path(at, name)
            if path.suffix.lower() in FORMATS and not _special(path):
                found.append(path)
            elif not hidden and name not in _OURS and not name.startswith("."):
                places.passed_over.append(path)
    found += [Path(error.filename) for error in closed]
    if not found:
        raise DraftError(f"{folder}：目录里没有可检查的文件（{'、'.join(FORMATS)}）")
    places.files += sorted(found)


def _special(path: Path) -> bool:
    """Whether it is a pipe or a device: reading one might never end."""
    try:
        return path.exists() and not path.is_file()
    except OSError:  # no permission to look; reading it will say so
        return False
