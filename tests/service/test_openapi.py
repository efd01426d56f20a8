"""The document tells the truth: generated requests get documented answers, come what may."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error

from tests.service.serving import Served, kill
from tests.service.test_workers import full
from tonecheck.service.openapi.document import document
from tonecheck.shipped import shipped

SLOW = ["/v1/admin/reload"]
"""Loads everything anew each time; it is tried where reloading is tested."""
PACKS = sorted(path.stem for path in (shipped("rules") / "packs").glob("*.yaml"))

schema = schemathesis.openapi.from_dict(document(False, PACKS))
generated = settings(
    max_examples=20, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
UNAVAILABLE: Any = [not_a_server_error]
"""503 is a right answer then, and documented; 500 never is."""


def test_the_service_shows_this_document(client: httpx.Client) -> None:
    assert client.get("/openapi.json").json() == json.loads(json.dumps(document(False, PACKS)))


def test_every_example_passes(client: httpx.Client) -> None:
    tried = 0
    for path, operations in document(False, PACKS)["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            for example in content.get("application/json", {}).get("examples", {}).values():
                answer = client.request(method, path, json=example["value"])
                assert answer.status_code == 200, answer.text
                tried += 1
    assert tried == 6


@schema.exclude(path=SLOW).parametrize()
@generated
def test_answers_are_documented(case: Case[Any], server: Served) -> None:
    case.call_and_validate(base_url=server.url)


@pytest.fixture
def dying(server: Served) -> Iterator[Served]:
    """Somebody kills its workers all the time."""
    done = threading.Event()

    def slay() -> None:
        while not done.wait(0.2):
            for pid in server.workers()[:1]:
                kill(pid)

    slayer = threading.Thread(target=slay)
    slayer.start()
    yield server
    done.set()
    slayer.join()
    server.await_workers(2)


@schema.exclude(path=[*SLOW, "/readyz"]).parametrize()
@generated
def test_answers_are_documented_when_workers_die(case: Case[Any], dying: Served) -> None:
    answer = case.call(base_url=dying.url)
    assert answer.status_code != 500
    case.validate_response(answer, excluded_checks=UNAVAILABLE)


@pytest.fixture(scope="module")
def filled(server: Served) -> Iterator[Served]:
    server.await_workers(2)
    with full(server):
        yield server


@schema.exclude(path=[*SLOW, "/readyz"]).parametrize()
@generated
def test_answers_are_documented_when_the_queue_is_full(case: Case[Any], filled: Served) -> None:
    answer = case.call(base_url=filled.url)
    assert answer.status_code != 500
    case.validate_response(answer, excluded_checks=UNAVAILABLE)
