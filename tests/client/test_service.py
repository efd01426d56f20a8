"""The clients against the service itself."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.client.clients import AnyClient
from tests.service.serving import served
from tests.service.small_packs import DOUBTFUL, NOTICE, THREAT, write_small_packs
from tonecheck import Checker, Message, Report
from tonecheck.client import Blocked, Client, Refused, SendPolicy, guard
from tonecheck.policy import read_policy

QUIET = datetime.fromisoformat("2026-03-02T23:30:00+08:00")


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_packs(tmp_path_factory.mktemp("service"))


@pytest.fixture(scope="module")
def url(configuration: Path) -> Iterator[str]:
    with served(configuration.parent, "--no-model", "--workers", "2") as server:
        yield server.url


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    texts = (THREAT, NOTICE, "鲨了你", "弄4你", "你就是个老赖", "请联系您的家人😊代为转告")
    return [
        Message(text=f"{text}（第{n}次）", id=f"{n}", sent_at=QUIET if n % 5 == 0 else None)
        for n in range(200)
        for text in texts
    ]


@pytest.fixture(scope="module")
def reports(configuration: Path, messages: list[Message]) -> list[Report]:
    """The library's."""
    checker = Checker(read_policy(configuration), model=False)
    return [checker.check(message) for message in messages]


def test_it_is_ready(any_client: AnyClient, url: str) -> None:
    assert any_client.ready(url)


def test_a_report_is_the_librarys(
    any_client: AnyClient, url: str, messages: list[Message], reports: list[Report]
) -> None:
    checks = any_client.checks(url, *messages[:12])
    assert [checked.report for checked in checks] == reports[:12]
    assert {checked.send for checked in checks} == {True, False}


def test_so_is_each_of_many(
    any_client: AnyClient, url: str, messages: list[Message], reports: list[Report]
) -> None:
    checks = any_client.check_many(url, messages)
    assert len(messages) > 1_000
    assert [checked.report for checked in checks] == reports


def test_a_policy_is_applied_as_it_says(any_client: AnyClient, url: str) -> None:
    strict = SendPolicy(block_on=("block", "warn"), evasion="strict")
    lenient = SendPolicy(allow=("打断你的腿",), fail="open")
    (stopped,) = any_client.checks(url, DOUBTFUL, policy=strict)
    (sent,) = any_client.checks(url, DOUBTFUL)
    (let_go,) = any_client.checks(url, THREAT, policy=lenient)
    assert (sent.send, sent.applied.fail, sent.applied.block_on) == (True, "closed", ("block",))
    assert (stopped.send, stopped.applied.evasion) == (False, "strict")
    assert (let_go.send, let_go.applied.fail) == (True, "open")
    assert let_go.applied.allow == ("打断你的腿",)
    sends = [checked.send for checked in any_client.check_many(url, [THREAT, NOTICE], lenient)]
    assert sends == [True, True]


def test_a_policy_that_names_no_pack_of_the_service_is_refused(
    any_client: AnyClient, url: str
) -> None:
    with pytest.raises(Refused, match="没有这样的包"):
        any_client.checks(url, NOTICE, policy=SendPolicy(packs=("没有这样的包",)))


def test_a_guarded_sender_sends_what_may_go(url: str) -> None:
    sent: list[str] = []
    with Client(url) as client:

        @guard(client)
        def send(text: str) -> None:
            sent.append(text)

        send(NOTICE)
        with pytest.raises(Blocked, match="violence_threat/"):
            send(THREAT)
    assert sent == [NOTICE]


def test_a_time_too_short_for_the_service_is_no_pass(any_client: AnyClient, url: str) -> None:
    (checked,) = any_client.checks(url, Message(text="好" * 20_000), timeout=0.002)
    assert (checked.send, checked.reason) == (False, "timeout")
