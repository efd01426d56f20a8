"""One unit of an archive examined, and its results laid down whole or not at all."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tonecheck.audit.baseline.acceptance import ACCEPTED
from tonecheck.audit.counting import counted, templates_of
from tonecheck.audit.counts import Counts, Template
from tonecheck.audit.examine import Examiner
from tonecheck.audit.exclusions import Exclusion, Exclusions
from tonecheck.audit.people import PARTS, people_of, write_people
from tonecheck.audit.plan import Plan
from tonecheck.audit.prepare import prepared
from tonecheck.audit.schema import VERDICTS, findings_schema
from tonecheck.audit.spreadsheet import write_lines
from tonecheck.audit.stored import messages_of
from tonecheck.audit.units import Unit

VERDICTS_FILE: Final = "verdicts.parquet"
FINDINGS_FILE: Final = "findings.parquet"
FINDINGS_CSV: Final = "findings.csv"
COUNTS_FILE: Final = "counts.msgpack"
SKELETONS_FILE: Final = "skeletons.bin"
SKELETON: Final = np.dtype([("hash", "S16"), ("count", "<i8")])
"""A record of that file; an S16 drops zeros at its end, and all are equally long."""

_REPEATED: Final = [name for name in VERDICTS.names if name not in ("message", "row", "sent_at")]
"""Columns worth a dictionary: in the others nothing occurs twice."""

PREPARED: Final = "prepared"
"""The folder beside the units with texts blanked ahead of time."""

_UNIT_BITS: Final = 32


class Outcome(msgspec.Struct):
    """What a unit adds to the sums."""

    source: str
    examined: int = 0
    findings: int = 0
    counts: Counts = msgspec.field(default_factory=Counts)
    excluded: list[Exclusion] = []


def folder_of(units: Path, unit: Unit) -> Path:
    """Where the results of a unit lie once it is done."""
    return units / f"{unit.number:06d}"


def scan(
    unit: Unit, plan: Plan, examiner: Examiner, units: Path, told: Callable[[int], None]
) -> None:
    """Examine a unit.

    Args:
        told: is told how many rows were dealt with, as it goes.
    """
    done = folder_of(units, unit)
    part = units / f".{unit.number:06d}.{os.getpid()}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    _scanned(unit, plan, examiner, part, told)
    try:
        part.rename(done)
    except OSError:
        if not done.is_dir():
            raise
        shutil.rmtree(part)  # somebody was faster, to the same effect


def _scanned(
    unit: Unit, plan: Plan, examiner: Examiner, part: Path, told: Callable[[int], None]
) -> None:
    source, settings = plan.sources[unit.source], plan.begun.settings
    excluded = Exclusions()
    outcome = Outcome(source.name)
    templates: dict[str, Template] = {}
    acceptance = plan.begun.acceptance
    schema = findings_schema(settings.include_text, acceptance is not None)
    with (
        pq.ParquetWriter(
            part / VERDICTS_FILE, VERDICTS, compression="zstd", use_dictionary=_REPEATED
        ) as verdicts,
        pq.ParquetWriter(part / FINDINGS_FILE, schema, compression="zstd") as findings,
        pa.OSFile(str(part / FINDINGS_CSV), "wb") as lines,
        (part / SKELETONS_FILE).open("wb") as skeletons,
    ):
        for number, stored in enumerate(messages_of(unit, source, settings, excluded)):
            batch = stored.messages
            texts = prepared(part.parents[1] / PREPARED, unit, number, stored)
            examined = examiner.examine(batch, source.name, texts)
            verdicts.write_batch(examined.verdicts)
            found = examined.findings
            if found.num_rows:
                if acceptance:
                    found = found.append_column(ACCEPTED, acceptance.accepted(found))
                findings.write_batch(found)
                write_lines(found, lines)
            skeletons.write(occurrences(examined.verdicts.column("skeleton")).tobytes())
            first = (unit.number << _UNIT_BITS) + outcome.examined
            write_people(people_of(examined, first), part / f"people-{number:05d}.arrow")
            outcome.counts.add(counted(examined))
            outcome.examined += batch.num_rows
            outcome.findings += examined.findings.num_rows
            for key, template in templates_of(examined).items():
                if key in templates:
                    templates[key].add(template)
                else:
                    templates[key] = template
            told(batch.num_rows)
    outcome.excluded = excluded.listed()
    told(unit.rows - outcome.examined)
    _write_templates(templates, part)
    (part / COUNTS_FILE).write_bytes(msgspec.msgpack.encode(outcome))


def _write_templates(templates: dict[str, Template], part: Path) -> None:
    for digit in range(PARTS):
        chosen = {key: one for key, one in templates.items() if key[0] == f"{digit:x}"}
        if chosen:
            path = part / f"templates-{digit:x}.msgpack"
            path.write_bytes(msgspec.msgpack.encode(chosen))


def occurrences(hashes: pa.Array) -> NDArray[Any]:
    """How often each of the hashes occurs."""
    counted_ = hashes.value_counts()
    found = np.empty(len(counted_), SKELETON)
    found["hash"] = [bytes.fromhex(one) for one in counted_.field("values").to_pylist()]
    found["count"] = counted_.field("counts").to_numpy()
    return found


def outcome_of(folder: Path) -> Outcome:
    """What was laid down of a unit."""
    return msgspec.msgpack.decode((folder / COUNTS_FILE).read_bytes(), type=Outcome)
