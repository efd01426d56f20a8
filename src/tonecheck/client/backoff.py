"""How long to wait before asking a busy service again."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True)
class Backoff:
    """Exponential with full jitter, on top of what the service asks for.

    Args:
        retries: attempts after the first one.
        base: seconds; the first wait is somewhere below it, each next one below twice as much.
        longest: seconds that no wait exceeds, apart from what the service asks for.
    """

    retries: int = 3
    base: float = 0.1
    longest: float = 2.0

    def wait(self, attempt: int, retry_after: str | None) -> float:
        """Seconds to wait after the attempt with this number (from 0).

        The jitter is added to Retry-After, not swallowed by it: all who were refused at once would
        otherwise come back at once.
        """
        jitter = random.uniform(0, min(self.longest, self.base * 2**attempt))
        return seconds(retry_after) + jitter


def seconds(retry_after: str | None) -> float:
    """The header's delay (a number or a date), 0 where it is missing or unreadable."""
    if retry_after is None:
        return 0.0
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        day = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    zoned = day if day.tzinfo else day.replace(tzinfo=UTC)
    return max((zoned - datetime.now(UTC)).total_seconds(), 0.0)
