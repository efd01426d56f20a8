"""Fixtures shared by the suite: the shipped checker, loaded once."""

import pytest

from tonecheck import Checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    return Checker()
