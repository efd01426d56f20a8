"""Messages that read alike: one verdict is enough for all that fill in the same template."""

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, time

from tonecheck.message import LOCAL_TIME, Message
from tonecheck.rules.rule import Hours


class Likeness:
    """Names the one moment that stands for all that no rule and no score can tell apart.

    Args:
        hours: all the hours that rules, or the classifier, ask for.
    """

    def __init__(self, hours: Sequence[Hours]) -> None:
        self._borders = sorted({time.min, *(t for one in hours for t in (one.start, one.end))})

    def moment(self, message: Message) -> datetime | None:
        """When the span of hours begins in which the message is sent, on its day: so is the law."""
        moment = message.local_sent_at
        if moment is None:
            return None
        start = self._borders[bisect(self._borders, moment.time()) - 1]
        return datetime.combine(moment.date(), start, LOCAL_TIME)
