"""Which shipped packs have proven themselves: their proof takes seconds and never changes.

    python -m tonecheck.rules.proven      prove the shipped packs and write rules/proven.sha256

The record holds for exactly these pack and lexicon files. Everything else, a user's pack as much
as a shipped one over a changed lexicon, proves itself when it is loaded.
"""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from tonecheck.rules.engine import Engine
from tonecheck.rules.proof import contradictions
from tonecheck.rules.rule import Pack, Rule
from tonecheck.rules.ruleset import RuleSet, Sources, load
from tonecheck.shipped import shipped

_RECORD = "proven.sha256"


def unproven(ruleset: RuleSet) -> tuple[Rule, ...]:
    """The rules that still have to prove themselves."""
    record = shipped("rules") / _RECORD
    proven = set(record.read_text("utf-8").split()) if record.is_file() else set()
    return tuple(
        rule
        for pack in ruleset.packs
        if _digest(pack, ruleset.lexicon_files) not in proven
        for rule in pack.rules
    )


def _digest(pack: Pack, lexicon_files: Iterable[Path]) -> str:
    """One pack over these lexicons; a pack with rules left out proves the rest all the same."""
    parts = [
        pack.version.sha256,
        *(hashlib.sha256(p.read_bytes()).hexdigest() for p in lexicon_files),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def main() -> int:
    """Prove and record; 1 when something is contradicted."""
    ruleset = load(Sources())
    problems = list(contradictions(Engine(ruleset.rules, ruleset.lexicons), ruleset.rules))
    for problem in problems:
        print(problem)
    if not problems:
        digests = sorted(_digest(pack, ruleset.lexicon_files) for pack in ruleset.packs)
        (shipped("rules") / _RECORD).write_text("\n".join(digests) + "\n", "utf-8")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
