"""A small Spark on this machine that leaves nothing behind, and its Python workers."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyspark import SparkContext
from pyspark.sql import SparkSession

JAVA = os.environ.get("JAVA_HOME") or shutil.which("java")
NO_JAVA = "没有 Java 17：没有用真的 Spark 测试；apt-get install openjdk-17-jre-headless"

_OPTIONS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "40",
    "spark.sql.session.timeZone": "America/New_York",  # no result depends on it
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_HOSTNAME", "localhost")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(master).appName("tests")
        for name, value in _OPTIONS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        virtual_machine = SparkContext._gateway.proc
        try:
            yield session
        finally:
            session.stop()
            SparkContext._gateway.shutdown()
            SparkContext._gateway = SparkContext._jvm = None
            virtual_machine.stdin.close()
            virtual_machine.kill()
            virtual_machine.wait()


def busy_worker() -> int | None:
    """A Python worker that works right now."""
    workers = [
        worker
        for daemon in _children(SparkContext._gateway.proc.pid)
        for worker in _children(daemon)
    ]
    before = {worker: _ticks(worker) for worker in workers}
    time.sleep(0.05)
    return next((worker for worker in workers if _ticks(worker) > before[worker]), None)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return found


def _ticks(process: int) -> int:
    """Processor time used."""
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11])
