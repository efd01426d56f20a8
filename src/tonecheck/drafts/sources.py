"""Files and standard input to drafts, whatever their format."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

from tonecheck.drafts.decoding import NotText, decode
from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.jsonl import read_jsonl
from tonecheck.drafts.table import read_csv
from tonecheck.drafts.text import read_text

InputFormat = Literal["auto", "text", "csv", "jsonl"]
FORMATS: Final[dict[str, InputFormat]] = {
    ".txt": "text",
    ".md": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""By suffix; inside folders these are read."""

_WHY: Final = {
    errno.ENOENT: "文件不存在，或链接指向的文件不存在",
    errno.EACCES: "没有读取的权限",
    errno.EPERM: "没有读取的权限",
    errno.ELOOP: "链接互相指向，没有尽头",
    errno.EISDIR: "目录打不开，请检查权限",
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
                yield from self.read(file, name, format_of(path))
        except OSError as error:
            yield Draft(name, None, f"unreadable：{name}：{_why(error)}；没有检查", name)

    def reads(self, guess: InputFormat) -> InputFormat:
        """The format that is read where ``guess`` is what the name says."""
        return guess if self.input_format == "auto" else self.input_format

    def read(self, stream: BinaryIO, name: str, guess: InputFormat = "text") -> Iterator[Draft]:
        """The drafts of an open stream. JSON lines are read one by one, the rest as a whole."""
        chosen = self.reads(guess)
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


def format_of(path: Path) -> InputFormat:
    """What the name says; what says nothing is text."""
    return FORMATS.get(path.suffix.lower(), "text")


def _why(error: OSError) -> str:
    return _WHY.get(
        error.errno or 0, f"读取时出错（{errno.errorcode.get(error.errno or 0, '？')}）"
    )
