"""What every layer knows of the request being answered."""

import re
import secrets
from time import perf_counter
from typing import Final

from starlette.types import Scope

from tonecheck.service.keys import Key

_PLAIN_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_PLACE: Final = "tonecheck.call"


class Call:
    """One request on its way.

    Args:
        scope: the ASGI scope it lives in.
    """

    __slots__ = ("headers", "id", "key", "method", "path", "route", "started")

    def __init__(self, scope: Scope) -> None:
        self.started = perf_counter()
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        given = self.headers.get(b"x-request-id", b"")
        self.id = given.decode() if _PLAIN_ID.fullmatch(given) else secrets.token_hex(8)
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.route = "other"
        """Which of our routes it is, for counting: the path itself could carry anything."""
        self.key: Key | None = None
        scope[_PLACE] = self


def call_of(scope: Scope) -> Call:
    """The call that lives in ``scope``."""
    call: Call = scope[_PLACE]
    return call
