"""The document tells the truth: generated requests get documented answers, come what may."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import negative_data_rejection

from tests.service.serving import WORKERS, Served, kill
from tests.service.small_packs import PACKS
from tests.service.test_workers import full
from tonecheck.service.openapi.document import document
from tonecheck.service.wire import BatchRequest, UnreadBatch

SLOW = ["/v1/admin/reload"]
"""Loads everything anew each time; it is tried where reloading is tested."""
TIMED_OUT = b'"incomplete_because":["timeout"]'

covered = schemathesis.openapi.from_dict(document(False, PACKS))
"""Each parameter and member at its limits and beyond, and then at random."""
at_random = schemathesis.openapi.from_dict(document(False, PACKS))
at_random.config.phases.coverage.enabled = False
generated = settings(max_examples=10, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Connections to keep: a new one for each request costs more than most answers."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def validate(case: Case[Any], server: Served, session: requests.Session, *excluded: Any) -> None:
    answer = case.call(base_url=server.url, session=session)
    assert answer.status_code != 500
    if TIMED_OUT in answer.content:  # nobody read it in time, so nobody saw that it is wrong
        excluded = (*excluded, negative_data_rejection)
    case.validate_response(answer, excluded_checks=[*excluded])


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


@covered.exclude(path=SLOW).parametrize()
@generated
def test_answers_are_documented(case: Case[Any], server: Served, session: requests.Session) -> None:
    validate(case, server, session)


@pytest.fixture
def dying(server: Served) -> Iterator[Served]:
    """Somebody kills its workers all the time."""
    done = threading.Event()

    def kill_again() -> None:
        while True:
            for pid in server.workers()[:1]:
                kill(pid)
            if done.wait(0.1):
                return

    killer = threading.Thread(target=kill_again)
    killer.start()
    yield server
    done.set()
    killer.join()
    server.await_workers(WORKERS)


@at_random.exclude(path=[*SLOW, "/readyz"]).parametrize()
@generated
def test_answers_are_documented_when_workers_die(
    case: Case[Any], dying: Served, session: requests.Session
) -> None:
    validate(case, dying, session, not_a_server_error)  # 503 is right then, and documented


@pytest.fixture(scope="module")
def filled(server: Served) -> Iterator[Served]:
    server.await_workers(WORKERS)
    with full(server):
        yield server


@at_random.exclude(path=[*SLOW, "/readyz"]).parametrize()
@generated
def test_answers_are_documented_when_the_queue_is_full(
    case: Case[Any], filled: Served, session: requests.Session
) -> None:
    validate(case, filled, session, not_a_server_error)


def test_a_batch_is_described_as_it_is_decoded() -> None:
    described, decoded = (_properties(batch) for batch in (BatchRequest, UnreadBatch))
    assert described.keys() == decoded.keys()
    assert described["policy"] == decoded["policy"]
    for limit in ("minItems", "maxItems"):
        assert described["messages"][limit] == decoded["messages"][limit]


def _properties(batch: type[msgspec.Struct]) -> dict[str, Any]:
    properties: dict[str, Any] = msgspec.json.schema(batch)["$defs"][batch.__name__]["properties"]
    return properties
