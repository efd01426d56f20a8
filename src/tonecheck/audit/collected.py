"""What the units laid down, collected into the files that an audit leaves, while others sum up.

A worker outlives a main process that is killed: it writes into a folder of that one run, which the
next run takes away, and not where the next run writes.
"""

import tempfile
from pathlib import Path
from typing import Any, Final

import msgspec

from tonecheck.audit.outputs import described, write_findings, write_findings_csv, write_verdicts
from tonecheck.audit.plan import Plan, write_whole
from tonecheck.audit.scan import FINDINGS_CSV, FINDINGS_FILE, VERDICTS_FILE, folder_of
from tonecheck.audit.schema import findings_schema
from tonecheck.report import Versions

_PREFIX: Final = ".out."
_FILE: Final = "collected.msgpack"


class Collected(msgspec.Struct):
    """What the summary tells of the files, and of the findings that were accepted before."""

    files: list[dict[str, Any]]
    baseline: dict[str, Any] | None


def new_folder(work: Path) -> Path:
    """Where the files of one run are put together."""
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=work))


def folders_left(work: Path) -> list[Path]:
    """Those of runs that did not come to their end."""
    return sorted(work.glob(f"{_PREFIX}*"))


def collect(plan: Plan, versions: Versions, work: Path, out: Path) -> None:
    """Write verdicts and findings to ``out``."""
    folders = [folder_of(work / "units", unit) for unit in plan.units]
    acceptance = plan.begun.acceptance
    schema = findings_schema(plan.begun.settings.include_text, acceptance is not None)
    told = msgspec.json.encode(versions)
    verdicts = write_verdicts(folders, out / VERDICTS_FILE)
    findings = write_findings(folders, out / FINDINGS_FILE, schema, told, acceptance)
    write_findings_csv(folders, out / FINDINGS_CSV, schema)
    rows = {VERDICTS_FILE: verdicts, FINDINGS_FILE: findings, FINDINGS_CSV: findings}
    done = Collected(
        [described(out / name, many) for name, many in rows.items()],
        acceptance.told() if acceptance else None,
    )
    write_whole(out / _FILE, msgspec.msgpack.encode(done))


def collected(out: Path) -> Collected:
    """What was collected there."""
    return msgspec.msgpack.decode((out / _FILE).read_bytes(), type=Collected)
