"""A rule set and its engine, made ready by an earlier process where nothing has changed since."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tonecheck.kept import kept
from tonecheck.rules.engine import Engine
from tonecheck.rules.lexicons import digest
from tonecheck.rules.proof import prove
from tonecheck.rules.proven import record, unproven
from tonecheck.rules.ruleset import RuleSet, Sources, check_basis, load


class Prepared(NamedTuple):
    """Rules that have proven themselves, and what finds them."""

    ruleset: RuleSet
    engine: Engine


def prepared(sources: Sources) -> Prepared:
    """The rules of ``sources``, ready to match.

    Raises:
        PackError, CatalogueError: as `load`; also a rule that does not prove itself.
    """
    ready = kept("rules", partial(_prepare, sources), partial(_made_of, sources))
    check_basis(ready.ruleset)  # what was in force when they were kept may not be today
    return ready


def _prepare(sources: Sources) -> Prepared:
    ruleset = load(sources)
    engine = Engine(ruleset.rules, ruleset.lexicons)
    prove(engine, unproven(ruleset), ruleset.lexicons)
    return Prepared(ruleset, engine)


def _made_of(sources: Sources) -> Iterator[str]:
    """Every file by name, since errors and versions name them, and by content."""
    yield str(sources.with_shipped)
    yield from sorted(sources.without)
    law = (sources.provisions, sources.grounds, record())
    for kind, files in (
        ("", law),
        ("lexicon", sources.lexicon_files),
        ("pack", (*sources.shipped_pack_files, *sources.own_pack_files)),
    ):
        for file in files:
            yield from (kind, str(file), _content(file))


def _content(file: Path) -> str:
    try:
        return digest(file)
    except OSError:  # whoever needs it says so
        return ""
