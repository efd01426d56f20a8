"""Both clients behind one face, so that every behaviour is proven for both."""

import asyncio
from collections.abc import Iterable
from typing import Any, Protocol

import httpx

from tonecheck import Message
from tonecheck.client import AsyncClient, Checked, Client, SendPolicy

_LOADED: dict[str, Any] = {"verify": httpx.create_ssl_context(trust_env=False)}
"""The certificates that a client loads by itself: once, as it takes longer than most tests."""


class AnyClient(Protocol):
    def checks(self, url: str, *messages: str | Message, **options: Any) -> list[Checked]:
        """One client, one call for each message, one after another."""

    def check_many(
        self, url: str, messages: Iterable[str | Message], policy: SendPolicy | None = None
    ) -> list[Checked]: ...

    def ready(self, url: str, **options: Any) -> bool: ...


class Blocking:
    def checks(self, url: str, *messages: str | Message, **options: Any) -> list[Checked]:
        with Client(url, **(_LOADED | options)) as client:
            return [client.check(message) for message in messages]

    def check_many(
        self, url: str, messages: Iterable[str | Message], policy: SendPolicy | None = None
    ) -> list[Checked]:
        with Client(url, **_LOADED) as client:
            return list(client.check_many(messages, policy))

    def ready(self, url: str, **options: Any) -> bool:
        with Client(url, **(_LOADED | options)) as client:
            return client.ready()


class Asynchronous:
    def checks(self, url: str, *messages: str | Message, **options: Any) -> list[Checked]:
        async def run() -> list[Checked]:
            async with AsyncClient(url, **(_LOADED | options)) as client:
                return [await client.check(message) for message in messages]

        return asyncio.run(run())

    def check_many(
        self, url: str, messages: Iterable[str | Message], policy: SendPolicy | None = None
    ) -> list[Checked]:
        async def run() -> list[Checked]:
            async with AsyncClient(url, **_LOADED) as client:
                return [checked async for checked in client.check_many(messages, policy)]

        return asyncio.run(run())

    def ready(self, url: str, **options: Any) -> bool:
        async def run() -> bool:
            async with AsyncClient(url, **(_LOADED | options)) as client:
                return await client.ready()

        return asyncio.run(run())
