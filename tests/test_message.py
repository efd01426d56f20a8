"""The shape of what comes in."""

import re
from datetime import UTC, date, datetime
from typing import Any

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
        ({"text": "好", "sent_at": "2016-12-31T12:59:60Z"}, "sent_at"),
        ({"text": "好", "sent_at": "2016-12-30T23:59:60Z"}, "sent_at"),
        ({"text": "好", "sent_at": "2016-12-31T23:59:60"}, "sent_at"),
        ({"text": "好", "sent_at": "2016-13-31T23:59:60Z"}, "sent_at"),
        ({"text": "好", "colour": "red"}, "colour"),
        ([], "object"),
    ],
)
def test_a_wrong_field_is_named(fields: object, names: str) -> None:
    with pytest.raises(MessageError, match=names):
        message_from(fields)


@pytest.mark.parametrize("field", ["id", "sender", "recipient_id"])
def test_a_key_is_text(field: str) -> None:
    with pytest.raises(MessageError, match=f"{field}：应为文字"):
        Message(text="好", **{field: 5})  # type: ignore[arg-type]


def test_the_day_is_that_of_the_mainland() -> None:
    message = message_from({"text": "好", "sent_at": "2025-12-31T16:30:00Z"})
    assert message.day == date(2026, 1, 1)


@pytest.mark.parametrize(
    "written",
    ["2016-12-31T23:59:60Z", "2017-01-01T07:59:60.5+08:00", "2016-12-31t23:59:60z"],
)
def test_a_leap_second_is_the_second_before(written: str) -> None:
    message = message_from({"text": "好", "sent_at": written})
    assert message.sent_at == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": 3}, "text：应为文字（str），得到的是 int"),
        ({"text": None}, "text：应为文字"),
        ({"text": "好", "channel": "foo"}, "channel：应为 sms、im、voice_script"),
        ({"text": "好", "channel": []}, "channel"),
        ({"text": "好", "recipient": "foo"}, "recipient：应为 debtor、guarantor"),
        ({"text": "好", "sent_at": "2026-03-02"}, "sent_at：应为带时区的 datetime"),
    ],
)
def test_the_library_is_told_what_a_field_may_hold(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(MessageError, match=re.escape(says)):
        Message(**fields)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "text：缺少这一项"),
        ({"text": "好", "id": 3}, "id：应为文字或 null"),
        ({"text": "好", "sent_at": 7}, "sent_at：不是合法的时间"),
        ({"text": "好", "recipient": None}, "recipient：应为 debtor"),
        ({"text": " "}, "text：内容为空"),
        ({"text": "好", "张三的秘密": 1}, "有不认识的项；可用的有 text、"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(MessageError) as caught:
        message_from(fields)
    assert str(caught.value).startswith(says)
    assert "张三" not in str(caught.value)
