"""Which shipped packs have proven themselves: their proof takes seconds and never changes.

    python -m tonecheck.rules.proven      prove the shipped packs and write rules/proven.sha256

The record holds for exactly these pack and lexicon files. Everything else, a user's pack as much
as a shipped one over a lexicon with added words, proves itself when it is loaded. Only where a
user replaces a lexicon are the shipped packs taken as they are: their examples speak of our words,
and ``tonecheck rules test`` tells which no longer hold.
"""

import hashlib
import sys
from pathlib import Path

from tonecheck.rules.engine import Engine
from tonecheck.rules.lexicons import digest
from tonecheck.rules.proof import problems
from tonecheck.rules.rule import Rule
from tonecheck.rules.ruleset import RuleSet, Sources, load
from tonecheck.shipped import is_shipped, shipped


def record() -> Path:
    """Where the proofs of the shipped packs are written down."""
    return shipped("rules") / "proven.sha256"


def unproven(ruleset: RuleSet) -> tuple[Rule, ...]:
    """The rules that still have to prove themselves."""
    known = record()
    proven = set(known.read_text("utf-8").split()) if known.is_file() else set()
    proofs = zip(ruleset.packs, _proofs(ruleset), strict=True)
    rules = (rule for pack, proof in proofs if proof not in proven for rule in pack.rules)
    replaced = any(lexicon.change == "replaced" for lexicon in ruleset.lexicons.values())
    return tuple(rule for rule in rules if not (replaced and is_shipped(rule.file)))


def _proofs(ruleset: RuleSet) -> list[str]:
    """What stands for each pack over these lexicons."""
    lexicons = "\n".join(digest(path) for path in ruleset.lexicon_files)
    together = (f"{pack.version.sha256}\n{lexicons}" for pack in ruleset.packs)
    return [hashlib.sha256(text.encode()).hexdigest() for text in together]


def main() -> int:
    """Prove and record; 1 when something is contradicted."""
    ruleset = load(Sources())
    engine = Engine(ruleset.rules, ruleset.lexicons)
    found = list(problems(engine, ruleset.rules, ruleset.lexicons))
    for problem in found:
        print(problem)
    if not found:
        proofs = "\n".join(sorted(_proofs(ruleset)))
        record().write_text(f"{proofs}\n", "utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
