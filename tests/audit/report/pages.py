"""The report read as a browser reads it: its elements, texts and links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"meta", "link", "br", "path", "circle", "rect"})
_LOADS: Final = ("src", "href", "data", "action", "poster", "srcset")


@dataclass
class Page:
    """What was found; ``broken`` tells of elements that do not close as they opened."""

    texts: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def row(self, first: str) -> list[str]:
        """The cells of the first row that begins with this text."""
        return next(row for row in self.rows if row and row[0] == first)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.page.ids.append(value or "")
            if name in _LOADS:
                self.page.links.append(value or "")
            if name.startswith("on"):
                self.page.handlers.append(name)
        if tag == "tr":
            self.page.rows.append([])
        if tag in ("th", "td"):
            self._cell = []
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.add(tag)
        if tag not in _VOID:
            self.page.broken.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.page.broken.append(f"</{tag}>")
        if tag in ("th", "td") and self._cell is not None:
            self.page.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.page.texts.append(data)
        if self._cell is not None:
            self._cell.append(data)


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
