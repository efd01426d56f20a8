"""How often a key may call: a bucket that fills evenly over the minute."""

from math import ceil
from time import monotonic

from tonecheck.service.keys import Key
from tonecheck.service.problems import RATE, Refusal


class Rates:
    """One bucket a key, full at first; it holds a minute's worth."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, key: Key) -> None:
        """Count a request.

        Raises:
            Refusal: the bucket is empty; says when there is something in it again.
        """
        if key.rate is None:
            return
        now, per_second = monotonic(), key.rate / 60
        left, since = self._buckets.get(key.sha256, (float(key.rate), now))
        left = min(float(key.rate), left + (now - since) * per_second)
        if left < 1:
            self._buckets[key.sha256] = left, now
            raise Refusal(RATE, rate=key.rate, retry_after=ceil((1 - left) / per_second))
        self._buckets[key.sha256] = left - 1, now
