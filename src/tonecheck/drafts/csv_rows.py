"""CSV text as rows: separated by commas, tabs or semicolons, quotes or none."""

import csv
from collections.abc import Iterator

from tonecheck.drafts.table import Row

csv.field_size_limit(4_000_000)


def csv_rows(text: str) -> Iterator[Row]:
    """Rows that are not blank. After a broken one reading goes on with the line after its first:
    a quotation mark that is never closed must not swallow what follows.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    delimiter = _delimiter(next(filter(str.strip, lines), ""))
    begun = 0
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


def _delimiter(first: str) -> str:
    return max(",\t;", key=first.count)
