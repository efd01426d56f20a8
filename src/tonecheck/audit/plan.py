"""What a run was begun with, kept beside what is done, so that it goes on with the same or not at all."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec

from tonecheck.audit.baseline.acceptance import Acceptance
from tonecheck.audit.baseline.reading import Baseline
from tonecheck.audit.errors import AuditError
from tonecheck.audit.exclusions import Exclusions
from tonecheck.audit.folders import UNREAD
from tonecheck.audit.inputs import Input
from tonecheck.audit.settings import Settings
from tonecheck.audit.units import Source, Unit, left_out, sources_of, units_of
from tonecheck.message import LOCAL_TIME

_PLAN: Final = "plan.json"
_VERSIONS: Final = "versions"
_REMEDY: Final = "恢复原样，或换一个 --out 目录从头跑"


class Begun(msgspec.Struct, frozen=True):
    """What results depend on besides the versions."""

    inputs: list[Input]
    settings: Settings
    key: str
    """Hash of the key of hashes."""
    law_day: date
    baseline: Baseline | None = None
    """Findings that were accepted before."""
    beside: list[str] = []
    """Files in the folders that are no archives; they may come and go."""

    @property
    def acceptance(self) -> Acceptance | None:
        """What says of findings whether they are accepted, counting from nothing."""
        return Acceptance(self.baseline, self.law_day) if self.baseline else None


class Plan(msgspec.Struct):
    """The tables of the archive, ready to be examined unit by unit."""

    begun: Begun
    sources: list[Source]

    @property
    def units(self) -> list[Unit]:
        return list(units_of(self.sources))

    @property
    def rows(self) -> int:
        return sum(source.rows for source in self.sources)

    def excluded(self) -> Exclusions:
        """What was left out while the tables were opened."""
        found = Exclusions()
        for source in self.sources:
            found.merge(source.excluded)
        return found


def planned(
    work: Path,
    inputs: list[Input],
    settings: Settings,
    key: str,
    dsn: str | None,
    baseline: Baseline | None = None,
) -> Plan:
    """The plan in ``work``, or a new one; tables that are no Parquet are copied there first.

    Raises:
        AuditError: what was begun there was begun with something else; or no input can be audited,
            for what `sources_of` says.
    """
    path = work / _PLAN
    archives = [one for one in inputs if one.kind != "beside"]
    if path.exists():
        plan = msgspec.json.decode(path.read_bytes(), type=Plan)
        begun = Begun(archives, settings, key, plan.begun.law_day, baseline)
        _require_same(plan.begun, begun)
        return plan
    beside = [one.name for one in inputs if one.kind == "beside"]
    begun = Begun(archives, settings, key, datetime.now(LOCAL_TIME).date(), baseline, beside)
    folder = work / "ingest"
    folder.mkdir(exist_ok=True)
    plan = Plan(begun, _opened(archives, settings, dsn, folder))
    write_whole(path, msgspec.json.encode(plan))
    return plan


def _opened(inputs: list[Input], settings: Settings, dsn: str | None, folder: Path) -> list[Source]:
    """The tables of all inputs; a file that cannot be audited costs the others nothing."""
    sources: list[Source] = []
    errors: list[AuditError] = []
    for number, one in enumerate(inputs):
        stem = folder / f"{number:05d}"
        done = stem.with_suffix(".json")
        if not done.exists():
            try:
                found = sources_of(one, settings, dsn, stem)
            except AuditError as error:
                if one.kind == "sql":  # it was asked for by itself
                    raise
                if one.kind not in UNREAD:
                    errors.append(error)
                found = [left_out(one, error)]
            write_whole(done, msgspec.json.encode(found))
        sources += msgspec.json.decode(done.read_bytes(), type=list[Source])
    if errors and len(errors) == sum(one.kind not in UNREAD for one in inputs):
        more = f"（其余 {len(errors) - 1} 个文件也都不能审计）" if len(errors) > 1 else ""
        raise AuditError(f"{errors[0]}{more}")
    return sources


def begun_in(work: Path) -> bool:
    """Whether there is a plan to go on with."""
    return (work / _PLAN).exists()


def require_versions(work: Path, versions: str) -> None:
    """See that what is gone on with was begun with the same rules and model.

    Raises:
        AuditError: it was begun with others.
    """
    path = work / _VERSIONS
    if not path.exists():
        write_whole(path, versions.encode())
    elif path.read_text() != versions:
        raise AuditError(f"不能接着跑：程序、规则包或模型的版本与上次开始时不一样；{_REMEDY}")


def _require_same(before: Begun, now: Begun) -> None:
    for field, name in (
        ("inputs", "存档文件（有增减或改动）"),
        ("settings", "配置或选项"),
        ("key", "密钥"),
        ("baseline", "基线"),
    ):
        if getattr(before, field) != getattr(now, field):
            raise AuditError(f"不能接着跑：{name}与上次开始时不一样；{_REMEDY}")


def write_whole(path: Path, data: bytes) -> None:
    """A file that is there whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
