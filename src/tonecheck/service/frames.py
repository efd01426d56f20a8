"""Frames on a stream between two processes: four bytes of length, then that many bytes."""

import struct
from collections.abc import Iterator
from typing import Final

_LENGTH: Final = struct.Struct("!I")


def framed(payload: bytes) -> bytes:
    """The payload as a frame."""
    return _LENGTH.pack(len(payload)) + payload


class Frames:
    """Collects what arrives and gives out whole frames."""

    def __init__(self) -> None:
        self._arrived = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take what arrived; yield the payload of each frame that is now complete."""
        self._arrived += data
        while len(self._arrived) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._arrived)
            end = _LENGTH.size + length
            if len(self._arrived) < end:
                return
            payload = bytes(self._arrived[_LENGTH.size : end])
            del self._arrived[:end]
            yield payload
