"""The servers under measurement, each with its processes, their processor time and memory."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import monotonic, sleep

from benchmarks.processes import descendants_of, processor_seconds, proportional_bytes

_PATIENCE = 120.0


@dataclass(frozen=True)
class Served:
    """One server, which may be several processes behind several ports."""

    ports: tuple[int, ...]
    roots: tuple[int, ...]

    def processes(self) -> list[int]:
        """The roots and all that descend from them."""
        return [one for root in self.roots for one in (root, *descendants_of(root))]

    def processor_seconds(self) -> float:
        """Processor time of the living processes so far."""
        return sum(map(processor_seconds, self.processes()))

    def mebibytes(self) -> float:
        """Resident memory, what processes share counted once."""
        return sum(map(proportional_bytes, self.processes())) / (1 << 20)


@contextmanager
def tonecheck(*options: str) -> Iterator[Served]:
    """Our service as it comes, with these options."""
    port = _free_port()
    command = [sys.executable, "-m", "tonecheck", "serve", "--port", str(port), *options]
    with _running(command, port, "/readyz") as pid:
        yield Served((port,), (pid,))


@contextmanager
def echo(processes: int) -> Iterator[Served]:
    """The bare echo, one event loop in each process, a port for each.

    Of processes that share one port, whichever is awake first takes most of the connections.
    """
    if not processes:
        yield Served((), ())
        return
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.service_echo:app", "--port", str(port)]
    command += ["--loop", "uvloop", "--http", "httptools", "--log-level", "warning"]
    with _running(command, port, "/openapi.json") as pid, echo(processes - 1) as others:
        yield Served((port, *others.ports), (pid, *others.roots))


@contextmanager
def _running(command: list[str], port: int, path: str) -> Iterator[int]:
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            end = monotonic() + _PATIENCE
            while not _answers(port, path):
                if process.poll() is not None or monotonic() > end:
                    said.seek(0)
                    raise SystemExit(f"{' '.join(command)} does not come up:\n{said.read()}")
                sleep(0.1)
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
