"""What both clients share: the address, the policy, how to ask and what to make of the answer."""

import ssl
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import partial
from typing import Final

import httpx

from tonecheck.client.backoff import Backoff
from tonecheck.client.breaker import Breaker
from tonecheck.client.checked import Checked, examined, unexamined
from tonecheck.client.exchange import NoAnswer, Steps, steps
from tonecheck.client.policy import SendPolicy
from tonecheck.client.slices import Slice, as_message
from tonecheck.client.wire import (
    Answer,
    batch_answer,
    batch_request,
    single_answer,
    single_request,
)
from tonecheck.message import Message

ADDRESS: Final = "http://127.0.0.1:8714"
READY: Final = "/readyz"
LIMITS: Final = httpx.Limits(max_connections=256, keepalive_expiry=2.0)
"""Idle connections are dropped before anybody else does so, else requests race with their closing:
the service waits 75 s, proxies in front of it from 5 s on."""


@dataclass(frozen=True)
class Asked:
    """A request to make, and the steps that end in its verdicts."""

    path: str
    body: bytes
    steps: Steps[list[Checked]]


@dataclass(eq=False)
class BaseClient:
    """The settings of a client.

    Args:
        url: where the service listens.
        key: an API key, where the service wants one.
        policy: what decides about sending; a call's own policy overrides its members.
        timeout: seconds for one message, with all attempts and waits.
        batch_timeout: the same for up to 1,000 messages.
        backoff: waits between attempts; only an answer 503 is followed by another attempt.
        breaker: may be shared by several clients of one service.
        verify: certificates to trust; None those of certifi.

    Raises:
        ValueError: an address or a key that cannot be one.
    """

    url: str = ADDRESS
    _: KW_ONLY
    key: str | None = field(default=None, repr=False)
    policy: SendPolicy = SendPolicy()
    timeout: float = 3.0
    batch_timeout: float = 40.0
    backoff: Backoff = Backoff()
    breaker: Breaker = field(default_factory=Breaker)
    verify: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            url = httpx.URL(self.url)
        except httpx.InvalidURL:
            url = httpx.URL()
        if url.scheme not in ("http", "https") or not url.host:
            raise ValueError(f"url：应写成 {ADDRESS} 这样的地址")
        if url.path.rstrip("/").endswith(("/v1", "/v1/check", "/v1/check/batch")):
            raise ValueError(f"url：只写服务的地址，如 {ADDRESS}；/v1/check 由客户端自己加上")
        if self.key is not None and not (self.key.isascii() and self.key.isprintable()):
            raise ValueError("key：含有换行或非 ASCII 字符，请检查是怎样读取的")
        if self.verify is None:
            self.verify = httpx.create_ssl_context(trust_env=False)

    @property
    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        return headers if self.key is None else headers | {"Authorization": f"Bearer {self.key}"}

    def _single(self, given: str | Message, policy: SendPolicy | None) -> Asked:
        message, asked = as_message(given), self.policy.overridden(policy)
        decode = partial(single_answer, id=message.id)
        answer = steps(self.breaker, self.backoff, self.timeout, decode)
        return Asked("/v1/check", single_request(message, asked), _verdicts(answer, [None], asked))

    def _batch(self, part: Slice, policy: SendPolicy | None) -> Asked:
        asked = self.policy.overridden(policy)
        decode = partial(batch_answer, ids=part.ids)
        answer = steps(self.breaker, self.backoff, self.batch_timeout, decode)
        verdicts = _verdicts(answer, part.problems, asked)
        return Asked("/v1/check/batch", batch_request(part.messages, asked), verdicts)


def _verdicts(
    steps: Steps[Answer | NoAnswer], problems: Sequence[str | None], asked: SendPolicy
) -> Steps[list[Checked]]:
    if all(problems):  # nothing to ask about; an empty batch would be refused
        return [unexamined(problem, asked) for problem in problems if problem]
    answer = yield from steps
    if isinstance(answer, NoAnswer):
        return [unexamined(problem or answer.reason, asked) for problem in problems]
    given = _given(answer)
    return [unexamined(problem, asked) if problem else next(given) for problem in problems]


def _given(answer: Answer) -> Iterator[Checked]:
    for report, send in zip(answer.reports, answer.sends, strict=True):
        yield examined(report, answer.applied.settled(), send)
