"""The workers of one generation: hired, tested, replaced when they die, let go."""

import asyncio
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Final

import msgspec

from tonecheck.selftest import NOTICE, OFFENCE
from tonecheck.service.generation import Generation, LoadError
from tonecheck.service.hand import Hand
from tonecheck.service.job import Job
from tonecheck.service.work import Done, Work

BIRTH_TEST_S: Final = 10.0
"""A worker's first messages find cold pages; on a busy machine that takes a while."""
MOST_FAILURES: Final = 5
SHORT_LIFE_S: Final = 1.0
BREATH_S: Final = 0.2
"""Who replaces a worker that died young waits first: endless dying must not take the machine."""

numbers: Final = count()
"""Every piece of work has its own."""


class Crew:
    """Hands that work, all of one generation.

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
        on_lost: Callable[[Hand, list[Job]], None],
    ) -> None:
        self.generation = generation
        self.wanted = wanted
        self.hands: list[Hand] = []
        self._on_done = on_done
        self._on_lost = on_lost
        self._one_hiring = asyncio.Lock()

    async def complete(self) -> None:
        """Fork and test workers until there are as many as wanted.

        Raises:
            LoadError: several in a row died or failed their test, or the nursery is gone.
        """
        failures = 0
        async with self._one_hiring:
            while len(self.hands) < self.wanted:
                hand = await Hand.hire(self.generation, self._on_done, self._on_lost)
                if await self_test(hand, BIRTH_TEST_S):
                    self.hands.append(hand)
                    failures = 0
                    continue
                hand.kill()
                failures += 1
                if failures == MOST_FAILURES:
                    raise LoadError("新的检查进程没有通过自检")
                await asyncio.sleep(BREATH_S)

    async def replace(self, hand: Hand) -> None:
        """Hire another for one that is gone.

        Raises:
            LoadError: as `complete`.
        """
        if monotonic() - hand.born < SHORT_LIFE_S:
            await asyncio.sleep(BREATH_S)
        await self.complete()

    async def dismiss(self) -> None:
        """Let each finish what it holds and go."""
        self.wanted = 0
        for hand in self.hands:
            hand.retire()
        self.hands = []
        await self.generation.close()


async def self_test(hand: Hand, patience_s: float) -> bool:
    """Whether a worker, asked now, blocks an offence and passes an ordinary notice in time."""
    deadline = monotonic() + patience_s
    jobs = [_test_job(text, deadline) for text in (OFFENCE, NOTICE)]
    hand.give(jobs)
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
    )
    return Job(work, precious=False)
