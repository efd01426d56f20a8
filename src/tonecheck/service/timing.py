"""How long the classifier reads."""

from time import perf_counter

from tonecheck.classifier.model import Model, Scores
from tonecheck.message import Message
from tonecheck.text.reading import Reading


class TimedModel(Model):
    """A classifier that adds up the seconds it has been reading."""

    seconds = 0.0

    def scores(self, message: Message, reading: Reading, first_tier: bool = False) -> Scores:
        started = perf_counter()
        try:
            return super().scores(message, reading, first_tier)
        finally:
            self.seconds += perf_counter() - started
