"""One server for all tests that leave it as they found it, and the library on the same packs."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.service.serving import BATCH_QUEUE, BUFFERED, QUEUE, WORKERS, Served, served
from tests.service.small_packs import write_small_packs
from tonecheck import Checker
from tonecheck.policy import read_policy

_SETTINGS = f"""\
workers = {WORKERS}
queue = {QUEUE}
batch-queue = {BATCH_QUEUE}
max-batch-body-bytes = {BUFFERED}
max-buffered-bytes = {BUFFERED}
"""


@pytest.fixture(scope="session")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_packs(tmp_path_factory.mktemp("server"), _SETTINGS)


@pytest.fixture(scope="session")
def server(configuration: Path) -> Iterator[Served]:
    """Rules alone, no keys, two workers."""
    with served(configuration.parent, "--no-model", "--access-log") as running:
        yield running


@pytest.fixture(scope="session")
def checker(configuration: Path) -> Checker:
    return Checker(read_policy(configuration), model=False)


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client
