"""What is said, cited and suggested where only the classifier sees an offence.

And what is suggested wherever a message goes to somebody who does not owe.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tonecheck.categories import CATEGORIES, Category
from tonecheck.message import Recipient
from tonecheck.rules.rule import Rule
from tonecheck.rules.source import Source

PREFIX: Final = "model/"
"""Finding ids of the classifier are ``model/<category>`` (contract, "A finding")."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a category is wrong, the provisions it offends and a wording that could be sent."""

    id: str
    category: Category
    basis: tuple[str, ...]
    why: str
    suggest: str
    suggest_third_party: str
    file: str
    line: int


def suggestion(of: Rule | Grounds, recipient: Recipient) -> str | None:
    """What could be sent instead: to somebody who does not owe, nothing about a debt."""
    to_others = of.suggest_third_party if recipient == "third_party" else None
    return to_others or of.suggest


def read_grounds(path: Path) -> Mapping[Category, Grounds]:
    """Read ``classifier.yaml``: one block for each category.

    Raises:
        PackError: a category or one of its keys is missing, unknown or of the wrong kind.
    """
    blocks = Source.read(path).fields(required=CATEGORIES)
    return {category: _grounds(category, blocks[category]) for category in CATEGORIES}


def _grounds(category: Category, block: Source) -> Grounds:
    fields = block.fields(required=("why", "basis", "suggest", "suggest_third_party"))
    return Grounds(
        id=PREFIX + category,
        category=category,
        basis=fields["basis"].texts(),
        why=fields["why"].text(),
        suggest=fields["suggest"].text(),
        suggest_third_party=fields["suggest_third_party"].text(),
        file=block.file,
        line=block.line,
    )
