"""A worker as the service sees it: a connection, and the jobs it holds."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Final, Self, cast

import msgspec

from tonecheck.service.frames import Frames, framed
from tonecheck.service.generation import Generation
from tonecheck.service.job import Job
from tonecheck.service.work import Done

STUCK_S: Final = 10.0
"""Who is silent this long, and holds what was due this long ago, will not come to an end."""

_decode = msgspec.msgpack.Decoder(Done).decode
_encode = msgspec.msgpack.Encoder().encode


class WorkerLink(asyncio.Protocol):
    """Passes jobs on and answers back.

    Args:
        pid: of the worker process.
        on_done: called with each answer.
        on_lost: called once the worker is gone, with the jobs it still held.
    """

    def __init__(
        self,
        pid: int,
        on_done: Callable[[Job, Done], None],
        on_lost: Callable[["WorkerLink", list[Job]], None],
    ) -> None:
        self.pid = pid
        self.singles = 0
        self.slices = 0
        self.started = monotonic()
        self._held: dict[int, Job] = {}
        self._heard = self.started
        """When it last answered, or was given the first work after a rest."""
        self._frames = Frames()
        self._on_done = on_done
        self._on_lost = on_lost
        self._draining = False
        self._lost = False

    @classmethod
    async def fork(
        cls,
        generation: Generation,
        on_done: Callable[[Job, Done], None],
        on_lost: Callable[["WorkerLink", list[Job]], None],
    ) -> Self:
        """A new worker of ``generation``.

        Raises:
            LoadError: the prefork process is gone.
        """
        connection, pid = await generation.fork()
        link = cls(pid, on_done, on_lost)
        loop = asyncio.get_running_loop()
        await loop.create_unix_connection(lambda: link, sock=connection)
        return link

    def give(self, jobs: Iterable[Job]) -> None:
        """Send jobs, all in one frame."""
        if self._lost:
            self._on_lost(self, list(jobs))
            return
        if not self._held:
            self._heard = monotonic()
        works = []
        for job in jobs:
            self._held[job.work.number] = job
            self._count(job, 1)
            works.append(job.work)
        if not self._transport.is_closing():  # if it is, the jobs come back as lost
            self._transport.write(framed(_encode(works)))

    def drain(self) -> None:
        """Let the worker go as soon as it holds nothing."""
        self._draining = True
        if self._held:
            self._see_to_the_end()
        else:
            self._transport.close()

    @property
    def stuck(self) -> bool:
        """Whether it holds what was due long ago and has not answered anything since.

        Who answers is not stuck: a slice waits as long as there are single messages.
        """
        return self._stuck_from < monotonic()

    def kill(self) -> None:
        """End the process at once."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._heard = monotonic()
        for payload in self._frames.feed(data):
            done = _decode(payload)
            job = self._held.pop(done.number)
            self._count(job, -1)
            self._on_done(job, done)
        if self._draining and not self._held:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        held = list(self._held.values())
        self._held.clear()
        self._on_lost(self, held)

    @property
    def _stuck_from(self) -> float:
        due = min((job.work.deadline for job in self._held.values()), default=inf)
        return max(due, self._heard) + STUCK_S

    def _see_to_the_end(self) -> None:
        if self.stuck:
            self.kill()
        elif self._held:
            wait = max(0.0, self._stuck_from - monotonic())
            asyncio.get_running_loop().call_later(wait, self._see_to_the_end)

    def _count(self, job: Job, by: int) -> None:
        if job.work.bulk:
            self.slices += by
        else:
            self.singles += by
