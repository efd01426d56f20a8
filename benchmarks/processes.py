"""Processes of this machine, as proc(5) tells of them; of one that is gone, nothing."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def children_of(process: int) -> list[int]:
    """Those that any of its threads started."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*"):
        found += map(int, read(process, f"task/{task.name}/children").split())
    return found


def descendants_of(process: int) -> Iterator[int]:
    """Its children, and theirs."""
    for child in children_of(process):
        yield child
        yield from descendants_of(child)


def proportional_bytes(process: int) -> int:
    """Resident memory; of pages shared with others its part."""
    lines = read(process, "smaps_rollup").splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(b"Pss:"))


def processor_seconds(process: int) -> float:
    """Of a user and of the system, so far."""
    state = read(process, "stat").rpartition(b")")[2].split()
    return (int(state[11]) + int(state[12])) / _TICKS if state else 0.0


def read(process: int, name: str) -> bytes:
    """A file of its folder."""
    try:
        return Path(f"/proc/{process}/{name}").read_bytes()
    except OSError:
        return b""
