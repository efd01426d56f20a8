"""Of what lies in a folder nothing goes unmentioned, and what may be an archive is counted."""

import subprocess
from pathlib import Path

import msgspec
import pytest

from tests.audit.archives import NOTICE, THREAT, audited, left_out, parquet, rows_of
from tests.audit.running import command
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.results import Results
from tonecheck.audit.sample.sample import sample_of
from tonecheck.audit.sample.texts import texts_of

TABLE = f"短信内容,发送时间\n{NOTICE},2026-03-02T10:00:00+08:00\n"


def archive(folder: Path, *others: str) -> Path:
    for name in ("b.csv", *others):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TABLE, "utf-8")
    return folder


def kinds(*archives: Path | str) -> dict[str, str]:
    return {one.name: one.kind for one in inputs_of([str(one) for one in archives])}


def test_files_of_other_formats_are_told_and_counted(tmp_path: Path) -> None:
    source = archive(tmp_path / "a", "notes.docx", "x.dat", ".DS_Store")
    words = command(source, tmp_path / "out")
    done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 3, done.stderr
    assert "没有审计 2 个文件：不认得这种格式的文件" in done.stderr
    assert "  notes.docx\n  x.dat\n" in done.stderr
    assert "另有 1 个不是存档的文件没有读（.DS_Store）" in done.stderr
    told = msgspec.json.decode((tmp_path / "out" / "summary.json").read_bytes())
    assert (told["messages"], told["not_examined"]["rows"]) == (1, 2)
    assert left_out(told) == {"unknown_format": 2}
    report = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "notes.docx" in report
    assert "x.dat" in report
    assert ".DS_Store" in report


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("deep/c.TXT", "csv"),
        ("c.docx", "unknown"),
        ("c", "unknown"),
        ("c.csv.gz", "unknown"),
        ("readme.docx", "unknown"),
        ("README.txt", "beside"),
        ("说明.md", "beside"),
        ("LICENSE", "beside"),
        ("c.parquet.crc", "beside"),
        ("SHA256SUMS", "beside"),
        ("_SUCCESS", "beside"),
        ("~$c.xlsx", "beside"),
        (".git/config", "beside"),
        (".git/c.csv", "csv"),
        ("readme.csv", "csv"),
    ],
)
def test_what_lies_in_folders(tmp_path: Path, name: str, kind: str) -> None:
    assert kinds(archive(tmp_path, name)) == {"b.csv": "csv", name: kind}


def test_links_that_lead_nowhere_or_to_folders(checker: Checker, tmp_path: Path) -> None:
    source = archive(tmp_path / "a")
    (source / "gone.csv").symlink_to(tmp_path / "nothing.csv")
    (source / "other").symlink_to(archive(tmp_path / "other"))
    told = audited(checker, tmp_path / "out", source)
    assert left_out(told) == {"unreadable": 2}
    gone, other = told["not_examined"]["reasons"][0]["examples"]
    assert (gone["source"], other["source"]) == ("gone.csv", "other")
    assert "打不开" in gone["detail"]
    assert "指向目录的链接" in other["detail"]


def test_a_glob_takes_folders_and_leaves_out_other_formats(tmp_path: Path) -> None:
    archive(tmp_path / "deep", "notes.docx")
    (tmp_path / "x.dat").write_bytes(b"x")
    expected = {"b.csv": "csv", "notes.docx": "unknown", "../x.dat": "unknown"}
    assert kinds(tmp_path / "*") == expected


@pytest.mark.parametrize("first", [True, False])
def test_what_is_named_by_itself_is_read(tmp_path: Path, first: bool) -> None:
    hidden = archive(tmp_path, ".c.csv") / ".c.csv"
    archives = (hidden, tmp_path) if first else (tmp_path, hidden)
    assert kinds(*archives) == {"b.csv": "csv", ".c.csv": "csv"}


def test_a_folder_without_archives_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"PK")
    with pytest.raises(AuditError, match=r"没有可读的存档.*只有 notes\.docx 等 1 个"):
        inputs_of([str(tmp_path)])


def test_other_formats_hide_no_archive_that_is_bad(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "b.xlsx").write_bytes(b"PK")
    with pytest.raises(AuditError, match=r"b\.xlsx：打不开"):
        audited(checker, tmp_path / "out", tmp_path)


def test_what_was_left_out_is_passed_over_when_sampled(checker: Checker, tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.mkdir()
    parquet(source / "a.parquet", rows_of(THREAT))
    (source / "b.xlsx").write_bytes(b"PK")
    (source / "notes.docx").write_bytes(b"PK")
    audited(checker, tmp_path / "out", source)
    results = Results(tmp_path / "out")
    drawn, _ = sample_of(results, 1, 1)
    assert texts_of(results, drawn.items, [str(source)]) == [THREAT]
