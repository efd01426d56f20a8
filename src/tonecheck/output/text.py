"""Findings for people: the line, the words marked below it, why, the law, what to write instead."""

from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tonecheck.categories import TITLES
from tonecheck.output.output import Examined
from tonecheck.report import Decision, Finding, Severity
from tonecheck.titles import DECISION_TITLES, EVASION_TITLES, SEVERITY_TITLES, why_incomplete

_STYLES: dict[Severity, str] = {"block": "bold red", "warn": "bold yellow", "info": "cyan"}
_DECISION_STYLES: dict[Decision, str] = {"block": "red", "review": "yellow", "pass": "green"}
_CONTEXT = 44
"""Characters shown on each side of a finding in a long line."""


class TextOutput:
    """Prints reports one after another, and a summary."""

    def __init__(self, console: Console, show_reading: bool = False) -> None:
        self._console = console
        self._show_reading = show_reading
        self._decisions: dict[Decision, int] = {"block": 0, "review": 0, "pass": 0}
        self._findings = 0
        self._incomplete = 0

    def write(self, examined: Examined) -> None:
        """Print one report; a clean pass is only counted."""
        report = examined.report
        self._decisions[report.decision] += 1
        self._findings += len(report.findings)
        self._incomplete += not report.complete
        if report.decision == "pass" and not report.findings:
            return
        heading = Text.assemble(
            (str(examined.place), "bold"),
            "  ",
            (DECISION_TITLES[report.decision], _DECISION_STYLES[report.decision]),
        )
        self._print(heading)
        for reason in report.incomplete_because:
            self._print(Text(f"  未能完整检查：{why_incomplete(reason)}", "magenta"))
        for finding, read in zip_longest(report.findings, examined.read_as):
            self._write_finding(examined, finding)
            if self._show_reading and read and finding.evasion:
                ways = "、".join(EVASION_TITLES[way] for way in finding.evasion)
                self._print(
                    Text(f"        读作  {_plain(finding.excerpt)} → {read}（{ways}）", "cyan")
                )
        self._print(Text(""))

    def _write_finding(self, examined: Examined, finding: Finding) -> None:
        style = _STYLES[finding.severity]
        number, line, start, end = _line_of(examined.text, finding.start, finding.end)
        begin = examined.place.begin
        number += begin.line - 1 if begin else 0
        shown = Text(f"  {number:>3} │ ", "dim") + Text(line)
        offset = len(shown.plain) - len(line)
        shown.stylize(f"underline {style}", offset + start, offset + end)
        self._print(shown)
        blank = " " * cell_len(line[:start])
        marks = "^" * max(1, cell_len(line[start:end]))
        self._print(Text("      │ ", "dim") + Text(blank) + Text(marks, style))
        title = TITLES[finding.category]
        label = f"{SEVERITY_TITLES[finding.severity]} · {title}"
        self._print(
            Text.assemble(
                "        ", (label, style), f"  {finding.message}  ", (finding.rule, "dim")
            )
        )
        if finding.basis:
            self._print(Text(f"        依据  {'；'.join(basis.cite for basis in finding.basis)}"))
        if finding.suggestion:
            self._print(Text(f"        可改为  {finding.suggestion}", "green"))

    def close(self, finished: bool) -> None:
        """Print the summary, of a run that came to its end."""
        if not finished:
            return
        total = sum(self._decisions.values())
        counts = "，".join(f"{DECISION_TITLES[d]} {n}" for d, n in self._decisions.items())
        summary = f"共检查 {total} 条：{counts}；标出 {self._findings} 处"
        if self._incomplete:
            summary += f"；{self._incomplete} 条未能完整检查"
        self._print(Text(summary, "bold"))

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


def _line_of(text: str, start: int, end: int) -> tuple[int, str, int, int]:
    """Number and content of the line of ``start``, shortened around the finding, and where it is."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = min(end, line_end)
    low, high = max(line_start, start - _CONTEXT), min(line_end, end + _CONTEXT)
    opening, closing = "…" if low > line_start else "", "…" if high < line_end else ""
    line = _plain(text[low:high])
    shift = len(opening) - low
    return text.count("\n", 0, start) + 1, f"{opening}{line}{closing}", start + shift, end + shift


def _plain(line: str) -> str:
    """Control and direction characters would move the marks (or the terminal): show a dot."""
    return "".join(char if char.isprintable() or char == "\u3000" else "·" for char in line)
