"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request."""

from typing import BinaryIO, Final

from tonecheck.categories import TITLES
from tonecheck.output.output import Examined
from tonecheck.output.region import region
from tonecheck.output.wording import BROKEN_OFF, in_full
from tonecheck.report import Finding, Severity
from tonecheck.titles import SEVERITY_TITLES, why_incomplete

_COMMANDS: Final[dict[Severity, str]] = {"block": "error", "warn": "warning", "info": "notice"}
_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})
_INCOMPLETE: Final = "未能完整检查"


class GitHubOutput:
    """One command a finding and a reason, written as soon as it is known."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, examined: Examined) -> None:
        place = examined.place
        for finding in examined.report.findings:
            sheet = f"{place.sheet}：" if place.sheet else ""
            said = f"{sheet}“{finding.excerpt}”{in_full(finding)}"
            label = f"{SEVERITY_TITLES[finding.severity]} · {TITLES[finding.category]}"
            self._command(
                _COMMANDS[finding.severity],
                said,
                {**_where(examined, finding), "title": f"{label} {finding.rule}"},
            )
        for reason in examined.report.incomplete_because:
            where: dict[str, str | int] = {"file": place.file, "title": _INCOMPLETE}
            if place.line is not None:
                where["line"] = place.line
            self._command("error", why_incomplete(reason), where)
        self._stream.flush()

    def close(self, finished: bool) -> None:
        if not finished:
            self._command("error", BROKEN_OFF, {"title": _INCOMPLETE})
        self._stream.flush()

    def _command(self, name: str, said: str, properties: dict[str, str | int]) -> None:
        written = ",".join(f"{k}={str(v).translate(_IN_PROPERTY)}" for k, v in properties.items())
        line = f"::{name} {written}::{said.translate(_IN_MESSAGE)}\n"
        self._stream.write(line.encode(errors="backslashreplace"))


def _where(examined: Examined, finding: Finding) -> dict[str, str | int]:
    """Columns only where lines do not differ, as GitHub demands; the end column is the last."""
    where: dict[str, str | int] = {"file": examined.place.file}
    at = region(examined.place, examined.text, finding)
    if at is None:
        return where
    where |= {"line": at.line, "endLine": at.end_line}
    if at.column is not None and at.end_column is not None and at.line == at.end_line:
        where |= {"col": at.column, "endColumn": max(at.column, at.end_column - 1)}
    return where
