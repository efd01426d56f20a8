"""Cells of a workbook that hold what messages hold, and never more than that."""

from collections.abc import Sequence
from typing import Final

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

TOP: Final = Alignment(vertical="top", wrap_text=True)
_MOST_IN_CELL: Final = 32_767
"""UTF-16 units that a cell holds."""

_CUT: Final = "……（单元格放不下，全文见存档的这一行）"
_LINE: Final = 16.0
_HIGHEST: Final = 409.0
"""Points."""


def height_of(text: str, width: int) -> float:
    """The height that shows all of a text in a column, as far as rows can be so high."""
    lines = sum(max(1, -(-cell_len(line) // (width - 2))) for line in text.split("\n"))
    return min(_LINE * lines, _HIGHEST)


def write_row(sheet: Worksheet, at: int, values: Sequence[object]) -> None:
    """Fill a row from its first cell on."""
    for column, value in enumerate(values, 1):
        cell = sheet.cell(at, column)
        assert isinstance(cell, Cell)
        if isinstance(value, str):
            cell.value = fitting(value)
            cell.data_type = "s"  # never a formula, whatever a message begins with
        else:
            cell.value = value  # type: ignore[assignment]
        cell.alignment = TOP


def fitting(text: str) -> str:
    """What a cell can hold; control characters show as a replacement character."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    if len(text.encode("utf-16-le")) // 2 <= _MOST_IN_CELL:
        return text
    room = (_MOST_IN_CELL - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT
