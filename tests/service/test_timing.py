"""All that the classifier reads is timed."""

from tonecheck.classifier.shipped_model import shipped_model
from tonecheck.message import Message
from tonecheck.service.timing import TimedModel
from tonecheck.text.reading import Reading


def test_parts_read_by_themselves_count() -> None:
    model = shipped_model(True, TimedModel)
    assert model is not None
    message = Message(text="您好，本期账单已出。再不还钱就打断你的腿")
    reading = Reading.of(message)
    model.scores(message, reading)
    whole = model.seconds
    assert whole > 0
    model.part_scores(message, reading, (10, len(reading.text)))
    assert model.seconds > whole
