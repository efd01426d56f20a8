"""Which rules need no second opinion: facts, and those never wrong, often enough to say so."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from tonecheck.checker import Checker
from tonecheck.evaluate.corpus import Case

OFTEN: Final = 30
"""Violating messages a rule must have found before its record counts."""


def never_wrong(rules: Checker, cases: Iterable[Case]) -> frozenset[str]:
    """Ids of the rules that judge facts, or flagged `OFTEN` violating messages and no lawful one."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case in cases:
        found = {f.rule for f in rules.check(case.message()).findings if f.severity != "info"}
        (right if case.findings else wrong).update(found)
    return frozenset(
        rule.id
        for rule in rules.ruleset.rules
        if rule.stands or (right[rule.id] >= OFTEN and not wrong[rule.id])
    )
