"""A report with what is known of its findings besides, and both told of the text as it came in."""

from typing import NamedTuple

from msgspec.structs import replace

from tonecheck.report import Finding, Report
from tonecheck.text.blanks import Blanked


class Examination(NamedTuple):
    """A report, and of each of its findings how the excerpt was read (鲨了你 as 杀了你).

    ``cores`` are the words that rule or classifier pointed at by itself, inside the finding.
    ``origins`` say of each character of ``read_as`` where it stood in what was read.
    """

    report: Report
    read_as: tuple[str, ...]
    cores: tuple[tuple[int, int], ...] = ()
    origins: tuple[tuple[tuple[int, int], ...], ...] = ()


def as_written(read: Examination, blanked: Blanked, id: str | None) -> Examination:
    """What was read of a blanked text, told of the message that was blanked; shares nothing mutable."""
    findings = tuple(_at_its_place(finding, blanked) for finding in read.report.findings)
    report = replace(read.report, id=id, findings=findings, scores={**read.report.scores})
    cores = tuple(blanked.original_span(*core) for core in read.cores)
    read_as = tuple(map(blanked.filled_in, read.read_as, read.origins))
    return Examination(report, read_as, cores)


def _at_its_place(finding: Finding, blanked: Blanked) -> Finding:
    start, end = blanked.original_span(finding.start, finding.end)
    return replace(finding, start=start, end=end, excerpt=blanked.original[start:end])
