"""One unit of an archive as a task of Spark: its results come out as files by name."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
from msgspec.structs import replace

from tonecheck.audit.errors import AuditError
from tonecheck.audit.plan import Plan
from tonecheck.audit.scan import folder_of, scan
from tonecheck.audit.spark.asked import Asked, examiner
from tonecheck.audit.units import Unit

FILES: Final = "name string, data binary"


class Alone(NamedTuple):
    """A unit, and of the plan no more than it needs."""

    unit: Unit
    plan: Plan


def alone(unit: Unit, plan: Plan) -> Alone:
    """What is sent to the worker that examines ``unit``."""
    source = plan.sources[unit.source]
    there = replace(source, path=str(Path(source.path).absolute()), excluded=[])
    return Alone(replace(unit, source=0), Plan(replace(plan.begun, inputs=[]), [there]))


def scanned(given: Alone, asked: Asked, rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The files that `tonecheck.audit.scan.scan` lays down, one a row.

    Args:
        rows: whatever made Spark start the task.

    Raises:
        AuditError: the archive is not to be seen from here.
    """
    for _ in rows:
        pass
    source = given.plan.sources[0]
    if not Path(source.path).exists():
        raise AuditError(
            f"{source.name}：执行器上没有 {source.path}；存档和 --out 都要放在每台机器用同一路径看得到的目录里"
        )
    with tempfile.TemporaryDirectory() as folder:
        units = Path(folder) / "units"
        units.mkdir()
        scan(given.unit, given.plan, examiner(asked), units, lambda _: None)
        for path in sorted(folder_of(units, given.unit).iterdir()):
            data = pa.array([path.read_bytes()], pa.binary())
            yield pa.record_batch({"name": pa.array([path.name]), "data": data})
