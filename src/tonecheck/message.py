"""What comes in: one message and the facts about how it is sent."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

import msgspec

MAX_CODE_POINTS: Final = 20_000
LOCAL_TIME: Final = ZoneInfo("Asia/Shanghai")
"""The mainland keeps one time; quiet hours and the law of the day are read in it."""

_TEXT: Final = {"minLength": 1, "maxLength": MAX_CODE_POINTS, "pattern": r"[^\s\x1c-\x1f\x85]"}
_MOMENT: Final = {"format": "date-time"}
"""For those who read the schema; what is enforced is below, with errors in Chinese."""

Channel = Literal["sms", "im", "voice_script", "visit_script", "letter", "email"]
Recipient = Literal["debtor", "guarantor", "third_party", "unknown"]


class MessageError(ValueError):
    """A message that does not have the contract's shape; the text says which field and why."""


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One draft or sent message (contract, "In: a message").

    Raises:
        MessageError: ``text`` is empty or longer than 20,000 code points (it is refused, never
            cut), or ``sent_at`` has no UTC offset.
    """

    text: Annotated[str, msgspec.Meta(extra_json_schema=_TEXT)]
    id: str | None = None
    channel: Channel = "sms"
    recipient: Recipient = "debtor"
    sent_at: Annotated[datetime, msgspec.Meta(extra_json_schema=_MOMENT)] | None = None
    sender: str | None = None
    recipient_id: str | None = None

    def __post_init__(self) -> None:
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
        return msgspec.convert(fields, Message, strict=True)
    except msgspec.ValidationError as error:
        raise MessageError(str(error)) from None
