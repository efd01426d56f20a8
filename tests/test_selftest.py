"""What the container's health check asks."""

from tonecheck import Checker, Policy
from tonecheck.rules.ruleset import Sources
from tonecheck.selftest import healthy


def test_what_ships_is_healthy(checker: Checker, full_checker: Checker) -> None:
    assert healthy(checker)
    assert healthy(full_checker)


def test_a_checker_that_finds_nothing_is_not() -> None:
    assert not healthy(Checker(Policy(sources=Sources(with_shipped=False)), model=False))
