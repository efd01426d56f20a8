"""Files and standard input to drafts, whatever their format."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Literal

from tonecheck.drafts.csv_rows import UNQUOTED, csv_rows
from tonecheck.drafts.decoding import NotText, decode
from tonecheck.drafts.document import NOT_READ, SOFT_BREAK, document_text
from tonecheck.drafts.draft import Defaults, Draft, unread
from tonecheck.drafts.errors import Unreadable
from tonecheck.drafts.jsonl import read_jsonl
from tonecheck.drafts.table import read_rows
from tonecheck.drafts.text import read_text
from tonecheck.drafts.workbook import read_workbook
from tonecheck.os_errors import why
from tonecheck.place import Place

InputFormat = Literal["auto", "text", "csv", "jsonl", "xlsx", "docx"]
FORMATS: Final[dict[str, InputFormat]] = {
    ".txt": "text",
    ".md": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".docx": "docx",
}
"""By suffix; inside folders these are read."""

TABLES: Final[frozenset[InputFormat]] = frozenset({"csv", "xlsx"})
LINES: Final[frozenset[InputFormat]] = frozenset({"text", "docx"})
"""Formats with columns, and with lines."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read what is given: formats, the text column, and how messages are sent."""

    input_format: InputFormat = "auto"
    defaults: Defaults = Defaults()
    column: str | None = None
    each_line: bool = False

    def read_file(self, path: Path, name: str) -> Iterator[Draft]:
        """The drafts of one file; a file that cannot be read is one draft with a problem.

        Raises:
            ColumnError: the file's columns do not fit.
        """
        try:
            with path.open("rb") as file:
                yield from self.read(file, name, format_of(path))
        except IsADirectoryError:  # those that can be listed are looked into instead
            yield unread(Place(name), "unreadable", "目录打不开，请检查权限；没有检查")
        except OSError as error:
            yield unread(Place(name), "unreadable", f"{why(error)}；没有检查")

    def reads(self, guess: InputFormat) -> InputFormat:
        """The format that is read where ``guess`` is what the name says."""
        return guess if self.input_format == "auto" else self.input_format

    def read(self, stream: BinaryIO, name: str, guess: InputFormat = "text") -> Iterator[Draft]:
        """The drafts of an open stream. JSON lines are read one by one, workbooks row by row, the
        rest as a whole.

        Raises:
            ColumnError: the columns do not fit.
        """
        try:
            match self.reads(guess):
                case "jsonl":
                    yield from read_jsonl(stream, name, self.defaults)
                case "xlsx":
                    yield from read_workbook(_seekable(stream), name, self.defaults, self.column)
                case "docx":
                    yield from self._document(_seekable(stream), name)
                case "csv":
                    rows = csv_rows(decode(stream.read()), self.column)
                    yield from read_rows(rows, Place(name), self.defaults, self.column, UNQUOTED)
                case _:
                    data = stream.read()
                    text, offsets = decode(data), b"\r" not in data
                    yield from read_text(text, name, self.defaults, self.each_line, offsets)
        except NotText as error:
            yield unread(Place(name), "not_text", str(error))
        except Unreadable as error:
            yield unread(Place(name), "unreadable", str(error))

    def _document(self, file: BinaryIO, name: str) -> Iterator[Draft]:
        text, whole = document_text(file)
        lines = text if self.each_line else text.replace(SOFT_BREAK, "\n")
        yield from read_text(lines, name, self.defaults, self.each_line)
        if not whole:
            yield unread(Place(name), "unreadable", NOT_READ)


def format_of(path: Path) -> InputFormat:
    """What the name says; what says nothing is text."""
    return FORMATS.get(path.suffix.lower(), "text")


def _seekable(stream: BinaryIO) -> BinaryIO:
    return stream if stream.seekable() else BytesIO(stream.read())
