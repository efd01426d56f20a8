"""One request to its end: attempts, waits, the breaker. It does no I/O; a client drives it.

Written as a generator, so that the blocking and the asynchronous client share every decision.
"""

import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx

from tonecheck.client.backoff import Backoff
from tonecheck.client.breaker import Breaker, Permit
from tonecheck.client.checked import RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT
from tonecheck.client.errors import Refused
from tonecheck.client.wire import problem

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_WRONG_ADDRESS: Final = (
    "地址不对，那里没有检查服务；请检查 url（只写到服务的根，不带 /v1/check），消息没有检查"
)
_HINTS: Final = {
    301: _WRONG_ADDRESS,
    308: _WRONG_ADDRESS,
    401: "缺少密钥或密钥不对，请检查 key",
    403: "这把密钥没有所需的权限（scope）",
    404: _WRONG_ADDRESS,
    405: _WRONG_ADDRESS,
    413: "内容超过服务的大小上限",
    415: "服务不接受这种编码的请求",
    422: "请求的形状不对",
}
_BUSY: Final = 503
_ENOUGH: Final = 0.9
"""Share of the time left that the service may use; its answer needs the rest to arrive."""


@dataclass(frozen=True)
class Attempt:
    """Send the request; ``deadline`` is a moment of `time.monotonic`."""

    deadline: float

    @property
    def left(self) -> float:
        return max(self.deadline - time.monotonic(), 0.0)

    @property
    def headers(self) -> dict[str, str]:
        milliseconds = int(self.left * _ENOUGH * 1000)
        return {"Tonecheck-Deadline-Ms": str(min(max(milliseconds, 1), 60_000))}


@dataclass(frozen=True)
class Pause:
    """Wait, then go on."""

    seconds: float


@dataclass(frozen=True)
class NoAnswer:
    """Why there is no answer: the reason for the caller, the cause for the log."""

    reason: str
    cause: str


Reply = httpx.Response | NoAnswer | None
Steps = Generator[Attempt | Pause, Reply, _T]


def failure(error: httpx.RequestError | TimeoutError) -> NoAnswer:
    """A transport's error as a reply; its text is not kept, it could quote the request."""
    timed_out = isinstance(error, TimeoutError | httpx.TimeoutException)
    return NoAnswer(TIMEOUT if timed_out else SERVICE_UNAVAILABLE, type(error).__name__)


def steps(
    breaker: Breaker, backoff: Backoff, timeout: float, decode: Callable[[bytes], _T]
) -> Steps[_T | NoAnswer]:
    """Ask until there is an answer, the time is over or waiting is of no use.

    Raises:
        Refused: the fault is with the caller.
    """
    deadline = time.monotonic() + timeout
    permit = breaker.permit()
    if permit is None:
        return NoAnswer(SERVICE_UNAVAILABLE, "breaker")
    with permit:
        reply = yield from _asked(backoff, deadline)
        outcome = _outcome(reply, decode, permit)
        permit.succeeded = not isinstance(outcome, NoAnswer) or outcome.reason == RATE_LIMITED
    if isinstance(outcome, NoAnswer):
        _log.warning("检查服务没有给出结论：%s（%s）", outcome.reason, outcome.cause)
    return outcome


def _asked(backoff: Backoff, deadline: float) -> Steps[Reply]:
    attempt = 0
    while True:
        reply = yield Attempt(deadline)
        if not isinstance(reply, httpx.Response) or reply.status_code != _BUSY:
            return reply
        wait = backoff.wait(attempt, reply.headers.get("retry-after"))
        if attempt == backoff.retries or wait >= deadline - time.monotonic():
            return reply
        yield Pause(wait)
        attempt += 1


def _outcome(reply: Reply, decode: Callable[[bytes], _T], permit: Permit) -> _T | NoAnswer:
    if not isinstance(reply, httpx.Response):
        return reply or NoAnswer(SERVICE_UNAVAILABLE, "no attempt")
    status = reply.status_code
    if status in _HINTS:
        permit.succeeded = True  # it is there and answers; the fault is ours
        raise Refused(status, _why(status, reply.content))
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return NoAnswer(RATE_LIMITED, f"HTTP {status}")
    if status != httpx.codes.OK:
        return NoAnswer(SERVICE_UNAVAILABLE, f"HTTP {status}")
    try:
        return decode(reply.content)
    except ValueError as error:  # msgspec's errors are among them
        return NoAnswer(SERVICE_UNAVAILABLE, type(error).__name__)


def _why(status: int, body: bytes) -> str:
    hint = _HINTS[status]
    if hint is _WRONG_ADDRESS:  # a stranger's answer could quote the message
        return hint
    return problem(body) or hint
