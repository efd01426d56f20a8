"""Targets measured in turn, round after round, and printed."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

import uvloop

from benchmarks.load import OK, Outcome, saturate
from benchmarks.service_processes import Served

CONNECTIONS = 32


@dataclass(frozen=True)
class Target:
    """What is sent to whom; ``each`` messages in a request."""

    served: Served
    requests: Iterator[bytes]
    each: int = 1

    def saturated(self, seconds: float) -> Outcome:
        return run(saturate(self.served.ports, self.requests, CONNECTIONS, seconds))


@dataclass
class Row:
    """The rounds of one target; ``rate`` is the median of messages a second."""

    rate: float
    outcome: Outcome
    processor: float
    """Milliseconds of the servers' processor time for each message."""
    load: float
    """Share of a core that making the load took."""


def run(load: Coroutine[Any, Any, Outcome]) -> Outcome:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(load)


def in_turn(targets: Mapping[str, Target], rounds: int, seconds: float) -> dict[str, Row]:
    """Every target at full load, after one round to warm up.

    Raises:
        SystemExit: an answer is not 200 or not complete; the figures would mean nothing.
    """
    for target in targets.values():
        target.saturated(seconds)
    measured: dict[str, list[Row]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, target in targets.items():
            measured[name].append(_row(name, target, seconds))
    return {name: _together(rows) for name, rows in measured.items()}


def _row(name: str, target: Target, seconds: float) -> Row:
    before, load_before = target.served.processor_seconds(), process_time()
    outcome = target.saturated(seconds)
    load = (process_time() - load_before) / outcome.seconds
    spent = target.served.processor_seconds() - before
    if outcome.statuses.keys() != {OK} or outcome.lost or outcome.incomplete:
        seen = f"{dict(outcome.statuses)}, {outcome.lost} lost, {outcome.incomplete} incomplete"
        raise SystemExit(f"{name}: {seen}; wanted nothing but complete answers")
    processor = spent / (len(outcome.latencies) * target.each) * 1000
    return Row(outcome.rate * target.each, outcome, processor, load)


def _together(rows: list[Row]) -> Row:
    outcome = Outcome(latencies=[one for row in rows for one in row.outcome.latencies])
    return Row(
        median(row.rate for row in rows),
        outcome,
        median(row.processor for row in rows),
        median(row.load for row in rows),
    )


def print_rows(title: str, rows: Mapping[str, Row]) -> None:
    print(f"\n{title:38} messages/s    p50 ms    p99 ms  processor ms  load")
    for name, row in rows.items():
        print(f"{_latency(name, row.rate, row.outcome)} {row.processor:>13.3f} {row.load:>5.0%}")


def print_latency(name: str, outcome: Outcome) -> None:
    print(_latency(name, outcome.rate, outcome))


def _latency(name: str, rate: float, outcome: Outcome) -> str:
    middle, high = outcome.milliseconds(50), outcome.milliseconds(99)
    return f"  {name:36} {rate:>10,.0f} {middle:>9.1f} {high:>9.1f}"
