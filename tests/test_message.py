"""The shape of what comes in."""

from datetime import date

import pytest

from tonecheck import Message, MessageError
from tonecheck.message import message_from


def test_the_limit_is_exact() -> None:
    assert len(Message(text="字" * 20_000).text) == 20_000
    with pytest.raises(MessageError, match="20001"):
        Message(text="字" * 20_001)


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(MessageError, match="text"):
        Message(text=text)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(MessageError, match="第 2 个字符"):
        Message(text="好\ud800")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, "text"),
        ({"text": 3}, "text"),
        ({"text": "好", "channel": "fax"}, "channel"),
        ({"text": "好", "recipient": "boss"}, "recipient"),
        ({"text": "好", "sent_at": "yesterday"}, "sent_at"),
        ({"text": "好", "sent_at": "2026-03-02T10:15:00"}, "sent_at"),
        ({"text": "好", "colour": "red"}, "colour"),
        ([], "object"),
    ],
)
def test_a_wrong_field_is_named(fields: object, names: str) -> None:
    with pytest.raises(MessageError, match=names):
        message_from(fields)


def test_the_day_is_that_of_the_mainland() -> None:
    message = message_from({"text": "好", "sent_at": "2025-12-31T16:30:00Z"})
    assert message.day == date(2026, 1, 1)
