"""Texts blanked ahead of time, by processes that need no rules, while rules and model are loaded."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa

from tonecheck.audit.messages import Stored, texts_of
from tonecheck.audit.plan import Plan
from tonecheck.audit.skeletons import blanked
from tonecheck.audit.units import Unit


@contextmanager
def preparing(plan: Plan, units: Sequence[Unit], folder: Path, processes: int) -> Iterator[None]:
    """Meanwhile ``folder`` fills with blanked texts; what is not done in time is left undone."""
    fork = multiprocessing.get_context("fork")
    started = [
        fork.Process(target=_prepare, args=(plan, units[n::processes], folder), daemon=True)
        for n in range(processes)
    ]
    for process in started:
        process.start()
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.join()


def _prepare(plan: Plan, units: Sequence[Unit], folder: Path) -> None:
    parent = os.getppid()
    pa.set_cpu_count(1)
    with suppress(
        OSError, pa.ArrowException
    ):  # whoever examines the unit will meet it again, and tell
        for unit in units:
            for number, texts in enumerate(texts_of(unit, plan.sources[unit.source])):
                if os.getppid() != parent:
                    return
                _write(blanked(texts), folder, unit, number)


def _write(texts: pa.DictionaryArray, folder: Path, unit: Unit, number: int) -> None:
    path = folder / f"{unit.number:06d}-{number:05d}.arrow"
    beside = path.with_suffix(f".{os.getpid()}.part")
    batch = pa.record_batch({"text": texts})
    with pa.OSFile(str(beside), "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
        writer.write_batch(batch)
    beside.replace(path)


def prepared(folder: Path, unit: Unit, number: int, stored: Stored) -> pa.DictionaryArray | None:
    """The blanked texts of a batch's messages, if they were prepared; they are used once.

    A file that a fall of the machine left half written is as good as none.
    """
    path = folder / f"{unit.number:06d}-{number:05d}.arrow"
    texts = None
    with suppress(OSError, pa.ArrowInvalid), pa.OSFile(str(path), "rb") as file:
        batch = pa.ipc.open_file(file).get_batch(0)
        batch.validate(full=True)
        texts = batch.column("text")
    path.unlink(missing_ok=True)
    if texts is None or len(texts) != stored.rows:
        return None
    return texts if stored.kept is None else texts.filter(stored.kept)
