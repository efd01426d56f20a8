"""CSV, JSON lines and spreadsheets as rows of cells, one by one; a bad row is told and passed over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from tonecheck.audit.encodings import encoding_in
from tonecheck.audit.errors import AuditError
from tonecheck.drafts import table as drafts_table
from tonecheck.drafts.csv_rows import delimiter_of, rows_in

_MOST_CHARACTERS: Final = 200_000
"""Of a line; the rest of a longer one counts as another."""

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
    rows = _csv_rows(path, encoding, delimiter_of(first))
    top = next(rows, None) if first.strip() else None
    if top is None:
        raise AuditError(f"{name}：文件是空的，或首行没有列名")
    if top.problem:
        raise AuditError(f"{name}：第 {top.line} 行应是列名，但{top.problem}")
    header = [cell.strip() for cell in top.cells]
    return Table(header, _checked(rows, len(header)))


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[drafts_table.Row]:
    with _opened(path, encoding) as file:
        yield from rows_in(iter(partial(file.readline, _MOST_CHARACTERS), ""), delimiter)


def _opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, errors="replace", newline="")


def _checked(rows: Iterable[drafts_table.Row], width: int) -> Iterator[Row]:
    for number, (line, cells, problem) in enumerate(rows, 1):
        if wrong := problem or _misfit(cells, width):
            yield Row(number, (), f"第 {line} 行：{wrong}")
        else:
            yield Row(number, cells)


def _misfit(cells: Sequence[str], width: int) -> str:
    if any("\0" in cell for cell in cells):
        return "含有 NUL 字节，不是完好的文字"
    return "" if len(cells) == width else f"有 {len(cells)} 格，首行有 {width} 格"


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
