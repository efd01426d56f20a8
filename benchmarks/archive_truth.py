"""What is in an archive, counted apart from the audit, row by row from what was written."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pyarrow as pa

_MAINLAND: Final = timedelta(hours=8)


@dataclass(frozen=True)
class Truth:
    """What was put into an archive, counted apart from the audit."""

    offences: dict[str, str]
    """Of each message made from an offending family, the family's category."""
    quiet: frozenset[str] = frozenset()
    """Messages sent in the quiet hours, letters aside."""
    frequent: dict[tuple[str, date], int] = field(default_factory=dict)
    """Calls to one person on one day, where there are more than three."""
    third_parties: dict[str, int] = field(default_factory=dict)
    """Of each person the messages to others about them."""
    rising: frozenset[str] = frozenset()
    """Threads that were planted to rise in tone."""


def counted(table: pa.Table, offences: dict[str, str], rising: frozenset[str]) -> Truth:
    """Hours, calls and third parties."""
    quiet: set[str] = set()
    calls: Counter[tuple[str, date]] = Counter()
    others: defaultdict[str, int] = defaultdict(int)
    names = ("编号", "发送时间", "渠道", "接收人类型", "客户编号")
    for key, sent, channel, recipient, person in zip(
        *(table[name].to_pylist() for name in names), strict=True
    ):
        local: datetime = sent.astimezone(UTC) + _MAINLAND
        if channel != "letter" and not 8 <= local.hour < 22:
            quiet.add(key)
        if recipient == "third_party":
            others[person] += 1
        elif channel == "voice_script":
            calls[person, local.date()] += 1
    frequent = {pair: count for pair, count in calls.items() if count > 3}
    return Truth(offences, frozenset(quiet), frequent, dict(others), rising)
