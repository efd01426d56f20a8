"""What every format is: something that reports are written to, one by one."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tonecheck.place import Place
from tonecheck.report import Report, Severity
from tonecheck.rules.ruleset import RuleSet


class Examined(NamedTuple):
    """A draft and the report on it.

    Attributes:
        place: where it stands.
        text: what was examined; empty when nothing could be.
        read_as: how the excerpt of each finding was read.
        fail_on: the level from which findings fail the run.
        ruleset: the rules it was examined by.
    """

    place: Place
    text: str
    report: Report
    read_as: Sequence[str]
    fail_on: Severity
    ruleset: RuleSet


class Output(Protocol):
    """Where reports go."""

    def write(self, examined: Examined) -> None:
        """Write one report, or keep what the format wants at its end."""

    def close(self, finished: bool) -> None:
        """Complete the document.

        Args:
            finished: False when the run broke off, and more was to be examined.
        """
