"""Workbooks read back: complete ones as they are, others with what is wrong and where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.audit.sample.books import changed, filled, lawful
from tonecheck.audit.errors import AuditError
from tonecheck.audit.sample.book import write_book
from tonecheck.audit.sample.labelled import Label, read_labelled
from tonecheck.audit.sample.sample import Drawing, Facts, Item, Layer, Sample

SAMPLE = Sample(
    Drawing("0" * 64, "1" * 16, 900, 3, 1),
    [
        Layer("拦截 · 辱骂侮辱 · 常用模板", "block", 300, 2, {"insult": 300, "sexual": 20}),
        Layer("通过 · 平常 · 常用模板", "pass", 600, 1, {}),
    ],
    [
        Item(0, "m1", "存档.csv", 1, ("insult",)),
        Item(1, "m2", "存档.csv", 2, ()),
        Item(0, "m3", "存档.csv", 3, ("insult", "sexual")),
    ],
)
FACTS = [Facts("", "sms", "debtor", "", "pass")] * 3


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "样本.xlsx"
    write_book(path, SAMPLE, FACTS, None)
    return path


def test_what_was_written_is_read(book: Path) -> None:
    def fill(number: int) -> tuple[str, str]:
        return ("应拦截", "辱骂侮辱") if number == 1 else lawful(number)

    done = changed(filled(book, fill), "标注", "K2", "淫秽")
    sample, labels = read_labelled(done)
    assert sample == SAMPLE
    assert labels[0] == Label("block", frozenset({"insult", "sexual"}))
    assert labels[1:] == [Label(None, frozenset())] * 2


def test_rows_may_stand_in_any_order(book: Path) -> None:
    done = filled(book, lambda number: ("需复核", "淫秽") if number == 2 else lawful(number))
    loaded = load_workbook(done)
    sheet = loaded["标注"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    loaded.save(done)
    _, labels = read_labelled(done)
    assert [one.severity for one in labels] == [None, "warn", None]


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("I3", None, "第 3 行“结论”列：空着，请从 合规、需复核、应拦截 里选"),
        ("I3", "可以", "第 3 行“结论”列：不认得“可以”"),
        ("I4", "应拦截", "第 4 行“类别一”列：结论是“应拦截”，请选出类别"),
        ("J2", "骂人", "第 2 行“类别一”列：不认得“骂人”"),
        ("L2", "淫秽", "第 2 行“类别三”列：结论是“合规”，类别应当空着"),
        ("A3", 1, "第 3 行“序号”列：序号 1 出现了两次"),
        ("A3", 1, "少了 1 条：序号 2"),
        ("A3", "二", "第 3 行“序号”列：“二”不是样本里的序号"),
        ("A3", 9, "第 3 行“序号”列：“9”不是样本里的序号"),
        ("I1", "结果", "第 1 行：找不到“结论”列"),
    ],
)
def test_mistakes_are_told_by_row_and_column(
    book: Path, cell: str, value: str | int | None, told: str
) -> None:
    done = changed(filled(book, lawful), "标注", cell, value)
    with pytest.raises(AuditError) as refused:
        read_labelled(done)
    assert told in str(refused.value)
    assert str(done) in str(refused.value)


def test_all_mistakes_are_told_at_once(book: Path) -> None:
    with pytest.raises(AuditError) as refused:
        read_labelled(book)
    assert [f"第 {row} 行“结论”列：空着" in str(refused.value) for row in (2, 3, 4)] == [True] * 3


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("分层", "D2", 301),
        ("分层", "E2", 3),
        ("分层", "C3", "block"),
        ("分层", "D2", "很多"),
        ("抽样", "B2", 2),
        ("抽样", "F3", "insult"),
        ("凭据", "B3", 901),
        ("凭据", "A6", "别的"),
        ("凭据", "B6", "0" * 64),
    ],
)
def test_changes_where_there_must_be_none_are_refused(
    book: Path, sheet: str, cell: str, value: str | int
) -> None:
    done = changed(filled(book, lawful), sheet, cell, value)
    with pytest.raises(AuditError, match="隐藏的页被改动过"):
        read_labelled(done)


def _without_hidden(path: Path) -> None:
    book = load_workbook(path)
    del book["抽样"]
    book.save(path)


def _no_book(path: Path) -> None:
    path.write_text("序号,结论\n1,合规\n", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_hidden, "缺少“抽样”页"),
        (_no_book, "打不开"),
        (Path.unlink, "打不开"),
    ],
)
def test_what_is_no_such_workbook_is_refused(
    book: Path, spoil: Callable[[Path], None], told: str
) -> None:
    done = filled(book, lawful)
    spoil(done)
    with pytest.raises(AuditError, match=told):
        read_labelled(done)
