"""Paths to drafts: files, folders and standard input, whatever their format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

from tonecheck.drafts.decoding import NotText, decode
from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.jsonl import read_jsonl
from tonecheck.drafts.table import read_csv
from tonecheck.drafts.text import read_text

InputFormat = Literal["auto", "text", "csv", "jsonl"]
_BY_SUFFIX: Final[dict[str, InputFormat]] = {
    ".txt": "text",
    ".md": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read what is given: formats, the text column, and how messages are sent."""

    input_format: InputFormat = "auto"
    defaults: Defaults = Defaults()
    column: str | None = None
    each_line: bool = False

    def read_file(self, path: Path, name: str) -> Iterator[Draft]:
        """The drafts of one file; a file that is not text is one draft with a problem.

        Raises:
            DraftError: the file's columns do not fit.
        """
        try:
            with path.open("rb") as file:
                yield from self.read(file, name, _BY_SUFFIX.get(path.suffix.lower(), "text"))
        except OSError as error:
            yield Draft(name, None, f"unreadable：{name}：{error.strerror}", name)

    def read(self, stream: BinaryIO, name: str, guess: InputFormat = "text") -> Iterator[Draft]:
        """The drafts of an open stream. JSON lines are read one by one, the rest as a whole."""
        chosen = guess if self.input_format == "auto" else self.input_format
        if chosen == "jsonl":
            yield from read_jsonl(stream, name, self.defaults)
            return
        try:
            text = decode(stream.read())
        except NotText as error:
            yield Draft(name, None, f"not_text：{name}：{error}", name)
            return
        if chosen == "csv":
            yield from read_csv(text, name, self.defaults, self.column)
        else:
            yield from read_text(text, name, self.defaults, self.each_line)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Every file to check: those named, and those of known formats inside named folders.

    Raises:
        DraftError: a path does not exist, or a folder holds nothing that can be checked.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in _BY_SUFFIX and p.is_file()
            )
            if not inside:
                raise DraftError(f"{path}：目录里没有可检查的文件（{'、'.join(_BY_SUFFIX)}）")
            files += inside
        elif path.exists():
            files.append(path)
        else:
            raise DraftError(f"{path}：文件不存在")
    return list(dict.fromkeys(files))
