"""Word documents (docx): everything that is printed, a line for each paragraph."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from tonecheck.drafts.errors import Unreadable
from tonecheck.drafts.package import broken, require_package

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS: Final = {f"{_W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
SOFT_BREAK: Final = "\u2028"
"""A new line inside a paragraph."""

_PARAGRAPH, _ROW, _BOX = f"{_W}p", f"{_W}tr", f"{_W}txbxContent"
_SPACES: Final = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": SOFT_BREAK,
    f"{_W}cr": SOFT_BREAK,
    f"{_W}noBreakHyphen": "-",
}
_NOT_PRINTED: Final = {
    *(f"{_W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr")),
    *(f"{_W}{name}" for name in ("del", "moveFrom")),  # changes that are tracked
    f"{_W}rt",  # how a character is pronounced, above it
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # said already
}
_DRAWN: Final = "{urn:schemas-microsoft-com:vml}textpath"
"""Words drawn as a picture: watermarks."""
_BESIDE: Final = ("header", "footer", "footnotes", "endnotes")
_CLOSED: Final = (
    "aFChunk",
    "oleObject",
    "package",
    "subDocument",
    "diagramData",
    "chart",
    "chartEx",
)
"""Kinds of related parts: those with paragraphs, and those whose words are not read."""

NOT_READ: Final = "有嵌入的对象、图表或 SmartArt，其中的文字没有检查；请把文字移到正文里"


def document_text(file: BinaryIO) -> tuple[str, bool]:
    """The body (tables and text boxes where they stand), then headers, footers and notes.

    Cells of a row stand side by side, with tabs between. Comments, deleted words and pictures are
    not read.

    Args:
        file: seekable.

    Returns:
        The text, and whether it is all there is: embedded objects have words that are not read.

    Raises:
        Unreadable: it cannot be opened, or has macros.
    """
    from docx import Document
    from docx.oxml import parse_xml

    require_package(file, "docx")
    try:
        body = Document(file).part
        related = [one for one in body.rels.values() if not one.is_external]
        kinds = {one.reltype.rpartition("/")[2] for one in related}
        lines = list(_lines(body.element.body))
        for kind in _BESIDE:
            for one in related:
                if one.reltype.endswith(f"/{kind}"):
                    part = one.target_part
                    kinds |= {other.reltype.rpartition("/")[2] for other in part.rels.values()}
                    beside = list(_lines(parse_xml(part.blob)))
                    lines += ["", *beside] if any(map(str.strip, beside)) else []
    except Exception:  # damaged files raise whatever the parser stumbles over
        raise Unreadable(f"{broken('docx')}（带宏的 docm 也一样）") from None
    return "\n".join(lines), kinds.isdisjoint(_CLOSED)


def _lines(blocks: Iterable[Any]) -> Iterator[str]:
    for block in blocks:
        if block.tag == _PARAGRAPH:
            boxes: list[str] = []
            yield "".join(_words(child, boxes) for child in block)
            yield from boxes
        elif block.tag == _ROW:
            cells = [cell for cell in block if cell.tag not in _NOT_PRINTED]
            yield "\t".join("\n".join(_lines([cell])) for cell in cells)
        elif block.tag not in _NOT_PRINTED:
            yield from _lines(block)


def _words(element: Any, boxes: list[str]) -> str:
    """The words of a part of a paragraph; the lines of text boxes in it are added to ``boxes``."""
    tag = element.tag
    if tag in _TEXTS:
        return element.text or ""
    if tag == _DRAWN:
        return str(element.get("string", ""))
    if tag == _BOX:
        boxes += _lines(element)
        return ""
    if tag in _SPACES or tag in _NOT_PRINTED:
        return _SPACES.get(tag, "")
    return "".join(_words(child, boxes) for child in element)
