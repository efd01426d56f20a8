"""Work goes from the queues to whichever worker is free, and is never lost silently."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from math import ceil
from typing import Any, Final, NamedTuple

from tonecheck.service.generation import Generation, LoadError
from tonecheck.service.job import Job
from tonecheck.service.logs import log
from tonecheck.service.metrics import Metrics
from tonecheck.service.queues import JobQueue
from tonecheck.service.work import Done, Loaded, Wanted
from tonecheck.service.worker_group import WorkerGroup, blocks_and_passes
from tonecheck.service.worker_link import WorkerLink

MOST_IN_FRAME: Final = 32
"""Single messages one frame takes along when they have been waiting together."""
SLICES_AHEAD: Final = 2
"""Slices a worker holds: the one it reads, and the next."""
READY_TEST_S: Final = 1.0
"""Who asks whether the service is ready does not wait long."""
WATCH_S: Final = 1.0
NEW_PREFORK_S: Final = 5.0


Accept = Callable[[Loaded], None]


class Limits(NamedTuple):
    """Messages that may be inside, unanswered; and how long single ones wait for company."""

    singles: int
    batched: int
    company_s: float


class Pool:
    """`start` it, `submit` jobs, `renew` what they are examined by, `stop` it."""

    def __init__(self, workers: int, limits: Limits, metrics: Metrics) -> None:
        self.wanted = workers
        self.singles = JobQueue(limits.singles)
        self.slices = JobQueue(limits.batched)
        self._company_s = limits.company_s
        self._metrics = metrics
        metrics.watch("inside_singles", "在办的单条消息数", lambda: self.singles.inside)
        metrics.watch("inside_batched", "在办的批量消息数", lambda: self.slices.inside)
        metrics.watch("waiting_jobs", "等着的单条消息和批量片数", self._waiting)
        metrics.watch("workers", "可用的检查进程数", lambda: len(self._links))
        self._group: WorkerGroup | None = None
        self._scheduled = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._one_renewal = asyncio.Lock()

    @property
    def group(self) -> WorkerGroup:
        """The workers in force; only while the pool runs."""
        if self._group is None:
            raise RuntimeError("the pool does not run")
        return self._group

    @property
    def loaded(self) -> Loaded:
        """By what messages are examined now."""
        return self.group.generation.loaded

    async def start(self, wanted: Wanted, accept: Accept) -> None:
        """Load packs and model, fork the workers and test each.

        Raises:
            LoadError: it does not work, or ``accept`` does not take it.
        """
        self._source = wanted
        await self.renew(accept)
        self._keep(self._watch())

    async def renew(
        self,
        accept: Accept,
        adopt: Callable[[], None] = lambda: None,
        failed: WorkerGroup | None = None,
    ) -> None:
        """Load anew; once all new workers stand the old ones finish and go.

        Args:
            accept: looks at what was loaded and raises `LoadError` to refuse it; it is kept for what
                is loaded when a prefork process is lost.
            adopt: called as the new workers take over, before any work is given to them.
            failed: only if this group is still in force.

        Raises:
            LoadError: something new does not work; the old goes on.
        """
        async with self._one_renewal:
            if failed is not None and failed is not self._group:
                return
            generation = await Generation.load(self._source)
            group = WorkerGroup(generation, self.wanted, self._on_done, self._on_lost)
            try:
                accept(generation.loaded)
                await group.complete()
            except BaseException:
                await group.drain()
                raise
            old, self._group, self._accept = self._group, group, accept
            adopt()
            self._dispatch()
            if old:
                await old.drain()

    async def stop(self) -> None:
        """Let all workers go."""
        for task in self._tasks:
            task.cancel()
        group, self._group = self._group, None
        if group:
            await group.drain()

    def queue(self, bulk: bool) -> JobQueue:
        """Where single messages, or slices of batches, wait. Ask it for room before `submit`."""
        return self.slices if bulk else self.singles

    def submit(self, *jobs: Job) -> None:
        """Queue single messages, or all slices of a batch."""
        self.queue(jobs[0].work.bulk).admit(jobs)
        if not self._scheduled:
            # All that arrives in this turn of the loop, or while waiting for company, goes together.
            self._scheduled = True
            loop = asyncio.get_running_loop()
            if self._company_s:
                loop.call_later(self._company_s, self._dispatch)
            else:
                loop.call_soon(self._dispatch)

    def abandon(self, jobs: Sequence[Job]) -> None:
        """Their caller hung up: those that no worker holds leave at once, the others when done."""
        for job in jobs:
            job.retryable = False
            if job in self.queue(job.work.bulk):
                job.abandon()

    async def self_test(self) -> bool:
        """Whether a worker, asked now, tells an offence from a notice."""
        links = sorted(self.group.links, key=_load)
        return bool(links) and await blocks_and_passes(links[0], READY_TEST_S)

    def _waiting(self) -> int:
        return len(self.singles) + len(self.slices)

    @property
    def _links(self) -> list[WorkerLink]:
        return self._group.links if self._group else []

    def _dispatch(self) -> None:
        self._scheduled = False
        links = self._links
        while links and self.singles:
            link = min(links, key=_load)
            if link.singles > 1:  # one to read and one to read next: the others wait here
                break
            share = min(MOST_IN_FRAME, ceil(len(self.singles) / len(links)))
            link.give(self.singles.take(share))
            self._metrics.frames.observe(share)
        while links and self.slices:
            link = min(links, key=lambda link: (link.slices, link.singles))
            if link.slices == SLICES_AHEAD:
                break
            link.give(self.slices.take(1))

    def _on_done(self, job: Job, done: Done) -> None:
        if job.open:
            self._metrics.examined(done)
        job.settle(None if done.outcome == "late" else done)
        for fault in done.faults:
            log.error("examination_broke", fault=fault)
        self._dispatch()

    def _on_lost(self, link: WorkerLink, held: list[Job]) -> None:
        for job in reversed(held):
            if not job.retryable:
                job.lose()
            elif job.open:
                job.retryable = False
                self.queue(job.work.bulk).again(job)
        group = self._group
        if group and link in group.links:
            group.links.remove(link)
            self._metrics.workers_lost.inc()
            log.warning("worker_lost", pid=link.pid, jobs=len(held))
            self._keep(self._replace(group, link))
        self._dispatch()

    async def _replace(self, group: WorkerGroup, link: WorkerLink) -> None:
        try:
            await group.replace(link)
        except LoadError as error:
            log.error("worker_not_replaced", detail=str(error))
            await self._replace_prefork(group)
        self._dispatch()

    async def _replace_prefork(self, group: WorkerGroup) -> None:
        """A prefork process that forks no more workers makes room for another."""
        while self._group is group:
            try:
                await self.renew(self._accept, failed=group)
            except LoadError as error:
                log.error("reload_failed", detail=str(error))
                await asyncio.sleep(NEW_PREFORK_S)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_S)
            for link in self.group.links:
                if link.stuck:
                    log.error("worker_stuck", pid=link.pid)
                    link.kill()

    def _keep(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _load(link: WorkerLink) -> tuple[int, int]:
    return link.singles, link.slices
