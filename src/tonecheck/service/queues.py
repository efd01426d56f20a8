"""Where work waits: single messages, and behind them slices of batches. Both are bounded."""

from collections import deque
from collections.abc import Sequence
from functools import partial

from tonecheck.service.job import Job
from tonecheck.service.problems import QUEUE_FULL, Refusal


class JobQueue:
    """A bounded queue. A message counts until it is answered, not only while it waits.

    Args:
        room: how many messages may be inside.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self.inside = 0
        """Messages not answered yet."""
        self._waiting: deque[Job] = deque()

    def __len__(self) -> int:
        """How many jobs wait for a worker."""
        return len(self._waiting)

    def __contains__(self, job: Job) -> bool:
        """Whether the job waits for a worker."""
        return job in self._waiting

    def require(self, messages: int) -> None:
        """See that there is room.

        Raises:
            Refusal: there is none.
        """
        if self.inside + messages > self._room:
            raise Refusal(QUEUE_FULL, retry_after=1)

    def admit(self, jobs: Sequence[Job]) -> None:
        """Let jobs in for which there is room."""
        for job in jobs:
            self.inside += len(job.work.messages)
            job.answer.add_done_callback(partial(self._leave, job))
        self._waiting.extend(jobs)

    def again(self, job: Job) -> None:
        """Put a job whose worker died before all others."""
        self._waiting.appendleft(job)

    def take(self, most: int) -> list[Job]:
        """The next jobs, at most so many."""
        return [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]

    def _leave(self, job: Job, _answer: object) -> None:
        self.inside -= len(job.work.messages)
        if job in self._waiting:
            self._waiting.remove(job)
