"""Workbooks (xlsx): one message a row, on every sheet that has a column of messages."""

import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, Final

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.errors import ColumnError, Unreadable
from tonecheck.drafts.package import broken, require_package
from tonecheck.drafts.table import Row, read_rows, without_column
from tonecheck.place import Place

_NOT_COMPUTED: Final = "有公式没有算出的值；请用 Excel 或 WPS 打开，保存一次再检查"

_UNNAMED: Final = "请给这一列写上列名；列名是合并单元格的，请取消合并"


def read_workbook(
    file: BinaryIO, name: str, defaults: Defaults, column: str | None
) -> Iterator[Draft]:
    """One draft a row, sheet by sheet, streamed; hidden sheets and rows too.

    A sheet whose column cannot be told is one draft with a problem, after those of the others.

    Args:
        file: seekable.

    Raises:
        ColumnError: that is so of all sheets.
        Unreadable: it cannot be opened, or not read to its end; drafts before that stand.
    """
    errors: list[ColumnError] = []
    sheets = 0
    for sheet, rows in groupby(_rows(file), itemgetter(0)):
        sheets += 1
        of = Place(name, sheet=sheet)
        try:
            yield from read_rows(map(itemgetter(1), rows), of, defaults, column, _UNNAMED)
        except ColumnError as error:
            errors.append(error)
    if not sheets:
        raise ColumnError(Place(name), "是空的工作簿，没有可检查的内容")
    if len(errors) == sheets:
        raise errors[0]
    for one in errors:
        yield without_column(one, "；不是话术的页请移到别的文件")


def _rows(file: BinaryIO) -> Iterator[tuple[str, Row]]:
    """Rows that are not blank, each with the name of its sheet."""
    from openpyxl import load_workbook

    require_package(file, "xlsx")
    try:
        # It warns of decorations and dates while rows are read too, and quotes cells.
        warnings.filterwarnings("ignore", module="openpyxl")
        books = [load_workbook(file, read_only=True, data_only=kept) for kept in (True, False)]
        for values, formulas in zip(*(book.worksheets for book in books), strict=True):
            values.reset_dimensions()  # some programs write too few: rows would be lost
            formulas.reset_dimensions()
            for line, cells in enumerate(zip(values.values, formulas.values, strict=True), 1):
                if any(cell not in (None, "") for cell in cells[1]):
                    yield values.title, _row(line, *cells)
    except Exception:  # damaged files raise whatever the parser stumbles over
        raise Unreadable(broken("xlsx")) from None


def _row(line: int, values: Sequence[object], entered: Sequence[object]) -> Row:
    """A row; formulas that no office program has computed yet have no value to check."""
    if any(value is None and what is not None for value, what in zip(values, entered, strict=True)):
        return Row(line, [], _NOT_COMPUTED)
    return Row(line, [_shown(value) for value in values])


def _shown(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
