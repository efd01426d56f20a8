"""What cannot be audited is counted and listed, or refused; never skipped in silence."""

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
from tonecheck.audit.errors import AuditError

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
