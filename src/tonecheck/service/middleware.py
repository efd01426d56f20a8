"""The outermost layer: ids, headers that protect, counting, and an answer whatever happens."""

from collections.abc import Sequence
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tonecheck.service.call import Call
from tonecheck.service.faults import fault_of
from tonecheck.service.logs import log
from tonecheck.service.metrics import Metrics
from tonecheck.service.problems import BROKEN, MEDIA_TYPE, Refusal

Headers = Sequence[tuple[bytes, bytes]]

_CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PROTECTING: Final[Headers] = (
    (b"content-security-policy", _CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_NOT_STORED: Final = (b"cache-control", b"no-store")


class Middleware:
    """Wraps the whole application.

    Args:
        log_access: whether each request leaves a line in the log.
    """

    def __init__(self, application: ASGIApp, metrics: Metrics, log_access: bool) -> None:
        self._application = application
        self._metrics = metrics
        self._log_access = log_access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no web sockets here; the lifespan is the server's own affair
            return
        call = Call(scope)
        status = 0

        async def send_protected(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message["headers"], *_PROTECTING, (b"x-request-id", call.id.encode())]
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append(_NOT_STORED)
                message["headers"] = headers
            await send(message)

        try:
            await self._application(scope, receive, send_protected)
        except Exception as error:
            log.error("request_broke", request=call.id, route=call.route, fault=fault_of(error))
            if not status:
                await answer_problem(Refusal(BROKEN), call, send_protected)
        seconds = perf_counter() - call.started
        self._metrics.answered(call.route, call.method, status, seconds)
        if self._log_access:
            log.info(
                "request",
                request=call.id,
                method=call.method,
                route=call.route,
                status=status,
                seconds=round(seconds, 4),
                key=call.key.name if call.key else None,
            )


async def answer_problem(refusal: Refusal, call: Call, send: Send) -> None:
    """Send the problem document of a refusal."""
    headers = [(b"content-type", MEDIA_TYPE.encode()), *refusal.headers]
    await answer_bytes(send, refusal.kind.status, refusal.document(call.id), headers)


async def answer_bytes(send: Send, status: int, body: bytes, headers: Headers) -> None:
    """Send an answer whole."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
