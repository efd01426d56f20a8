"""The client for ordinary, blocking code."""

import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Self

import httpx

from tonecheck.client.base import LIMITS, READY, Asked, BaseClient
from tonecheck.client.checked import Checked
from tonecheck.client.deadline import DeadlineTransport
from tonecheck.client.exchange import Attempt, Pause, Reply, failure
from tonecheck.client.policy import SendPolicy
from tonecheck.client.slices import Slice
from tonecheck.message import Message


@dataclass(eq=False)
class Client(BaseClient):
    """Asks the service before a message is sent; safe to share between threads.

    Messages go straight to the service, never through a proxy named in the environment.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        transport = DeadlineTransport(self.verify, LIMITS)
        self._http = httpx.Client(base_url=self.url, headers=self._headers, transport=transport)

    def check(self, message: str | Message, policy: SendPolicy | None = None) -> Checked:
        """Whether one message may be sent. A service that is away is an answer too, by the policy.

        Raises:
            MessageError: a text that is empty or too long.
            Refused: key, scope, size or policy are not accepted, or ``url`` is wrong.
        """
        return self._run(self._single(message, policy))[0]

    def check_many(
        self, messages: Iterable[str | Message], policy: SendPolicy | None = None
    ) -> Iterator[Checked]:
        """Whether each of any number of messages may be sent, streamed, in their order.

        A text that is empty or too long has its `Checked` with the reason, and the run goes on.

        Raises:
            Refused: as `check`, when its turn comes; the answers before it stand.
        """
        part = Slice()
        for message in messages:
            part.add(message)
            if part.full:
                yield from self._run(self._batch(part, policy))
                part = Slice()
        yield from self._run(self._batch(part, policy))

    def ready(self) -> bool:
        """Whether the service has its packs and model loaded and passed its self-test."""
        reply = self._attempt("GET", READY, b"", Attempt(time.monotonic() + self.timeout))
        return isinstance(reply, httpx.Response) and reply.is_success

    def close(self) -> None:
        """Drop the connections; the client cannot be used afterwards."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, asked: Asked) -> list[Checked]:
        reply: Reply = None
        with closing(asked.steps) as steps:
            while True:
                try:
                    step = steps.send(reply)
                except StopIteration as end:
                    verdicts: list[Checked] = end.value
                    return verdicts
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                    reply = None
                else:
                    reply = self._attempt("POST", asked.path, asked.body, step)

    def _attempt(self, method: str, path: str, body: bytes, attempt: Attempt) -> Reply:
        try:
            return self._http.request(
                method,
                path,
                content=body,
                headers=attempt.headers,
                timeout=attempt.left,
                extensions={"deadline": attempt.deadline},
            )
        except httpx.RequestError as error:
            return failure(error)
