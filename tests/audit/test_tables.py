"""Whatever people export is read row by row; a bad row is told, and none beside it is lost."""

import codecs
from pathlib import Path

import openpyxl
import pytest

from tests.audit.archives import json_lines
from tonecheck.audit.errors import AuditError
from tonecheck.audit.tables import read_csv, read_jsonl, read_xlsx

HEADER = "编号,短信内容,发送时间\n"
ROWS = '1,您好请还款,2026-03-01T10:00:00+08:00\n2,"带,逗号和""引号""\n换行",2026-03-01T10:00:00+08:00\n'


SIMPLIFIED = HEADER + ROWS
TRADITIONAL = '編號,內容,時間\n1,"請您儘快還款，\n謝謝您的配合",十點\n'


@pytest.mark.parametrize(
    ("encoding", "mark", "text", "header", "last"),
    [
        ("utf-8", b"", SIMPLIFIED, "短信内容", '带,逗号和"引号"\n换行'),
        ("utf-8", codecs.BOM_UTF8, SIMPLIFIED, "短信内容", '带,逗号和"引号"\n换行'),
        ("gb18030", b"", SIMPLIFIED, "短信内容", '带,逗号和"引号"\n换行'),
        ("big5", b"", TRADITIONAL, "內容", "請您儘快還款，\n謝謝您的配合"),
        ("utf-16-le", codecs.BOM_UTF16_LE, SIMPLIFIED, "短信内容", '带,逗号和"引号"\n换行'),
        ("utf-16-be", codecs.BOM_UTF16_BE, SIMPLIFIED, "短信内容", '带,逗号和"引号"\n换行'),
    ],
)
def test_encodings(
    tmp_path: Path, encoding: str, mark: bytes, text: str, header: str, last: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + text.encode(encoding))
    table = read_csv(path, "a.csv")
    assert table.header[1] == header
    assert [row.cells[1] for row in table.rows][-1] == last


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_line_ends_inside_characters_of_utf_16_end_no_line(tmp_path: Path, encoding: str) -> None:
    """不 and 上 have bytes that are line ends elsewhere."""
    rows = [f"{n}\t您不上班不接电话不还钱，我们上门不客气" for n in range(200)]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(["编号\t内容", *rows]).encode(encoding))
    table = read_csv(path, "a.csv")
    assert table.header == ["编号", "内容"]
    assert len(list(table.rows)) == 200


def test_chinese_after_much_ascii(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    filler = "x,y\n" + f"1,{'2' * 996}\n" * 2500
    path.write_bytes(filler.encode() + "3,请您尽快还款，谢谢您的配合\n".encode("gb18030"))
    assert list(read_csv(path, "a.csv").rows)[-1].cells == ["3", "请您尽快还款，谢谢您的配合"]


def test_broken_quotes_cost_their_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'id,text\n1,"没有关上的引号\n2,好的\n3,"两行\n一条"\n4,多,一格\n5,"错"位\n6,好的\n', "utf-8"
    )
    rows = list(read_csv(path, "a.csv").rows)
    read = {tuple(row.cells) for row in rows if not row.problem}
    assert read >= {("2", "好的"), ("3", "两行\n一条"), ("6", "好的")}
    assert [row.problem.split("：")[0] for row in rows if row.problem] == [
        "第 2 行",
        "第 6 行",
        "第 7 行",
    ]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_a_quote_that_is_never_closed_does_not_eat_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [f"{number},第{number}条" for number in range(3000)]
    lines[10] = '10,"从此不关'
    path.write_text("id,text\n" + "\n".join(lines) + "\n", "utf-8")
    rows = list(read_csv(path, "a.csv").rows)
    assert sum(not row.problem for row in rows) == 2999
    assert [row.number for row in rows if row.problem] == [11]


def test_a_quotation_mark_within_a_cell_is_one_of_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,您说"好\n2,您好\n,\n\n3,"多行\n一条"\n', "utf-8")
    rows = list(read_csv(path, "a.csv").rows)
    assert [row.cells[1] for row in rows] == ['您说"好', "您好", "多行\n一条"]


def test_a_header_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,"text\n1,您好\n', "utf-8")
    with pytest.raises(AuditError, match=r"a\.csv：第 1 行应是列名，但引号没有成对"):
        read_csv(path, "a.csv")


def test_json_lines(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [{"text": "一"}, {"text": "二", "id": 7}])
    with path.open("ab") as file:
        file.write(b"{broken\n[1]\n\xff\xfe\n")
    table = read_jsonl(path, "a.jsonl")
    rows = list(table.rows)
    assert table.header == ["text", "id"]
    assert [row.cells for row in rows[:2]] == [["一", None], ["二", 7]]
    assert [bool(row.problem) for row in rows] == [False, False, True, True, True]


def test_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["编号", "内容"])
    first.append([13800001111, "您好"])
    book.create_sheet("空的")
    book.create_sheet("二月").append(["内容"])
    book.save(path)
    tables = read_xlsx(path, "a.xlsx")
    assert [table.part for table in tables] == ["Sheet", "二月"]
    assert [list(row.cells) for row in tables[0].rows] == [[13800001111.0, "您好"]]


def test_a_blank_row_above_a_sheet_hides_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = " "
    sheet["B3"], sheet["B4"] = "内容", "您好"
    book.save(tmp_path / "a.xlsx")
    (table,) = read_xlsx(tmp_path / "a.xlsx", "a.xlsx")
    assert table.header[-1] == "内容"
    assert [(row.number, list(row.cells)[-1]) for row in table.rows] == [(1, "您好")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_nul_costs_its_own_line_only(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    lines = [HEADER.strip(), *[f"{number},请您尽快还款，谢谢您的配合,十点" for number in range(4)]]
    raw = [line.encode(encoding) for line in lines]
    raw[2] = raw[2][:-3] + b"\x00" + raw[2][-3:]
    path.write_bytes(b"\r\n".join(raw))
    rows = list(read_csv(path, "a.csv").rows)
    assert [row.problem for row in rows if row.problem] == [
        "第 3 行：含有 NUL 字节，不是完好的文字"
    ]
    assert [row.cells[1] for row in rows if not row.problem] == ["请您尽快还款，谢谢您的配合"] * 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_do_not_change_how_the_other_lines_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    raw = [f"{number},请您尽快还款，谢谢您的配合".encode(encoding) for number in range(4)]
    raw[1] = b"1,\xff\xff\x80\xff\xfe\xff\x81"
    path.write_bytes(b"id,text\n" + b"\n".join(raw))
    rows = list(read_csv(path, "a.csv").rows)
    assert "\ufffd" in str(rows[1].cells[1])
    assert [row.cells[1] for row in rows[:1] + rows[2:]] == ["请您尽快还款，谢谢您的配合"] * 3


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04" + b"\0" * 50, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000]
)
def test_a_broken_book_is_told_in_chinese(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AuditError, match=rf"{name}：打不开这个表格：文件损坏了.*另存为 xlsx$"):
        read_xlsx(tmp_path / name, name)


@pytest.mark.parametrize("data", [b"", b"\n", b"%PDF-1.7", b"\x00\x01\x02\xff" * 50])
def test_what_is_no_table(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(AuditError, match=r"a\.csv"):
        read_csv(path, "a.csv")
