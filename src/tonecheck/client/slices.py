"""Any number of messages cut into requests that a service takes."""

from collections.abc import Sequence

import msgspec

from tonecheck.client.wire import encoded
from tonecheck.message import MOST_MESSAGES, Message, MessageError

MOST_BYTES = 16 * 1024 * 1024
"""Half of what the service takes by default."""


class Slice:
    """Up to 1,000 messages on their way; one that is no message keeps its place with its reason.

    Attributes:
        problems: for each message why it cannot be asked about, or None.
        ids: those of the messages asked about.
    """

    def __init__(self) -> None:
        self.problems: list[str | None] = []
        self.ids: list[str | None] = []
        self._raw: list[msgspec.Raw] = []
        self._bytes = 0

    def add(self, given: str | Message) -> None:
        try:
            message = as_message(given)
        except MessageError as error:
            self.problems.append(str(error))
            return
        raw = encoded(message)
        self.problems.append(None)
        self.ids.append(message.id)
        self._raw.append(raw)
        self._bytes += len(bytes(raw))

    @property
    def full(self) -> bool:
        return len(self.problems) >= MOST_MESSAGES or self._bytes >= MOST_BYTES

    @property
    def messages(self) -> Sequence[msgspec.Raw]:
        return self._raw


def as_message(given: str | Message) -> Message:
    """Read a bare text as a message with the contract's defaults.

    Raises:
        MessageError: a text that is empty or too long.
    """
    return given if isinstance(given, Message) else Message(text=given)
