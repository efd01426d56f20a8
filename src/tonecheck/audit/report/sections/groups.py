"""Channels, recipients and senders side by side: shares with intervals, on one scale."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from tonecheck.audit.intervals import FEWEST
from tonecheck.audit.report.axis import ticks
from tonecheck.audit.report.figures import plain_percent

_WIDTH: Final = 150
_FIRST: Final = 40


class Whisker(msgspec.Struct, frozen=True):
    """A share and its interval on the scale; ``cut`` where the interval goes beyond it."""

    x: float
    low: float
    high: float
    cut: bool


class Groups(msgspec.Struct, frozen=True):
    """Rows of a table; the first are shown, the rest on demand."""

    rows: Sequence[dict[str, Any]]
    first: int
    total: int
    overall: float
    """Where the share of the whole archive stands on the scale."""
    most: str
    standing_out: int


def groups(
    entries: Sequence[dict[str, Any]],
    overall: float,
    total: int,
    title: Callable[[str], str] = str,
) -> Groups:
    """Entries as the summary orders them: those that stand out first."""
    known = [one["rate"] for one in entries if one["messages"] >= FEWEST]
    top = ticks(min(1.0, 1.2 * max([*known, overall * 1.5])))[-1] if entries else 1.0

    def whisker(one: dict[str, Any]) -> Whisker:
        return Whisker(
            _across(one["rate"], top),
            _across(one["low"], top),
            _across(one["high"], top),
            one["high"] > top,
        )

    standing_out = sum(one["stands_out"] for one in entries)
    return Groups(
        [{**one, "title": title(one["name"]), "whisker": whisker(one)} for one in entries],
        _first(len(entries), standing_out),
        total,
        _across(overall, top),
        plain_percent(top),
        standing_out,
    )


def _first(listed: int, standing_out: int) -> int:
    """How many rows are shown at once: few more are not worth a click."""
    first = max(_FIRST, min(standing_out, 2 * _FIRST))
    return listed if listed <= first + _FIRST // 4 else first


def _across(share: float, top: float) -> float:
    return round(_WIDTH * min(share / top, 1.0), 1)
