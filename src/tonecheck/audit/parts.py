"""What is put together from all units, a sixteenth of the persons and skeletons at a time."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tonecheck.audit.contacts import Contacts
from tonecheck.audit.counts import Template
from tonecheck.audit.intervals import FEWEST
from tonecheck.audit.limits import Limits
from tonecheck.audit.patterns import People
from tonecheck.audit.people import read_people
from tonecheck.audit.plan import Plan, write_whole
from tonecheck.audit.scan import SKELETON, SKELETONS_FILE, folder_of
from tonecheck.checker import Checker

LISTED_TEMPLATES: Final = 200
_BITS: Final = 4


class Part(msgspec.Struct):
    """Sums over one part."""

    contacts: Contacts
    skeletons: int
    """How many distinct ones there are."""
    often: int
    """How many of them were sent often enough to be compared."""
    templates: dict[str, Template]
    """Those that offend most."""
    sent: dict[str, int]
    """How often each of these was sent in all."""


class Templates(msgspec.Struct):
    """The skeletons of all parts."""

    distinct: int = 0
    often: int = 0
    offending: dict[str, Template] = {}
    sent: dict[str, int] = {}

    def add(self, part: Part) -> None:
        self.distinct += part.skeletons
        self.often += part.often
        self.offending |= part.templates
        self.sent |= part.sent


def part_of(part: int, plan: Plan, checker: Checker, work: Path) -> None:
    """Put one part together in ``work/parts``."""
    folders = [folder_of(work / "units", unit) for unit in plan.units]
    paths = [path for folder in folders for path in sorted(folder.glob("people-*.arrow"))]
    people = People(read_people(paths, part), Limits(checker.ruleset.catalogue))
    patterns = people.patterns()
    beside = work / "parts" / f".{part:x}.{os.getpid()}.part"
    pq.write_table(patterns, beside, compression="zstd")
    beside.replace(work / "parts" / f"{part:x}.parquet")
    sent, templates = _sent(folders, part), _worst(folders, part)
    often = int((sent["count"] >= FEWEST).sum())
    counts = dict(zip(sent["hash"].tolist(), sent["count"].tolist(), strict=True))
    listed = {key: counts[bytes.fromhex(key).rstrip(b"\0")] for key in templates}
    sums = Part(people.contacts, len(sent), often, templates, listed)
    write_whole(work / "parts" / f"{part:x}.msgpack", msgspec.msgpack.encode(sums))


def parts_in(work: Path, count: int) -> Iterator[tuple[pa.Table, Part]]:
    """What was put together, part by part."""
    for part in range(count):
        stem = work / "parts" / f"{part:x}"
        sums = msgspec.msgpack.decode(stem.with_suffix(".msgpack").read_bytes(), type=Part)
        yield pq.read_table(stem.with_suffix(".parquet")), sums


def _sent(folders: list[Path], part: int) -> NDArray[Any]:
    """How often each skeleton was sent."""
    found = np.empty(0, SKELETON)
    for folder in folders:
        theirs = np.fromfile(folder / SKELETONS_FILE, SKELETON)
        first = theirs["hash"].astype("S1").view(np.uint8)
        together = np.concatenate([found, theirs[first >> _BITS == part]])
        hashes, at = np.unique(together["hash"], return_inverse=True)
        found = np.empty(len(hashes), SKELETON)
        found["hash"] = hashes
        found["count"] = np.bincount(at, weights=together["count"], minlength=len(hashes))
    return found


def _worst(folders: list[Path], part: int) -> dict[str, Template]:
    found: dict[str, Template] = {}
    for folder in folders:
        path = folder / f"templates-{part:x}.msgpack"
        if path.exists():
            theirs = msgspec.msgpack.decode(path.read_bytes(), type=dict[str, Template])
            for key, template in theirs.items():
                if key in found:
                    found[key].add(template)
                else:
                    found[key] = template
    return dict(sorted(found.items(), key=worst_first)[:LISTED_TEMPLATES])


def worst_first(entry: tuple[str, Template]) -> tuple[int, int, str]:
    """Most offending messages first, then most blocked."""
    key, template = entry
    return -template.tally.offending, -template.tally.block, key
