"""Workers die, hang and come back; nobody gets a wrong answer."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest

from tests.service.serving import (
    BATCH_QUEUE,
    BUFFERED,
    QUEUE,
    WORKERS,
    Served,
    kill,
    stopped,
    wait_until,
)
from tests.service.small_packs import NOTICE, THREAT
from tonecheck import Checker
from tonecheck.service.checks import MOST_IN_SLICE
from tonecheck.service.pool import SLICES_AHEAD

SINGLES_AHEAD = 2
"""One that a worker reads, and the next."""
KILLS = 4


def shown(server: Served, name: str) -> int:
    """What the metrics show."""
    with server.client() as client:
        lines = client.get("/metrics").text.splitlines()
    line = next(line for line in lines if line.startswith(f"tonecheck_{name} "))
    return int(float(line.split()[1]))


@contextmanager
def full(server: Served) -> Iterator[None]:
    """Both queues are full of messages that nobody examines."""
    batch = {"messages": [0] * BATCH_QUEUE}  # soon done, once anybody looks
    asked = [("/v1/check", {"text": NOTICE})] * QUEUE + [("/v1/check/batch", batch)]

    def ask(path: str, body: object) -> int:
        with server.client() as client:
            headers = {"Tonecheck-Deadline-Ms": "60000"}
            return client.post(path, json=body, headers=headers, timeout=70).status_code

    with ThreadPoolExecutor(len(asked)) as threads:
        wait_until(lambda: not shown(server, "inside_singles"))  # of callers who have hung up
        wait_until(lambda: not shown(server, "inside_batched"))
        with stopped(server):
            waiting = [threads.submit(ask, *one) for one in asked]
            wait_until(lambda: shown(server, "inside_singles") == QUEUE)
            wait_until(lambda: shown(server, "inside_batched") == BATCH_QUEUE)
            yield
        assert [one.result() for one in waiting] == [200] * len(asked)


def test_a_killed_worker_costs_no_wrong_answer(server: Served, checker: Checker) -> None:
    expected = {text: checker.check(text).decision for text in (THREAT, NOTICE)}
    answers: list[tuple[int, str, str, str]] = []
    done = threading.Event()

    def ask(caller: int) -> None:
        with server.client() as client:
            batch = [{"text": (THREAT, NOTICE)[n % 2], "id": str(n)} for n in range(100)]
            answer = client.post("/v1/check/batch", json={"messages": batch})
            if answer.status_code != 503:
                reports = answer.json()["reports"]
                assert [report["id"] for report in reports] == [str(n) for n in range(100)]
                assert [r["decision"] for r in reports] == [expected[m["text"]] for m in batch]
            number = 0
            while not done.is_set():
                number += 1
                text = (THREAT, NOTICE)[number % 2]
                key = f"{caller}-{number}"
                answer = client.post("/v1/check", json={"text": text, "id": key})
                body = answer.json()
                kept = (answer.status_code, text, body.get("decision"), body.get("id", key))
                answers.append(kept)
                assert answer.status_code == 503 or body["id"] == key

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask, caller) for caller in range(4)]
        try:
            for _ in range(KILLS):
                done.wait(0.2)
                wait_until(server.workers)
                kill(server.workers()[0])
        finally:
            done.set()
        for one in asking:
            one.result()
    assert {status for status, *_ in answers} <= {200, 503}
    good = [(text, decision) for status, text, decision, _ in answers if status == 200]
    assert len(good) > len(answers) / 2
    assert all(decision == expected[text] for text, decision in good)
    server.await_workers(WORKERS)
    assert "worker_lost" in server.log


def test_work_of_a_dead_worker_is_done_by_another_once(server: Served) -> None:
    server.await_workers(WORKERS)
    lost = server.log.count("worker_lost")

    def ask(key: str) -> httpx.Response:
        with server.client() as client:
            headers = {"Tonecheck-Deadline-Ms": "60000"}
            return client.post("/v1/check", json={"text": THREAT, "id": key}, headers=headers)

    with ThreadPoolExecutor(WORKERS) as threads, stopped(server) as (first, second):
        asked = [threads.submit(ask, key) for key in "ab"]  # one for each worker
        wait_until(lambda: shown(server, "inside_singles") == WORKERS)
        kill(first)  # its work goes to the second, which now holds both
        wait_until(lambda: server.log.count("worker_lost") == lost + 1)
        kill(second)  # that of the first is not given to a third; its own is
        answers = {key: one.result() for key, one in zip("ab", asked, strict=True)}
    assert sorted(answer.status_code for answer in answers.values()) == [200, 503]
    for key, answer in answers.items():
        said = answer.json()
        if answer.status_code == 200:
            assert (said["id"], said["decision"], said["complete"]) == (key, "block", True)
        else:
            assert said["type"].endswith("no-worker")
            assert answer.headers["retry-after"] == "1"
    server.await_workers(WORKERS)


@pytest.mark.parametrize(("fail", "send"), [("closed", False), ("open", True)])
def test_a_missed_deadline_is_incomplete_and_no_pass(
    server: Served, client: httpx.Client, fail: str, send: bool
) -> None:
    server.await_workers(WORKERS)
    headers = {"Tonecheck-Deadline-Ms": "50"}
    policy = {"fail": fail}
    with stopped(server):
        one = client.post(
            "/v1/check", json={"text": NOTICE, "id": "a", "policy": policy}, headers=headers
        )
        messages = [{"text": NOTICE, "id": "b"}, {"text": NOTICE, "id": "c"}, {"no": 1}]
        many = client.post(
            "/v1/check/batch", json={"messages": messages, "policy": policy}, headers=headers
        )
    assert (one.status_code, many.status_code) == (200, 200)
    reports = [one.json(), *many.json()["reports"]]
    assert [report["id"] for report in reports] == ["a", "b", "c", None]
    for report in reports:
        assert (report["decision"], report["complete"]) == ("review", False)
        assert report["incomplete_because"] == ["timeout"]
        assert report["versions"]["packs"]
    assert one.json()["applied"]["send"] is send
    assert many.json()["applied"]["send"] == [send] * 3


def test_a_full_queue_says_so(server: Served) -> None:
    server.await_workers(WORKERS)
    with full(server), server.client() as client:
        for path, body in (
            ("/v1/check", {"text": NOTICE}),
            ("/v1/check/batch", {"messages": [{"text": NOTICE}]}),
        ):
            answer = client.post(path, json=body)
            assert answer.status_code == answer.json()["status"] == 503
            assert answer.headers["retry-after"] == "1"
        assert client.get("/healthz").status_code == 200
        assert client.get("/v1/categories").status_code == 200
        wait_until(lambda: client.get("/readyz").status_code == 503)
    with server.client() as client:
        assert client.post("/v1/check", json={"text": THREAT}).json()["decision"] == "block"
        wait_until(lambda: client.get("/readyz").status_code == 200)


def send(server: Served, path: str, body: object) -> socket.socket:
    """A request on a connection of its own, which can hang up."""
    content = msgspec.json.encode(body)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nTonecheck-Deadline-Ms: 60000\r\n"
    parts = urlsplit(server.url)
    connection = socket.create_connection((parts.hostname, parts.port))
    connection.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
    return connection


def test_work_whose_caller_hangs_up_leaves_the_queue(server: Served, client: httpx.Client) -> None:
    server.await_workers(WORKERS)
    with stopped(server), ExitStack() as connections:
        for number in range(1, QUEUE + 1):
            connections.enter_context(send(server, "/v1/check", {"text": NOTICE}))
            wait_until(lambda n=number: shown(server, "inside_singles") == n)
        batch = {"messages": [0] * BATCH_QUEUE}
        connections.enter_context(send(server, "/v1/check/batch", batch))
        wait_until(lambda: shown(server, "inside_batched") == BATCH_QUEUE)
        assert client.post("/v1/check", json={"text": NOTICE}).status_code == 503
        connections.close()
        wait_until(lambda: shown(server, "waiting_jobs") == 0)
        assert shown(server, "inside_singles") == WORKERS * SINGLES_AHEAD
        assert shown(server, "inside_batched") == WORKERS * SLICES_AHEAD * MOST_IN_SLICE
        headers = {"Tonecheck-Deadline-Ms": "50"}
        late = client.post("/v1/check", json={"text": NOTICE}, headers=headers)
        assert late.json()["incomplete_because"] == ["timeout"]
    wait_until(lambda: shown(server, "inside_singles") + shown(server, "inside_batched") == 0)
    wait_until(lambda: shown(server, "buffered_bytes") == 0)
    gone = 'tonecheck_requests_total{method="POST",route="/v1/check",status="499"}'
    assert f"{gone} {QUEUE - WORKERS * SINGLES_AHEAD}.0" in client.get("/metrics").text
    assert client.post("/v1/check", json={"text": THREAT}).json()["decision"] == "block"


def test_bodies_that_are_too_many_at_once_are_refused(server: Served, client: httpx.Client) -> None:
    server.await_workers(WORKERS)
    long = msgspec.json.encode({"text": NOTICE}).ljust(BUFFERED // 2)
    with ThreadPoolExecutor(2) as threads:
        with stopped(server):
            asked = [threads.submit(client.post, "/v1/check", content=long) for _ in range(2)]
            wait_until(lambda: shown(server, "buffered_bytes") == BUFFERED)
            for path in ("/v1/check", "/v1/check/batch"):
                answer = client.post(path, content=b"{}")
                assert answer.status_code == answer.json()["status"] == 503
                assert answer.json()["type"].endswith("buffer-full")
                assert answer.headers["retry-after"] == "1"
        assert [one.result().status_code for one in asked] == [200, 200]
    wait_until(lambda: shown(server, "buffered_bytes") == 0)


def test_a_lost_prefork_is_replaced(server: Served) -> None:
    server.await_workers(WORKERS)
    prefork = server.prefork()
    workers = server.workers()
    assert prefork
    kill(prefork)
    kill(workers[0])
    with server.client() as client:
        wait_until(lambda: server.prefork() not in (prefork, None))
        assert client.post("/v1/check", json={"text": THREAT}).json()["decision"] == "block"
        server.await_workers(WORKERS)
        wait_until(lambda: workers[1] not in server.workers())
        assert client.post("/v1/check", json={"text": THREAT}).json()["decision"] == "block"
