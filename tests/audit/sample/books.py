"""Workbooks filled in as people would."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Fill = Callable[[int], tuple[str, str]]
"""The answer and the first category for a number of the sample."""


def sheet_of(path: Path, name: str = "标注") -> Worksheet:
    sheet = load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def column_of(sheet: Worksheet, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name) + 1


def filled(path: Path, fill: Fill) -> Path:
    """The workbook with answers in it, saved beside itself."""
    book = load_workbook(path)
    sheet = book["标注"]
    assert isinstance(sheet, Worksheet)
    answer, category = column_of(sheet, "结论"), column_of(sheet, "类别一")
    for row in range(2, sheet.max_row + 1):
        number = sheet.cell(row, 1).value
        assert isinstance(number, int)
        sheet.cell(row, answer).value, sheet.cell(row, category).value = fill(number)
    done = path.with_name(f"{path.stem}-填好.xlsx")
    book.save(done)
    return done


def lawful(_: int) -> tuple[str, str]:
    return "合规", ""


def changed(path: Path, sheet: str, cell: str, value: str | int | None) -> Path:
    """With one cell changed."""
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path
