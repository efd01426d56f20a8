"""CSV text as rows: separated by commas, tabs, semicolons or bars, quotes or none."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from tonecheck.drafts.table import HEADER_WITHIN, Row, is_message

_MOST_CHARACTERS: Final = 1_000_000
"""Of a row: a quotation mark that is never closed must not read a whole archive into memory."""

_BROKEN: Final = "引号没有成对，或单元格太大；内容里的双引号请写成两个"

csv.field_size_limit(4 * _MOST_CHARACTERS)

UNQUOTED: Final = "内容里有逗号的，请用英文双引号把内容括起来"
_DELIMITERS: Final = ",\t;|"
_SAYS_DELIMITER: Final = re.compile("sep=(.)")
"""A first line that Excel reads and does not show."""


def csv_rows(text: str, column: str | None = None) -> Iterator[Row]:
    """The rows of a text that says what parts its columns by a first line ``sep=`` or their names.

    Args:
        column: the name of that of the messages, if it was asked for.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    said = _SAYS_DELIMITER.fullmatch(lines[0].strip("\r\n"))
    if said:
        return rows_in(iter(lines[1:]), said[1], above=1)
    return rows_in(iter(lines), _delimiter(lines, column))


def delimiter_of(header: str) -> str:
    """What parts the columns of a first line."""
    return max(_DELIMITERS, key=header.count)


def rows_in(lines: Iterator[str], delimiter: str, above: int = 0) -> Iterator[Row]:
    """Rows that are not blank. After a broken one reading goes on with the line after its first:
    a quotation mark that is never closed must not swallow what follows.

    No line is read more than a few times, however many quotation marks are not closed.

    Args:
        above: lines of the file that stand above ``lines``.
    """
    source = _Lines(lines, above)
    while True:
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield Row(source.first, cells)
                source.next_row()
            return
        except csv.Error:
            yield Row(source.first, [], _BROKEN)
            source.put_back()


class _Lines:
    """Lines for `csv.reader`; of a row that turns out broken, all but the first are read again."""

    def __init__(self, lines: Iterator[str], above: int) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self._row: list[str] = []
        self._read = above
        self._characters = 0
        self._no_close_before = 0
        """A row that begins above this line and goes on beyond its own stands where the reader
        stood in a broken row, within quotes, and would break at the same place."""

    @property
    def first(self) -> int:
        """The first line of the row, from 1."""
        return self._read - len(self._row) + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._row and (
            self.first < self._no_close_before or self._characters > _MOST_CHARACTERS
        ):
            raise StopIteration
        line = self._back.popleft() if self._back else next(self._lines)
        self._row.append(line)
        self._read += 1
        self._characters += len(line)
        return line

    def next_row(self) -> None:
        self._row.clear()
        self._characters = 0

    def put_back(self) -> None:
        self._no_close_before = max(self._no_close_before, self._read)
        self._back.extendleft(reversed(self._row[1:]))
        self._read -= len(self._row) - 1
        self.next_row()


def _delimiter(lines: Sequence[str], column: str | None) -> str:
    """What parts the names of the columns, below titles that are not parted; or the first line."""
    first = list(islice(filter(str.strip, lines), HEADER_WITHIN))
    for line in first:
        parting = [one for one in _DELIMITERS if one in line]
        for delimiter in parting:
            if any(is_message(cell.strip(' \r\n"'), column) for cell in line.split(delimiter)):
                return delimiter
        if parting:
            break
    return delimiter_of((first or [""])[0])
