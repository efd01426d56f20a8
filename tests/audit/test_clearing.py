"""What a killed run left is cleared away, whoever of it may still be alive."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tonecheck.audit.run import clear


def test_what_is_being_cleared_cannot_get_its_final_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker whose main process was killed finishes its unit while the next run clears it."""
    stray, done = tmp_path / ".000003.77", tmp_path / "000003"
    stray.mkdir()
    (stray / "counts.msgpack").write_bytes(b"x")
    remove = shutil.rmtree

    def meanwhile(path: Path, **how: Any) -> None:
        with pytest.raises(FileNotFoundError):
            stray.rename(done)
        remove(path, **how)

    monkeypatch.setattr(shutil, "rmtree", meanwhile)
    clear(stray)
    assert list(tmp_path.iterdir()) == []


def test_what_was_finished_in_time_stays(tmp_path: Path) -> None:
    done = tmp_path / "000003"
    done.mkdir()
    clear(tmp_path / ".000003.77")
    assert list(tmp_path.iterdir()) == [done]
