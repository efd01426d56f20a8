"""The service against a bare FastAPI echo of the same bodies, on loopback, 32 connections, one run.

    python -m benchmarks.service [--quick] [--soak]

Ours is one event loop and a worker for each core, so all cores are its to use. The echo therefore
gets all of them too: a process with its own event loop for each core, which is the most that an
echo can make of the machine, and the one that the goals are about. One process alone, the other
way to see it (one event loop against one), is shown beside it. Both run under uvicorn with uvloop
and httptools. They are measured in turn, round after round, with the load coming from this
process, whose share of the machine is the same for all.

There are two loads. "Filled in" is what a pipeline sends: a few hundred templates, each time with
another name, amount, date and card, most of whose verdicts are remembered. "All new" is the worst
case: the service is told to remember nothing, and examines every text from the start.

Latency under a given rate counts from the moment a request was due, not from when a connection was
free for it. "Normal" for the overload is the 99th percentile at full load of 32 connections. Ten
times the capacity is offered of new texts: of those filled in, this process could not send as many.
"""

import argparse
import os
from dataclasses import dataclass

from benchmarks.load import OK, pace, saturate
from benchmarks.service_bodies import (
    BATCH,
    batches,
    described,
    filled_templates,
    new_messages,
    singles,
)
from benchmarks.service_processes import echo, tonecheck
from benchmarks.service_rounds import (
    CONNECTIONS,
    Row,
    Target,
    in_turn,
    print_latency,
    print_rows,
    run,
)

MANY_CONNECTIONS = 512
BUSY = 503
FORGETFUL = ("--remembered", "0")
CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Length:
    """How long to measure."""

    rounds: int = 5
    seconds: float = 4.0
    half_load: float = 20.0
    overload: float = 30.0
    soak: int = 200_000


QUICK = Length(rounds=1, seconds=1.5, half_load=2.0, overload=3.0, soak=3_000)


def main() -> None:
    options = _options()
    length = QUICK if options.quick else Length()
    print(f"{CORES} cores, {CONNECTIONS} connections")
    filled, new = filled_templates(), new_messages()
    print(f"  filled in: {described(filled)}")
    print(f"  all new:   {described(new)}")
    goals = rules_only(filled, new, length) + with_model(filled, new, length, soak=options.soak)
    print("\ngoals")
    for goal in goals:
        print(f"  {goal}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service")
    parser.add_argument("--quick", action="store_true", help="seconds instead of minutes")
    parser.add_argument("--soak", action="store_true", help=f"{Length.soak:,} requests at the end")
    return parser.parse_args()


def rules_only(filled: list[str], new: list[str], length: Length) -> list[str]:
    with (
        tonecheck("--no-model") as ours,
        tonecheck("--no-model", *FORGETFUL) as forgetful,
        echo(1) as one,
        echo(CORES) as all_cores,
    ):
        rows = in_turn(
            {
                "echo, one process": Target(one, singles(filled)),
                f"echo, {CORES} processes": Target(all_cores, singles(filled)),
                "rules only": Target(ours, singles(filled)),
                "rules only, all new": Target(forgetful, singles(new)),
                f"echo, one process, {BATCH} a request": Target(one, batches(filled), BATCH),
                f"echo, {CORES} processes, {BATCH} a request": Target(
                    all_cores, batches(filled), BATCH
                ),
                f"rules only, {BATCH} a request": Target(ours, batches(filled), BATCH),
                f"rules only, all new, {BATCH} a request": Target(forgetful, batches(new), BATCH),
            },
            length.rounds,
            length.seconds,
        )
    print_rows("rules only", rows)
    one_loop, bare, single, new_single, _, bare_batch, batch, new_batch = (
        row.rate for row in rows.values()
    )
    return [
        _goal("rules only, single requests, of the echo's", single / bare, 0.80),
        _goal("the same, of one process of the echo", single / one_loop, 0.80),
        _goal("the same, all new, of the echo's", new_single / bare, 0.80),
        _goal(f"rules only, messages in {BATCH}s, of the echo's", batch / bare_batch, 1.5),
        _goal(f"rules only, messages in {BATCH}s, of single requests", batch / single, 5),
        _goal("the same, all new", new_batch / new_single, 5),
    ]


def with_model(filled: list[str], new: list[str], length: Length, *, soak: bool) -> list[str]:
    with tonecheck() as ours, tonecheck(*FORGETFUL) as forgetful:
        known, unknown = Target(ours, singles(filled)), Target(forgetful, singles(new))
        rows = in_turn(
            {
                "with the model": known,
                f"with the model, {BATCH} a request": Target(ours, batches(filled), BATCH),
                "with the model, all new": unknown,
                f"with the model, all new, {BATCH} a request": Target(
                    forgetful, batches(new), BATCH
                ),
            },
            length.rounds,
            length.seconds,
        )
        print_rows("with the model", rows)
        single, batch, new_single, new_batch = rows.values()
        goals = [
            _goal(f"with the model, messages in {BATCH}s, of singles", batch.rate / single.rate, 5),
            _goal("the same, all new", new_batch.rate / new_single.rate, 5),
            _half_loaded("with the model", known, single, length.half_load),
            _half_loaded("with the model, all new", unknown, new_single, length.half_load),
            *_overloaded(unknown, new_single, length.overload),
        ]
        if soak:
            goals.append(_soaked(known, length.soak))
    return goals


def _half_loaded(name: str, target: Target, full: Row, seconds: float) -> str:
    load = pace(
        target.served.ports, target.requests, CONNECTIONS, full.rate / 2, seconds, wait=True
    )
    outcome = run(load)
    print_latency(f"{name}, half load", outcome)
    return _goal(f"{name}, p99 at half load, ms", outcome.milliseconds(99), 60, most=True)


def _overloaded(target: Target, normal: Row, seconds: float) -> list[str]:
    """Ten times what it can do."""
    before = target.served.mebibytes()
    rate = normal.rate * 10
    outcome = run(
        pace(target.served.ports, target.requests, MANY_CONNECTIONS, rate, seconds, wait=False)
    )
    growth = target.served.mebibytes() / before - 1
    others = outcome.statuses.total() - outcome.statuses[OK] - outcome.statuses[BUSY]
    print_latency(f"ten times that for {seconds:.0f} s, accepted", outcome)
    print(
        f"  offered {outcome.offered / normal.rate:.1f} times, {outcome.offered:,.0f}/s; "
        f"{outcome.statuses[OK]:,} accepted ({outcome.incomplete:,} of them incomplete), "
        f"{outcome.statuses[BUSY]:,} answered 503, {others:,} otherwise, {outcome.lost:,} lost"
    )
    slower = outcome.milliseconds(99) / normal.outcome.milliseconds(99)
    return [
        _goal("overload, p99 of accepted, of normal", slower, 2, most=True),
        _goal("overload, neither accepted nor 503", others + outcome.lost, 0, most=True),
        _goal("overload, memory grown, %", growth * 100, 3, most=True),
    ]


def _soaked(target: Target, count: int) -> str:
    before = target.served.mebibytes()
    outcome = run(saturate(target.served.ports, target.requests, CONNECTIONS, count=count))
    after = target.served.mebibytes()
    print(
        f"\n{outcome.statuses.total():,} requests in {outcome.seconds:.0f} s: resident memory "
        f"{before:.0f} MiB before, {after:.0f} MiB after"
    )
    return _goal("soak, memory grown, %", (after / before - 1) * 100, 3, most=True)


def _goal(name: str, value: float, goal: float, *, most: bool = False) -> str:
    met = value <= goal if most else value >= goal
    sign = "≤" if most else "≥"
    return f"{name:52} {value:>9.2f}  {sign} {goal:<6g} {'met' if met else 'missed'}"


if __name__ == "__main__":
    main()
