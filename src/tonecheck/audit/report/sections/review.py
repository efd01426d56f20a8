"""A sample for people to review, drawn so that anyone can draw it again."""

from typing import Any, Final

from tonecheck.audit.defaults import SAMPLE_SEED
from tonecheck.audit.results import Results
from tonecheck.audit.sample.sample import sample_of
from tonecheck.categories import TITLES
from tonecheck.titles import CHANNEL_TITLES, DECISION_TITLES, RECIPIENT_TITLES

_LISTED: Final = 40


def review(results: Results) -> dict[str, Any] | None:
    """Strata, the seed and the first messages drawn; None of an empty archive."""
    if not results.summary["messages"]:
        return None
    sample, facts = sample_of(results, None, SAMPLE_SEED)
    rows = [
        {
            "number": number,
            "message": item.message,
            "place": f"{item.source} 第 {item.row:,} 行",
            "sent_at": fact.sent_at,
            "channel": CHANNEL_TITLES[fact.channel],
            "recipient": RECIPIENT_TITLES[fact.recipient],
            "sender": fact.sender,
            "decision": fact.decision,
            "decision_title": DECISION_TITLES[fact.decision],
            "found": "、".join(TITLES[name] for name in item.found),
        }
        for number, (item, fact) in enumerate(zip(sample.items, facts, strict=True), 1)
    ]
    return {
        "drawing": sample.drawing,
        "layers": sample.layers,
        "rows": rows[:_LISTED],
        "more": max(0, len(rows) - _LISTED),
    }
