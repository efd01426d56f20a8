"""Small archives and the ways to audit them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.run import audit
from tonecheck.audit.settings import Settings
from tonecheck.checker import Checker

KEY = b"0123456789abcdef0123456789abcdef"
NOTICE = "【示例银行】尊敬的王先生，您尾号1234的账单500元已出，请按时还款，如已还款请忽略。"
THREAT = "再不还500元就打断你的腿"


def rows_of(*texts: str, **more: Sequence[object]) -> dict[str, Sequence[object]]:
    """Columns of an archive with these texts, sent one after another on a day in March 2026."""
    moments = [f"2026-03-02T10:{number % 60:02d}:00+08:00" for number in range(len(texts))]
    return {"短信内容": texts, "发送时间": moments, **more}


def parquet(path: Path, columns: Mapping[str, Sequence[object]], rows: int = 1000) -> Path:
    pq.write_table(pa.table(dict(columns)), path, row_group_size=rows)
    return path


def audited(
    checker: Checker, out: Path, *archives: Path | str, workers: int = 1, **settings: Any
) -> dict[str, Any]:
    """Audit in this process's children; the summary."""
    return audit(
        inputs_of([str(one) for one in archives]),
        out,
        checker,
        Settings(model=checker.model is not None, **settings),
        KEY,
        workers=workers,
        quiet=True,
    )


def findings_of(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / "findings.parquet").to_pylist()
    return found


def patterns_of(out: Path, kind: str) -> list[dict[str, Any]]:
    rows = pq.read_table(out / "patterns.parquet").to_pylist()
    return [row for row in rows if row["kind"] == kind]


def digests(out: Path) -> dict[str, str]:
    """sha256 of every file below ``out``."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def left_out(told: Mapping[str, Any]) -> dict[str, int]:
    """Rows that were not examined by reason."""
    return {one["reason"]: one["rows"] for one in told["not_examined"]["reasons"]}


def json_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


MIXED_TEXTS = (NOTICE, THREAT, '带,逗号和"引号"\n换行的骗子，你就是个老赖', NOTICE)
MIXED_COLUMNS = rows_of(
    *MIXED_TEXTS, 手机号=["13800001111"] * 4, 渠道=["短信", "微信", "电话", "短信"]
)
"""A small archive with every trap of a format: commas, quotation marks, line breaks."""


def told(out: Path) -> list[tuple[object, ...]]:
    """What an audit found, without what depends on the format."""
    names = ("row", "rule", "severity", "start", "end", "channel", "person", "sent_at")
    return [tuple(row[name] for name in names) for row in findings_of(out)]
