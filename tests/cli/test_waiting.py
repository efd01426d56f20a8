"""Who waits on a terminal is told why; others get nothing between their lines."""

import sys
from io import StringIO
from time import sleep

import pytest

from tonecheck.cli import waiting


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("slow", "terminal", "said"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_only_who_waits_on_a_terminal_is_told(
    monkeypatch: pytest.MonkeyPatch, slow: bool, terminal: bool, said: bool
) -> None:
    stderr = _Terminal() if terminal else StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(waiting, "PATIENCE", 0.05 if slow else 60)
    with waiting.told_to_wait():
        sleep(0.3)
    assert ("规则和词表" in stderr.getvalue()) is said
