"""The circuit breaker, by itself and in the clients."""

import asyncio
import threading
from dataclasses import dataclass

import pytest

from tests.client.clients import AnyClient
from tests.client.scripted import Scripted, answer, busy, hanging, service, well
from tonecheck.client import AsyncClient, Backoff, Breaker, Client, Refused
from tonecheck.client.breaker import Permit

FAILING = answer(500)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def _call(breaker: Breaker, succeeded: bool | None) -> bool:
    """One call that ends so; whether it was let through."""
    permit = breaker.permit()
    if permit is None:
        return False
    with permit:
        permit.succeeded = succeeded
    return True


def _opened(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest=10, clock=clock)
    for _ in range(3):
        _call(breaker, False)
    return breaker


def _state(breaker: Breaker) -> str:
    return breaker.state


def _permit(breaker: Breaker) -> Permit:
    permit = breaker.permit()
    assert permit is not None
    return permit


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = Breaker(failures=3)
    for outcome in (False, False, True, False, False, None):
        assert _call(breaker, outcome)
    assert _state(breaker) == "closed"
    _call(breaker, False)
    assert _state(breaker) == "open"
    assert not _call(breaker, True)


@pytest.mark.parametrize(("outcome", "state"), [(True, "closed"), (False, "open"), (None, "open")])
def test_after_its_rest_one_call_decides(outcome: bool | None, state: str) -> None:
    clock = Clock()
    breaker = _opened(clock)
    clock.now = 9.9
    assert breaker.permit() is None
    clock.now = 10
    with _permit(breaker) as permit:
        assert _state(breaker) == "half_open"
        assert breaker.permit() is None
        permit.succeeded = outcome
    assert _state(breaker) == state
    clock.now = 19.9
    assert _call(breaker, True) == (state == "closed")
    clock.now = 20
    assert _call(breaker, True)


def test_a_call_from_before_decides_nothing() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, rest=10, clock=clock)
    with _permit(breaker) as slow:
        for _ in range(3):
            _call(breaker, False)
        slow.succeeded = True
    assert _state(breaker) == "open"


def test_of_many_threads_one_is_let_through_to_try() -> None:
    clock = Clock()
    breaker = _opened(clock)
    clock.now = 10
    let_through: list[Permit] = []
    start = threading.Barrier(16)

    def call() -> None:
        start.wait()
        permit = breaker.permit()
        if permit:
            let_through.append(permit)

    threads = [threading.Thread(target=call) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_through) == 1


def test_a_service_that_fails_is_left_alone(any_client: AnyClient) -> None:
    with service(FAILING) as scripted:
        checks = any_client.checks(scripted.url, *["您好"] * 10, breaker=Breaker(failures=4))
    assert {checked.reason for checked in checks} == {"service_unavailable"}
    assert len(scripted.requests) == 4


def test_and_used_again_when_it_is_back(any_client: AnyClient) -> None:
    breaker = Breaker(failures=2, rest=0)
    with service(FAILING, FAILING, FAILING, well()) as scripted:
        checks = any_client.checks(scripted.url, *["您好"] * 5, breaker=breaker)
    assert [checked.send for checked in checks] == [False, False, False, True, True]
    assert _state(breaker) == "closed"


def test_a_call_that_was_retried_counts_once(any_client: AnyClient) -> None:
    breaker = Breaker(failures=2)
    with service(busy) as scripted:
        any_client.checks(scripted.url, "您好", breaker=breaker, backoff=Backoff(retries=5, base=0))
    assert len(scripted.requests) == 6
    assert _state(breaker) == "closed"


def test_a_refusal_shows_that_the_service_is_there(any_client: AnyClient) -> None:
    breaker = Breaker(failures=2)
    with service(FAILING, answer(401), FAILING, well()) as scripted:
        any_client.checks(scripted.url, "您好", breaker=breaker)
        with pytest.raises(Refused, match="密钥"):
            any_client.checks(scripted.url, "您好", breaker=breaker)
        checks = any_client.checks(scripted.url, "您好", "您好", breaker=breaker)
    assert [checked.send for checked in checks] == [False, True]


def test_a_cancelled_try_does_not_block_the_next() -> None:
    async def run(scripted: Scripted) -> str:
        async with AsyncClient(scripted.url, breaker=Breaker(failures=1, rest=0)) as client:
            await client.check("您好")
            assert _state(client.breaker) == "open"
            trying = asyncio.create_task(client.check("您好"))
            while len(scripted.requests) < 2:
                await asyncio.sleep(0.001)
            assert _state(client.breaker) == "half_open"
            trying.cancel()
            await asyncio.wait([trying])
            assert trying.cancelled()
            assert (await client.check("您好")).send
            return _state(client.breaker)

    with service(FAILING, hanging(60), well()) as scripted:
        assert asyncio.run(run(scripted)) == "closed"


def test_threads_share_one_client() -> None:
    sends: list[bool] = []
    with service(well()) as scripted, Client(scripted.url) as client:

        def call(number: int) -> None:
            sends.extend(client.check("坏" if number % 2 else "好").send for _ in range(20))

        threads = [threading.Thread(target=call, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sends.count(True) == sends.count(False) == 80
