"""Word documents: all that is printed is read, nothing that was deleted."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.cli.running import invoked
from tonecheck.drafts.document import SOFT_BREAK, document_text
from tonecheck.drafts.sources import Reader

_BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>'
)


def _run(inner: str) -> str:
    return f"<w:r><w:t>{inner}</w:t></w:r>"


def _paragraph(inner: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def _document() -> BytesIO:
    document = docx.Document()
    document.add_paragraph("第一段")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "坐席：", "格子"
    body = document.element.body
    box = _BOX.format(f"<w:txbxContent><w:p>{_run('框里')}</w:p></w:txbxContent>")
    for inner in (
        f"{_run('甲')}<w:ins>{_run('插入')}</w:ins><w:del>{_run('删去')}</w:del><w:r><w:br/></w:r>{_run('乙')}",
        f"<w:hyperlink>{_run('链接')}</w:hyperlink><w:sdt><w:sdtContent>{_run('控件')}</w:sdtContent></w:sdt>",
        f"{_run('框前')}<w:r>{box}</w:r>{_run('框后')}",
    ):
        body.insert(len(body) - 1, _paragraph(inner))
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "页眉", "页脚"
    return _saved(document)


def _saved(document: object) -> BytesIO:
    saved = BytesIO()
    document.save(saved)  # type: ignore[attr-defined]
    saved.seek(0)
    return saved


def test_all_that_is_printed_is_read_in_order() -> None:
    text, whole = document_text(_document())
    assert text.split("\n") == [
        "第一段",
        "坐席：\t格子",
        f"甲插入{SOFT_BREAK}乙",
        "链接控件",
        "框前框后",
        "框里",
        "",
        "页眉",
        "",
        "页脚",
    ]
    assert whole


def test_a_new_line_inside_a_paragraph_is_no_new_message(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("您好")
    document.add_paragraph("弄死").add_run().add_break()
    document.paragraphs[1].add_run("你")
    (tmp_path / "a.docx").write_bytes(_saved(document).getvalue())
    for options in ([], ["--each-line"]):
        assert invoked("check", "--no-model", *options, "a.docx", cwd=tmp_path).returncode == 1
    drafts = list(Reader(each_line=True).read(_saved(document), "a.docx", "docx"))
    assert [draft.source for draft in drafts] == ["a.docx:1", "a.docx:2"]


def test_a_document_is_one_draft_or_one_a_line() -> None:
    (draft,) = Reader().read(_document(), "a.docx", "docx")
    assert draft.source == "a.docx"
    lines = list(Reader(each_line=True).read(_document(), "a.docx", "docx"))
    assert [line.source for line in lines][-1] == "a.docx:10"
    assert len(lines) == 8


def test_embedded_objects_are_told() -> None:
    document = docx.Document()
    document.add_paragraph("您好")
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document.part.relate_to(document.part, f"{relations}/aFChunk")
    first, second = Reader().read(_saved(document), "a.docx", "docx")
    assert first.message
    assert "嵌入的对象" in (second.problem or "")


def _with_macros() -> bytes:
    plain, macros = _document(), BytesIO()
    with ZipFile(plain) as old, ZipFile(macros, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )
            new.writestr(part, content)
    return macros.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "有密码，或其实是旧版"),
        (b"PK\x03\x04" + bytes(600), "已损坏"),
        (_with_macros(), "docm"),
        ("您好".encode(), "不是 docx 文件"),
    ],
)
def test_what_does_not_open_is_told_and_the_rest_checked(
    tmp_path: Path, data: bytes, says: str
) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    (tmp_path / "b.txt").write_text("您的账单已出。【示例银行】", "utf-8")
    done = invoked("check", "--no-model", ".", cwd=tmp_path)
    assert done.returncode == 3
    assert says in done.stdout.decode()
    assert "通过 1" in done.stdout.decode()


def test_a_threat_in_a_footer_is_found_at_its_line(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("您好")
    document.sections[0].footer.paragraphs[0].text = "再不还钱就打断你的腿"
    (tmp_path / "a.docx").write_bytes(_saved(document).getvalue())
    done = invoked("check", "--no-model", "a.docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "  3 │ 再不还钱就打断你的腿" in done.stdout.decode()


def test_a_watermark_is_read() -> None:
    document = docx.Document()
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="内部"/></v:shape>'
    body = document.element.body
    body.insert(len(body) - 1, _paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    assert document_text(_saved(document)) == ("内部", True)
