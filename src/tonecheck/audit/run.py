"""An audit from beginning to end, or from where it was stopped."""

import fcntl
import gc
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from tonecheck.audit.baseline.reading import Baseline
from tonecheck.audit.collected import collected, folders_left, new_folder
from tonecheck.audit.contacts import Contacts
from tonecheck.audit.counts import Counts
from tonecheck.audit.errors import AuditError, room_in, usable
from tonecheck.audit.examine import digest
from tonecheck.audit.inputs import Input
from tonecheck.audit.keys import Hasher
from tonecheck.audit.outputs import (
    FILES,
    PATTERNS_FILE,
    SUMMARY,
    described,
    write_patterns,
)
from tonecheck.audit.parts import Templates, parts_in
from tonecheck.audit.people import PARTS
from tonecheck.audit.persons import tagger
from tonecheck.audit.plan import Plan, begun_in, planned, require_versions, write_whole
from tonecheck.audit.pool import Pool
from tonecheck.audit.prepare import preparing
from tonecheck.audit.progress import Progress
from tonecheck.audit.report.writing import REPORT, write_report
from tonecheck.audit.scan import PREPARED, folder_of, outcome_of
from tonecheck.audit.settings import Settings
from tonecheck.audit.summary import summary
from tonecheck.audit.units import Unit
from tonecheck.checker import Checker
from tonecheck.cores import cores

_WORK: Final = "work"

Elsewhere = Callable[[Sequence[Unit], Plan, Path, str, Callable[[int], None]], None]
"""Lays down the results of units in a work folder, told the digest of the versions there must be
and whom to tell of the rows that are done."""


def audit(
    inputs: list[Input],
    out: Path,
    checker: Checker | Callable[[], Checker],
    settings: Settings,
    key: bytes,
    *,
    dsn: str | None = None,
    baseline: Baseline | None = None,
    resume: bool = False,
    workers: int | None = None,
    quiet: bool = False,
    elsewhere: Elsewhere | None = None,
) -> dict[str, Any]:
    """Examine archives and write the results to ``out``; gives the summary.

    Args:
        checker: one that is loaded, or what loads one while texts are read already.
        key: of the hashes for persons and texts.
        baseline: findings that were accepted before; they are marked as such.
        resume: go on with what was begun in ``out``.
        workers: processes; None takes one for every core.
        elsewhere: examines the units in their stead.

    Raises:
        AuditError: inputs or ``out`` do not fit what is asked.
        AuditStopped: it could not be finished and may be resumed.
    """
    summary_path = out / SUMMARY
    if resume and summary_path.exists():  # moved last: all is done but, perhaps, clearing up
        _finish(out)
        return dict(msgspec.json.decode(summary_path.read_bytes()))
    count = workers or cores()
    with room_in(out), _working_in(out, resume) as work:
        hasher = Hasher(key)
        plan = planned(work, inputs, settings, hasher.of(""), dsn, baseline)
        todo = [unit for unit in plan.units if not folder_of(work / "units", unit).is_dir()]
        with preparing(plan, [] if elsewhere else todo, work / PREPARED, count):
            loaded = checker if isinstance(checker, Checker) else checker()
            require_versions(work, digest(loaded.versions))
            if (settings.evasion or loaded.policy.evasion) != "off":
                loaded.ways.undoer.warm_up()  # expressions are compiled as they are needed: few are
            tagger()
        made = new_folder(work)
        _examine(plan, todo, loaded, hasher, work, made, count, quiet, elsewhere)
        told = _write_results(plan, loaded, work, made)
        for name in (*FILES, REPORT, SUMMARY):
            _move(made / name, out / name)
    _finish(out)
    return told


def _finish(out: Path) -> None:
    """Remove what the work needed; half removed, it must not look like work to go on with."""
    away = out / f".{_WORK}.away"
    shutil.rmtree(away, ignore_errors=True)
    if (out / _WORK).exists():
        (out / _WORK).rename(away)
        shutil.rmtree(away, ignore_errors=True)


@contextmanager
def _working_in(out: Path, resume: bool) -> Iterator[Path]:
    """The folder for what is not finished, for one run at a time."""
    work = out / _WORK
    with usable(out):
        if work.exists() and not resume:
            raise AuditError(f"{out}：里面有没跑完的审计；加 --resume 接着跑，或换一个 --out 目录")
        if not work.exists() and out.exists() and any(out.iterdir()):
            raise AuditError(f"{out}：目录不是空的；请换一个 --out 目录")
        for folder in (work, work / "units", work / "parts", work / PREPARED):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # children have no part in it
        except OSError:
            raise AuditError(f"{out}：另一个审计正在往这里写；等它结束") from None
        prepared = (work / PREPARED).glob("*.part")
        for stray in (*(work / "units").glob(".*"), *prepared, *folders_left(work)):
            clear(stray)
        try:
            yield work
        except AuditError:
            if not begun_in(work):  # refused before anything was done: nothing to go on with
                shutil.rmtree(work, ignore_errors=True)
            raise


def clear(stray: Path) -> None:
    """Remove what a killed run left half done.

    A worker of it may be alive yet and about to give a folder its final name: taken away first, a
    folder is either whole under that name or gone, never half removed under it.
    """
    away = stray.with_name(f"{stray.name}.away")
    try:
        stray.rename(away)
    except FileNotFoundError:  # it was finished just now
        return
    shutil.rmtree(away, ignore_errors=True) if away.is_dir() else away.unlink()


def _examine(
    plan: Plan,
    todo: list[Unit],
    checker: Checker,
    hasher: Hasher,
    work: Path,
    made: Path,
    workers: int,
    quiet: bool,
    elsewhere: Elsewhere | None,
) -> None:
    """Every unit that is not done yet, then what is put together from all of them."""
    gc.collect()
    gc.freeze()  # what workers share stays shared
    pool = Pool(min(workers, max(len(todo), PARTS)), (checker, plan, hasher, work))
    try:
        done = plan.rows - sum(unit.rows for unit in todo)
        with Progress(plan.rows, done, quiet) as progress:
            if elsewhere is None:
                pool.run([("unit", unit) for unit in todo], progress.advance)
            elif todo:
                elsewhere(todo, plan, work, digest(checker.versions), progress.advance)
            progress.summing_up()
            pool.run([("collect", made), *(("part", n) for n in range(PARTS))], progress.advance)
    finally:
        pool.close()
        gc.unfreeze()


def _write_results(plan: Plan, checker: Checker, work: Path, out: Path) -> dict[str, Any]:
    """Sums, patterns and report, beside what was collected in ``out``; gives the summary."""
    counts, excluded, contacts = Counts(), plan.excluded(), Contacts()
    examined: dict[str, int] = {}
    for unit in plan.units:
        outcome = outcome_of(folder_of(work / "units", unit))
        counts.add(outcome.counts)
        excluded.merge(outcome.excluded)
        examined[outcome.source] = examined.get(outcome.source, 0) + outcome.examined
    tables: list[pa.Table] = []
    templates = Templates()
    for table, sums in parts_in(work, PARTS):
        tables.append(table)
        contacts.add(sums.contacts)
        templates.add(sums)
    rows = write_patterns(tables, out / PATTERNS_FILE)
    laid = collected(out)
    told = summary(
        plan,
        checker.versions,
        examined,
        counts,
        excluded.listed(),
        contacts,
        templates,
        [*laid.files, described(out / PATTERNS_FILE, rows)],
        laid.baseline,
    )
    written = msgspec.json.format(msgspec.json.encode(told), indent=1)
    write_whole(out / SUMMARY, written)
    write_report(out, checker.ruleset.catalogue)
    return told


def _move(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    source.replace(target)
