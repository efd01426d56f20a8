"""Which answers are followed by another attempt, and after how long."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from tests.client.clients import AnyClient
from tests.client.scripted import answer, busy, dropping, service, well
from tonecheck.client import Backoff
from tonecheck.client.backoff import seconds

AT_ONCE = Backoff(retries=3, base=0.001)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_busy_service_is_asked_again(any_client: AnyClient, times: int) -> None:
    with service(*[busy] * times, well()) as scripted:
        (checked,) = any_client.checks(scripted.url, "您好", backoff=AT_ONCE)
    assert checked.send
    assert checked.report is not None
    assert len(scripted.requests) == times + 1
    assert len({request.body for request in scripted.requests}) == 1


def test_but_not_for_ever(any_client: AnyClient) -> None:
    with service(busy) as scripted:
        (checked,) = any_client.checks(scripted.url, "您好", backoff=AT_ONCE)
    assert (checked.send, checked.reason) == (False, "service_unavailable")
    assert len(scripted.requests) == 4


@pytest.mark.parametrize("failing", [answer(500), answer(502), answer(504), dropping()])
def test_only_a_busy_one(any_client: AnyClient, failing: object) -> None:
    with service(failing, well()) as scripted:  # type: ignore[arg-type]
        (checked,) = any_client.checks(scripted.url, "您好", backoff=AT_ONCE)
    assert checked.reason == "service_unavailable"
    assert len(scripted.requests) == 1


def test_a_wait_beyond_the_deadline_is_not_begun(any_client: AnyClient) -> None:
    with service(answer(503, retry_after="3600"), well()) as scripted:
        (checked,) = any_client.checks(scripted.url, "您好", backoff=AT_ONCE)
    assert checked.reason == "service_unavailable"
    assert len(scripted.requests) == 1


class Constant(Backoff):
    """Without chance."""

    def wait(self, attempt: int, retry_after: str | None) -> float:
        return self.base


def test_the_deadline_told_to_the_service_shrinks_with_every_wait(any_client: AnyClient) -> None:
    wait = 0.05
    with service(busy, busy, well()) as scripted:
        any_client.checks(scripted.url, "您好", backoff=Constant(base=wait), timeout=5.0)
    told = [int(one.headers["tonecheck-deadline-ms"]) for one in scripted.requests]
    assert len(told) == 3
    assert told[0] <= 5000
    for before, after in pairwise(told):
        assert after < before - wait * 1000 / 2  # less than the wait: some of it is not told


def test_waits_are_spread_over_a_growing_range() -> None:
    backoff = Backoff(base=0.1, longest=1.0)
    for attempt, most in enumerate([0.1, 0.2, 0.4, 0.8, 1.0, 1.0]):
        waits = [backoff.wait(attempt, None) for _ in range(500)]
        assert max(waits) <= most
        assert max(waits) > most / 2 > min(waits)


def test_what_the_service_asks_for_is_the_least_and_still_spread() -> None:
    waits = {Backoff(base=0.1).wait(0, "2") for _ in range(50)}
    assert min(waits) >= 2
    assert len(waits) > 1


@pytest.mark.parametrize(
    ("header", "expected"), [(None, 0), ("2", 2), (" 3 ", 3), ("soon", 0), ("-1", 0), ("", 0)]
)
def test_retry_after_is_a_number(header: str | None, expected: float) -> None:
    assert seconds(header) == expected


def test_or_a_date() -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    assert 3_500 < seconds(format_datetime(ahead, usegmt=True)) <= 3_600
    assert seconds(format_datetime(ahead - timedelta(days=1), usegmt=True)) == 0
