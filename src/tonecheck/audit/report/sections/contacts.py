"""When people were contacted and how often: hours of the week, quiet hours, contacts a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonecheck.audit.intervals import FEWEST
from tonecheck.audit.limits import Limits
from tonecheck.audit.report.figures import percent, short
from tonecheck.audit.results import Results
from tonecheck.law.catalogue import Catalogue

_WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_KINDS: Final = {
    "frequency": "超过每日次数",
    "quiet_hours": "安静时段联系",
    "third_party": "联系第三人",
    "escalation": "语气升级",
}
_LISTED: Final = 10
_LONG: Final = 12
"""Contacts a day from which days are counted together."""


def contacts(results: Results, catalogue: Catalogue) -> dict[str, Any]:
    """Heat maps, the number of contacts a day, and the plainest cases of each kind."""
    summary = results.summary
    told = summary["contacts"]
    patterns = results.patterns()
    sent, offending = summary["hours"]["messages"], summary["hours"]["offending"]
    quiet = _quiet_hours(summary, catalogue)
    return {
        "hours": range(24),
        "quiet": quiet,
        "timed": any(map(any, sent)),
        "volume": _volume(sent, quiet),
        "shares": _shares(sent, offending),
        "per_day": _per_day(told["per_day"], told["person_days"]),
        "limits": [
            *_provisions(told["quiet_hours"]["by_provision"], catalogue, "contacts", "次"),
            *_provisions(told["frequency"]["by_provision"], catalogue, "person_days", "人日"),
        ],
        "cases": [
            {"title": title, "rows": rows, "total": total}
            for kind, title in _KINDS.items()
            for rows, total in [_cases(patterns, kind)]
            if total
        ],
        **{name: told[name] for name in (*_KINDS, "persons", "person_days")},
    }


def _quiet_hours(summary: dict[str, Any], catalogue: Catalogue) -> list[bool]:
    """The hours of the day that are quiet at the end of the archive."""
    days = [one["day"] for one in summary["days"] if one["day"]]
    limits = Limits(catalogue).quiet(date.fromisoformat(max(days))) if days else None
    return limits.hold(np.arange(24) * 3600).tolist() if limits else [False] * 24


def _volume(sent: Sequence[Sequence[int]], quiet: Sequence[bool]) -> list[dict[str, Any]]:
    """Quiet hours have a scale of their own: few messages there are many."""
    most = {False: 0, True: 0}
    for row in sent:
        for many, held in zip(row, quiet, strict=True):
            most[held] = max(most[held], many)
    return [
        {
            "day": day,
            "cells": [
                {
                    "text": short(many) if many else "",
                    "depth": round((many / (most[held] or 1)) ** 0.5, 2),
                    "quiet": held and bool(many),
                }
                for many, held in zip(row, quiet, strict=True)
            ],
        }
        for day, row in zip(_WEEKDAYS, sent, strict=True)
    ]


def _shares(
    sent: Sequence[Sequence[int]], offending: Sequence[Sequence[int]]
) -> list[dict[str, Any]]:
    shares = [
        [bad / many if many >= FEWEST else None for bad, many in zip(bads, manys, strict=True)]
        for bads, manys in zip(offending, sent, strict=True)
    ]
    most = max((share for row in shares for share in row if share is not None), default=0) or 1
    return [
        {
            "day": day,
            "cells": [
                {
                    "text": "" if share is None else percent(share).rstrip("%"),
                    "depth": 0 if share is None else round(share / most, 2),
                    "quiet": False,
                }
                for share in row
            ],
        }
        for day, row in zip(_WEEKDAYS, shares, strict=True)
    ]


def _per_day(per_day: Sequence[dict[str, int]], person_days: int) -> list[dict[str, Any]]:
    short_ones = [one for one in per_day if one["contacts"] < _LONG]
    long = sum(one["person_days"] for one in per_day if one["contacts"] >= _LONG)
    rows = [(str(one["contacts"]), one["person_days"]) for one in short_ones]
    rows += [(f"{_LONG} 及以上", long)] if long else []
    most = max((many for _, many in rows), default=1)
    return [
        {
            "contacts": label,
            "person_days": many,
            "share": many / person_days,
            "bar": round(max(100 * many / most, 0.6), 2),
        }
        for label, many in rows
    ]


def _provisions(
    counted: Sequence[dict[str, Any]], catalogue: Catalogue, unit: str, measure: str
) -> list[dict[str, Any]]:
    listed = []
    for one in counted:
        provision = catalogue.get(one["provision"])
        if provision is not None:
            listed.append(
                {
                    "cite": provision.cite,
                    "gist": provision.gist,
                    "since": provision.in_force_from,
                    "until": provision.in_force_until,
                    "count": one[unit],
                    "measure": measure,
                }
            )
    return listed


def _cases(patterns: pa.Table, kind: str) -> tuple[list[dict[str, Any]], int]:
    """Those with the highest counts, and how many there are."""
    chosen = patterns.filter(pc.equal(patterns["kind"].cast(pa.string()), kind))
    columns = ["person", "day", "count", "first_at", "last_at", "senders", "messages", "detail"]
    chosen = chosen.select(columns)
    worst = chosen.sort_by([("count", "descending"), ("day", "ascending"), ("person", "ascending")])
    return worst.slice(0, _LISTED).to_pylist(), chosen.num_rows
