"""Texts blanked ahead of time, by processes that need no rules, while rules and model are loaded."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pyarrow as pa

from tonecheck.audit.plan import Plan
from tonecheck.audit.skeletons import blanked
from tonecheck.audit.stored import Stored, text_bytes, unit_texts
from tonecheck.audit.units import Unit

_LENGTH: Final = b"length"


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


def limit_threads() -> None:
    """One thread a process: there is a process for every core."""
    pa.set_cpu_count(1)


def _prepare(plan: Plan, units: Sequence[Unit], folder: Path) -> None:
    parent = os.getppid()
    limit_threads()
    for unit in units:
        # Whoever examines the unit will meet what is wrong with it again, and tell.
        with suppress(OSError, pa.ArrowException):
            for number, texts in enumerate(unit_texts(unit, plan.sources[unit.source])):
                if os.getppid() != parent:
                    return
                _write(blanked(texts), text_bytes(texts), folder, unit, number)


def _write(texts: pa.DictionaryArray, length: int, folder: Path, unit: Unit, number: int) -> None:
    path = folder / f"{unit.number:06d}-{number:05d}.arrow"
    beside = path.with_suffix(f".{os.getpid()}.part")
    schema = pa.schema([("text", texts.type)], {_LENGTH: str(length)})
    batch = pa.record_batch([texts], schema=schema)
    with pa.OSFile(str(beside), "wb") as file, pa.ipc.new_file(file, schema) as writer:
        writer.write_batch(batch)
    beside.replace(path)


def prepared(folder: Path, unit: Unit, number: int, stored: Stored) -> pa.DictionaryArray | None:
    """The blanked texts of a batch's messages, if they were prepared; they are used once.

    A file that a fall of the machine left half written is as good as none, and so is one of other
    texts: nothing promises that what was read in one column came in the same batches.
    """
    path = folder / f"{unit.number:06d}-{number:05d}.arrow"
    texts, length = None, None
    with suppress(OSError, pa.ArrowInvalid), pa.OSFile(str(path), "rb") as file:
        batch = pa.ipc.open_file(file).get_batch(0)
        batch.validate(full=True)
        texts = batch.column("text")
        length = int(batch.schema.metadata[_LENGTH])
    path.unlink(missing_ok=True)
    if texts is None or (len(texts), length) != (len(stored.kept), stored.text_bytes):
        return None
    return texts.filter(stored.kept)
