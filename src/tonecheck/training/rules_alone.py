"""The rules without a classifier: what they say of an example is learnt, and weighed against."""

from functools import cache

from tonecheck.checker import Checker


@cache
def rules_alone() -> Checker:
    """Loaded once for all stages of a run."""
    return Checker(model=False)
