"""The units of an archive examined by Spark instead of this machine's processes."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from tonecheck.audit.errors import AuditError, AuditStopped
from tonecheck.audit.plan import Plan
from tonecheck.audit.scan import folder_of
from tonecheck.audit.spark.asked import Asked, asked_for
from tonecheck.audit.spark.unit import FILES, Alone, alone, scanned
from tonecheck.audit.units import Unit
from tonecheck.policy import Policy

_NO_JAVA: Final = "JAVA_GATEWAY_EXITED"
_AUDIT_ERROR: Final = re.compile(r"AuditError: (.+)")
_LONGEST: Final = 300
_AT_ONCE: Final = 64
"""Units handed to Spark at a time: more than a few machines work on, for others may join later."""


def examine_units(
    units: Sequence[Unit],
    plan: Plan,
    work: Path,
    versions: str,
    told: Callable[[int], None],
    *,
    policy: Policy,
    model: bool | None,
    key: bytes,
    at_once: int | None,
) -> None:
    """Have units examined by the executors of a Spark session, several at a time.

    The executors read the archive by themselves: it must be there for them under the same path.
    What they make of a unit comes back to this process and is laid down here, so that the results
    are, byte by byte, those of the audit on one machine, and what was stopped can be gone on with.

    Args:
        work: the folder of the run.
        versions: digest of what verdicts depend on here.
        told: is told how many rows were dealt with, unit by unit.
        policy, model: what the `tonecheck.checker.Checker` here is made of.
        key: of the hashes.
        at_once: how many units are handed to Spark at a time.

    Raises:
        AuditError: executors do not see the archive, or have other rules.
        AuditStopped: Spark gave up; what is laid down stays.
    """
    begun = plan.begun
    asked = asked_for(begun.settings, policy, model, key, begun.law_day, versions)
    with (
        _failures_told(),
        _session() as session,
        ThreadPoolExecutor(at_once or _AT_ONCE) as threads,
    ):
        jobs = {
            threads.submit(_examined, session, alone(unit, plan), asked): unit for unit in units
        }
        try:
            for job in as_completed(jobs):
                unit = jobs.pop(job)
                _lay_down(job.result(), folder_of(work / "units", unit))
                told(unit.rows)
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            session.sparkContext.cancelAllJobs()
            raise


@contextmanager
def _session() -> Iterator[SparkSession]:
    """The session that there is; else one that ``spark-submit`` or the configuration asks for."""
    if there := SparkSession.getActiveSession():
        yield there
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("tonecheck audit")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except (PySparkException, Py4JError) as error:
        if isinstance(error, PySparkException) and error.getCondition() == _NO_JAVA:
            raise AuditError("Spark 没有启动：请装 Java 17，或让 JAVA_HOME 指向它") from None
        if ours := _AUDIT_ERROR.search(str(error)):
            raise AuditError(ours.group(1)) from None
        first = str(error).strip().split("\n", 1)[0][:_LONGEST]
        raise AuditStopped(f"Spark 没有做完：{first}。原因见 Spark 的日志") from error


def _examined(session: SparkSession, unit: Alone, asked: Asked) -> pa.Table:
    """One task that examines one unit; Spark has another worker do it where one is lost."""
    return session.range(0, 1, 1, 1).mapInArrow(partial(scanned, unit, asked), FILES).toArrow()


def _lay_down(files: pa.Table, folder: Path) -> None:
    """Whole or not at all."""
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    part.mkdir()
    for name, data in zip(files["name"].to_pylist(), files["data"], strict=True):
        (part / name).write_bytes(data.as_buffer())
    part.rename(folder)
