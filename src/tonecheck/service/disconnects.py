"""Callers that hang up before they have their answer."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from starlette.types import Receive

from tonecheck.service.job import Job
from tonecheck.service.pool import Pool


@contextmanager
def abandoned_on_disconnect(pool: Pool, jobs: Sequence[Job], receive: Receive) -> Iterator[None]:
    """While the block waits for the answers: if the caller hangs up, the jobs are abandoned.

    Args:
        receive: of a request whose body was read whole.
    """
    listening = asyncio.get_running_loop().create_task(_listen(pool, jobs, receive))
    try:
        yield
    finally:
        listening.cancel()


async def _listen(pool: Pool, jobs: Sequence[Job], receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    pool.abandon(jobs)
