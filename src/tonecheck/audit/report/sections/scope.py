"""What was examined, and what was not and why."""

from typing import Any

from tonecheck.audit.columns import TITLES
from tonecheck.audit.exclusions import OF_FILES
from tonecheck.titles import why_incomplete

_LISTED = 50


def scope(summary: dict[str, Any]) -> dict[str, Any]:
    """Inputs with their columns; what was left out, with places; what could not be looked at."""
    left_out = summary["not_examined"]
    return {
        "inputs": [
            {
                **one,
                "left_out": one["rows"] - one["examined"],
                "columns": [
                    (TITLES[field], name)
                    for field, name in one["columns"].items()
                    if field in TITLES
                ],
            }
            for one in summary["inputs"][:_LISTED]
        ],
        "more_inputs": max(0, len(summary["inputs"]) - _LISTED),
        "rows": left_out["rows"],
        "reasons": [
            {
                **one,
                "files": one["reason"] in OF_FILES,
                "places": [_place(example) for example in one["examples"]],
            }
            for one in left_out["reasons"]
        ],
        "analyses": left_out["analyses"],
        "beside": left_out["beside"],
        "incomplete": [
            {**one, "title": why_incomplete(one["reason"])} for one in summary["incomplete"]
        ],
    }


def _place(example: dict[str, Any]) -> str:
    row = "" if example["row"] is None else f" 第 {example['row']:,} 行"
    detail = f"（{example['detail']}）" if example.get("detail") else ""
    return f"{example['source']}{row}{detail}"
