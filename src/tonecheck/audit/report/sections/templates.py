"""The templates with the most messages that offend."""

from typing import Any, Final

from tonecheck.audit.comparisons import share
from tonecheck.categories import TITLES, Category

_FIRST: Final = 30


def templates(summary: dict[str, Any]) -> dict[str, Any]:
    """Each with a masked example, what was found in it, and its share of all that offends."""
    offending = max(summary["offending"]["messages"], 1)
    listed = [
        {
            **one,
            "number": number,
            "categories": _categories(one["rules"]),
            **share(one["messages"], offending),
        }
        for number, one in enumerate(summary["templates"], 1)
    ]
    return {
        "first": listed[:_FIRST],
        "rest": listed[_FIRST:],
        "listed": len(listed),
        "share": sum(one["messages"] for one in listed) / offending,
        "total": summary["templates_total"],
    }


def _categories(rules: list[str]) -> list[str]:
    names: list[Category] = [
        name for name in TITLES if any(name in rule.split("/")[:2] for rule in rules)
    ]
    return [TITLES[name] for name in names]
