"""Texts blanked ahead: whole or not at all, whoever else writes, and used once."""

import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tests.audit.archives import NOTICE, THREAT, parquet, rows_of
from tonecheck.audit.exclusions import Exclusions
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.plan import Begun, Plan
from tonecheck.audit.prepare import prepared, preparing
from tonecheck.audit.settings import Settings
from tonecheck.audit.skeletons import blanked
from tonecheck.audit.stored import messages_of
from tonecheck.audit.units import sources_of

TEXTS = [NOTICE, THREAT, " ", NOTICE]
MESSAGES = [NOTICE, THREAT, NOTICE]
NAME = "000000-00000"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    inputs = inputs_of([str(parquet(tmp_path / "a.parquet", rows_of(*TEXTS)))])
    sources = sources_of(inputs[0], Settings(), None, tmp_path / "ingest")
    return Plan(Begun(inputs, Settings(), "", date(2026, 3, 1)), sources)


def prepare(plan: Plan, folder: Path) -> Path:
    """The file with the texts of the only batch."""
    path = folder / f"{NAME}.arrow"
    with preparing(plan, plan.units, folder, 1):
        for patience in range(2000, -1, -1):
            if path.exists():
                break
            assert patience
            time.sleep(0.005)
    return path


def taken(plan: Plan, folder: Path) -> pa.DictionaryArray | None:
    """What was prepared for the messages of the only batch."""
    unit = plan.units[0]
    settings, excluded = plan.begun.settings, Exclusions()
    (stored,) = messages_of(unit, plan.sources[unit.source], settings, excluded)
    return prepared(folder, unit, 0, stored)


def test_what_is_prepared_is_used_once(plan: Plan, tmp_path: Path) -> None:
    prepare(plan, tmp_path)
    texts = taken(plan, tmp_path)
    assert texts is not None
    assert texts.to_pylist() == blanked(pa.array(MESSAGES)).to_pylist()
    assert taken(plan, tmp_path) is None


def test_what_another_process_is_writing_is_left_alone(plan: Plan, tmp_path: Path) -> None:
    theirs = tmp_path / f"{NAME}.part"
    theirs.write_bytes(b"half of it")
    prepare(plan, tmp_path)
    assert theirs.read_bytes() == b"half of it"


@pytest.mark.parametrize("kept", [0, 7, 0.5, -1])
def test_what_is_half_written_is_not_prepared(plan: Plan, tmp_path: Path, kept: float) -> None:
    path = prepare(plan, tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data)) if 0 < kept < 1 else int(kept)])
    assert taken(plan, tmp_path) is None


def test_zeros_are_not_prepared(plan: Plan, tmp_path: Path) -> None:
    """What some file systems leave of a file when the power fails."""
    path = prepare(plan, tmp_path)
    path.write_bytes(bytes(path.stat().st_size))
    assert taken(plan, tmp_path) is None


def test_texts_of_other_rows_are_not_taken_for_these(plan: Plan, tmp_path: Path) -> None:
    path = prepare(plan, tmp_path)
    texts = blanked(pa.array([NOTICE, NOTICE, " ", THREAT + THREAT]))
    schema = pa.schema([("text", texts.type)], {"length": "3"})
    with pa.ipc.new_file(str(path), schema) as writer:
        writer.write_batch(pa.record_batch([texts], schema=schema))
    assert taken(plan, tmp_path) is None
