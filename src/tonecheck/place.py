"""Where a draft stands in what was given: file, sheet, line."""

from typing import NamedTuple


class Begin(NamedTuple):
    """Where the text of a draft begins in its file, which holds it as it is from there on.

    Attributes:
        line: from 1.
        column: code points before it in that line.
        offset: code points before it in the file; None where that is not known, because line ends
            are more than one character, or the file is no text.
    """

    line: int
    column: int = 0
    offset: int | None = None


class Place(NamedTuple):
    """A file, or one line, row or sheet of it.

    Attributes:
        file: as given; ``-`` is standard input.
        line: line or row, from 1; None for all of it.
        sheet: of a workbook.
        begin: None where the text does not stand there as it is: cells are quoted, JSON escaped.
    """

    file: str
    line: int | None = None
    sheet: str = ""
    begin: Begin | None = None

    def __str__(self) -> str:
        parts = (self.file, self.sheet, "" if self.line is None else str(self.line))
        # names that are no UTF-8 (GBK, from an archive made on Windows) are escaped
        return ":".join(filter(None, parts)).encode(errors="backslashreplace").decode()
