"""Prints what the page shares with the package, for ``web/src/contract.json`` (``make page``)."""

import json
import re

from tonecheck.categories import TITLES
from tonecheck.drafts.names import DRAFT_COLUMNS
from tonecheck.message import MAX_CODE_POINTS
from tonecheck.text.placeholders import PLACEHOLDER
from tonecheck.titles import (
    CHANNEL_TITLES,
    DECISION_TITLES,
    EVASION_TITLES,
    INCOMPLETE_TITLES,
    RECIPIENT_TITLES,
    SEVERITY_TITLES,
)

_WORD, _DIGIT = r"\p{L}\p{N}_", r"\p{Nd}"


def in_javascript(pattern: re.Pattern[str]) -> str:
    """A pattern of ours for the flag ``u``, where ``\\w`` and ``\\d`` are ASCII unless spelt out."""
    classes = re.sub(r"\[[^]]*\]", lambda found: found[0].replace(r"\w", _WORD), pattern.pattern)
    return classes.replace(r"\w", f"[{_WORD}]").replace(r"\d", _DIGIT)


CONTRACT = {
    "most_code_points": MAX_CODE_POINTS,
    "decisions": DECISION_TITLES,
    "severities": SEVERITY_TITLES,
    "channels": CHANNEL_TITLES,
    "recipients": RECIPIENT_TITLES,
    "categories": TITLES,
    "evasions": EVASION_TITLES,
    "incomplete": INCOMPLETE_TITLES,
    "text_columns": DRAFT_COLUMNS["text"],
    "placeholder": in_javascript(PLACEHOLDER),
}

if __name__ == "__main__":
    print(json.dumps(CONTRACT, ensure_ascii=False, indent=2))
