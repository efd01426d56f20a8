"""Any number of messages: order, streaming, slices, failures on the way."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.client.clients import AnyClient
from tests.client.scripted import BAD, answer, service, well
from tonecheck import Message
from tonecheck.client import AsyncClient, Client, SendPolicy
from tonecheck.client.slices import MOST_BYTES


def _sizes(requests: list[object]) -> list[int]:
    return [len(request.fields["messages"]) for request in requests]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (1_000, [1_000]), (2_001, [1_000, 1_000, 1])]
)
def test_slices_keep_the_order(any_client: AnyClient, count: int, sizes: list[int]) -> None:
    messages = [Message(text=BAD if n % 7 == 3 else "好", id=str(n)) for n in range(count)]
    with service(well()) as scripted:
        checks = any_client.check_many(scripted.url, messages)
    assert _sizes([*scripted.requests]) == sizes
    assert [checked.report and checked.report.id for checked in checks] == [m.id for m in messages]
    assert [checked.send for checked in checks] == [m.text != BAD for m in messages]
    assert {request.path for request in scripted.requests} <= {"/v1/check/batch"}


def test_long_messages_make_short_slices(any_client: AnyClient) -> None:
    text = "长" * 20_000
    count = MOST_BYTES // 60_000 + 10
    with service(well()) as scripted:
        checks = any_client.check_many(scripted.url, [text] * count)
    assert len(checks) == count
    assert len(scripted.requests) == 2
    assert all(len(request.body) < 2 * MOST_BYTES for request in scripted.requests)


def test_what_is_no_message_keeps_its_place(any_client: AnyClient) -> None:
    given = ["好", "", BAD, "长" * 20_001, "\ud800", "好"]
    with service(well()) as scripted:
        checks = any_client.check_many(scripted.url, given)
        alone = any_client.check_many(scripted.url, ["", ""], SendPolicy(fail="open"))
    assert [checked.send for checked in checks] == [True, False, False, False, False, True]
    reasons = [checked.reason or "" for checked in checks]
    assert [reason[:5] for reason in reasons] == ["", "text：", "", "text：", "text：", ""]
    assert _sizes([*scripted.requests]) == [3]
    assert [checked.send for checked in alone] == [True, True]


def test_answers_come_as_their_slice_is_known() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "好"

    with service(well()) as scripted, Client(scripted.url) as client:
        assert next(client.check_many(endless())).send
    assert taken == 1_000


def test_a_slice_without_an_answer_does_not_end_the_run(any_client: AnyClient) -> None:
    with service(well(), answer(500), well()) as scripted:
        checks = any_client.check_many(scripted.url, ["好"] * 2_500)
    reasons = [checked.reason for checked in checks]
    assert reasons == [None] * 1_000 + ["service_unavailable"] * 1_000 + [None] * 500


@pytest.mark.parametrize("change", ["pop", "reverse"])
def test_reports_too_few_or_in_another_order_are_no_answer(
    any_client: AnyClient, change: str
) -> None:
    messages = [Message(text="好", id=str(n)) for n in range(5)]
    behave = well(change=lambda said: getattr(said["reports"], change)())
    with service(behave) as scripted:
        checks = any_client.check_many(scripted.url, messages)
    assert {checked.reason for checked in checks} == {"service_unavailable"}


def test_the_services_word_counts_for_each_message(any_client: AnyClient) -> None:
    applied = {"fail": "closed", "block_on": ["block"], "send": [True, False, True]}
    behave = well(change=lambda said: said.update(applied=applied))
    with service(behave) as scripted:
        checks = any_client.check_many(scripted.url, ["好"] * 3)
        short = any_client.check_many(scripted.url, ["好"] * 2)
    assert [checked.send for checked in checks] == [True, False, True]
    assert {checked.reason for checked in short} == {"service_unavailable"}


async def _ten() -> AsyncIterator[str]:
    for _ in range(10):
        yield "好"


def test_an_asynchronous_source_will_do() -> None:
    async def run(url: str) -> int:
        async with AsyncClient(url) as client:
            return len([checked async for checked in client.check_many(_ten())])

    with service(well()) as scripted:
        assert asyncio.run(run(scripted.url)) == 10
