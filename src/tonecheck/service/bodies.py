"""Request bodies, never more of them in memory than allowed."""

import asyncio
from typing import Final

from starlette.types import Receive

from tonecheck.service.problems import BODY_LARGE, BODY_SLOW, BUFFER_FULL, ENCODED, Refusal

SLOWEST_S: Final = 30.0
_CLOSE: Final = ((b"connection", b"close"),)
"""What is still to come of the body is not read, so the connection is of no more use."""


class Bodies:
    """Reads bodies, and knows how much of them is in memory.

    Args:
        room: most bytes of all bodies together.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self.inside = 0
        """Bytes of requests not answered yet."""

    async def read(self, receive: Receive, declared: bytes | None, limit: int) -> bytes:
        """The whole body; to be released once its request is answered.

        Args:
            declared: the header Content-Length; chunked bodies come without.
            limit: most bytes.

        Raises:
            Refusal: more bytes are declared, or come, than allowed or than there is room for now;
                or they come too slowly, or stop coming.
        """
        if declared is not None:
            self._require(0, int(declared), limit)
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(SLOWEST_S):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        raise _too_slow()
                    part = message.get("body", b"")
                    self._require(size, len(part), limit)
                    size += len(part)
                    self.inside += len(part)
                    parts.append(part)
                    if not message.get("more_body"):
                        return b"".join(parts)
        except BaseException as error:
            self.release(size)
            if isinstance(error, TimeoutError):
                raise _too_slow() from None
            raise

    def release(self, size: int) -> None:
        """So many bytes are needed no more."""
        self.inside -= size

    def _require(self, read: int, more: int, limit: int) -> None:
        if read + more > limit:
            raise Refusal(BODY_LARGE, limit=limit, headers=_CLOSE)
        if self.inside + more > self._room:
            raise Refusal(BUFFER_FULL, retry_after=1, headers=_CLOSE)


def require_plain(encoding: bytes) -> None:
    """See that a body is not compressed: what it unfolds to could be of any size.

    Args:
        encoding: the header Content-Encoding.

    Raises:
        Refusal: it is; nothing of it is read.
    """
    if encoding.strip().lower() not in (b"", b"identity"):
        raise Refusal(ENCODED, headers=(*_CLOSE, (b"accept-encoding", b"identity")))


def _too_slow() -> Refusal:
    return Refusal(BODY_SLOW, seconds=SLOWEST_S, headers=_CLOSE)
