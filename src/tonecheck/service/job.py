"""Work on its way: what is asked, who waits for it, until when."""

import asyncio
from time import monotonic

from tonecheck.service.problems import CALLER_GONE, NO_WORKER, Refusal
from tonecheck.service.work import Done, Work


class Job:
    """A piece of work and the future of its answer: None when its deadline passes first.

    Args:
        retryable: whether it is given to a second worker when the first dies of it or beside it.
    """

    __slots__ = ("_timer", "answer", "retryable", "work")

    def __init__(self, work: Work, *, retryable: bool = True) -> None:
        loop = asyncio.get_running_loop()
        self.work = work
        self.retryable = retryable
        self.answer: asyncio.Future[Done | None] = loop.create_future()
        self._timer = loop.call_later(max(0.0, work.deadline - monotonic()), self.settle, None)

    @property
    def open(self) -> bool:
        """Whether anybody still waits."""
        return not self.answer.done()

    def settle(self, done: Done | None) -> None:
        """Give the answer; of several the first counts."""
        self._timer.cancel()
        if self.open:
            self.answer.set_result(done)

    def lose(self) -> None:
        """Give up: its workers died."""
        self._refuse(Refusal(NO_WORKER, retry_after=1))

    def abandon(self) -> None:
        """Give up: the caller hung up."""
        self._refuse(Refusal(CALLER_GONE))

    def _refuse(self, refusal: Refusal) -> None:
        self._timer.cancel()
        if self.open:
            self.answer.set_exception(refusal)
