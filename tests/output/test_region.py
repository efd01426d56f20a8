"""Where findings stand in files: lines, columns and offsets of the file, not of the draft."""

from io import BytesIO

import pytest

from tests.output.examined import finding
from tonecheck.drafts.sources import Reader
from tonecheck.output.region import Region, region
from tonecheck.place import Begin, Place


def test_lines_and_columns_are_those_of_the_file() -> None:
    text = "甲😀乙\n丙丁"
    at = region(Place("a", begin=Begin(3, 2, 10)), text, finding(1, 3, "😀乙"))
    assert at == Region(3, 3, 4, 6, 11)
    at = region(Place("a", begin=Begin(3, 2, 10)), text, finding(2, 5, "乙\n丙"))
    assert at == Region(3, 4, 5, 2, 12)


def test_of_cells_only_the_row_is_known() -> None:
    assert region(Place("a.csv", 7), "甲", finding(0, 1, "甲")) == Region(7, 7)
    assert region(Place("a"), "甲", finding(0, 1, "甲")) is None


@pytest.mark.parametrize("each_line", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_offsets_are_those_of_the_file_or_are_not_given(each_line: bool, end: str) -> None:
    written = f"{end}{end}  您好甲乙丙{end}"
    file = BytesIO(written.encode("utf-8-sig"))
    (draft,) = Reader(each_line=each_line).read(file, "a.txt")
    assert draft.message
    start = draft.message.text.index("甲")
    at = region(draft.place, draft.message.text, finding(start, start + 2, "甲乙"))
    assert at
    assert (at.line, at.column, at.end_column) == (3, 5, 7)
    assert at.offset == (written.index("甲") if end == "\n" else None)
