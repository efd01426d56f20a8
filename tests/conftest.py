"""Fixtures shared by the suite: the shipped checker, loaded once."""

import pytest

from tonecheck import Checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The rules alone: what they find must not depend on what a classifier makes of it."""
    return Checker(model=False)


@pytest.fixture(scope="session")
def full_checker() -> Checker:
    """As it ships, with the classifier."""
    return Checker()
