"""Where in its file a finding stands."""

from typing import NamedTuple

from tonecheck.place import Place
from tonecheck.report import Finding


class Region(NamedTuple):
    """Lines and columns from 1, in code points; ``end_column`` is the one after the last.

    ``column`` and the rest are None where only the line or row is known, ``offset`` (code points
    before it in the file) also where the file is no text or its line ends are longer.
    """

    line: int
    end_line: int
    column: int | None = None
    end_column: int | None = None
    offset: int | None = None


def region(place: Place, text: str, finding: Finding) -> Region | None:
    """Where ``finding`` stands in the file of ``place``; None when no line is known.

    Args:
        text: the draft.
    """
    begin = place.begin
    if begin is None:
        return None if place.line is None else Region(place.line, place.line)

    def at(point: int) -> tuple[int, int]:
        lines = text.count("\n", 0, point)
        column = point - (text.rfind("\n", 0, point) + 1)
        return begin.line + lines, column + 1 + (0 if lines else begin.column)

    (line, column), (end_line, end_column) = at(finding.start), at(finding.end)
    offset = None if begin.offset is None else begin.offset + finding.start
    return Region(line, end_line, column, end_column, offset)
