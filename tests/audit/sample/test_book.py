"""The workbook: what is in it, what may be changed, and what it never does to a message."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.audit.sample.books import column_of, sheet_of
from tonecheck.audit.results import Results
from tonecheck.audit.sample.book import write_book
from tonecheck.audit.sample.cells import fitting
from tonecheck.audit.sample.sample import Drawing, Facts, Item, Layer, Sample, sample_of
from tonecheck.categories import TITLES

SAMPLE = Sample(
    Drawing("0" * 64, "1" * 16, 900, 3, 1),
    [Layer("通过 · 平常 · 常用模板", "pass", 900, 3, {})],
    [Item(0, f"m{number}", "存档.csv", number, ()) for number in (1, 2, 3)],
)
FACTS = [Facts("2026-03-02 10:00", "sms", "debtor", "坐席001", "pass")] * 3
NASTY = ['=HYPERLINK("http://x","点")', "+1\x00\x1b[31m", "第一行\n第二行 <b>&amp;</b>"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "样本.xlsx"
    write_book(path, SAMPLE, FACTS, NASTY)
    return path


def test_only_what_is_to_be_filled_in_can_be_changed(book: Path) -> None:
    sheet = sheet_of(book)
    assert sheet.protection.sheet
    first = column_of(sheet, "结论")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.protection.locked == (int(cell.column or 0) < first)
    assert all(cell.protection.locked for cell in sheet[1])
    loaded = load_workbook(book)
    assert loaded.security is not None
    assert loaded.security.lockStructure
    assert all(loaded[name].protection.sheet for name in loaded.sheetnames)


def test_answers_and_categories_are_chosen_from_lists(book: Path) -> None:
    sheet = sheet_of(book)
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered == {
        "J2:J4": '"合规,需复核,应拦截"',
        "K2:M4": f'"{",".join(TITLES.values())}"',
    }
    assert all(one.showErrorMessage for one in sheet.data_validations.dataValidation)


def test_weights_are_kept_out_of_sight(book: Path) -> None:
    loaded = load_workbook(book)
    hidden = [name for name in loaded.sheetnames if loaded[name].sheet_state == "hidden"]
    assert hidden == ["抽样", "分层", "凭据"]
    assert next(iter(loaded["分层"].iter_rows(min_row=2, values_only=True)))[:6] == (
        *(1, "通过 · 平常 · 常用模板", "pass", 900, 3, 300),
    )
    shown = [str(cell) for row in sheet_of(book).values for cell in row]
    assert not any("平常" in cell or cell == "pass" for cell in shown)


def test_a_message_is_text_whatever_it_begins_with(book: Path) -> None:
    sheet = sheet_of(book)
    cells = [sheet.cell(row, column_of(sheet, "正文")) for row in (2, 3, 4)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert [cell.value for cell in cells] == [NASTY[0], "+1\ufffd\ufffd[31m", NASTY[2]]


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.integers(1, 2000))
def test_a_cell_holds_as_much_as_it_can_and_says_so(text: str, times: int) -> None:
    shown = fitting(text * times)
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    if len((text * times).encode("utf-16-le")) // 2 <= 32_767:
        assert len(shown) == len(text * times)
    else:
        assert shown.endswith("全文见存档的这一行）")


def test_without_the_archive_there_is_no_text(results_folder: Path, tmp_path: Path) -> None:
    sample, facts = sample_of(Results(results_folder), 120, 1)
    write_book(tmp_path / "s.xlsx", sample, facts, None)
    header = [cell.value for cell in sheet_of(tmp_path / "s.xlsx")[1]]
    assert "正文" not in header
    assert header[:4] == ["序号", "消息编号", "来源", "行"]
