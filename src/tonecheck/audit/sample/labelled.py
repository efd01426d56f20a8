"""A filled-in workbook read back, with every mistake told by its row and column."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile

import msgspec
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tonecheck.audit.errors import AuditError
from tonecheck.audit.sample import sheets
from tonecheck.audit.sample.sample import Sample
from tonecheck.categories import CATEGORIES, Category
from tonecheck.report import Severity

_LISTED: Final = 20
Cells = Sequence[object]


class Label(NamedTuple):
    """What people say of a message: how severe, and of what; None and nothing when it is lawful."""

    severity: Severity | None
    categories: frozenset[Category]


def read_labelled(path: Path) -> tuple[Sample, list[Label]]:
    """The sample and a label for each of its items.

    Raises:
        AuditError: the file is no such workbook, was changed where it must not be, or labels are
            missing or unknown; all mistakes at once, up to 20.
    """
    pages = _pages(path)
    sample = _sample(path, pages)
    mistakes: list[str] = []
    labels = _labels(pages[sheets.LABELS], len(sample.items), mistakes)
    if mistakes:
        more = f"\n……共 {len(mistakes)} 处" if len(mistakes) > _LISTED else ""
        listed = "\n".join(mistakes[:_LISTED])
        raise AuditError(f"{path}：标注没有填好，改好后再估计：\n{listed}{more}")
    return sample, [labels[number] for number in range(1, len(sample.items) + 1)]


def _pages(path: Path) -> dict[str, list[Cells]]:
    wanted = (sheets.LABELS, sheets.ITEMS, sheets.LAYERS, sheets.DRAWING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decorations that office programs add
            book = load_workbook(path, read_only=True, data_only=True)
        missing = [name for name in wanted if name not in book.sheetnames]
        pages: dict[str, list[Cells]] = {
            name: list(book[name].values) for name in wanted if not missing
        }
        book.close()
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise AuditError(
            f"{path}：打不开（{type(error).__name__}）；请给出 tonecheck audit sample 生成、填好后存成的 XLSX"
        ) from None
    if missing:
        raise AuditError(
            f"{path}：缺少“{'”“'.join(missing)}”页；请用 tonecheck audit sample 生成的文件，连同隐藏的页一起保存"
        )
    return pages


def _sample(path: Path, pages: dict[str, list[Cells]]) -> Sample:
    try:
        facts = {str(row[0]): row[1] for row in pages[sheets.DRAWING]}
        sample = msgspec.convert(
            {
                "drawing": {field: facts[name] for field, name in sheets.DRAWING_ROWS.items()},
                "layers": [_layer(row) for row in pages[sheets.LAYERS][1:]],
                "items": [_item(row) for row in pages[sheets.ITEMS][1:]],
            },
            Sample,
        )
        intact = sample.digest == facts[sheets.DIGEST]
    except (KeyError, ValueError):
        intact = False
    if not intact:
        raise AuditError(
            f"{path}：隐藏的页被改动过，估计不再可靠；请用原来的文件，只填“{sheets.LABELS}”页的黄色格子"
        )
    return sample


def _layer(row: Cells) -> dict[str, object]:
    _, title, outcome, messages, drawn, _, *found = row
    counts = {name: many for name, many in zip(CATEGORIES, found, strict=True) if many}
    return {
        "title": title,
        "outcome": outcome,
        "messages": messages,
        "drawn": drawn,
        "found": counts,
    }


def _item(row: Cells) -> dict[str, object]:
    _, layer, message, source, place, found, _ = row
    number = layer - 1 if isinstance(layer, int) else layer
    return {
        "layer": number,
        "message": message,
        "source": source,
        "row": place,
        "found": str(found or "").split(),
    }


def _labels(rows: list[Cells], count: int, mistakes: list[str]) -> dict[int, Label]:
    header = [str(cell) for cell in rows[0]] if rows else []
    needed = (sheets.NUMBER, sheets.ANSWER, *sheets.CATEGORY_COLUMNS)
    if absent := [name for name in needed if name not in header]:
        mistakes.append(f"第 1 行：找不到“{'”“'.join(absent)}”列")
        return {}
    at = {name: header.index(name) for name in needed}
    labels: dict[int, Label] = {}
    for line, row in enumerate(rows[1:], 2):
        cells = {name: str(row[place] or "").strip() for name, place in at.items()}
        number = row[at[sheets.NUMBER]]
        if number is None and not any(cells.values()):
            continue
        if isinstance(number, int) and 1 <= number <= count and number not in labels:
            labels[number] = _label(cells)
            mistakes += [f"第 {line} 行{what}" for what in _mistakes(cells)]
        else:
            mistakes.append(f"第 {line} 行“{sheets.NUMBER}”列：{_no_number(number, labels)}")
    mistakes += _lost([number for number in range(1, count + 1) if number not in labels])
    return labels


def _no_number(number: object, labels: Mapping[int, Label]) -> str:
    return f"序号 {number} 出现了两次" if number in labels else f"“{number}”不是样本里的序号"


def _lost(numbers: Sequence[int]) -> Iterator[str]:
    if numbers:
        listed = "、".join(map(str, numbers[:_LISTED]))
        yield f"少了 {len(numbers)} 条：序号 {listed}{'……' if len(numbers) > _LISTED else ''}"


def _label(cells: dict[str, str]) -> Label:
    named = (sheets.CATEGORIES_BY_TITLE.get(cells[name]) for name in sheets.CATEGORY_COLUMNS)
    return Label(
        sheets.ANSWERS.get(cells[sheets.ANSWER]), frozenset(one for one in named if one is not None)
    )


def _mistakes(cells: dict[str, str]) -> Iterator[str]:
    answer, first = cells[sheets.ANSWER], sheets.CATEGORY_COLUMNS[0]
    if not answer:
        yield f"“{sheets.ANSWER}”列：空着，请从 {'、'.join(sheets.ANSWERS)} 里选"
    elif answer not in sheets.ANSWERS:
        yield f"“{sheets.ANSWER}”列：不认得“{answer}”，请从 {'、'.join(sheets.ANSWERS)} 里选"
    for name in sheets.CATEGORY_COLUMNS:
        if cells[name] and cells[name] not in sheets.CATEGORIES_BY_TITLE:
            yield f"“{name}”列：不认得“{cells[name]}”，请从列表里选"
        elif cells[name] and sheets.ANSWERS.get(answer, "") is None:
            yield f"“{name}”列：结论是“{answer}”，类别应当空着"
    if sheets.ANSWERS.get(answer) and not any(cells[name] for name in sheets.CATEGORY_COLUMNS):
        yield f"“{first}”列：结论是“{answer}”，请选出类别"
