"""Decisions and categories month by month, and day by day."""

from typing import Any

from tonecheck.audit.comparisons import share
from tonecheck.audit.report.charts import over_time as chart_of
from tonecheck.audit.report.periods import Period, periods, runs_of_days
from tonecheck.categories import CATEGORIES, TITLES, Category
from tonecheck.intervals import wilson

_FEWEST_MONTHS = 2


def over_time(summary: dict[str, Any]) -> dict[str, Any]:
    """Charts and the numbers behind them; messages without a time are counted apart."""
    months = periods(summary["months"])
    runs, length = runs_of_days(summary["days"])
    untimed = Period("没有发送时间")
    for one in summary["months"]:
        if not one["month"]:
            untimed.add(one)
    rows = [*months, *([untimed] if untimed.messages else [])]
    return {
        "months": [_row(one) for one in rows],
        "month_chart": chart_of(months, True) if len(months) >= _FEWEST_MONTHS else None,
        "day_chart": chart_of(runs, False) if len(runs) > 1 else None,
        "days": [_row(one) for one in runs],
        "days_together": length,
        "labels": [one.label for one in rows],
        "categories": [
            row for name in CATEGORIES if (row := _category(name, rows)) and any(row["counts"])
        ],
    }


def _row(one: Period) -> dict[str, Any]:
    return {
        "label": one.label,
        "messages": one.messages,
        "review": one.review,
        "block": one.block,
        **share(one.flagged, one.messages),
    }


def _category(name: Category, rows: list[Period]) -> dict[str, Any]:
    """Counts, and how far each share is surely above that of all time: from 0 to twice as high."""
    counts = [one.categories.get(name, 0) for one in rows]
    usual = sum(counts) / max(sum(one.messages for one in rows), 1)
    return {
        "title": TITLES[name],
        "counts": counts,
        "cells": [
            {"count": many, "depth": _beyond(many, one.messages, usual)}
            for many, one in zip(counts, rows, strict=True)
        ],
    }


def _beyond(many: int, messages: int, usual: float) -> float:
    low, _ = wilson(many, messages)
    return round(min(max(low / usual - 1, 0.0), 1.0), 2) if usual else 0.0
