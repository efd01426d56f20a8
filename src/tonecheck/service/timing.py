"""How long the classifier reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from tonecheck.classifier.model import Model, Scores
from tonecheck.message import Message
from tonecheck.text.reading import Reading


class TimedModel(Model):
    """A classifier that adds up the seconds it has been reading."""

    seconds = 0.0

    def scores(self, message: Message, reading: Reading, first_tier: bool = False) -> Scores:
        with self._timed():
            return super().scores(message, reading, first_tier)

    def part_scores(self, message: Message, reading: Reading, part: tuple[int, int]) -> Scores:
        with self._timed():
            return super().part_scores(message, reading, part)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds += perf_counter() - started
