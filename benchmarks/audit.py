"""The audit measured: time against reading alone, memory, linearity, distinct skeletons, kills.

    python -m benchmarks.audit                       two million messages, two workers
    python -m benchmarks.audit --messages 250000 500000 1000000
    python -m benchmarks.audit --messages 20000 --distinct 0 0.1 0.5 1
    python -m benchmarks.audit --messages 40000 --kills 100

The time to read is that of one process that reads all the columns of the file and decodes all its
strings: the median of three times right before the audit and three right behind it, for machines
that others use change their speed by the minute.
"""

import argparse
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.archives import archive, write
from benchmarks.processes import descendants_of, proportional_bytes
from tonecheck.audit.outputs import SUMMARY

_LOOKS_A_SECOND: Final = 2  # each takes tens of milliseconds of what is measured
_READINGS: Final = 3
_KEY: Final = b"a key for benchmarks only, 32 b."


def read_seconds(path: Path) -> tuple[float, float]:
    """Reading the file and decoding its strings, and nothing else: by the clock, and of processor."""
    start, processor = time.perf_counter(), time.process_time()
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            table = file.read_row_group(group, use_threads=False)
            for column in table.columns:
                if pa.types.is_string(column.type):
                    column.to_pylist()
    return time.perf_counter() - start, time.process_time() - processor


def command(source: Path, out: Path, *more: str) -> list[str]:
    key = out.parent / "key"
    key.write_bytes(_KEY)
    options = ["--out", str(out), "--key", str(key), *more]
    return [sys.executable, "-m", "tonecheck", "audit", str(source), *options]


class Memory:
    """The most that a process and its children held together, shared pages counted once."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._done = threading.Event()
        self.peak = 0

    def watch(self) -> None:
        while not self._done.wait(1 / _LOOKS_A_SECOND):
            held = sum(map(proportional_bytes, [self._process, *descendants_of(self._process)]))
            self.peak = max(self.peak, held)

    def stop(self) -> None:
        self._done.set()


@dataclass(frozen=True)
class Run:
    seconds: float
    processor: float
    """Seconds of all processes on all cores: what other work on the machine does not change."""
    peak: int


def run(source: Path, out: Path, *more: str) -> Run:
    """One audit from nothing."""
    shutil.rmtree(out, ignore_errors=True)
    start, before = time.perf_counter(), _processor()
    process = subprocess.Popen(command(source, out, *more), stdout=subprocess.DEVNULL)
    memory = Memory(process.pid)
    watching = threading.Thread(target=memory.watch)
    watching.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    memory.stop()
    watching.join()
    if code not in (0, 1) or not (out / SUMMARY).exists():
        raise SystemExit(f"审计以 {code} 退出")
    return Run(seconds, _processor() - before, memory.peak)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def made(messages: int, templates: int, distinct: float, rows: int = 100_000) -> Iterator[Path]:
    """A folder with an archive in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.parquet"
        write(archive(messages, templates, distinct=distinct).table, path, rows)
        yield path


def measure(messages: int, templates: int, distinct: float, workers: int) -> None:
    with made(messages, templates, distinct) as path:
        read_seconds(path)
        before = [read_seconds(path) for _ in range(_READINGS)]
        done = run(path, path.parent / "out", "--workers", str(workers))
        behind = [read_seconds(path) for _ in range(_READINGS)]
        reading, processor = map(median, zip(*before, *behind, strict=True))
        print(
            f"{messages:>9,} 条，独有 {distinct:4.0%}：读取与解码 {reading:6.2f} 秒（处理器 {processor:.2f} 秒），审计 {done.seconds:7.1f} 秒，"
            f"{done.seconds / reading:6.1f} 倍（处理器 {done.processor:.1f} 秒），"
            f"{messages / done.seconds:>8,.0f} 条/秒，内存峰值 {done.peak / 1e9:.2f} GB",
            flush=True,
        )


def digests(out: Path) -> dict[str, str]:
    """sha256 of every file."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


_ONE_RULE: Final = """\
pack: one
version: "1.0"
title: 一条
category: insult
rules:
  - id: insult/one
    name: 老赖
    severity: block
    basis: [civil-1024]
    why: 骂人。
    match: {any: [老赖, 打断…2腿]}
    examples: {flag: [老赖, 打断腿], pass: [您好]}
"""
"""Loads in a moment, so that most kills hit the audit itself."""


def kill(messages: int, templates: int, kills: int) -> None:
    """Runs killed at random moments and resumed until ``kills`` have hit, all compared."""
    rng = random.Random(1)
    with made(messages, templates, 0.0, rows=messages // 40) as path:
        out, config = path.parent / "out", path.parent / "tonecheck.toml"
        (path.parent / "one.yaml").write_text(_ONE_RULE, "utf-8")
        config.write_text('shipped-packs = false\npacks = ["one.yaml"]\n')
        options = ["--no-model", "--config", str(config)]
        whole = run(path, path.parent / "whole", *options)
        expected = digests(path.parent / "whole")
        hit = rounds = 0
        while hit < kills:
            rounds += 1
            shutil.rmtree(out, ignore_errors=True)
            while True:
                more = ["--resume"] if out.exists() else []
                process = subprocess.Popen(
                    command(path, out, *options, *more),
                    stdout=subprocess.DEVNULL,
                    start_new_session=True,
                )
                try:
                    code = process.wait(rng.random() * whole.seconds * 1.1)
                except subprocess.TimeoutExpired:
                    (os.killpg if rng.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
                    process.wait()
                    hit += 1
                    continue
                if code not in (0, 1) or not (out / SUMMARY).exists():
                    raise SystemExit(f"续跑以 {code} 退出")
                break
            found = digests(out)
            if found != expected:
                names = sorted(name for name, _ in found.items() ^ expected.items())
                raise SystemExit(f"第 {rounds} 轮的结果不同：{'、'.join(dict.fromkeys(names))}")
        print(
            f"{hit} 次 SIGKILL，{rounds} 轮跑完，结果全部逐字节相同（一次跑完 {whole.seconds:.1f} 秒）"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, nargs="+", default=[2_000_000])
    parser.add_argument("--templates", type=int, default=2000)
    parser.add_argument("--distinct", type=float, nargs="+", default=[0.0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=0)
    asked = parser.parse_args()
    if asked.kills:
        kill(asked.messages[0], min(asked.templates, 400), asked.kills)
        return
    for messages in asked.messages:
        for distinct in asked.distinct:
            measure(messages, asked.templates, distinct, asked.workers)


if __name__ == "__main__":
    main()
