"""Texts read again from the archive that was audited, and from no other."""

import csv
import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.audit.archives import audited, parquet, rows_of
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.results import Results
from tonecheck.audit.run import audit
from tonecheck.audit.sample.sample import sample_of
from tonecheck.audit.sample.texts import texts_of
from tonecheck.audit.settings import Settings

QUERY = "SELECT content AS 短信内容, sent AS 发送时间 FROM sent ORDER BY id"


def test_every_item_has_its_text(results_folder: Path, archive_file: Path) -> None:
    results = Results(results_folder)
    sample, _ = sample_of(results, 150, 2)
    table = pq.read_table(archive_file).to_pydict()
    by_id = dict(zip(table["编号"], table["短信内容"], strict=True))
    texts = texts_of(results, sample.items, [str(archive_file)])
    assert texts == [by_id[item.message] for item in sample.items]


def test_texts_of_several_files_of_several_kinds(checker: Checker, tmp_path: Path) -> None:
    folder = tmp_path / "存档"
    folder.mkdir()
    parquet(folder / "a.parquet", rows_of("第一条账单", "第二条账单", "第三条账单"), rows=2)
    with (folder / "b.csv").open("w", encoding="gb18030", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["短信内容", "发送时间"])
        lines.writerow(["多行\n第四条账单", "2026-03-02T10:00:00+08:00"])
        lines.writerow(["第五条账单", "没有时间"])
        lines.writerow(["第六条账单", "2026-03-02T10:00:00+08:00"])
    audited(checker, tmp_path / "out", folder)
    results = Results(tmp_path / "out")
    sample, _ = sample_of(results, None, 1)
    texts = texts_of(results, sample.items, [str(folder)])
    places = {(item.source, item.row): text for item, text in zip(sample.items, texts, strict=True)}
    assert places == {
        ("a.parquet", 1): "第一条账单",
        ("a.parquet", 2): "第二条账单",
        ("a.parquet", 3): "第三条账单",
        ("b.csv", 1): "多行\n第四条账单",
        ("b.csv", 3): "第六条账单",
    }


def test_texts_of_a_query(checker: Checker, tmp_path: Path) -> None:
    dsn = f"sqlite:///{tmp_path / 'sent.db'}"
    with sqlite3.connect(tmp_path / "sent.db") as database:
        database.execute("CREATE TABLE sent (id INTEGER, content TEXT, sent TEXT)")
        database.execute("INSERT INTO sent VALUES (1, '您的账单已出', '2026-03-02T10:00:00+08:00')")
    database.close()
    settings, inputs = Settings(model=False), inputs_of([], QUERY)
    audit(inputs, tmp_path / "out", checker, settings, b"k" * 32, dsn=dsn, workers=1, quiet=True)
    results = Results(tmp_path / "out")
    sample, _ = sample_of(results, None, 1)
    assert texts_of(results, sample.items, [], QUERY, dsn) == ["您的账单已出"]


def test_another_archive_is_refused(results_folder: Path, tmp_path: Path) -> None:
    results = Results(results_folder)
    sample, _ = sample_of(results, 100, 1)
    other = parquet(tmp_path / "别的.parquet", rows_of("您的账单已出"))
    with pytest.raises(
        AuditError, match=r"存档里没有 存档\.parquet 第 .*--archive 应与审计时给出的完全相同"
    ):
        texts_of(results, sample.items, [str(other)])
