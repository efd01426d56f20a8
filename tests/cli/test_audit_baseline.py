"""Accepted findings on the command line: marked, not held against the audit, and kept up to date."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.audit.archives import NOTICE, THREAT, parquet, rows_of
from tests.cli.running import invoked

RULE = "violence_threat/maiming"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    columns = rows_of(NOTICE, THREAT, "再不还900元就打断你的腿", NOTICE)
    return parquet(tmp_path_factory.mktemp("archive") / "存档.parquet", columns, rows=2)


@pytest.fixture(scope="module")
def skeleton(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of the threat, as the results of an audit without a list show it."""
    out = tmp_path_factory.mktemp("first") / "out"
    assert run(archive, out)[0] == 1
    found = pq.read_table(out / "findings.parquet")
    assert "accepted" not in found.column_names
    shown = {one["skeleton"] for one in found.to_pylist() if one["rule"] == RULE}
    assert len(shown) == 1
    return str(shown.pop())


def run(archive: Path, out: Path, *more: str | Path) -> tuple[int, str]:
    done = invoked(
        *(
            "audit",
            archive,
            "--out",
            out,
            "--no-model",
            "--evasion",
            "off",
            "--key",
            key(archive),
            "--workers",
            "1",
        ),
        *more,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def key(archive: Path) -> Path:
    path = archive.with_name("key")
    path.write_text("k" * 32)
    return path


def listed(folder: Path, *rows: str) -> Path:
    path = folder / "基线.csv"
    path.write_text("\n".join(["rule,skeleton,reason,owner,expires", *rows]) + "\n", "utf-8")
    return path


def summary(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    return told


def test_accepted_findings_do_not_fail_the_audit(
    archive: Path, skeleton: str, tmp_path: Path
) -> None:
    baseline = listed(
        tmp_path, f"{RULE},{skeleton},培训材料，已核实,合规部,2999-12-31".replace("，", "；")
    )
    code, told = run(archive, tmp_path / "out", "--baseline", baseline)
    assert code == 0, told
    assert "基线接受了 2 处（2 条消息）" in told
    found = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    assert {one["accepted"] for one in found if one["rule"] == RULE} == {True}
    assert not any(one["accepted"] for one in found if one["rule"] != RULE)
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["accepted"] for row in rows] == [str(one["accepted"]).lower() for one in found]
    assert summary(tmp_path / "out")["decisions"]["block"] == 2
    assert "已接受的问题" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_expired_and_unused_entries_are_told(archive: Path, skeleton: str, tmp_path: Path) -> None:
    baseline = listed(
        tmp_path,
        f"{RULE},{skeleton},已核实,合规部,2020-12-31",
        f"insult/vile_name,{'0' * 32},模板已停用,合规部,2999-12-31",
    )
    code, told = run(archive, tmp_path / "out", "--baseline", baseline)
    assert code == 1
    assert f"基线第 2 行已经到期：{RULE}" in told
    assert "基线第 3 行没有用到：insult/vile_name" in told
    assert summary(tmp_path / "out")["baseline"]["expired"][0]["findings"] == 2


def test_a_wrong_list_is_told_before_anything_is_done(archive: Path, tmp_path: Path) -> None:
    baseline = listed(tmp_path, f"{RULE},没有,已核实,合规部,永久")
    code, told = run(archive, tmp_path / "out", "--baseline", baseline)
    assert code == 2
    assert "第 2 行：骨架“没有”不是 32 位十六进制" in told
    assert "第 2 行：到期日“永久”不是日期" in told
    assert not (tmp_path / "out").exists()
