"""Workbooks, as office programs and programs write them."""

import warnings
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tonecheck.drafts.draft import Draft
from tonecheck.drafts.errors import ColumnError
from tonecheck.drafts.sources import Reader


def _saved(*sheets: list[list[object]]) -> BytesIO:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"页{number}")
        for row in rows:
            sheet.append(row)
    saved = BytesIO()
    book.save(saved)
    saved.seek(0)
    return saved


def _read(file: BytesIO, column: str | None = None) -> list[Draft]:
    return list(Reader(column=column).read(file, "a.xlsx", "xlsx"))


def test_every_sheet_is_read_with_the_numbers_of_its_rows() -> None:
    drafts = _read(
        _saved(
            [[None, None], ["编号", "短信内容", "渠道"], [7, "您好", "微信"], [], ["", "再见"]],
            [["内容"], ["在吗"]],
            [],
        )
    )
    assert [(d.source, d.id, d.message and d.message.text) for d in drafts] == [
        ("a.xlsx:页1:3", "7", "您好"),
        ("a.xlsx:页1:5", "a.xlsx:页1:5", "再见"),
        ("a.xlsx:页2:2", "a.xlsx:页2:2", "在吗"),
    ]
    assert drafts[0].message
    assert drafts[0].message.channel == "im"


def test_a_sheet_without_the_column_is_told_and_the_others_are_read() -> None:
    drafts = _read(_saved([["说明"], ["如何填写"]], [["内容"], ["您好"]]))
    assert [draft.message is None for draft in drafts] == [False, True]
    assert "a.xlsx:页1:1：认不出哪一列" in (drafts[1].problem or "")
    assert "请移到别的文件" in (drafts[1].problem or "")
    with pytest.raises(ColumnError, match="认不出"):
        _read(_saved([["说明"], ["如何填写"]]))
    with pytest.raises(ColumnError, match="空的工作簿"):
        _read(_saved([]))


def test_the_column_can_be_chosen() -> None:
    (draft,) = _read(_saved([["甲", "乙"], ["您好", "再见"]]), column="乙")
    assert draft.message
    assert draft.message.text == "再见"


def test_a_cell_under_a_merged_name_or_none_is_told() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["短信内容", None, "渠道"])
    sheet.merge_cells("A1:B1")
    sheet.append(["您好", "再不还钱就打断你的腿", "短信"])
    sheet.append(["您好", None, "短信", "旁注"])
    sheet.append(["您好", None, "短信"])
    saved = BytesIO()
    book.save(saved)
    saved.seek(0)
    drafts = _read(saved)
    assert [draft.message is None for draft in drafts] == [True, True, False]
    assert "只有 2 个列名；请给这一列写上列名" in (drafts[0].problem or "")


def test_a_title_may_stand_above_the_names_of_columns() -> None:
    (draft,) = _read(_saved([["2026 年短信模板"], [], ["编号", "短信内容"], [1, "您好"]]))
    assert (draft.source, draft.id) == ("a.xlsx:页1:4", "1")


def test_a_formula_without_a_value_is_not_an_empty_row() -> None:
    drafts = _read(_saved([["内容"], ["您好"], ['="弄死"&"你"']]))
    assert [draft.message is None for draft in drafts] == [False, True]
    assert "a.xlsx:页1:3：有公式没有算出的值" in (drafts[1].problem or "")


def test_rows_beyond_what_the_file_says_it_has_are_read() -> None:
    whole, cut = _saved([["内容"], ["您好"], ["再见"]]), BytesIO()
    with ZipFile(whole) as old, ZipFile(cut, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(b'<dimension ref="A1:A3"', b'<dimension ref="A1:A1"')
            new.writestr(part, content)
    cut.seek(0)
    assert len(_read(cut)) == 2


def test_a_time_has_no_offset_and_that_is_told() -> None:
    (draft,) = _read(_saved([["内容", "发送时间"], ["您好", datetime(2026, 3, 2, 10, 0)]]))
    assert "sent_at：缺少时区" in (draft.problem or "")


def _cut_off(name: str) -> bytes:
    whole = _saved([["内容"], ["您好"]]).getvalue()
    damaged = BytesIO()
    with ZipFile(BytesIO(whole)) as old, ZipFile(damaged, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part)[: 200 if name in part else None])
    return damaged.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "已损坏"),
        ("编号,内容\n1,您好\n".encode(), "不是 xlsx 文件"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "有密码，或其实是旧版"),
        (b"PK\x03\x04" + bytes(600), "已损坏"),
        (_saved([["内容"], ["您好"]]).getvalue()[:-40], "已损坏"),
        (_cut_off("xl/workbook.xml"), "已损坏"),
        (_cut_off("sheet1.xml"), "已损坏"),
    ],
)
def test_what_does_not_open_is_told(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    drafts = list(Reader().read_file(path, "a.xlsx"))
    assert drafts[-1].message is None
    assert (drafts[-1].problem or "").startswith("unreadable：a.xlsx：")
    assert says in (drafts[-1].problem or "")
    assert "xlsx" in (drafts[-1].problem or "")


def test_what_would_unpack_to_more_than_memory_holds_is_refused() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as archive, archive.open("x", "w") as part:
        for _ in range(300):
            part.write(bytes(1 << 20))
    bomb.seek(0)
    (draft,) = _read(bomb)
    assert "超过上限 256 MB" in (draft.problem or "")


def test_no_warning_quotes_a_cell() -> None:
    """A telephone number in a cell that is formatted as a date."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["内容", "备注"])
    sheet.append(["您好", 13800001111])
    sheet["B2"].number_format = "yyyy-mm-dd"
    saved = BytesIO()
    book.save(saved)
    saved.seek(0)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        [draft] = _read(saved)
    assert draft.message
    assert told == []
