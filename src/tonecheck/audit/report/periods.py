"""Time in pieces few enough to read: months, else quarters, else years; days, else runs of days."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import msgspec

_MOST_PERIODS: Final = 24
_MOST_BARS: Final = 180


class Period(msgspec.Struct):
    """Messages of one piece of time."""

    label: str
    messages: int = 0
    review: int = 0
    block: int = 0
    categories: dict[str, int] = {}

    @property
    def flagged(self) -> int:
        return self.review + self.block

    def add(self, counts: Mapping[str, Any]) -> None:
        self.messages += counts["messages"]
        self.review += counts["review"]
        self.block += counts["block"]
        for name, many in counts.get("categories", {}).items():
            self.categories[name] = self.categories.get(name, 0) + many


def periods(months: Iterable[Mapping[str, Any]]) -> list[Period]:
    """The months of a summary in order, together by quarter or year where they are many."""
    known = [one for one in months if one["month"]]
    for label in (_month, _quarter, _year):
        found = _together(known, label)
        if len(found) <= _MOST_PERIODS:
            break
    return found


def _together(months: Iterable[Mapping[str, Any]], label: Callable[[str], str]) -> list[Period]:
    found: dict[str, Period] = {}
    for one in months:
        name = label(one["month"])
        found.setdefault(name, Period(name)).add(one)
    return list(found.values())


def _month(month: str) -> str:
    return month


def _quarter(month: str) -> str:
    return f"{month[:4]} Q{(int(month[5:]) + 2) // 3}"


def _year(month: str) -> str:
    return month[:4]


def runs_of_days(days: Iterable[Mapping[str, Any]]) -> tuple[list[Period], int]:
    """Equal runs of days from first to last, those without messages too; and their length."""
    known = {date.fromisoformat(one["day"]): one for one in days if one["day"]}
    if not known:
        return [], 1
    first, last = min(known), max(known)
    total = (last - first).days + 1
    length = -(-total // _MOST_BARS)
    found = [
        Period((first + timedelta(days=start)).isoformat()) for start in range(0, total, length)
    ]
    for day, one in known.items():
        found[(day - first).days // length].add(one)
    return found, length
