"""One thing to check, and where it came from."""

from dataclasses import dataclass

from tonecheck.message import Channel, Message, Recipient


@dataclass(frozen=True, slots=True)
class Draft:
    """A message, or the reason why there is none; ``source`` says where (file, line or row)."""

    source: str
    message: Message | None
    problem: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """How messages are sent that do not say so themselves."""

    channel: Channel = "sms"
    recipient: Recipient = "debtor"
    sent_at: str | None = None
