"""What is kept of each message for what shows in many only, in parts by person."""

from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonecheck.audit.examine import Examined
from tonecheck.audit.messages import codes
from tonecheck.message import CHANNELS, RECIPIENTS
from tonecheck.report import SEVERITY_ORDER

PARTS: Final = 16
"""Persons are dealt with in so many parts, by the first digit of their hash."""

PEOPLE: Final = pa.schema(
    [
        ("person", pa.string()),
        ("thread", pa.string()),
        ("sent_at", pa.timestamp("us", "UTC")),
        ("channel", pa.int8()),
        ("recipient", pa.int8()),
        ("worst", pa.int8()),
        ("order", pa.int64()),
        ("sender", pa.string()),
        ("message", pa.string()),
    ]
)
NOTHING: Final = -1
"""For ``worst``: nothing was found."""


def people_of(examined: Examined, first: int) -> pa.RecordBatch:
    """The messages of a batch of which person and time are known; ``first`` numbers the first."""
    rows = examined.verdicts
    worst = [NOTHING if one.worst is None else SEVERITY_ORDER[one.worst] for one in examined.judged]
    columns = {
        **{name: rows.column(name) for name in ("person", "thread", "sender", "message")},
        "sent_at": pc.cast(rows.column("sent_at"), PEOPLE.field("sent_at").type),
        "channel": pa.array(codes(rows.column("channel"), CHANNELS)),
        "recipient": pa.array(codes(rows.column("recipient"), RECIPIENTS)),
        "worst": pa.array(np.array(worst, np.int8)[examined.of]),
        "order": pa.array(np.arange(first, first + rows.num_rows)),
    }
    batch = pa.RecordBatch.from_arrays([columns[name] for name in PEOPLE.names], schema=PEOPLE)
    known = pc.and_(batch.column("person").is_valid(), batch.column("sent_at").is_valid())
    return batch.filter(known)


def write_people(batch: pa.RecordBatch, path: Path) -> None:
    """In `PARTS` batches, of the persons of each part."""
    digits = pc.utf8_slice_codeunits(batch.column("person"), 0, 1)
    parts = pc.index_in(digits, pa.array(f"{part:x}" for part in range(PARTS))).to_numpy()
    ordered = batch.take(pa.array(np.argsort(parts, kind="stable")))
    ends = np.cumsum(np.bincount(parts, minlength=PARTS))
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, PEOPLE) as writer:
        for start, end in pairwise((0, *ends.tolist())):
            writer.write_batch(ordered.slice(start, end - start))


def read_people(paths: list[Path], part: int) -> pa.Table:
    """One part of all units."""
    batches = []
    for path in paths:
        with pa.memory_map(str(path)) as file:
            batches.append(pa.ipc.open_file(file).get_batch(part))
    return pa.Table.from_batches(batches, PEOPLE)
