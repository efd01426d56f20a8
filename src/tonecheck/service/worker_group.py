"""The workers of one generation: forked, tested, replaced when they die, drained."""

import asyncio
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Final

import msgspec

from tonecheck.selftest import NOTICE, OFFENCE
from tonecheck.service.generation import Generation, LoadError
from tonecheck.service.job import Job
from tonecheck.service.work import Done, Work
from tonecheck.service.worker_link import WorkerLink

START_TEST_S: Final = 10.0
"""A worker's first messages find cold pages; on a busy machine that takes a while."""
MOST_FAILURES: Final = 5
SHORT_LIFE_S: Final = 1.0
RESTART_DELAY_S: Final = 0.2
"""Who replaces a worker that died young waits first: endless dying must not take the machine."""

numbers: Final = count()
"""Every piece of work has its own."""


class WorkerGroup:
    """Workers, all of one generation.

    Args:
        wanted: how many there are to be.
        on_done: called with each answer.
        on_lost: called when a worker is gone, with the jobs it still held.
    """

    def __init__(
        self,
        generation: Generation,
        wanted: int,
        on_done: Callable[[Job, Done], None],
        on_lost: Callable[[WorkerLink, list[Job]], None],
    ) -> None:
        self.generation = generation
        self.wanted = wanted
        self.links: list[WorkerLink] = []
        self._on_done = on_done
        self._on_lost = on_lost
        self._forking = asyncio.Lock()

    async def complete(self) -> None:
        """Fork and test workers until there are as many as wanted.

        Raises:
            LoadError: several in a row died or failed their test, or the prefork process is gone.
        """
        failures = 0
        async with self._forking:
            while len(self.links) < self.wanted:
                link = await WorkerLink.fork(self.generation, self._on_done, self._on_lost)
                if await blocks_and_passes(link, START_TEST_S):
                    self.links.append(link)
                    failures = 0
                    continue
                link.kill()
                failures += 1
                if failures == MOST_FAILURES:
                    raise LoadError("新的检查进程没有通过自检")
                await asyncio.sleep(RESTART_DELAY_S)

    async def replace(self, link: WorkerLink) -> None:
        """Fork another for one that is gone.

        Raises:
            LoadError: as `complete`.
        """
        if monotonic() - link.started < SHORT_LIFE_S:
            await asyncio.sleep(RESTART_DELAY_S)
        await self.complete()

    async def drain(self) -> None:
        """Let each finish what it holds and go."""
        self.wanted = 0
        for link in self.links:
            link.drain()
        self.links = []
        await self.generation.close()


async def blocks_and_passes(link: WorkerLink, patience_s: float) -> bool:
    """Whether a worker, asked now, blocks an offence and passes an ordinary notice in time."""
    deadline = monotonic() + patience_s
    jobs = [_test_job(text, deadline) for text in (OFFENCE, NOTICE)]
    link.give(jobs)
    answers = await asyncio.gather(*(job.answer for job in jobs), return_exceptions=True)
    done = [answer for answer in answers if isinstance(answer, Done)]
    decisions = [seen.decision for answer in done for seen in answer.seen]
    return decisions == ["block", "pass"]


def _test_job(text: str, deadline: float) -> Job:
    body = msgspec.json.encode({"text": text})
    work = Work(
        number=next(numbers),
        bulk=False,
        messages=(body,),
        policy=None,
        explain=False,
        deadline=deadline,
        anew=True,
    )
    return Job(work, retryable=False)
