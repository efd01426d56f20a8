"""Messages that read alike: one verdict is enough for all that fill in the same template."""

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, time

from tonecheck.message import LOCAL_TIME, Message
from tonecheck.rules.rule import Hours


class Likeness:
    """Names the one message that stands for all that no rule and no score can tell apart.

    Args:
        hours: all the hours that rules, or the classifier, ask for.
    """

    def __init__(self, hours: Sequence[Hours]) -> None:
        self._borders = sorted({time.min, *(t for one in hours for t in (one.start, one.end))})

    def of(self, message: Message, text: str) -> Message:
        """The message that stands for ``message``, whose fields are blanked in ``text``.

        Sent on the same day, for the law is of the day, when the span of hours begins.
        """
        moment = message.local_sent_at
        if moment is not None:
            start = self._borders[bisect(self._borders, moment.time()) - 1]
            moment = datetime.combine(moment.date(), start, LOCAL_TIME)
        return Message(
            text=text, channel=message.channel, recipient=message.recipient, sent_at=moment
        )
