"""A service that misbehaves: never an exception in the way of a message, never a false word."""

import logging
import socket

import pytest

from tests.client.clients import AnyClient
from tests.client.scripted import (
    Behaviour,
    answer,
    dripping,
    dropping,
    hanging,
    service,
    well,
)
from tonecheck import Message
from tonecheck.client import Backoff, Checked, SendPolicy

SECRET = "不可外传的话"
PATIENCE = 0.25
LATE = 4.0
"""Seconds after which a slow service does answer well: a client that waits would believe it."""

BREAKS: dict[str, Behaviour] = {
    "500": answer(500, b'{"title": "x"}'),
    "redirect": answer(302, b"", location="http://127.0.0.1:1/"),
    "busy": answer(503, b"", retry_after="0"),
    "drops": dropping(),
    "drops in the headers": dropping(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "drops in the body": dropping(b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"id":'),
    "not HTTP": dropping("您好，我不是网页服务\r\n\r\n".encode()),
    "no JSON": answer(200, f"<p>{SECRET}</p>".encode()),
    "not UTF-8": answer(200, b'{"id": "\xff\xfe"}'),
    "says gzip": answer(200, b"plain", content_encoding="gzip"),
    "empty": answer(200),
    "another shape": answer(200, b'{"decision": "pass", "complete": true}'),
    "an unknown decision": well(change=lambda said: said.update(decision=SECRET)),
    "another message": well(change=lambda said: said.update(id="another")),
    "a mangled word on sending": well(change=lambda said: said.update(applied={"send": "yes"})),
    "no word on sending": well(change=lambda said: said.pop("applied")),
    "a missing word on sending": well(change=lambda said: said.update(applied={"fail": "open"})),
}
SLOW: dict[str, Behaviour] = {
    "hangs": hanging(LATE),
    "drips its headers": dripping(400, LATE / 400, from_start=True),
    "drips its body": dripping(400, LATE / 400, from_start=False),
}
BOTH_WAYS = pytest.mark.parametrize("policy", [SendPolicy(), SendPolicy(fail="open")])


def _unexamined(checked: Checked, policy: SendPolicy, reason: str) -> None:
    assert checked.report is None
    assert checked.reason == reason
    assert checked.send == (policy.fail == "open")
    assert checked.applied.fail == (policy.fail or "closed")


@BOTH_WAYS
@pytest.mark.parametrize("kind", BREAKS)
def test_a_broken_answer_is_no_answer(any_client: AnyClient, kind: str, policy: SendPolicy) -> None:
    with service(BREAKS[kind]) as scripted:
        message = Message(text=SECRET, id="1")
        backoff = Backoff(base=0)
        (checked,) = any_client.checks(scripted.url, message, policy=policy, backoff=backoff)
    _unexamined(checked, policy, "service_unavailable")


@BOTH_WAYS
@pytest.mark.parametrize("kind", SLOW)
def test_a_slow_answer_is_no_answer(any_client: AnyClient, kind: str, policy: SendPolicy) -> None:
    with service(SLOW[kind]) as scripted:
        (checked,) = any_client.checks(scripted.url, SECRET, policy=policy, timeout=PATIENCE)
    _unexamined(checked, policy, "timeout")


@BOTH_WAYS
def test_nobody_listens(any_client: AnyClient, policy: SendPolicy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    (checked,) = any_client.checks(url, SECRET, policy=policy)
    _unexamined(checked, policy, "service_unavailable")
    assert not any_client.ready(url)


@BOTH_WAYS
def test_nobody_accepts(any_client: AnyClient, policy: SendPolicy) -> None:
    """A listener whose queue is full leaves connections hanging."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        url = f"http://127.0.0.1:{address[1]}"
        (checked,) = any_client.checks(url, SECRET, policy=policy, timeout=PATIENCE)
        for filler in fillers:
            filler.close()
    _unexamined(checked, policy, "timeout")


@BOTH_WAYS
def test_too_many_requests_are_no_fault_of_the_service(
    any_client: AnyClient, policy: SendPolicy
) -> None:
    """Not retried, and the breaker stays closed: waiting out a rate would hold up the sender."""
    with service(*[answer(429, b"{}", retry_after="0")] * 9, well()) as scripted:
        *limited, checked = any_client.checks(scripted.url, *[SECRET] * 10, policy=policy)
    for one in limited:
        _unexamined(one, policy, "rate_limited")
    assert checked.report is not None


def test_an_unharmed_service_is_believed_again_at_once(any_client: AnyClient) -> None:
    with service(BREAKS["drops in the body"], BREAKS["500"], well()) as scripted:
        *_, checked = any_client.checks(scripted.url, *[SECRET] * 3)
    assert checked.send


@pytest.mark.parametrize("kind", [*BREAKS, "hangs"])
def test_no_word_of_the_message_is_logged_or_shown(
    any_client: AnyClient, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), service((BREAKS | SLOW)[kind]) as scripted:
        message = Message(text=SECRET, id="1")
        options = {"backoff": Backoff(base=0), "timeout": PATIENCE}
        (checked,) = any_client.checks(scripted.url, message, **options)
    ours = [record for record in caplog.records if record.name.startswith("tonecheck")]
    assert ours
    assert SECRET not in caplog.text
    assert SECRET not in repr(checked)


def test_a_verdict_shows_rules_but_no_words(any_client: AnyClient) -> None:
    with service(well()) as scripted:
        (checked,) = any_client.checks(scripted.url, f"坏{SECRET}")
    assert "insult/bad" in repr(checked)
    assert "坏" not in repr(checked)
