"""A real server: its own processes, on a free port of this machine."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from benchmarks.processes import children_of

READY = re.compile(r"已就绪：(http://\S+)/（")
PATIENCE_S = 120
WORKERS, QUEUE, BATCH_QUEUE = 2, 8, 1000
"""Room of the server that tests share."""
BUFFERED = 2 << 20
"""Bytes of bodies it keeps at once; a single one may have half as many."""


class Served:
    """A running ``tonecheck serve`` and what it wrote to standard error."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, log: Path) -> None:
        self.process = process
        self.url = url
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    def client(self, **options: object) -> httpx.Client:
        """A client; it needs no certificates, and loading them would cost more than most requests."""
        return httpx.Client(
            base_url=self.url,
            timeout=30,
            trust_env=False,
            verify=False,
            **options,  # type: ignore[arg-type]
        )

    def prefork(self) -> int | None:
        """Process id of the newest prefork process."""
        preforks = _children(self.process.pid)
        return preforks[-1] if preforks else None

    def workers(self) -> list[int]:
        """Process ids of its workers."""
        prefork = self.prefork()
        return _children(prefork) if prefork else []

    def await_workers(self, count: int) -> None:
        """Until so many take work, and no other is there."""
        with self.client() as client:
            wait_until(
                lambda: (
                    client.get("/readyz").json()["workers"]["alive"] == count == len(self.workers())
                )
            )

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """Serve from ``folder`` until the block ends."""
    log = folder / "stderr.log"
    command = [sys.executable, "-m", "tonecheck", "serve", "--port", "0", *arguments]
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, cwd=folder) as process,
    ):
        try:
            assert process.stdout
            line = process.stdout.readline().decode()
            match = READY.match(line)
            assert match, log.read_text("utf-8")
            yield Served(process, match[1], log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE_S)


@contextmanager
def stopped(server: Served) -> Iterator[list[int]]:
    """No worker gets on with anything until the block ends."""
    workers = server.workers()
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield workers
    finally:
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def wait_until(holds: object) -> None:
    """Ask again and again; fails only when it never holds."""
    assert callable(holds)
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    """Those that are alive."""
    return sorted(one for one in children_of(pid) if _state(one) not in ("", "Z"))


def _state(pid: int) -> str:
    """A letter of proc(5), Z for one that only waits to be buried; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def kill(pid: int) -> None:
    """At once, as the kernel does when memory runs out; returns when it is gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: _state(pid) in ("", "Z"))
