"""CSV text as rows: separated by commas, tabs, semicolons or bars, quotes or none."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import Final

from tonecheck.drafts.table import Row

_MOST_CHARACTERS: Final = 1_000_000
"""Of a row: a quotation mark that is never closed must not read a whole archive into memory."""

_BROKEN: Final = "引号没有成对，或单元格太大；内容里的双引号请写成两个"

csv.field_size_limit(4 * _MOST_CHARACTERS)


def csv_rows(text: str) -> Iterator[Row]:
    """The rows of a text whose first line that is not blank says what separates them."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return rows_in(iter(lines), delimiter_of(next(filter(str.strip, lines), "")))


def delimiter_of(header: str) -> str:
    """What separates the columns of a first line."""
    return max(",\t;|", key=header.count)


def rows_in(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    """Rows that are not blank. After a broken one reading goes on with the line after its first:
    a quotation mark that is never closed must not swallow what follows.

    No line is read more than a few times, however many quotation marks are not closed.
    """
    source = _Lines(lines)
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

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self._row: list[str] = []
        self._read = 0
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
