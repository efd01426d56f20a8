"""Who waits on a terminal is told why; others get nothing between their lines."""

import sys
from io import StringIO
from threading import Event

import pytest

from tonecheck.cli import waiting


class _Screen(StringIO):
    def __init__(self) -> None:
        super().__init__()
        self.written = Event()

    def write(self, text: str) -> int:
        done = super().write(text)
        if text:  # click tries a stream by writing nothing
            self.written.set()
        return done


class _Terminal(_Screen):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("slow", "terminal", "said"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_only_who_waits_on_a_terminal_is_told(
    monkeypatch: pytest.MonkeyPatch, slow: bool, terminal: bool, said: bool
) -> None:
    stderr = _Terminal() if terminal else _Screen()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(waiting, "PATIENCE", 0.05 if slow else 60)
    with waiting.told_to_wait():
        stderr.written.wait(30 if said else 0)
    assert ("规则和词表" in stderr.getvalue()) is said
