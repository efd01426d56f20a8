"""One browser and one server for the page's tests, gone with them: a process has one browser at a time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.service.browsing import Visit, browsing
from tests.service.serving import served


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a server in a folder without a configuration: all that ships, with the classifier."""
    with served(tmp_path_factory.mktemp("page"), "--workers", "1") as server:
        yield server.url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    visit = Visit(context.new_page(), address)
    expect.set_options(timeout=4_000)
    yield visit
    context.close()
    assert visit.faults == []
