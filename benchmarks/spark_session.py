"""A small Spark on this machine that leaves nothing behind, and its Python workers."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pyspark import SparkContext
from pyspark.sql import SparkSession

from benchmarks.processes import children_of, processor_seconds, read

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
    before = {worker: processor_seconds(worker) for worker in _workers(_gateway().proc.pid)}
    time.sleep(0.05)
    return next(
        (worker for worker, then in before.items() if processor_seconds(worker) > then), None
    )


def _workers(process: int) -> Iterator[int]:
    """Those forked from the daemons that Spark's processes started."""
    for child in children_of(process):
        if b"pyspark.daemon" in read(child, "cmdline"):
            yield from children_of(child)
        else:
            yield from _workers(child)
