"""Stretches between quotation marks."""

from typing import Final

_CLOSING: Final = {"“": "”", "「": "」", "『": "』", "‘": "’", "〝": "〞"}
_SAME: Final = frozenset("\"'")
_OPENING: Final = {close: open_ for open_, close in _CLOSING.items()}


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the outermost quotations, marks included; an unclosed quotation is none.

    Time is linear: every mark is seen once, whatever the nesting.
    """
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char in _CLOSING or (char in _SAME and not any(mark == char for mark, _ in stack[-2:])):
            stack.append((char, index))
        elif char in _SAME or char in _OPENING:
            opening = _OPENING.get(char, char)
            if stack and any(mark == opening for mark, _ in stack[-2:]):
                while stack[-1][0] != opening:
                    stack.pop()
                found.append((stack.pop()[1], index + 1))
    return _outermost(found)


def _outermost(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
