"""What is to be checked: files, what folders hold, and standard input, in the order given."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tonecheck.drafts.draft import Draft, unread
from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.kinds import hidden, holds_no_drafts, why_not_read
from tonecheck.drafts.sources import FORMATS
from tonecheck.place import Place

STANDARD_INPUT: Final = "-"
_OURS: Final = frozenset({"tonecheck.toml", "pyproject.toml"})
_NAMED: Final = 3
"""Of the files passed over so many are named."""


@dataclass(slots=True)
class Places:
    """Where messages are, each once.

    Attributes:
        files: in order; None is standard input.
        not_read: files in folders that may hold drafts, in formats we do not read.
        passed_over: files in folders that hold none: pictures, settings.
        hidden: how many files in folders are hidden.
    """

    files: list[Path | None] = field(default_factory=list)
    not_read: list[Path] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    hidden: int = 0

    def drafts_not_read(self) -> Iterator[Draft]:
        """A draft with a problem for each file that may hold drafts."""
        for path in self.not_read:
            yield unread(Place(str(path)), "unreadable", why_not_read(path))

    def left_out(self) -> str:
        """What holds no drafts, for people; empty when there is no such thing."""
        kinds = Counter(path.suffix.lower() for path in self.passed_over)
        counts = [f"{kind} {count} 个" for kind, count in kinds.most_common()]
        if self.hidden:
            counts.append(f"隐藏文件 {self.hidden} 个")
        if not counts:
            return ""
        named = "、".join(map(str, self.passed_over[:_NAMED]))
        such = f"，如 {named}" if named else ""
        return f"不当作草稿、没有检查的文件：{'、'.join(counts)}{such}"


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
    named = set(places.files)
    places.not_read = [path for path in dict.fromkeys(places.not_read) if path not in named]
    places.passed_over = list(dict.fromkeys(places.passed_over))
    return places


def _look_into(folder: Path, places: Places) -> None:
    """Add what ``folder`` holds. A link to nowhere, or a folder that may not be entered, is among
    the files: reading it fails, and the report says so. What is hidden is no one's draft, unless
    its name says so.
    """
    found: list[Path] = []
    closed: list[OSError] = []
    not_read = len(places.not_read)
    for at, folders, names in os.walk(folder, onerror=closed.append):
        in_hidden = any(part.startswith(".") for part in Path(at).relative_to(folder).parts)
        linked = [Path(at, name) for name in sorted(folders) if Path(at, name).is_symlink()]
        places.not_read += [path for path in linked if not (in_hidden or hidden(path))]
        for path in (Path(at, name) for name in sorted(names)):
            if path.name in _OURS:
                continue
            if path.suffix.lower() in FORMATS and not path.name.startswith("~$"):
                (places.not_read if _special(path) else found).append(path)
            elif in_hidden or hidden(path):
                places.hidden += 1
            else:
                (places.passed_over if holds_no_drafts(path) else places.not_read).append(path)
    found += [Path(error.filename) for error in closed]
    if not found and len(places.not_read) == not_read:
        raise DraftError(f"{folder}：目录里没有可检查的文件（{'、'.join(FORMATS)}）")
    places.files += sorted(found)


def _special(path: Path) -> bool:
    """Whether it is a pipe or a device: reading one might never end."""
    try:
        return path.exists() and not path.is_file()
    except OSError:  # no permission to look; reading it will say so
        return False
