"""The sample as a workbook: a sheet to fill in, one that says how, hidden ones to reckon with."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tonecheck.audit.errors import AuditStopped, room_in
from tonecheck.audit.plan import write_whole
from tonecheck.audit.sample import sheets
from tonecheck.audit.sample.cells import TOP, height_of, write_row
from tonecheck.audit.sample.guide import GUIDE
from tonecheck.audit.sample.sample import Facts, Sample
from tonecheck.categories import CATEGORIES, TITLES
from tonecheck.titles import CHANNEL_TITLES, RECIPIENT_TITLES

_WIDTHS: Final[Mapping[str, int]] = {
    sheets.NUMBER: 6, "消息编号": 16, "来源": 18, "行": 8, "发送时间": 16, "渠道": 9, "接收人": 8, "发送人": 12,
    sheets.TEXT: 64, sheets.ANSWER: 10, sheets.REMARK: 24,
    **dict.fromkeys(sheets.CATEGORY_COLUMNS, 14),
}  # fmt: skip
_GUIDE_WIDTH: Final = 100
_HEAD: Final = PatternFill("solid", fgColor="1F4A6D")
_TO_FILL: Final = PatternFill("solid", fgColor="FBF3E0")


def write_book(
    path: Path, sample: Sample, facts: Sequence[Facts], texts: Sequence[str] | None
) -> None:
    """Write the workbook.

    Args:
        texts: of each item, where the archive was given.

    Raises:
        AuditStopped: a disk is full.
    """
    book = Workbook()
    labels = book.active
    assert isinstance(labels, Worksheet)
    labels.title = sheets.LABELS
    _write_labels(labels, sample, facts, texts)
    _write_guide(book.create_sheet(sheets.GUIDE), sample)
    _write_hidden(book, sample)
    book.security = WorkbookProtection(lockStructure=True)
    whole = BytesIO()
    try:
        book.save(whole)
    except etree.SerialisationError as error:  # sheets are written to temporary files first
        raise AuditStopped(f"{gettempdir()}：写不了临时文件（{error}）") from None
    with room_in(path.parent):
        write_whole(path, whole.getvalue())


def _write_labels(
    sheet: Worksheet, sample: Sample, facts: Sequence[Facts], texts: Sequence[str] | None
) -> None:
    told = (*sheets.FACTS, *((sheets.TEXT,) if texts is not None else ()))
    columns = (*told, *sheets.TO_FILL)
    write_row(sheet, 1, columns)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
    for at, (item, fact) in enumerate(zip(sample.items, facts, strict=True)):
        values = [
            *(at + 1, item.message, item.source, item.row, fact.sent_at),
            *(CHANNEL_TITLES[fact.channel], RECIPIENT_TITLES[fact.recipient], fact.sender),
            *([texts[at]] if texts is not None else []),
        ]
        write_row(sheet, at + 2, values)
        if texts is not None:
            sheet.row_dimensions[at + 2].height = height_of(texts[at], _WIDTHS[sheets.TEXT])
        for column in range(len(told) + 1, len(columns) + 1):
            cell = sheet.cell(at + 2, column)
            cell.protection, cell.fill, cell.alignment = Protection(locked=False), _TO_FILL, TOP
    for at, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[name]
    last = len(sample.items) + 1
    _offer(sheet, len(told) + 1, 1, last, sheets.ANSWERS)
    _offer(sheet, len(told) + 2, len(sheets.CATEGORY_COLUMNS), last, sheets.CATEGORIES_BY_TITLE)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    sheet.protection.enable()
    for may in ("autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, may, False)


def _offer(sheet: Worksheet, column: int, many: int, last: int, answers: Mapping[str, Any]) -> None:
    """A list to choose from in the cells below the heading."""
    titles = "、".join(answers)
    offered = DataValidation(
        type="list",
        formula1=f'"{",".join(answers)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="没有这个选项",
        error=f"请从列表里选：{titles}"[:225],
    )
    first, final = get_column_letter(column), get_column_letter(column + many - 1)
    offered.add(f"{first}2:{final}{last}")
    sheet.add_data_validation(offered)


def _write_guide(sheet: Worksheet, sample: Sample) -> None:
    drawing = sample.drawing
    lines = [
        *GUIDE,
        "",
        f"样本：从审计过的 {drawing.messages:,} 条里抽 {drawing.size:,} 条，分 {len(sample.layers)} 层，种子 {drawing.seed}。",
        f"审计：版本 {drawing.versions}，结论表 SHA-256 {drawing.audit}。",
    ]
    for at, line in enumerate(lines, 1):
        write_row(sheet, at, [line])
        sheet.row_dimensions[at].height = height_of(line, _GUIDE_WIDTH)
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    sheet["A1"].font, sheet.row_dimensions[1].height = Font(bold=True, size=14), 24.0
    sheet.protection.enable()


def _write_hidden(book: Workbook, sample: Sample) -> None:
    items = [
        [number, item.layer + 1, item.message, item.source, item.row, " ".join(item.found),
         sample.layers[item.layer].weight]
        for number, item in enumerate(sample.items, 1)
    ]  # fmt: skip
    layers = [
        [at, one.title, one.outcome, one.messages, one.drawn, one.weight,
         *(one.found.get(name, 0) for name in CATEGORIES)]
        for at, one in enumerate(sample.layers, 1)
    ]  # fmt: skip
    facts: list[list[object]] = [
        [name, getattr(sample.drawing, field)] for field, name in sheets.DRAWING_ROWS.items()
    ]
    facts.append([sheets.DIGEST, sample.digest])
    titles = [TITLES[name] for name in CATEGORIES]
    _hide(book, sheets.ITEMS, [["序号", "层", "消息编号", "来源", "行", "标出", "权重"], *items])
    _hide(
        book, sheets.LAYERS, [["层", "名称", "结论", "消息数", "抽取数", "权重", *titles], *layers]
    )
    _hide(book, sheets.DRAWING, facts)


def _hide(book: Workbook, title: str, rows: Sequence[Sequence[object]]) -> None:
    sheet = book.create_sheet(title)
    for at, row in enumerate(rows, 1):
        write_row(sheet, at, row)
    sheet.protection.enable()
    sheet.sheet_state = "hidden"
