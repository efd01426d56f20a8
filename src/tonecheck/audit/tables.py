"""CSV, JSON lines and spreadsheets as rows of cells, one by one; a bad row is told and passed over."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from tonecheck.audit.encodings import encoding_in
from tonecheck.audit.errors import AuditError

_MOST_LINES: Final = 500
"""Lines that one quoted cell may span; a quotation mark that is never closed spans them all."""

_MOST_CHARACTERS: Final = 200_000
_HEADER_LINES: Final = 200
_BROKEN_BOOK: Final = (
    "{}：打不开这个表格：文件损坏了、加了密，或者不是 Excel 文件；请在 Excel 里打开并另存为 xlsx"
)
_decoder: Final = msgspec.json.Decoder(dict[str, Any])


class Row(NamedTuple):
    """A row by its number, from 1; ``problem`` says why there are no cells."""

    number: int
    cells: Sequence[object]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and their rows; ``part`` names the sheet."""

    header: list[str]
    rows: Iterable[Row]
    part: str = ""


def read_csv(path: Path, name: str) -> Table:
    """A file with a header line, separated by commas, tabs or semicolons.

    Raises:
        AuditError: it is no text, or empty.
    """
    encoding = encoding_in(path, name)
    with _opened(path, encoding) as file:
        first = file.readline(_MOST_CHARACTERS)
    if not first.strip():
        raise AuditError(f"{name}：文件是空的，或首行没有列名")
    delimiter = max(",\t;|", key=first.count)
    header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter))]
    return Table(header, _csv_rows(path, encoding, delimiter, len(header)))


def _opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, errors="replace", newline="")


class _Lines:
    """Lines of a file that can be put back."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._file = _opened(path, encoding)
        self._back: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._back:
            line = self._back.pop()
        else:
            line = "" if self._file.closed else self._file.readline(_MOST_CHARACTERS)
            if not line:
                self.close()
                raise StopIteration
        self.number += 1
        return line

    def close(self) -> None:
        self._file.close()

    def put_back(self, lines: Sequence[str]) -> None:
        self._back += reversed(lines)
        self.number -= len(lines)


def _csv_rows(path: Path, encoding: str, delimiter: str, width: int) -> Iterator[Row]:
    """Records below the header; after a broken one reading goes on with the line after its first."""
    number = 0
    lines = _Lines(path, encoding)
    next(lines, None)
    for line in lines:
        if not line.strip():
            continue
        number += 1
        at = lines.number
        record = [line]
        quotes = line.count('"')
        while quotes % 2 and len(record) < _MOST_LINES:
            more = next(lines, None)
            if more is None:
                break
            record.append(more)
            quotes += more.count('"')
        try:
            cells = _cells("".join(record), delimiter, width, quotes)
        except ValueError as error:
            lines.put_back(record[1:])
            yield Row(number, (), f"第 {at} 行：{error}")
        else:
            yield Row(number, cells)


def _cells(record: str, delimiter: str, width: int, quotes: int) -> list[str]:
    if quotes % 2:
        raise ValueError("引号没有成对")
    if "\0" in record:
        raise ValueError("含有 NUL 字节，不是完好的文字")
    try:
        rows = list(csv.reader([record], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValueError(f"不是合法的 CSV（{error}）") from None
    if len(rows) != 1:
        raise ValueError("引号没有成对")
    if len(rows[0]) != width:
        raise ValueError(f"有 {len(rows[0])} 格，首行有 {width} 格")
    return rows[0]


def read_jsonl(path: Path, name: str) -> Table:
    """A file with one object a line; its columns are the names in the first lines.

    Raises:
        AuditError: none of the first lines is an object.
    """
    rows = _json_rows(path)
    first = list(islice(rows, _HEADER_LINES))
    header = list(dict.fromkeys(key for _, fields, _ in first for key in fields))
    if not header:
        raise AuditError(f"{name}：前 {_HEADER_LINES} 行里没有 JSON 对象")
    return Table(
        header,
        (
            Row(number, [fields.get(key) for key in header] if not problem else (), problem)
            for number, fields, problem in chain(first, rows)
        ),
    )


def _json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any], str]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
            if not line:
                continue
            try:
                yield number, _decoder.decode(line), ""
            except UnicodeDecodeError:
                yield number, {}, f"第 {number} 行：编码不是 UTF-8"
            except (msgspec.DecodeError, RecursionError) as error:
                yield number, {}, f"第 {number} 行：不是 JSON 对象（{error}）"


def read_xlsx(path: Path, name: str) -> list[Table]:
    """The sheets that are not empty.

    Raises:
        AuditError: it cannot be opened, or all of it is empty.
    """
    try:
        book = CalamineWorkbook.from_path(str(path))
        tables = [table for sheet in book.sheet_names if (table := _sheet(book, sheet))]
    except (CalamineError, OSError, ValueError):
        raise AuditError(_BROKEN_BOOK.format(name)) from None
    except BaseException as error:  # calamine panics on some, and that is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise AuditError(_BROKEN_BOOK.format(name)) from None
    if not tables:
        raise AuditError(f"{name}：表格是空的")
    return tables


def _sheet(book: CalamineWorkbook, name: str) -> Table | None:
    rows = enumerate(book.get_sheet_by_name(name).iter_rows())
    header, before = [], 0
    for before, cells in rows:  # noqa: B007 - the number of the header is needed below
        header = [str(cell).strip() for cell in cells]
        if any(header):
            break
    if not any(header):
        return None
    filled = (
        Row(number - before, cells)
        for number, cells in rows
        if any(cell not in ("", None) for cell in cells)
    )
    return Table(header, filled, name)
