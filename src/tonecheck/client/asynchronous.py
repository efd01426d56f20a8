"""The client for asyncio."""

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Self

import httpx

from tonecheck.client.base import LIMITS, READY, Asked, BaseClient
from tonecheck.client.checked import Checked
from tonecheck.client.exchange import Attempt, Pause, Reply, failure
from tonecheck.client.policy import SendPolicy
from tonecheck.client.slices import Slice
from tonecheck.message import Message


@dataclass(eq=False)
class AsyncClient(BaseClient):
    """Asks the service before a message is sent; for the tasks of one event loop.

    Messages go straight to the service, never through a proxy named in the environment.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        transport = httpx.AsyncHTTPTransport(
            verify=self.verify or True, trust_env=False, limits=LIMITS
        )
        self._http = httpx.AsyncClient(
            base_url=self.url, headers=self._headers, transport=transport
        )

    async def check(self, message: str | Message, policy: SendPolicy | None = None) -> Checked:
        """Whether one message may be sent. A service that is away is an answer too, by the policy.

        Raises:
            MessageError: a text that is empty or too long.
            Refused: key, scope, size or policy are not accepted, or ``url`` is wrong.
        """
        return (await self._run(self._single(message, policy)))[0]

    async def check_many(
        self,
        messages: Iterable[str | Message] | AsyncIterable[str | Message],
        policy: SendPolicy | None = None,
    ) -> AsyncIterator[Checked]:
        """Whether each of any number of messages may be sent, streamed, in their order.

        A text that is empty or too long has its `Checked` with the reason, and the run goes on.

        Raises:
            Refused: as `check`, when its turn comes; the answers before it stand.
        """
        part = Slice()
        async for message in _each(messages):
            part.add(message)
            if part.full:
                for checked in await self._run(self._batch(part, policy)):
                    yield checked
                part = Slice()
        for checked in await self._run(self._batch(part, policy)):
            yield checked

    async def ready(self) -> bool:
        """Whether the service has its packs and model loaded and passed its self-test."""
        reply = await self._attempt("GET", READY, b"", Attempt(time.monotonic() + self.timeout))
        return isinstance(reply, httpx.Response) and reply.is_success

    async def close(self) -> None:
        """Drop the connections; the client cannot be used afterwards."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, asked: Asked) -> list[Checked]:
        reply: Reply = None
        with closing(asked.steps) as steps:
            while True:
                try:
                    step = steps.send(reply)
                except StopIteration as end:
                    verdicts: list[Checked] = end.value
                    return verdicts
                if isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                    reply = None
                else:
                    reply = await self._attempt("POST", asked.path, asked.body, step)

    async def _attempt(self, method: str, path: str, body: bytes, attempt: Attempt) -> Reply:
        try:
            async with asyncio.timeout(attempt.left):
                return await self._http.request(
                    method, path, content=body, headers=attempt.headers, timeout=attempt.left
                )
        except (httpx.RequestError, TimeoutError) as error:
            return failure(error)


async def _each(
    messages: Iterable[str | Message] | AsyncIterable[str | Message],
) -> AsyncIterator[str | Message]:
    if isinstance(messages, AsyncIterable):
        async for message in messages:
            yield message
    else:
        for message in messages:
            yield message
