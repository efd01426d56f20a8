"""Spark says what the audit on one machine says, even where a worker is lost."""

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.archives import archive, write
from benchmarks.spark_session import busy_worker, spark_session
from click.testing import CliRunner
from pyspark.sql import SparkSession
from pyspark.sql.functions import col

from tests.audit.archives import KEY, digests, findings_of, left_out
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.keys import read_key
from tonecheck.audit.plan import Begun, Plan
from tonecheck.audit.run import audit
from tonecheck.audit.settings import Settings
from tonecheck.audit.spark import check, findings
from tonecheck.audit.spark.asked import asked_for, examiner
from tonecheck.audit.spark.engine import examine_units
from tonecheck.audit.units import Source
from tonecheck.cli import main
from tonecheck.policy import Policy
from tonecheck.rules.ruleset import Sources
from tonecheck.shipped import shipped

JAVA = os.environ.get("JAVA_HOME") or shutil.which("java")
NO_JAVA = "没有 Java 17：没有用真的 Spark 测试；可 apt-get install openjdk-17-jre-headless"
pytestmark = pytest.mark.skipif(JAVA is None, reason=NO_JAVA)

MESSAGES = 600
PARTITIONS = 8
BATCHES = {"spark_sql_execution_arrow_maxRecordsPerBatch": "40"}
DAY = date(2026, 3, 1)
SETTINGS = Settings(model=False, evasion="off")
"""Without the tables of disguises, which every worker that is started anew would build."""

PACKS = [
    shipped("rules") / "packs" / f"{name}.yaml"
    for name in ("insult", "contact_time", "violence_threat")
]
POLICY = Policy(Sources(packs=tuple(PACKS), with_shipped=False))
"""A few of the packs: workers that are lost load what they need again and again."""

NO_MESSAGES = {
    "短信内容": ("  ", "empty_text"),
    "发送时间": (None, "time_missing"),
    "渠道": ("飞鸽", "unknown_channel"),
}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """Two workers; what one of them fails to do is tried once more."""
    with spark_session("local[2,2]", **BATCHES) as started:
        yield started


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Messages that are hardly alike, some without a key, and three rows that are none."""
    table = archive(MESSAGES, 60, seed=3, offending=0.2, odd=0.05, distinct=0.7).table
    rows = table.to_pylist()
    for at, row in enumerate(rows[::50]):
        row["编号"] = (None, " ")[at % 2]
    for row, (name, (value, _)) in zip(rows[10::100], NO_MESSAGES.items(), strict=False):
        row[name] = value
    path = tmp_path_factory.mktemp("archive") / "a.parquet"
    write(pa.Table.from_pylist(rows, table.schema), path, rows=200)
    (path.parent / "key").write_bytes(KEY)
    return path


@pytest.fixture(scope="module")
def local(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the audit on one machine left."""
    out, key = tmp_path_factory.mktemp("local") / "out", read_key(source.parent / "key")
    checker = Checker(POLICY, model=False)
    audit(inputs_of([str(source)]), out, checker, SETTINGS, key, workers=1, quiet=True)
    return out


def rows_in(table: pa.Table) -> list[dict[str, Any]]:
    """In the order of the archive; what belongs to one message stays in its order."""
    rows: list[dict[str, Any]] = table.to_pylist()
    return sorted(rows, key=lambda row: int(row["row"]))


def kill_one_at_work(session: SparkSession, running: threading.Thread) -> None:
    """One of the two, held until the other has done all the rest, so that it has not done its own."""
    held: int | None = None
    while running.is_alive():
        done = tasks_done(session)
        if held and done == PARTITIONS - 1:
            os.kill(held, signal.SIGKILL)
            return
        if held is None and 0 < done < PARTITIONS - 2:
            held = busy_worker()
            if held:
                os.kill(held, signal.SIGSTOP)
        time.sleep(0.01)
    if held:
        os.kill(held, signal.SIGKILL)
    raise AssertionError("everything was done before a worker could be killed")


def tasks_done(session: SparkSession) -> int:
    """In the stage that checks."""
    tracker = session.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    return max(
        (one.numCompletedTasks for one in stages if one and one.numTasks == PARTITIONS), default=0
    )


def failed_tasks(session: SparkSession) -> int:
    tracker = session.sparkContext.statusTracker()
    stages = [
        tracker.getStageInfo(stage)
        for job in tracker.getJobIdsForGroup(None)
        for stage in tracker.getJobInfo(job).stageIds  # type: ignore[union-attr]
    ]
    return sum(stage.numFailedTasks for stage in stages if stage)


def test_a_worker_killed_the_rows_are_those_of_one_machine(
    session: SparkSession, source: Path, local: Path
) -> None:
    df = session.read.parquet(str(source)).withColumn("行", col("_metadata.row_index") + 1)
    checked = check(
        df.repartition(PARTITIONS),
        SETTINGS,
        policy=POLICY,
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
    assert [row["row"] for row in rows] == list(range(1, MESSAGES + 1))
    excluded = [row for row in rows if row["excluded"]]
    reasons = [reason for _, reason in NO_MESSAGES.values()]
    assert [row["excluded"] for row in excluded] == reasons
    assert left_out(json.loads((local / "summary.json").read_bytes())) == dict.fromkeys(reasons, 1)
    assert {(row["decision"], row["complete"]) for row in excluded} == {("review", False)}
    verdicts = rows_in(pq.read_table(local / "verdicts.parquet"))
    examined = [row for row in rows if not row["excluded"]]
    assert [{name: row[name] for name in verdicts[0]} for row in examined] == verdicts
    found = rows_in(findings(checked).toArrow())
    assert found == findings_of(local)
    assert len(found) > MESSAGES / 10


def test_the_command_leaves_the_same_files(
    session: SparkSession, source: Path, local: Path, tmp_path: Path
) -> None:
    out, key_file = str(tmp_path / "out"), str(source.parent / "key")
    config = tmp_path / "tonecheck.toml"
    config.write_text(f"shipped-packs = false\npacks = {[str(pack) for pack in PACKS]}", "utf-8")
    options = [
        "--engine",
        "spark",
        "--no-model",
        "--evasion",
        "off",
        "--key",
        key_file,
        "--out",
        out,
    ]
    done = CliRunner().invoke(main, ["audit", str(source), "--config", str(config), *options])
    assert done.exit_code == 3, done.output
    assert digests(tmp_path / "out") == digests(local)


def test_executors_without_the_archive_are_told(session: SparkSession, tmp_path: Path) -> None:
    there = Source("a.parquet", str(tmp_path / "a.parquet"), {}, 200, [200])
    plan = Plan(Begun([], SETTINGS, "", DAY), [there])
    rules: dict[str, Any] = {"policy": POLICY, "model": False, "key": KEY, "at_once": None}
    with pytest.raises(AuditError, match="执行器上没有"):
        examine_units(plan.units, plan, tmp_path, "any", lambda _: None, **rules)


def test_executors_with_other_rules_are_told() -> None:
    asked = asked_for(SETTINGS, POLICY, False, KEY, DAY, versions="of another machine")
    with pytest.raises(AuditError, match="规则包、词表或模型"):
        examiner(asked)
    with pytest.raises(AuditError, match="驱动程序的是 9"):
        examiner(replace(asked, package="9"))


def test_rows_without_a_key_need_a_number(session: SparkSession) -> None:
    df = session.createDataFrame([("请还款",)], ["短信内容"])
    with pytest.raises(AuditError, match="看到的列有：短信内容"):
        check(df, Settings(columns={"sent_at": False}))
