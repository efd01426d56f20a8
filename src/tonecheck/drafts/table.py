"""Tables, of CSV or of a workbook: one message a row, from a chosen column."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from tonecheck.drafts.draft import Defaults, Draft, unread
from tonecheck.drafts.errors import ColumnError
from tonecheck.drafts.names import DRAFT_COLUMNS, MEANINGS
from tonecheck.drafts.text import draft_from
from tonecheck.place import Place
from tonecheck.report import BAD_INPUT

_OPTIONAL: Final = tuple(field for field in DRAFT_COLUMNS if field != "text")
HEADER_WITHIN: Final = 10
"""Rows that are looked at for the names of columns: titles may stand above them."""


class Row(NamedTuple):
    """A row and its first line; ``problem`` says why there are no cells."""

    line: int
    cells: list[str]
    problem: str = ""


def read_rows(
    rows: Iterator[Row], of: Place, defaults: Defaults, column: str | None, advice: str
) -> Iterator[Draft]:
    """One draft a row, in order; offsets of findings are within the chosen cell.

    A row that has not the cells it should, or quotes that do not close, is a draft with a problem:
    which of its words are the message cannot be told. Rows above the names of the columns are
    titles where they have fewer cells.

    Args:
        of: the file or sheet.
        column: its name; None looks for one of the usual names.
        advice: what to do about words that stand under no name.

    Raises:
        ColumnError: there is no header, or the column is not there or not the only one; the error
            lists those seen.
    """
    top = _header(rows, of, column)
    header = [cell.strip() for cell in top.cells]
    text_column = _text_column(header, of._replace(line=top.line), column)
    others = {field: at for field in _OPTIONAL if (at := _column(header, field)) is not None}
    for row in rows:
        place = of._replace(line=row.line)
        problem = row.problem or _misfit(row.cells, header, text_column, advice)
        if problem:
            yield unread(place, BAD_INPUT, problem)
            continue
        given = {
            field: row.cells[at].strip() for field, at in others.items() if at < len(row.cells)
        }
        fields = {field: _meant(field, value) for field, value in given.items() if value}
        fields["text"] = row.cells[text_column] if text_column < len(row.cells) else ""
        yield draft_from({"id": str(place), **fields}, place, defaults)


def without_column(error: ColumnError, advice: str = "") -> Draft:
    """What is reported of a table whose column cannot be told, when the rest is to be checked."""
    return Draft(error.place, None, f"{BAD_INPUT}：{error}；没有检查{advice}", str(error.place))


def is_message(name: str, column: str | None) -> bool:
    """Whether the column so named holds the messages; ``column`` is the one asked for."""
    return name == column if column is not None else name.lower() in DRAFT_COLUMNS["text"]


def _misfit(cells: list[str], header: list[str], text_column: int, advice: str) -> str:
    """Behind the message nothing may stand in a column without a name: it is the message's rest."""
    width = len(header)
    named = dict.fromkeys(at for at, name in enumerate(header) if name or at < text_column)
    if any(cell.strip() for at, cell in enumerate(cells) if at not in named):
        return f"有 {len(cells)} 格，首行只有 {len(named)} 个列名；{advice}"
    if len(cells) <= text_column:
        return f"只有 {len(cells)} 格，首行有 {width} 格，缺消息内容这一格"
    return ""


def _meant(field: str, value: str) -> str:
    return MEANINGS[field].get(value.lower(), value) if field in MEANINGS else value


def _column(header: list[str], field: str) -> int | None:
    lowered = [cell.lower() for cell in header]
    return next((lowered.index(name) for name in DRAFT_COLUMNS[field] if name in lowered), None)


def _header(rows: Iterator[Row], of: Place, column: str | None) -> Row:
    """The row with the names of the columns; ``rows`` goes on below it."""
    above: list[Row] = []
    hint = ""
    for row in islice(rows, HEADER_WITHIN):
        if any(is_message(cell.strip(), column) for cell in row.cells):
            if all(_filled(title) < _filled(row) for title in above):
                return row
            hint = hint or f"；第 {row.line} 行像是列名，如果是，请删去它上面的行"
        above.append(row)
        if row.problem:
            break
    first = above[0] if above else Row(1, [])
    top = of._replace(line=first.line)
    if first.problem:
        raise ColumnError(top, f"首行应是列名，但{first.problem}")
    what = f"没有“{column}”这一列" if column else "认不出哪一列是消息内容，请用 --column 指定"
    raise ColumnError(top, f"{what}；{_seen(first.cells)}{hint}")


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _seen(header: list[str]) -> str:
    return f"首行的列有：{'、'.join(filter(None, map(str.strip, header))) or '（空）'}"


def _text_column(header: list[str], top: Place, column: str | None) -> int:
    found = [at for at, cell in enumerate(header) if is_message(cell, column)]
    if len(found) == 1:
        return found[0]
    seen = _seen(header)
    names = "、".join(dict.fromkeys(header[at] for at in found))
    if len({header[at] for at in found}) == 1:
        raise ColumnError(top, f"有 {len(found)} 列都叫“{names}”；请把不检查的改名；{seen}")
    raise ColumnError(top, f"{names} 都可能是消息内容，请用 --column 指定一列；{seen}")
