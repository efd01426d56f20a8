"""Reports for programs: one JSON array, or one JSON object a line."""

from typing import BinaryIO

import msgspec

from tonecheck.output.output import Examined

_encoder = msgspec.json.Encoder()


class JsonLinesOutput:
    """One report a line, written as soon as it is known."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, examined: Examined) -> None:
        self._stream.write(_encoder.encode(examined.report) + b"\n")
        self._stream.flush()  # a caller may wait for this line before it writes the next

    def close(self, finished: bool) -> None:
        self._stream.flush()


class JsonOutput:
    """All reports in one array, streamed as well."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._before = b"[\n"

    def write(self, examined: Examined) -> None:
        self._stream.write(self._before + _encoder.encode(examined.report))
        self._before = b",\n"

    def close(self, finished: bool) -> None:
        self._stream.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")
        self._stream.flush()
