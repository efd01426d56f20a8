"""One thing to check, and where it came from."""

from dataclasses import dataclass

from tonecheck.message import Channel, Message, Recipient
from tonecheck.place import Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A message, or the reason why there is none; ``place`` says where (file, line or row)."""

    place: Place
    message: Message | None
    problem: str | None = None
    id: str | None = None

    @property
    def source(self) -> str:
        """The place, for people."""
        return str(self.place)


@dataclass(frozen=True, slots=True)
class Defaults:
    """How messages are sent that do not say so themselves."""

    channel: Channel = "sms"
    recipient: Recipient = "debtor"
    sent_at: str | None = None


def unread(place: Place, kind: str, why: str) -> Draft:
    """What could not be examined: the report on it says so.

    Args:
        kind: ``bad_input``, ``unreadable`` or ``not_text``.
    """
    return Draft(place, None, f"{kind}：{place}：{why}", str(place))
