"""A small Spark on this machine that leaves nothing behind, and its Python workers."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pyspark import SparkContext
from pyspark.sql import SparkSession

_ENVIRONMENT: Final = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "SPARK_LOCAL_HOSTNAME": "localhost",
    "PYSPARK_PYTHON": sys.executable,
}
_QUICK_TO_START: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_OPTIONS: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "768m",
    "spark.driver.extraJavaOptions": _QUICK_TO_START,
    "spark.executor.memory": "768m",
    "spark.executor.extraJavaOptions": _QUICK_TO_START,
    "spark.sql.session.timeZone": "America/New_York",  # no result depends on it
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def spark_session(master: str, **options: str) -> Iterator[SparkSession]:
    """A session of its own virtual machine, which ends with it; ``options`` with _ for dots."""
    os.environ.update(_ENVIRONMENT)
    builder = SparkSession.builder.master(master).appName("tonecheck")
    more = {name.replace("_", "."): value for name, value in options.items()}
    for name, value in {**_OPTIONS, **more}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    gateway = _gateway()
    try:
        yield session
    finally:
        session.stop()
        gateway.shutdown()
        SparkContext._gateway = SparkContext._jvm = None
        gateway.proc.stdin.close()
        gateway.proc.kill()
        gateway.proc.wait()


def _gateway() -> Any:
    """The line to the virtual machine, with its process."""
    return SparkContext._gateway


def busy_worker() -> int | None:
    """A Python worker that works right now."""
    before = {worker: _ticks(worker) for worker in _workers(_gateway().proc.pid)}
    time.sleep(0.05)
    return next((worker for worker, then in before.items() if _ticks(worker) > then), None)


def _workers(process: int) -> Iterator[int]:
    """Those forked from the daemons that Spark's processes started."""
    for child in _children(process):
        if b"pyspark.daemon" in _read(child, "cmdline"):
            yield from _children(child)
        else:
            yield from _workers(child)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*"):
        found += map(int, _read(process, f"task/{task.name}/children").split())
    return found


def _ticks(process: int) -> int:
    """Processor time used; 0 where it is gone."""
    state = _read(process, "stat").rsplit(b")", 1)[-1].split()
    return int(state[11]) if state else 0


def _read(process: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{name}").read_bytes()
    except OSError:
        return b""
