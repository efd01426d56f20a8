"""Where the marks of a chart stand, in a box whose units are pixels of the screen."""

from collections.abc import Sequence
from typing import Final

import msgspec

from tonecheck.audit.report.axis import ticks
from tonecheck.audit.report.figures import count, interval, percent, plain_percent, short
from tonecheck.audit.report.periods import Period
from tonecheck.intervals import wilson

WIDTH: Final = 800
_LEFT, _RIGHT = 52, 8
_SHARES = (22, 158)
"""Top and bottom of the panel of shares; that of numbers of messages is below."""

_COUNTS = (188, 238)
_ROOM: Final = 72
"""Width that a label on the time axis takes."""


class Mark(msgspec.Struct, frozen=True):
    """A text at a place."""

    at: float
    text: str
    anchor: str = "middle"


class Bar(msgspec.Struct, frozen=True):
    kind: str
    x: float
    y: float
    width: float
    height: float


class Column(msgspec.Struct, frozen=True):
    """One piece of time: its bars, its share with limits, and what is said of it."""

    x: float
    bars: Sequence[Bar]
    y: float | None
    low: float
    high: float
    told: str


class Chart(msgspec.Struct, frozen=True):
    """Shares above, numbers of messages below, time from left to right."""

    columns: Sequence[Column]
    share_ticks: Sequence[Mark]
    count_ticks: Sequence[Mark]
    labels: Sequence[Mark]
    points: bool
    """Whether shares are points with intervals; stacked bars otherwise."""


def over_time(pieces: Sequence[Period], points: bool) -> Chart:
    """The share of messages that were not passed, piece by piece."""
    highest = max((_share(one)[2 if points else 0] for one in pieces), default=0.0)
    scale = ticks(min(1.0, highest))
    volume = ticks(max((one.messages for one in pieces), default=0), 2)
    step = (WIDTH - _LEFT - _RIGHT) / max(len(pieces), 1)
    return Chart(
        [
            _column(one, _LEFT + (n + 0.5) * step, step, scale[-1], volume[-1], points)
            for n, one in enumerate(pieces)
        ],
        [Mark(_down(_SHARES, value / scale[-1]), plain_percent(value)) for value in scale],
        [Mark(_down(_COUNTS, value / volume[-1]), short(int(value))) for value in volume],
        _labels(pieces, step),
        points,
    )


def _share(one: Period) -> tuple[float, float, float]:
    low, high = wilson(one.flagged, one.messages)
    return one.flagged / one.messages if one.messages else 0.0, low, high


def _column(one: Period, x: float, step: float, top: float, most: float, points: bool) -> Column:
    width = min(step * 0.72, 46.0)
    value, low, high = _share(one)
    bars = [_bar("count", x, width, _COUNTS, 0, one.messages / most)]
    if not points and one.messages:
        block, review = one.block / one.messages / top, one.review / one.messages / top
        bars += [
            _bar("block", x, width, _SHARES, 0, block),
            _bar("warn", x, width, _SHARES, block, review),
        ]
    limits = f"，95% 区间 {interval({'low': low, 'high': high})}" if points else ""
    told = (
        f"{one.label}：{count(one.messages)} 条，拦截 {count(one.block)}，复核 {count(one.review)}，"
        f"占 {percent(value)}{limits}"
    )
    return Column(
        round(x, 1),
        bars,
        _down(_SHARES, value / top) if points and one.messages else None,
        _down(_SHARES, low / top),
        _down(_SHARES, min(high / top, 1.0)),
        told,
    )


def _bar(
    kind: str, x: float, width: float, panel: tuple[int, int], start: float, part: float
) -> Bar:
    top, bottom = _down(panel, start + part), _down(panel, start)
    return Bar(kind, round(x - width / 2, 1), top, round(width, 1), round(bottom - top, 1))


def _down(panel: tuple[int, int], part: float) -> float:
    """The height at which a part of a panel, from its bottom, ends."""
    top, bottom = panel
    return round(bottom - (bottom - top) * part, 1)


def _labels(pieces: Sequence[Period], step: float) -> list[Mark]:
    """As many as there is room for."""
    every = max(1, -(-_ROOM // max(int(step), 1)))
    marks = []
    for n, one in enumerate(pieces):
        if n % every == 0:
            at = round(_LEFT + (n + 0.5) * step, 1)
            beyond = at + _ROOM / 2 > WIDTH
            marks.append(Mark(WIDTH - _RIGHT, one.label, "end") if beyond else Mark(at, one.label))
    return marks
