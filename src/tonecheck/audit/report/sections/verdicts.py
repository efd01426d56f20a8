"""How messages were decided, and what was found: categories and rules."""

from typing import Any

from tonecheck.audit.comparisons import share
from tonecheck.audit.results import Results
from tonecheck.categories import TITLES
from tonecheck.titles import DECISION_TITLES

_LISTED = 40


def verdicts(results: Results) -> dict[str, Any]:
    """Counts with their shares; bars are shares of the longest."""
    summary = results.summary
    messages = summary["messages"]
    longest = max((_severe(one) for one in summary["categories"]), default=0) or 1
    whys = results.whys()
    return {
        "decisions": [
            {
                "name": name,
                "title": DECISION_TITLES[name],
                "messages": summary["decisions"][name],
                **share(summary["decisions"][name], messages),
            }
            for name in ("block", "review", "pass")
        ],
        "categories": [
            {
                **one,
                "severe": _severe(one),
                **share(_severe(one), messages),
                "bars": [(kind, round(100 * one[kind] / longest, 2)) for kind in ("block", "warn")],
            }
            for one in summary["categories"]
        ],
        "rules": [
            {
                **one,
                "title": TITLES[one["category"]],
                "why": whys.get(one["rule"], ""),
            }
            for one in summary["rules"][:_LISTED]
        ],
        "more_rules": max(0, len(summary["rules"]) - _LISTED),
    }


def _severe(one: dict[str, Any]) -> int:
    return int(one["block"] + one["warn"])
