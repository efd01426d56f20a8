"""CSV text as rows: separated by commas, tabs or semicolons, quotes or none."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from tonecheck.drafts.table import HEADER_WITHIN, Row, is_message

csv.field_size_limit(4_000_000)

UNQUOTED: Final = "内容里有逗号的，请用英文双引号把内容括起来"
_DELIMITERS: Final = ",\t;"
_SAYS_DELIMITER: Final = re.compile("sep=(.)")
"""A first line that Excel reads and does not show."""


def csv_rows(text: str, column: str | None = None) -> Iterator[Row]:
    """Rows that are not blank. After a broken one reading goes on with the line after its first:
    a quotation mark that is never closed must not swallow what follows.

    Args:
        column: the name of that of the messages, if it was asked for.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    said = _SAYS_DELIMITER.fullmatch(lines[0].strip("\r\n"))
    delimiter = said[1] if said else _delimiter(lines, column)
    begun = 1 if said else 0
    while begun < len(lines):
        rest = map(lines.__getitem__, range(begun, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        line = begun
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield Row(line + 1, cells)
                line = begun + reader.line_num
        except csv.Error:
            yield Row(line + 1, [], "引号没有成对，或单元格太大；内容里的双引号请写成两个")
            begun = line + 1
        else:
            return


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
    return max(_DELIMITERS, key=(first or [""])[0].count)
