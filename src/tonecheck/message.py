"""What comes in: one message and the facts about how it is sent."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

from tonecheck.validation import Values, field_error, one_of

MAX_CODE_POINTS: Final = 20_000
MOST_MESSAGES: Final = 1_000
"""In one request of a batch."""

LOCAL_TIME: Final = ZoneInfo("Asia/Shanghai")
"""The mainland keeps one time; quiet hours and the law of the day are read in it."""

_TEXT: Final = {"minLength": 1, "maxLength": MAX_CODE_POINTS, "pattern": r"[^\s\x1c-\x1f\x85]"}
_MOMENT: Final = {"format": "date-time"}
"""For those who read the schema; what is enforced is below, with errors in Chinese."""

Channel = Literal["sms", "im", "voice_script", "visit_script", "letter", "email"]
Recipient = Literal["debtor", "guarantor", "third_party", "unknown"]
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
RECIPIENTS: Final[tuple[Recipient, ...]] = get_args(Recipient)

_LEAP_SECOND: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}):60(?:\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})"
)

VALUES: Final[Values] = {"channel": CHANNELS, "recipient": RECIPIENTS}
"""Of the fields with few."""


class MessageError(ValueError):
    """A message that does not have the contract's shape; the text says which field and why."""


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One draft or sent message (contract, "In: a message").

    Raises:
        MessageError: ``text`` is no text, empty or longer than 20,000 code points (it is refused,
            never cut), ``channel`` or ``recipient`` is unknown, or ``sent_at`` has no UTC offset.
    """

    text: Annotated[str, msgspec.Meta(extra_json_schema=_TEXT)]
    id: str | None = None
    channel: Channel = "sms"
    recipient: Recipient = "debtor"
    sent_at: Annotated[datetime, msgspec.Meta(extra_json_schema=_MOMENT)] | None = None
    sender: str | None = None
    recipient_id: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise MessageError(f"text：应为文字（str），得到的是 {type(self.text).__name__}")
        for name in ("id", "sender", "recipient_id"):
            if not isinstance(getattr(self, name), str | None):
                raise MessageError(f"{name}：应为文字（str）或 None")
        for name, values in VALUES.items():
            if getattr(self, name) not in values:
                raise MessageError(f"{name}：{one_of(values)}")
        length = len(self.text)
        if not length or self.text.isspace():
            raise MessageError("text：内容为空，没有可检查的文字")
        if length > MAX_CODE_POINTS:
            raise MessageError(
                f"text：共 {length} 个字符，超过上限 {MAX_CODE_POINTS}；请拆分后再检查（不会截断）"
            )
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            raise MessageError(
                f"text：第 {error.start + 1} 个字符不是合法的 Unicode 字符"
            ) from None
        if self.sent_at is not None and not isinstance(self.sent_at, datetime):
            raise MessageError("sent_at：应为带时区的 datetime，或 None")
        if self.sent_at is not None and self.sent_at.tzinfo is None:
            raise MessageError("sent_at：缺少时区，请写成 2026-03-02T10:15:00+08:00 这样的形式")
        try:
            _ = self.local_sent_at
        except OverflowError:
            raise MessageError("sent_at：换成北京时间后超出公元 1 到 9999 年") from None

    @property
    def local_sent_at(self) -> datetime | None:
        """``sent_at`` in mainland time, or None when it is not known."""
        return None if self.sent_at is None else self.sent_at.astimezone(LOCAL_TIME)

    @property
    def day(self) -> date:
        """The day whose law applies: that of sending, today when it is not known."""
        return (self.local_sent_at or datetime.now(LOCAL_TIME)).date()


def message_from(fields: Any) -> Message:
    """Read a message from decoded JSON, with an error that names the field.

    Raises:
        MessageError: the shape, a field's type or its value is not the contract's.
    """
    try:
        return msgspec.convert(without_leap_second(fields), Message, strict=True)
    except msgspec.ValidationError as error:
        if not isinstance(fields, Mapping):
            raise MessageError("一条消息应是一个 JSON 对象（object），其中必有 text") from None
        wrong = field_error(error, VALUES, Message.__struct_fields__)
        raise MessageError(str(wrong)) from None


def without_leap_second(fields: Any) -> Any:
    """Decoded JSON with the last second before it where ``sent_at`` is a leap second."""
    sent_at = fields.get("sent_at") if isinstance(fields, Mapping) else None
    if not isinstance(sent_at, str) or ":60" not in sent_at:
        return fields
    return {**fields, "sent_at": last_second(sent_at)}


def last_second(written: str) -> str:
    """A leap second (RFC 3339, 5.7) as the second before it, which clocks here can tell.

    Anything else comes back as it is, be it a time or not: there are leap seconds at the end of a
    month in UTC only.
    """
    found = _LEAP_SECOND.fullmatch(written)
    if not found:
        return written
    before = f"{found[1]}:59{found[2].upper()}"
    try:
        end = datetime.fromisoformat(before).astimezone(UTC) + timedelta(seconds=1)
    except (ValueError, OverflowError):
        return written
    return before if (end.day, end.hour, end.minute, end.second) == (1, 0, 0, 0) else written
