"""What cannot be audited is counted and listed, or refused; never skipped in silence."""

import os
import signal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.audit.archives import (
    NOTICE,
    THREAT,
    audited,
    left_out,
    parquet,
    rows_of,
)
from tonecheck import Checker
from tonecheck.audit.errors import AuditError, AuditStopped

BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace())


def test_a_corrupt_row_group_is_listed(checker: Checker, tmp_path: Path) -> None:
    source = parquet(tmp_path / "a.parquet", rows_of(*[THREAT] * 30), rows=10)
    place = pq.ParquetFile(source).metadata.row_group(1).column(0).data_page_offset
    data = bytearray(source.read_bytes())
    data[place - 30 : place + 60] = b"\xff" * 90
    source.write_bytes(data)
    told = audited(checker, tmp_path / "out", source)
    assert told["messages"] == 20
    assert left_out(told) == {"corrupt": 10}
    assert told["not_examined"]["reasons"][0]["examples"][0]["row"] == 11


def test_rows_that_are_no_messages_are_counted(checker: Checker, tmp_path: Path) -> None:
    columns = {
        "text": [NOTICE, "", BLANK, "长" * 20_001, NOTICE, NOTICE, NOTICE, NOTICE, None],
        "sent_at": [
            *["2026-03-01T10:00:00+08:00"] * 4,
            *("2026-03-01T10:00:00", "昨天", "2026-03-01", None, "2026-03-01T10:00:00Z"),
        ],
    }
    told = audited(checker, tmp_path / "out", parquet(tmp_path / "a.parquet", columns))
    assert told["messages"] == 1
    assert left_out(told) == {
        "empty_text": 3,
        "too_long": 1,
        "time_without_zone": 1,
        "bad_time": 2,
        "time_missing": 1,
    }


def test_a_leap_second_is_a_time(checker: Checker, tmp_path: Path) -> None:
    moments = ["2016-12-31T23:59:60Z", "2016-12-31T12:59:60Z"]
    source = parquet(tmp_path / "a.parquet", {"text": [NOTICE] * 2, "sent_at": moments})
    told = audited(checker, tmp_path / "out", source)
    assert (told["messages"], left_out(told)) == (1, {"bad_time": 1})


def test_a_configured_zone_is_taken(checker: Checker, tmp_path: Path) -> None:
    columns = {"text": [NOTICE] * 2, "sent_at": ["2026/3/1 9:05", "2026年3月1日 23:30:00"]}
    source = parquet(tmp_path / "a.parquet", columns)
    told = audited(checker, tmp_path / "out", source, timezone="Asia/Shanghai")
    assert told["messages"] == 2
    assert [sum(row) for row in told["hours"]["messages"]][6] == 2
    assert told["hours"]["messages"][6][23] == 1


def test_what_cannot_be_compared_is_said(checker: Checker, tmp_path: Path) -> None:
    source = parquet(tmp_path / "a.parquet", {"内容": [NOTICE]})
    with pytest.raises(AuditError, match="内容"):
        audited(checker, tmp_path / "out", source)
    told = audited(checker, tmp_path / "other", source, columns={"sent_at": False})
    assert len(told["not_examined"]["analyses"]) == 3


def test_a_folder_in_use_is_left_alone(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("x")
    source = parquet(tmp_path / "a.parquet", rows_of(NOTICE))
    with pytest.raises(AuditError, match="不是空的"):
        audited(checker, tmp_path / "out", source)


def test_a_bad_file_costs_the_others_nothing(checker: Checker, tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", rows_of(THREAT))
    (tmp_path / "b.xlsx").write_bytes(b"PK")
    (tmp_path / "c.csv").write_text("甲,乙\n1,2\n", "utf-8")
    (tmp_path / "d.csv").write_bytes(b"\x00\x01\x02\xff" * 50)
    (tmp_path / "e.jsonl").write_text("[1]\n", "utf-8")
    told = audited(checker, tmp_path / "out", tmp_path)
    assert told["messages"] == 1
    assert left_out(told) == {"unreadable": 3, "file_without_columns": 1}
    places = [one["source"] for why in told["not_examined"]["reasons"] for one in why["examples"]]
    assert places == ["b.xlsx", "d.csv", "e.jsonl", "c.csv"]
    assert told["settings"]["law_day"] is None


def test_a_list_is_no_text(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        f'{{"text": {text}, "sent_at": "2026-03-02T10:00:00+08:00"}}'
        for text in (f'"{NOTICE}"', f'["{THREAT}"]')
    ]
    path.write_text("\n".join(lines), "utf-8")
    told = audited(checker, tmp_path / "out", path)
    assert told["messages"] == 1
    assert left_out(told) == {"bad_row": 1}


def test_where_all_files_are_bad_the_audit_is_refused(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"PK")
    with pytest.raises(AuditError, match=r"b\.xlsx：打不开"):
        audited(checker, tmp_path / "out", tmp_path / "b.xlsx")
    (tmp_path / "c.csv").write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(AuditError, match=r"b\.xlsx：打不开.*其余 1 个文件"):
        audited(checker, tmp_path / "out", tmp_path)


@pytest.mark.parametrize("title", ["三月催收短信台账", "三月催收短信台账,,", "台账,三月,,,,"])
def test_a_title_above_the_header_is_told(checker: Checker, tmp_path: Path, title: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{title}\n编号,短信内容,发送时间\n1,{THREAT},2026-03-02 10:00\n", "utf-8")
    with pytest.raises(AuditError, match=r"首行像是表的标题.*删去列名上面的行"):
        audited(checker, tmp_path / "out", path)


@pytest.mark.parametrize(("killed", "told"), [(False, "出错退出"), (True, "可能是内存不足")])
def test_a_lost_worker_is_told_as_what_it_was(
    checker: Checker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    killed: bool,
    told: str,
) -> None:
    def lost(*_: object) -> None:
        if killed:
            os.kill(os.getpid(), signal.SIGKILL)
        raise KeyError("text")

    monkeypatch.setattr("tonecheck.audit.worker.scan", lost)
    source = parquet(tmp_path / "a.parquet", rows_of(THREAT))
    with pytest.raises(AuditStopped) as caught:
        audited(checker, tmp_path / "out", source)
    assert told in str(caught.value)
    assert ("内存" in str(caught.value)) is killed
