"""Tables, of CSV or of a workbook: one message a row, from a chosen column."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tonecheck.drafts.draft import Defaults, Draft, unread
from tonecheck.drafts.errors import ColumnError
from tonecheck.drafts.names import DRAFT_COLUMNS, MEANINGS
from tonecheck.drafts.text import draft_from
from tonecheck.place import Place
from tonecheck.report import BAD_INPUT

_OPTIONAL: Final = tuple(field for field in DRAFT_COLUMNS if field != "text")


class Row(NamedTuple):
    """A row and its first line; ``problem`` says why there are no cells."""

    line: int
    cells: list[str]
    problem: str = ""


def read_rows(
    rows: Iterator[Row], of: Place, defaults: Defaults, column: str | None, written: bool
) -> Iterator[Draft]:
    """One draft a row, in order; offsets of findings are within the chosen cell.

    A row that has not the cells it should, or quotes that do not close, is a draft with a problem:
    which of its words are the message cannot be told.

    Args:
        of: the file or sheet.
        column: its name; None looks for one of the usual names.
        written: whether cells are told apart by marks that people forget to quote.

    Raises:
        ColumnError: there is no header, or the column is not there or not the only one; the error
            lists those seen.
    """
    first = next(rows, Row(1, []))
    top = of._replace(line=first.line)
    if first.problem:
        raise ColumnError(top, f"首行应是列名，但{first.problem}")
    header = [cell.strip() for cell in first.cells]
    text_column = _text_column(header, top, column)
    others = {field: at for field in _OPTIONAL if (at := _column(header, field)) is not None}
    for row in rows:
        place = of._replace(line=row.line)
        problem = row.problem or (_misfit(row.cells, header, text_column) if written else "")
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


def _column(header: list[str], field: str) -> int | None:
    lowered = [cell.lower() for cell in header]
    return next((lowered.index(name) for name in DRAFT_COLUMNS[field] if name in lowered), None)


def _text_column(header: list[str], top: Place, column: str | None) -> int:
    seen = f"首行的列有：{'、'.join(filter(None, header)) or '（空）'}"
    if column is not None:
        found = [at for at, cell in enumerate(header) if cell == column]
        if not found:
            raise ColumnError(top, f"没有“{column}”这一列；{seen}")
    else:
        found = [at for at, cell in enumerate(header) if cell.lower() in DRAFT_COLUMNS["text"]]
        if not found:
            raise ColumnError(top, f"认不出哪一列是消息内容，请用 --column 指定；{seen}")
    if len(found) == 1:
        return found[0]
    names = "、".join(dict.fromkeys(header[at] for at in found))
    if len({header[at] for at in found}) == 1:
        raise ColumnError(top, f"有 {len(found)} 列都叫“{names}”；请把不检查的改名；{seen}")
    raise ColumnError(top, f"{names} 都可能是消息内容，请用 --column 指定一列；{seen}")
