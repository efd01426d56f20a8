"""What the pool examines by changes as a whole, also when a prefork process is lost."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest

from tonecheck.service import pool as pooling
from tonecheck.service.generation import LoadError
from tonecheck.service.metrics import Metrics
from tonecheck.service.pool import Limits, Pool
from tonecheck.service.work import Loaded, Wanted
from tonecheck.service.worker_link import WorkerLink

LIMITS = Limits(singles=8, batched=1000, company_s=0.0)
WANTED = Wanted(None, False, 0)


class Loading:
    """Stands for a prefork process: what the n-th one loads is the number n."""

    loaded_so_far = 0

    def __init__(self) -> None:
        Loading.loaded_so_far += 1
        self.loaded = Loading.loaded_so_far

    @classmethod
    async def load(cls, wanted: Wanted) -> "Loading":
        return cls()


class Group:
    """Stands for its workers; it cannot replace any."""

    drained: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, generation: Loading, wanted: int, on_done: Any, on_lost: Any) -> None:
        self.generation = generation
        self.links = [WorkerLink(generation.loaded, on_done, on_lost)]
        self.lost: Callable[[WorkerLink, list[Any]], None] = on_lost

    async def complete(self) -> None:
        pass

    async def replace(self, link: WorkerLink) -> None:
        raise LoadError("the prefork process is gone")

    async def drain(self) -> None:
        if self.links:
            Group.drained()
        self.links = []


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Pool:
    monkeypatch.setattr(Loading, "loaded_so_far", 0)
    monkeypatch.setattr(pooling, "Generation", Loading)
    monkeypatch.setattr(pooling, "WorkerGroup", Group)
    monkeypatch.setattr(pooling, "NEW_PREFORK_S", 0.0)
    return Pool(1, LIMITS, Metrics())


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, 60))


def test_what_replaces_a_lost_prefork_is_looked_at_too(pool: Pool) -> None:
    seen: list[int] = []
    in_force: list[int] = []

    def accept(loaded: Loaded) -> None:
        number = cast(int, loaded)
        seen.append(number)
        if number == 3:
            in_force.append(cast(int, pool.loaded))
            raise LoadError("it does not fit the keys")

    async def test() -> None:
        await pool.start(WANTED, lambda loaded: None)
        await pool.renew(accept)
        group = cast(Group, pool.group)
        group.lost(group.links[0], [])
        while cast(int, pool.loaded) != 4:
            await asyncio.sleep(0)
        await pool.stop()

    run(test())
    assert seen == [2, 3, 4]
    assert in_force == [2]


def test_who_asked_for_a_change_learns_of_it_as_it_happens(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    async def test() -> None:
        await pool.start(WANTED, lambda loaded: None)
        monkeypatch.setattr(Group, "drained", lambda: told.append("the old ones go"))
        await pool.renew(lambda loaded: None, lambda: told.append(pool.loaded))
        monkeypatch.undo()
        await pool.stop()

    run(test())
    assert told == [2, "the old ones go"]


def test_nobody_is_told_of_a_change_that_is_refused(pool: Pool) -> None:
    told: list[object] = []

    def refuse(loaded: Loaded) -> None:
        raise LoadError("no")

    async def test() -> None:
        await pool.start(WANTED, lambda loaded: None)
        with pytest.raises(LoadError):
            await pool.renew(refuse, lambda: told.append(pool.loaded))
        assert cast(int, pool.loaded) == 1
        await pool.stop()

    run(test())
    assert told == []
