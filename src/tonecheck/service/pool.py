"""Work goes from the lanes to whichever worker is free, and is never lost silently."""

import asyncio
from collections.abc import Callable, Coroutine
from math import ceil
from typing import Any, Final, NamedTuple

from tonecheck.service.crew import Crew, self_test
from tonecheck.service.generation import Generation, LoadError
from tonecheck.service.hand import Hand
from tonecheck.service.job import Job
from tonecheck.service.lanes import Lane
from tonecheck.service.logs import log
from tonecheck.service.metrics import Metrics
from tonecheck.service.work import Done, Loaded, Wanted

MOST_IN_FRAME: Final = 32
"""Single messages one frame takes along when they have been waiting together."""
SLICES_AHEAD: Final = 2
"""Slices a worker holds: the one it reads, and the next."""
READY_TEST_S: Final = 1.0
"""Who asks whether the service is ready does not wait long."""
WATCH_S: Final = 1.0
NEW_NURSERY_S: Final = 5.0


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
        self.singles = Lane(limits.singles)
        self.slices = Lane(limits.batched)
        self._company_s = limits.company_s
        self._metrics = metrics
        metrics.watch("inside_singles", "在办的单条消息数", lambda: self.singles.inside)
        metrics.watch("inside_batched", "在办的批量消息数", lambda: self.slices.inside)
        metrics.watch("waiting_jobs", "等着的单条消息和批量片数", self._waiting)
        metrics.watch("workers", "可用的检查进程数", lambda: len(self._hands))
        self._crew: Crew | None = None
        self._scheduled = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._one_renewal = asyncio.Lock()

    @property
    def crew(self) -> Crew:
        """The workers in force; only while the pool runs."""
        if self._crew is None:
            raise RuntimeError("the pool does not run")
        return self._crew

    @property
    def loaded(self) -> Loaded:
        """By what messages are examined now."""
        return self.crew.generation.loaded

    async def start(self, wanted: Wanted, accept: Accept) -> None:
        """Load packs and model, fork the workers and test each.

        Raises:
            LoadError: it does not work, or ``accept`` does not take it.
        """
        self._source = wanted
        await self.renew(accept)
        self._keep(self._watch())

    async def renew(self, accept: Accept, failed: Crew | None = None) -> None:
        """Load anew; once all new workers stand the old ones finish and go.

        Args:
            accept: looks at what was loaded and raises `LoadError` to refuse it.
            failed: only if this crew is still in force.

        Raises:
            LoadError: something new does not work; the old goes on.
        """
        async with self._one_renewal:
            if failed is not None and failed is not self._crew:
                return
            generation = await Generation.load(self._source)
            crew = Crew(generation, self.wanted, self._on_done, self._on_lost)
            try:
                accept(generation.loaded)
                await crew.complete()
            except BaseException:
                await crew.dismiss()
                raise
            old, self._crew = self._crew, crew
            self._dispatch()
            if old:
                await old.dismiss()

    async def stop(self) -> None:
        """Let all workers go."""
        for task in self._tasks:
            task.cancel()
        crew, self._crew = self._crew, None
        if crew:
            await crew.dismiss()

    def lane(self, bulk: bool) -> Lane:
        """Where single messages, or slices of batches, wait. Ask it for room before `submit`."""
        return self.slices if bulk else self.singles

    def submit(self, *jobs: Job) -> None:
        """Queue single messages, or all slices of a batch."""
        self.lane(jobs[0].work.bulk).admit(jobs)
        if not self._scheduled:
            # All that arrives in this turn of the loop, or while waiting for company, goes together.
            self._scheduled = True
            loop = asyncio.get_running_loop()
            if self._company_s:
                loop.call_later(self._company_s, self._dispatch)
            else:
                loop.call_soon(self._dispatch)

    async def self_test(self) -> bool:
        """Whether a worker, asked now, tells an offence from a notice."""
        hands = sorted(self.crew.hands, key=_load)
        return bool(hands) and await self_test(hands[0], READY_TEST_S)

    def _waiting(self) -> int:
        return len(self.singles) + len(self.slices)

    @property
    def _hands(self) -> list[Hand]:
        return self._crew.hands if self._crew else []

    def _dispatch(self) -> None:
        self._scheduled = False
        hands = self._hands
        while hands and self.singles:
            hand = min(hands, key=_load)
            if hand.singles > 1:  # one to read and one to read next: the others wait here
                break
            share = min(MOST_IN_FRAME, ceil(len(self.singles) / len(hands)))
            hand.give(self.singles.take(share))
            self._metrics.frames.observe(share)
        while hands and self.slices:
            hand = min(hands, key=lambda hand: (hand.slices, hand.singles))
            if hand.slices == SLICES_AHEAD:
                break
            hand.give(self.slices.take(1))

    def _on_done(self, job: Job, done: Done) -> None:
        if job.open:
            self._metrics.examined(done)
        job.settle(None if done.outcome == "late" else done)
        for fault in done.faults:
            log.error("examination_broke", fault=fault)
        self._dispatch()

    def _on_lost(self, hand: Hand, held: list[Job]) -> None:
        for job in reversed(held):
            if not job.precious:
                job.lose()
            elif job.open:
                job.precious = False
                self.lane(job.work.bulk).again(job)
        crew = self._crew
        if crew and hand in crew.hands:
            crew.hands.remove(hand)
            self._metrics.workers_lost.inc()
            log.warning("worker_lost", pid=hand.pid, jobs=len(held))
            self._keep(self._replace(crew, hand))
        self._dispatch()

    async def _replace(self, crew: Crew, hand: Hand) -> None:
        try:
            await crew.replace(hand)
        except LoadError as error:
            log.error("worker_not_replaced", detail=str(error))
            await self._mend(crew)
        self._dispatch()

    async def _mend(self, crew: Crew) -> None:
        """A nursery that gives no more workers makes room for another."""
        while self._crew is crew:
            try:
                await self.renew(lambda _: None, crew)
            except LoadError as error:
                log.error("reload_failed", detail=str(error))
                await asyncio.sleep(NEW_NURSERY_S)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_S)
            for hand in self.crew.hands:
                if hand.stuck:
                    log.error("worker_stuck", pid=hand.pid)
                    hand.kill()

    def _keep(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _load(hand: Hand) -> tuple[int, int]:
    return hand.singles, hand.slices
