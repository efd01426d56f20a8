"""Files, folders, globs and spreadsheets give the same verdicts as Parquet does."""

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.audit.archives import (
    MIXED_COLUMNS,
    MIXED_TEXTS,
    NOTICE,
    audited,
    json_lines,
    left_out,
    parquet,
    told,
)
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.inputs import inputs_of


def csv_file(path: Path, encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(MIXED_COLUMNS)
        writer.writerows(zip(*MIXED_COLUMNS.values(), strict=True))
    return path


def xlsx_file(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(MIXED_COLUMNS))
    for row in zip(*MIXED_COLUMNS.values(), strict=True):
        sheet.append(row)
    book.save(path)
    return path


def jsonl_file(path: Path) -> Path:
    rows = [
        dict(zip(MIXED_COLUMNS, row, strict=True))
        for row in zip(*MIXED_COLUMNS.values(), strict=True)
    ]
    return json_lines(path, rows)


@pytest.mark.parametrize("kind", ["utf-8-sig", "gb18030", "utf-16", "xlsx", "jsonl"])
def test_every_format_reads_alike(
    kind: str, checker: Checker, tmp_path: Path, mixed_findings: list[tuple[object, ...]]
) -> None:
    makers = {"xlsx": xlsx_file, "jsonl": jsonl_file}
    if kind in makers:
        source = makers[kind](tmp_path / f"a.{kind}")
    else:
        source = csv_file(tmp_path / "a.csv", kind)
    summary = audited(checker, tmp_path / "out", source)
    assert told(tmp_path / "out") == mixed_findings
    assert summary["messages"] == len(MIXED_TEXTS)
    assert not (tmp_path / "out" / "work").exists()


def test_folders_and_globs(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    parquet(tmp_path / "deep" / "er" / "a.parquet", MIXED_COLUMNS)
    csv_file(tmp_path / "deep" / "b.csv", "utf-8")
    (tmp_path / "deep" / "readme.md").write_text("不是存档")
    inputs = inputs_of([str(tmp_path / "deep"), str(tmp_path / "**" / "*.csv")])
    assert [(one.name, one.kind) for one in inputs] == [
        ("b.csv", "csv"),
        ("er/a.parquet", "parquet"),
        ("readme.md", "beside"),
    ]
    summary = audited(checker, tmp_path / "out", tmp_path / "deep")
    assert [one["examined"] for one in summary["inputs"]] == [4, 4]


@pytest.mark.parametrize("archive", ["没有这个.parquet", "*.nothing", "a.docx"])
def test_what_is_no_archive(archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(AuditError, match=archive.replace("*", r"\*")):
        inputs_of([archive])


def test_a_file_that_is_no_parquet_is_listed(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\x00" * 100)
    good = parquet(tmp_path / "b.parquet", MIXED_COLUMNS)
    summary = audited(checker, tmp_path / "out", tmp_path / "a.parquet", good)
    assert left_out(summary) == {"unreadable": 1}
    assert summary["messages"] == len(MIXED_TEXTS)


def test_broken_rows_are_listed_with_their_place(checker: Checker, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write('"没有关上的引号,2026-03-02T10:00:00+08:00,1,短信\n')
        file.write(f"{NOTICE.replace(',', '，')},2026-03-02T10:00:00+08:00,1,传真\n")
    summary = audited(checker, tmp_path / "out", path)
    assert left_out(summary) == {"bad_row": 1, "unknown_channel": 1}
    broken, channel = summary["not_examined"]["reasons"]
    assert "引号" in broken["examples"][0]["detail"]
    assert "传真" in channel["examples"][0]["detail"]
