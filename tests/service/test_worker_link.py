"""When a worker counts as stuck, and what becomes of one that is to go."""

import asyncio
import os
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
import pytest

from tonecheck.service import worker_link
from tonecheck.service.frames import framed
from tonecheck.service.job import Job
from tonecheck.service.work import Done, Work
from tonecheck.service.worker_link import STUCK_S, WorkerLink

SINGLE, SLICE = False, True


class Line:
    """A connection that leads nowhere."""

    def write(self, data: bytes) -> None:
        pass

    def is_closing(self) -> bool:
        return False


@dataclass
class Watched:
    """A link whose clock goes as the test says, and whose worker dies only on paper."""

    now: float = 1000.0
    killed: list[int] = field(default_factory=list)

    def link(self) -> WorkerLink:
        link = WorkerLink(0, lambda job, done: None, lambda link, held: None)
        link.connection_made(cast(asyncio.Transport, Line()))
        return link

    def job(self, number: int, bulk: bool) -> Job:
        work = Work(
            number=number,
            bulk=bulk,
            messages=(b"{}",),
            policy=None,
            explain=False,
            deadline=self.now + 1,
        )
        return Job(work)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watched = Watched()
    monkeypatch.setattr(worker_link, "monotonic", lambda: watched.now)
    monkeypatch.setattr(os, "kill", lambda pid, signal: watched.killed.append(pid))
    return watched


def answered(link: WorkerLink, number: int) -> None:
    done = Done(number=number, outcome="late")
    link.data_received(framed(msgspec.msgpack.encode(done)))


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_who_answers_is_not_stuck_however_long_a_slice_waits(watched: Watched) -> None:
    async def test() -> None:
        link = watched.link()
        link.give([watched.job(0, SLICE)])
        for number in range(1, 10):
            link.give([watched.job(number, SINGLE)])
            watched.now += STUCK_S - 1
            answered(link, number)
            assert not link.stuck
        watched.now += STUCK_S + 1
        assert link.stuck

    run(test())


def test_who_rested_is_not_stuck_at_once(watched: Watched) -> None:
    async def test() -> None:
        link = watched.link()
        watched.now += 10 * STUCK_S
        job = watched.job(0, SINGLE)
        watched.now += STUCK_S + 2  # it was due before the worker got it
        link.give([job])
        assert not link.stuck
        watched.now += STUCK_S + 1
        assert link.stuck

    run(test())


def test_who_may_still_take_its_time_is_not_stuck(watched: Watched) -> None:
    async def test() -> None:
        link = watched.link()
        job = watched.job(0, SINGLE)
        link.give([job])
        watched.now = job.work.deadline + STUCK_S
        assert not link.stuck
        watched.now += 1
        assert link.stuck

    run(test())


def test_who_is_to_go_is_killed_only_when_stuck(watched: Watched) -> None:
    async def test() -> None:
        link = watched.link()
        link.give([watched.job(0, SLICE), watched.job(1, SINGLE)])
        watched.now += STUCK_S + 2
        answered(link, 1)
        link.drain()  # the slice is long due, and the worker has just answered
        await asyncio.sleep(0.01)
        assert watched.killed == []
        watched.now += STUCK_S + 1
        link.drain()
        assert watched.killed == [0]

    run(test())
