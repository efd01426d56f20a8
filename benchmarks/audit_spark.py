"""Spark against the audit on one machine: every verdict, every finding, and the command's files.

    python -m benchmarks.audit_spark                     100,000 messages with the model
    python -m benchmarks.audit_spark --messages 10000 --kills 3 --master "local[2,8]"

By default two executors of one core each; their Python workers are killed at work, one at a time.
"""

import argparse
import os
import random
import signal
import threading
import time
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from pyspark.sql.functions import col

from benchmarks.audit import digests, made, run
from benchmarks.spark_session import busy_worker, spark_session
from tonecheck.audit.settings import Settings
from tonecheck.audit.spark import check, findings

_PARTITIONS: Final = 16
_ROWS_A_GROUP: Final = 10_000
_MEMORY: Final = "--driver-memory 768m --executor-memory 768m"
_PAUSE: Final = (10.0, 40.0)
"""Seconds between two kills: a worker has begun to work again."""


class Killer(threading.Thread):
    """Kills a worker at work now and then, so many times while it is let."""

    def __init__(self, kills: int) -> None:
        super().__init__(daemon=True)
        self._left = kills
        self._over = threading.Event()
        self.killed = 0

    def run(self) -> None:
        rng = random.Random(1)
        while self._left and not self._over.wait(rng.uniform(*_PAUSE)):
            if worker := busy_worker():
                os.kill(worker, signal.SIGKILL)
                self._left -= 1
                self.killed += 1

    def stop(self) -> None:
        self._over.set()
        self.join()


def compare(session: SparkSession, path: Path, local: Path, kills: int) -> None:
    """A DataFrame of the archive checked, row by row against what lies in ``local``."""
    df = session.read.parquet(str(path)).withColumn("行", col("_metadata.row_index") + 1)
    key_file = local.parent / "key"
    checked = check(
        df.repartition(_PARTITIONS), Settings(), key_file=key_file, source=path.name, row="行"
    ).persist()
    start, killer = time.perf_counter(), Killer(kills)
    killer.start()
    checked.count()
    seconds = time.perf_counter() - start
    killer.stop()
    for what, ours, theirs in (
        ("判定", checked, pq.read_table(local / "verdicts.parquet")),
        ("问题", findings(checked), pq.read_table(local / "findings.parquet")),
    ):
        mine, other = rows(ours.select(*theirs.column_names).toArrow()), rows(theirs)
        same = sum(one == two for one, two in zip(mine, other, strict=False))
        print(f"{what}：本机 {len(other):,}，Spark {len(mine):,}，完全相同 {same:,}", flush=True)
        if not len(mine) == len(other) == same:
            raise SystemExit("Spark 与本机不一致")
    print(f"Spark 上 check() 用 {seconds:.0f} 秒，其间 SIGKILL 了 {killer.killed} 个 Python 进程")


def rows(table: pa.Table) -> list[dict[str, Any]]:
    """In the order of the archive; what belongs to one message stays in its order."""
    ordered: list[dict[str, Any]] = table.take(pc.sort_indices(table["row"])).to_pylist()
    return ordered


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--templates", type=int, default=2000)
    parser.add_argument("--distinct", type=float, default=0.0)
    parser.add_argument("--master", default="local-cluster[2,1,1024]")
    parser.add_argument("--kills", type=int, default=1)
    asked = parser.parse_args()
    with made(asked.messages, asked.templates, asked.distinct, _ROWS_A_GROUP) as path:
        local, spark = path.parent / "local", path.parent / "spark"
        alone = run(path, local)
        print(f"{asked.messages:,} 条：本机 {alone.seconds:.0f} 秒", flush=True)
        with spark_session(asked.master) as session:
            compare(session, path, local, asked.kills)
        os.environ["PYSPARK_SUBMIT_ARGS"] = f"--master {asked.master} {_MEMORY} pyspark-shell"
        together = run(path, spark, "--engine", "spark")
        if digests(spark) != digests(local):
            raise SystemExit("--engine spark 写出的文件与本机的不同")
        print(f"--engine spark 用 {together.seconds:.0f} 秒，写出的文件与本机的逐字节相同")


if __name__ == "__main__":
    main()
