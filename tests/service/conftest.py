"""One server for all tests that leave it as they found it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.service.serving import BATCH_QUEUE, QUEUE, Served, served


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Rules alone, no keys, two workers."""
    folder = tmp_path_factory.mktemp("server")
    service = f"[service]\nworkers = 2\nqueue = {QUEUE}\nbatch-queue = {BATCH_QUEUE}\n"
    (folder / "tonecheck.toml").write_text(service, "utf-8")
    with served(folder, "--no-model", "--access-log") as running:
        yield running


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client
