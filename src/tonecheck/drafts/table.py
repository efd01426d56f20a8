"""CSV: one message a row, from a chosen column."""

import csv
from collections.abc import Iterator
from typing import Final, NamedTuple

from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.names import COLUMNS, MEANINGS
from tonecheck.drafts.text import draft_from

_OPTIONAL: Final = tuple(field for field in COLUMNS if field != "text")
csv.field_size_limit(4_000_000)


class _Row(NamedTuple):
    """A row and its first line; ``problem`` says why there are no cells."""

    line: int
    cells: list[str]
    problem: str = ""


def read_csv(text: str, name: str, defaults: Defaults, column: str | None) -> Iterator[Draft]:
    """One draft a row, in order; offsets of findings are within the chosen cell.

    A row that has not the cells it should, or quotes that do not close, is a draft with a problem:
    which of its words are the message cannot be told.

    Raises:
        DraftError: the file has no header, or the column is not there or not the only one; the
            error lists those seen.
    """
    rows = _rows(text)
    first = next(rows, _Row(1, []))
    if first.problem:
        raise DraftError(f"{name}：首行应是列名，但{first.problem}")
    header = [cell.strip() for cell in first.cells]
    text_column = _text_column(header, name, column)
    others = {field: at for field in _OPTIONAL if (at := _column(header, field)) is not None}
    for row in rows:
        source = f"{name}:{row.line}"
        problem = row.problem or _misfit(row.cells, header, text_column)
        if problem:
            yield Draft(source, None, f"bad_input：{source}：{problem}", source)
            continue
        given = {
            field: row.cells[at].strip() for field, at in others.items() if at < len(row.cells)
        }
        fields = {field: _meant(field, value) for field, value in given.items() if value}
        fields["text"] = row.cells[text_column]
        yield draft_from({"id": source, **fields}, source, defaults)


def _rows(text: str) -> Iterator[_Row]:
    """Rows that are not blank. After a broken one reading goes on with the line after its first:
    a quotation mark that is never closed must not swallow what follows.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    delimiter = _delimiter(next(filter(str.strip, lines), ""))
    begun = 0
    while begun < len(lines):
        rest = map(lines.__getitem__, range(begun, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        line = begun
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _Row(line + 1, cells)
                line = begun + reader.line_num
        except csv.Error:
            yield _Row(line + 1, [], "引号没有成对，或单元格太大；内容里的双引号请写成两个")
            begun = line + 1
        else:
            return


def _misfit(cells: list[str], header: list[str], text_column: int) -> str:
    """Behind the message nothing may stand in a column without a name: it is the message's rest."""
    width = len(header)
    named = dict.fromkeys(at for at, name in enumerate(header) if name or at < text_column)
    if any(cell.strip() for at, cell in enumerate(cells) if at not in named):
        return f"有 {len(cells)} 格，首行只有 {len(named)} 个列名；内容里有逗号的，请用英文双引号把内容括起来"
    if len(cells) <= text_column:
        return f"只有 {len(cells)} 格，首行有 {width} 格，缺消息内容这一格"
    return ""


def _meant(field: str, value: str) -> str:
    return MEANINGS[field].get(value.lower(), value) if field in MEANINGS else value


def _delimiter(first: str) -> str:
    return max(",\t;", key=first.count)


def _column(header: list[str], field: str) -> int | None:
    lowered = [cell.lower() for cell in header]
    return next((lowered.index(name) for name in COLUMNS[field] if name in lowered), None)


def _text_column(header: list[str], name: str, column: str | None) -> int:
    seen = f"首行的列有：{'、'.join(header) or '（空）'}"
    if column is not None:
        found = [at for at, cell in enumerate(header) if cell == column]
        if not found:
            raise DraftError(f"{name}：没有“{column}”这一列；{seen}")
    else:
        found = [at for at, cell in enumerate(header) if cell.lower() in COLUMNS["text"]]
        if not found:
            raise DraftError(f"{name}：认不出哪一列是消息内容，请用 --column 指定；{seen}")
    if len(found) == 1:
        return found[0]
    names = "、".join(dict.fromkeys(header[at] for at in found))
    if len({header[at] for at in found}) == 1:
        raise DraftError(f"{name}：有 {len(found)} 列都叫“{names}”；请把不检查的改名；{seen}")
    raise DraftError(f"{name}：{names} 都可能是消息内容，请用 --column 指定一列；{seen}")
