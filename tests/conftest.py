"""Shared by the suite: the shipped checker, loaded once, and which tests run in one process."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling, Scheduling
from xdist.workermanage import WorkerController

from tests.fusing import DECISION
from tonecheck import Checker
from tonecheck.suspicion import Fusion, yielding_rules

# No test asserts a time, and hypothesis would: whatever a busy machine makes slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_SERVICE, _PAGE = "tests/service/", "tests/service/page/"
_LONG = (
    _SERVICE,
    "tests/training/test_train.py",
    "tests/audit/test_spark.py",
    "tests/audit/test_run.py",
    "tests/audit/test_interruptions.py",
    "tests/cli/",
    "tests/test_wheel.py",
    "tests/functional/",
    "tests/audit/",
)
"""Begun first, the longest before the others, so that no process is left with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long ones first; which those are was measured with ``--durations``."""
    items.sort(key=lambda item: _rank(item.nodeid))  # the order is kept otherwise


def _rank(test: str) -> int:
    return next((rank for rank, start in enumerate(_LONG) if test.startswith(start)), len(_LONG))


class _ByFile(LoadFileScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Tests of a file stay together, and all that share a server: the page's or the service's.

    Marks of `xdist_group` would say so too, but pytest 9.2 ignores them (pytest-xdist issue 1386).
    """

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        """Tell apart what has the same id, or only the first would run.

        Since pytest 9.2 schemathesis gives one id to the tests of all operations.
        """
        copies: defaultdict[str, Iterator[int]] = defaultdict(count)
        super().add_node_collection(node, [f"{test}#{next(copies[test])}" for test in collection])

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next((shared for shared in (_PAGE, _SERVICE) if file.startswith(shared)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # by number of tests, which says little
    return _ByFile(config, log)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The rules alone: what they find must not depend on what a classifier makes of it."""
    return Checker(model=False)


@pytest.fixture(scope="session")
def full_checker() -> Checker:
    """As it ships, with the classifier."""
    return Checker()


@pytest.fixture(scope="module")
def fusion(checker: Checker) -> Fusion:
    rules = checker.ruleset
    yielding = yielding_rules(rules.rules)
    return Fusion(DECISION, rules.grounds, rules.catalogue, checker.engine.context, yielding)
