"""Workers die, hang and come back; nobody gets a wrong answer."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import httpx
import pytest

from tests.service.serving import BATCH_QUEUE, QUEUE, Served, kill, wait_until
from tonecheck import Checker

THREAT = "再不还钱就打断你的腿"
NOTICE = "您的账单已出，请在到期日前还款。如已还款请忽略本短信。【示例银行】"


@contextmanager
def stopped(server: Served) -> Iterator[list[int]]:
    """No worker gets on with anything until the block ends."""
    workers = server.workers()
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield workers
    finally:
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def inside(server: Served, lane: str) -> int:
    """Messages not answered yet, by the metrics."""
    with server.client() as client:
        lines = client.get("/metrics").text.splitlines()
    line = next(line for line in lines if line.startswith(f"tonecheck_inside_{lane} "))
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
        with stopped(server):
            waiting = [threads.submit(ask, *one) for one in asked]
            wait_until(lambda: inside(server, "singles") == QUEUE)
            wait_until(lambda: inside(server, "batched") == BATCH_QUEUE)
            yield
        assert [one.result() for one in waiting] == [200] * len(asked)


def test_a_killed_worker_costs_no_wrong_answer(server: Served, checker: Checker) -> None:
    expected = {text: checker.check(text).decision for text in (THREAT, NOTICE)}
    answers: list[tuple[int, str, str, str]] = []
    done = threading.Event()

    def ask(caller: int) -> None:
        with server.client() as client:
            for number in range(40):
                text = (THREAT, NOTICE)[number % 2]
                key = f"{caller}-{number}"
                answer = client.post("/v1/check", json={"text": text, "id": key})
                body = answer.json()
                kept = (answer.status_code, text, body.get("decision"), body.get("id", key))
                answers.append(kept)
                assert answer.status_code == 503 or body["id"] == key
            batch = [{"text": (THREAT, NOTICE)[n % 2], "id": str(n)} for n in range(100)]
            answer = client.post("/v1/check/batch", json={"messages": batch})
            if answer.status_code != 503:
                reports = answer.json()["reports"]
                assert [report["id"] for report in reports] == [str(n) for n in range(100)]
                assert [r["decision"] for r in reports] == [expected[m["text"]] for m in batch]

    def slay() -> int:
        slain = 0
        while not done.is_set():
            for pid in server.workers()[:1]:
                kill(pid)
                slain += 1
            done.wait(0.2)
        return slain

    with ThreadPoolExecutor(7) as threads:
        slaying = threads.submit(slay)
        asking = [threads.submit(ask, caller) for caller in range(6)]
        for one in asking:
            one.result()
        done.set()
        assert slaying.result() > 1
    assert {status for status, *_ in answers} <= {200, 503}
    good = [(text, decision) for status, text, decision, _ in answers if status == 200]
    assert len(good) > len(answers) / 2
    assert all(decision == expected[text] for text, decision in good)
    server.await_workers(2)
    assert "worker_lost" in server.log


def test_work_of_a_dead_worker_is_done_by_another(server: Served) -> None:
    server.await_workers(2)
    with ThreadPoolExecutor(1) as threads, stopped(server) as workers, server.client() as client:
        asked = threads.submit(client.post, "/v1/check", json={"text": THREAT, "id": "once"})
        wait_until(lambda: inside(server, "singles") == 1)
        kill(workers[0])
        kill(workers[1])
        answer = asked.result()
    assert answer.status_code in (200, 503)
    if answer.status_code == 200:
        assert (answer.json()["id"], answer.json()["decision"]) == ("once", "block")
    server.await_workers(2)


@pytest.mark.parametrize(("fail", "send"), [("closed", False), ("open", True)])
def test_a_missed_deadline_is_incomplete_and_no_pass(
    server: Served, client: httpx.Client, fail: str, send: bool
) -> None:
    server.await_workers(2)
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
    server.await_workers(2)
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


def test_a_lost_nursery_is_replaced(server: Served) -> None:
    server.await_workers(2)
    nursery = server.nursery()
    workers = server.workers()
    assert nursery
    kill(nursery)
    kill(workers[0])
    with server.client() as client:
        wait_until(lambda: server.nursery() not in (nursery, None))
        assert client.post("/v1/check", json={"text": THREAT}).json()["decision"] == "block"
        server.await_workers(2)
        wait_until(lambda: workers[1] not in server.workers())
        assert client.post("/v1/check", json={"text": THREAT}).json()["decision"] == "block"
