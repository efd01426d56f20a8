"""Spark says what the audit on one machine says, even where a worker is lost."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.archives import archive, write
from click.testing import CliRunner
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col

from tests.audit.archives import KEY, audited, digests, findings_of, left_out
from tests.audit.spark_session import JAVA, NO_JAVA, busy_worker, spark_session
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.settings import Settings
from tonecheck.audit.spark import check, findings
from tonecheck.cli import main

pytestmark = pytest.mark.skipif(JAVA is None, reason=NO_JAVA)

NO_MESSAGES = {
    "短信内容": ("  ", "empty_text"),
    "发送时间": (None, "time_missing"),
    "渠道": ("飞鸽", "unknown_channel"),
}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """Two workers; what one of them fails to do is tried four times, as on a cluster."""
    with spark_session("local[2,4]") as started:
        yield started


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Messages that are hardly alike, some without a key, and three rows that are none."""
    table = archive(600, 60, seed=3, offending=0.2, odd=0.05, distinct=0.7).table
    rows = table.to_pylist()
    for at, row in enumerate(rows[::50]):
        row["编号"] = (None, " ")[at % 2]
    for row, (name, (value, _)) in zip(rows[10::100], NO_MESSAGES.items(), strict=False):
        row[name] = value
    path = tmp_path_factory.mktemp("archive") / "a.parquet"
    write(pa.Table.from_pylist(rows, table.schema), path, rows=200)
    (path.parent / "key").write_bytes(KEY)
    return path


def numbered(session: SparkSession, source: Path) -> DataFrame:
    df = session.read.parquet(str(source))
    return df.withColumn("行", col("_metadata.row_index") + 1).repartition(4)


def rows_in(table: pa.Table) -> list[dict[str, Any]]:
    """In the order of the archive; what belongs to one message stays in its order."""
    rows: list[dict[str, Any]] = table.to_pylist()
    return sorted(rows, key=lambda row: int(row["row"]))


def kill_one_at_work(session: SparkSession, running: threading.Thread) -> None:
    """Once a part of the result is there."""
    tracker = session.sparkContext.statusTracker()
    while running.is_alive():
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and 0 < stage.numCompletedTasks < 3 for stage in stages):
            worker = busy_worker()
            if worker:
                os.kill(worker, signal.SIGKILL)
                return
        time.sleep(0.01)
    raise AssertionError("everything was done before a worker could be killed")


def failed_tasks(session: SparkSession) -> int:
    tracker = session.sparkContext.statusTracker()
    stages = [
        tracker.getStageInfo(stage)
        for job in tracker.getJobIdsForGroup(None)
        for stage in tracker.getJobInfo(job).stageIds  # type: ignore[union-attr]
    ]
    return sum(stage.numFailedTasks for stage in stages if stage)


def test_a_worker_killed_the_rows_are_those_of_one_machine(
    session: SparkSession, source: Path, checker: Checker, tmp_path: Path
) -> None:
    told = audited(checker, tmp_path / "out", source, include_text=True)
    settings = Settings(model=False, include_text=True)
    checked = check(
        numbered(session, source),
        settings,
        key_file=source.parent / "key",
        source=source.name,
        row="行",
    ).persist()
    running = threading.Thread(target=checked.count)
    running.start()
    kill_one_at_work(session, running)
    running.join()
    assert failed_tasks(session) > 0
    rows = rows_in(checked.toArrow())
    assert [row["row"] for row in rows] == list(range(1, 601))
    excluded = [row for row in rows if row["excluded"]]
    assert {row["excluded"]: 1 for row in excluded} == left_out(told)
    assert left_out(told) == {reason: 1 for _, reason in NO_MESSAGES.values()}
    assert {(row["decision"], row["complete"]) for row in excluded} == {("review", False)}
    local = rows_in(pq.read_table(tmp_path / "out" / "verdicts.parquet"))
    assert [{name: row[name] for name in local[0]} for row in rows if not row["excluded"]] == local
    assert rows_in(findings(checked).toArrow()) == findings_of(tmp_path / "out")


def test_the_command_leaves_the_same_files(
    session: SparkSession, source: Path, tmp_path: Path
) -> None:
    command = ["audit", str(source), "--no-model", "--key", str(source.parent / "key")]
    for engine in ("local", "spark"):
        done = CliRunner().invoke(
            main, [*command, "--out", str(tmp_path / engine), "--engine", engine]
        )
        assert done.exit_code == 3, done.output
    assert digests(tmp_path / "spark") == digests(tmp_path / "local")


def test_rows_without_a_key_need_a_number(session: SparkSession) -> None:
    df = session.createDataFrame([("请还款",)], ["短信内容"])
    with pytest.raises(AuditError, match="看到的列有：短信内容"):
        check(df, Settings(columns={"sent_at": False}))
