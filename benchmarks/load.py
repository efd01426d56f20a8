"""A cheap source of HTTP load: prepared requests over raw connections, answers merely counted.

Python's HTTP clients cost more than the servers measured here. This one writes ready bytes and
looks for three things in an answer: its status, its length, and whether a report is incomplete.
"""

import asyncio
import random
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

OK = 200
_END = b"\r\n\r\n"
_LENGTH = b"content-length: "
_INCOMPLETE = b'"complete":false'
_TICK = 0.001


def request(path: str, body: bytes, *headers: str) -> bytes:
    """An HTTP/1.1 request as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + _END + body


@dataclass
class Outcome:
    """What came back: seconds of every answer 200, how many there were of each status."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    incomplete: int = 0
    lost: int = 0
    """Requests whose connection ended without an answer."""

    @property
    def rate(self) -> float:
        """Answers 200 a second."""
        return len(self.latencies) / self.seconds

    @property
    def offered(self) -> float:
        """Requests a second, whatever was answered."""
        return (self.statuses.total() + self.lost) / self.seconds

    def milliseconds(self, percent: float) -> float:
        """A percentile of the latencies."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)] * 1000

    def take(self, status: int, seconds: float, incomplete: bool) -> None:
        self.statuses[status] += 1
        if status == OK:
            self.latencies.append(seconds)
            self.incomplete += incomplete


class Connection(asyncio.Protocol):
    """One request at a time; ``idle`` is called whenever the next may be sent."""

    def __init__(self, outcome: Outcome, idle: Callable[["Connection"], None]) -> None:
        self._outcome, self._idle = outcome, idle
        self._since: float | None = None
        self._buffer = b""

    @property
    def busy(self) -> bool:
        return self._since is not None

    @property
    def closed(self) -> bool:
        return self._transport.is_closing()

    def send(self, data: bytes, since: float | None = None) -> None:
        """Write a request whose latency counts from ``since``, or from now."""
        self._since = perf_counter() if since is None else since
        self._transport.write(data)

    def close(self) -> None:
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is of no such class

    def data_received(self, data: bytes) -> None:
        self._buffer = buffer = self._buffer + data if self._buffer else data
        head = buffer.find(_END)
        if head < 0 or self._since is None:
            return
        at = buffer.lower().find(_LENGTH, 0, head) + len(_LENGTH)
        if len(buffer) < head + len(_END) + int(buffer[at : buffer.find(b"\r", at)]):
            return
        self._buffer = b""
        seconds = perf_counter() - self._since
        self._since = None
        self._outcome.take(int(buffer[9:12]), seconds, _INCOMPLETE in buffer)
        self._idle(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._outcome.lost += self.busy
        self._since = None


async def saturate(
    ports: Sequence[int],
    requests: Iterator[bytes],
    connections: int,
    seconds: float = float("inf"),
    count: float = float("inf"),
) -> Outcome:
    """As many requests as are answered: each connection sends its next when it has its answer.

    Ends when the last is answered, so that nothing of it is left in the server.
    """
    outcome = Outcome()
    end = float("inf")
    sent = 0

    def idle(connection: Connection) -> None:
        nonlocal sent
        if sent < count and perf_counter() < end:
            sent += 1
            connection.send(next(requests))

    async with _connected(ports, connections, outcome, idle) as made:
        start = perf_counter()
        end = start + seconds
        for connection in made:
            idle(connection)
        await _all_answered(made)
        outcome.seconds = perf_counter() - start
    return outcome


async def pace(
    ports: Sequence[int],
    requests: Iterator[bytes],
    connections: int,
    rate: float,
    seconds: float,
    *,
    wait: bool,
) -> Outcome:
    """``rate`` requests a second at random moments (Poisson), whatever is answered.

    Args:
        wait: a request for which no connection is free waits for one, and its latency counts from
            the moment it was due; otherwise it is never sent.
    """
    outcome = Outcome()
    free: deque[Connection] = deque()
    due: deque[float] = deque()
    gaps = random.Random(1)
    async with _connected(ports, connections, outcome, free.append) as made:
        free.extend(made)
        start = coming = perf_counter()
        while (now := perf_counter()) < start + seconds:
            while coming <= now:
                due.append(coming)
                coming += gaps.expovariate(rate)
            while due and free:
                connection = free.popleft()
                if not connection.closed:
                    moment = due.popleft()
                    connection.send(next(requests), moment if wait else None)
            if not wait:
                due.clear()
            await asyncio.sleep(_TICK)
        outcome.seconds = perf_counter() - start
        await _all_answered(made)
    return outcome


@asynccontextmanager
async def _connected(
    ports: Sequence[int], count: int, outcome: Outcome, idle: Callable[[Connection], None]
) -> AsyncIterator[list[Connection]]:
    """``count`` connections, evenly over the ports."""
    loop = asyncio.get_running_loop()
    made = []
    for number in range(count):
        _, connection = await loop.create_connection(
            lambda: Connection(outcome, idle), "127.0.0.1", ports[number % len(ports)]
        )
        made.append(connection)
    yield made
    for connection in made:
        connection.close()


async def _all_answered(connections: Sequence[Connection]) -> None:
    while any(connection.busy for connection in connections):
        await asyncio.sleep(_TICK)
