"""The clients against the service itself."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.client.doors import Door
from tonecheck import Checker, Message
from tonecheck.client import Blocked, Client, Refused, SendPolicy, guard

THREAT = "再不还钱就打断你的腿"
NOTICE = "【某某银行】您好，您的账单已逾期，请尽快还款；暂时困难的，可申请分期。"
DOUBTFUL = "今晚十一点给你打电话"
QUIET = datetime.fromisoformat("2026-03-02T23:30:00+08:00")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "tonecheck", "serve", "--port", str(port)]
    service = subprocess.Popen([*command, "--no-model", "--workers", "2"])
    try:
        while not _ready(port):
            assert service.poll() is None
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        service.terminate()
        assert service.wait() == 0


def _ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    texts = (THREAT, NOTICE, "鲨了你", "弄4你", "你就是个老赖", "请联系您的家人😊代为转告")
    return [
        Message(text=f"{text}（第{n}次）", id=f"{n}", sent_at=QUIET if n % 5 == 0 else None)
        for n in range(200)
        for text in texts
    ]


def test_it_is_ready(door: Door, url: str) -> None:
    assert door.ready(url)


def test_a_report_is_the_librarys(
    door: Door, url: str, checker: Checker, messages: list[Message]
) -> None:
    few = messages[:12]
    checks = door.checks(url, *few)
    assert [checked.report for checked in checks] == [checker.check(message) for message in few]
    assert {checked.send for checked in checks} == {True, False}


def test_so_is_each_of_many(
    door: Door, url: str, checker: Checker, messages: list[Message]
) -> None:
    checks = door.check_many(url, messages)
    assert len(messages) > 1_000
    reports = [checked.report for checked in checks]
    assert reports == [checker.check(message) for message in messages]


def test_a_policy_is_applied_as_it_says(door: Door, url: str) -> None:
    strict = SendPolicy(block_on=("block", "warn"), evasion="strict")
    lenient = SendPolicy(allow=("打断你的腿",), fail="open")
    (stopped,) = door.checks(url, DOUBTFUL, policy=strict)
    (sent,) = door.checks(url, DOUBTFUL)
    (let_go,) = door.checks(url, THREAT, policy=lenient)
    assert (sent.send, sent.applied) == (True, SendPolicy().settled())
    assert (stopped.send, stopped.applied.evasion) == (False, "strict")
    assert (let_go.send, let_go.applied.fail) == (True, "open")
    assert let_go.applied.allow == ("打断你的腿",)
    sends = [checked.send for checked in door.check_many(url, [THREAT, NOTICE], lenient)]
    assert sends == [True, True]


def test_a_policy_that_names_no_pack_of_the_service_is_refused(door: Door, url: str) -> None:
    with pytest.raises(Refused, match="没有这样的包"):
        door.checks(url, NOTICE, policy=SendPolicy(packs=("没有这样的包",)))


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


def test_a_time_too_short_for_the_service_is_no_pass(door: Door, url: str) -> None:
    (checked,) = door.checks(url, Message(text="好" * 20_000), timeout=0.002)
    assert (checked.send, checked.reason) == (False, "timeout")
