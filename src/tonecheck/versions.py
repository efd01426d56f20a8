"""What verdicts depend on, by name and hash, as every report tells it."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version

from tonecheck.classifier.model import Model
from tonecheck.report import PackVersion, Versions
from tonecheck.rules.lexicons import digest
from tonecheck.rules.ruleset import RuleSet
from tonecheck.text.disguise.tables import tables


def versions_of(ruleset: RuleSet, model: Model | None) -> Versions:
    """The versions that a report of these rules and this classifier carries."""
    return Versions(
        package=version("tonecheck"),
        packs=(*(pack.version for pack in ruleset.packs), *_word_versions(ruleset)),
        model=model.version if model else None,
        law=ruleset.catalogue.as_of.isoformat(),
    )


def _word_versions(ruleset: RuleSet) -> Iterator[PackVersion]:
    """What verdicts depend on besides the packs: word classes and tables of disguises."""
    lexicons = "\n".join(map(digest, ruleset.lexicon_files))
    sha256 = hashlib.sha256(lexicons.encode()).hexdigest()
    yield PackVersion(name="lexicons", version=version("tonecheck"), sha256=sha256)
    yield PackVersion(name="disguises", version=version("tonecheck"), sha256=tables().sha256)
