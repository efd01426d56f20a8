"""What takes seconds to build is kept for the next process, and only where nobody else can write."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tonecheck.kept import MOST_KEPT, kept, private_directory


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "tonecheck"


class Builder:
    """Counts how often it builds."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self) -> dict[str, int]:
        self.built += 1
        return {"一": 1}


def test_what_was_built_once_is_read_from_then_on(folder: Path) -> None:
    build = Builder()
    assert kept("numbers", build) == kept("numbers", build) == {"一": 1}
    assert build.built == 1
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_what_is_made_of_something_else_is_built_anew(folder: Path) -> None:
    build = Builder()
    for content in ("甲", "乙", "甲"):
        kept("numbers", build, lambda content=content: (content,))  # type: ignore[misc]
    assert build.built == 2


def test_what_changed_while_it_was_built_is_not_kept(folder: Path) -> None:
    build, contents = Builder(), iter(("before", "after", "after", "after"))

    def made_of() -> Iterator[str]:
        yield next(contents)

    kept("numbers", build, made_of)
    assert list(folder.iterdir()) == []
    kept("numbers", build, made_of)
    assert build.built == 2


_GONE = b"cno_such_module\nNothing\n."


@pytest.mark.parametrize(
    "damage", [b"", b"short", bytes(32) + _GONE, hashlib.sha256(_GONE).digest() + _GONE]
)
def test_a_damaged_file_is_replaced(folder: Path, damage: bytes) -> None:
    build = Builder()
    kept("numbers", build)
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert kept("numbers", build) == {"一": 1}
    assert kept("numbers", build) == {"一": 1}
    assert build.built == 2


def test_nothing_is_kept_where_others_could_write(folder: Path) -> None:
    build = Builder()
    kept("numbers", build)
    folder.chmod(0o770)
    assert private_directory() is None
    assert kept("numbers", build) == {"一": 1}
    assert build.built == 2
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_others_could_write_is_not_read(folder: Path) -> None:
    build = Builder()
    kept("numbers", build)
    (file,) = folder.iterdir()
    file.chmod(0o666)
    kept("numbers", build)
    assert build.built == 2
    assert file.stat().st_mode & 0o077 == 0


def test_what_code_built_that_is_no_longer_there_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version is installed while a process runs the old one."""
    monkeypatch.setattr("tonecheck.kept._code", lambda: "another version")
    assert kept("numbers", Builder()) == {"一": 1}
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_unfinished_goes(folder: Path) -> None:
    kept("numbers", Builder())
    (file,) = folder.iterdir()
    left = folder / f".unfinished-1-{file.name}"
    being_written = folder / f".unfinished-2-{file.name}"
    being_written.write_bytes(b"half")
    file.rename(left)
    os.utime(left, (0, 0))
    kept("numbers", Builder(), lambda: ("another key",))
    assert not left.exists()
    assert being_written.exists()


def test_no_directory_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(occupied))
    assert kept("numbers", Builder()) == {"一": 1}


def test_a_full_disk_is_no_error_and_leaves_nothing_behind(folder: Path) -> None:
    code = """
import resource, sys
from tonecheck.kept import kept
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
assert len(kept("numbers", lambda: list(range(10_000)))) == 10_000
"""
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(folder.iterdir()) == []


def test_what_was_read_longest_ago_goes_first(folder: Path) -> None:
    def number(content: int) -> None:
        kept("numbers", Builder(), lambda: (str(content),))

    number(0)
    (first,) = folder.iterdir()
    for content in range(1, MOST_KEPT):
        number(content)
    for age, file in enumerate(sorted(folder.iterdir())):
        os.utime(file, (age, age))
    number(0)
    assert len(list(folder.iterdir())) == MOST_KEPT
    number(MOST_KEPT)
    assert len(list(folder.iterdir())) == MOST_KEPT
    assert first in folder.iterdir()
