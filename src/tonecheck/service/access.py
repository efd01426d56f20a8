"""Who is let through: keys, scopes, rates, and no foreign web sites."""

from collections.abc import Callable, Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from tonecheck.service import keys
from tonecheck.service.call import Call, call_of
from tonecheck.service.keys import KeyRing
from tonecheck.service.middleware import answer_problem
from tonecheck.service.problems import (
    FOREIGN_HOST,
    FOREIGN_ORIGIN,
    KEY_MISSING,
    SCOPE_MISSING,
    Refusal,
)
from tonecheck.service.rates import Rates

_ADMIN: Final = "/v1/admin/"
_API: Final = "/v1/"
_METRICS: Final = "/metrics"
_PROBES: Final = ("/healthz", "/readyz")
"""Asked by whatever name a balancer knows us by; they tell nothing of messages and change nothing."""

_CHALLENGE: Final = ((b"www-authenticate", b'Bearer realm="tonecheck"'),)


class AccessControl:
    """Everything under ``/v1/`` needs a key where keys are required; ``/metrics`` any key.

    Args:
        ring: the keys; replaced when they are read anew.
        required: whether keys are asked for at all.
        origins: web sites that may call from a browser, beside our own page.
        hosts: says of a ``Host`` whether it names this service; None where any does.
    """

    def __init__(
        self,
        application: ASGIApp,
        ring: KeyRing,
        required: bool,
        origins: Collection[str],
        hosts: Callable[[bytes], bool] | None,
    ) -> None:
        self.ring = ring
        self._application = application
        self._required = required
        self._origins = frozenset(origin.encode() for origin in origins)
        self._rates = Rates()
        self._ours = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        try:
            self._admit(call)
            await self._application(scope, receive, send)
        except Refusal as refusal:
            await answer_problem(refusal, call, send)

    def _admit(self, call: Call) -> None:
        if (
            self._ours is not None
            and call.path not in _PROBES
            and not self._ours(call.headers.get(b"host", b""))
        ):
            raise Refusal(FOREIGN_HOST)
        if call.method == "POST" and self._foreign(call):
            raise Refusal(FOREIGN_ORIGIN)
        if not self._required:
            return
        if call.path.startswith(_ADMIN):
            self._identify(call, "admin")
        elif call.path.startswith(_API):
            self._identify(call, "check")
        elif call.path == _METRICS:
            self._identify(call, None)

    def _identify(self, call: Call, needed: keys.Scope | None) -> None:
        kind, _, token = call.headers.get(b"authorization", b"").partition(b" ")
        key = self.ring.find(token.strip()) if kind.lower() == b"bearer" else None
        if key is None:
            raise Refusal(KEY_MISSING, headers=_CHALLENGE)
        call.key = key
        if needed is not None and needed not in key.scopes:
            raise Refusal(SCOPE_MISSING, scope=needed)
        self._rates.take(key)

    def _foreign(self, call: Call) -> bool:
        """Whether a browser says that a page of another site asks."""
        origin = call.headers.get(b"origin")
        if origin is None or origin in self._origins:
            return False
        site = call.headers.get(b"sec-fetch-site")
        if site is not None:
            return site not in (b"same-origin", b"none")
        return urlsplit(origin).netloc != call.headers.get(b"host")
