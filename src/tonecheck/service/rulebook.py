"""The rules as people read them: what, why, the law with its dates, and examples."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from tonecheck.categories import Category
from tonecheck.law.catalogue import Catalogue
from tonecheck.message import LOCAL_TIME
from tonecheck.report import Severity
from tonecheck.rules.grounds import Grounds
from tonecheck.rules.rule import Rule
from tonecheck.rules.ruleset import RuleSet


class RuleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in the list. Severity and pack are null where only the classifier speaks."""

    id: str
    name: str
    category: Category
    severity: Severity | None
    pack: str | None


class RuleList(msgspec.Struct, frozen=True):
    """The rules asked for, in the order of their packs."""

    rules: tuple[RuleEntry, ...]


class LawText(msgspec.Struct, frozen=True, kw_only=True):
    """A provision, what it says in short, and when it is or was in force."""

    provision: str
    cite: str
    gist: str
    in_force_from: date | None
    in_force_until: date | None


class RuleDetail(RuleEntry, frozen=True, kw_only=True):
    """A rule in full.

    Args:
        message: the sentence its findings carry.
        flag: messages it finds.
        passes: messages it lets pass, though they sound alike.
        basis: the provisions of today, each followed by those that stood for it before.
    """

    message: str
    suggestion: str | None
    flag: tuple[str, ...]
    passes: tuple[str, ...]
    basis: tuple[LawText, ...]


def rulebook(ruleset: RuleSet) -> Iterator[RuleDetail]:
    """Every rule, then what is said where only the classifier sees an offence."""
    for pack in ruleset.packs:
        for rule in pack.rules:
            yield _rule(rule, pack.version.name, ruleset.catalogue)
    for grounds in ruleset.grounds.values():
        yield _grounds(grounds, ruleset.catalogue)


def _rule(rule: Rule, pack: str, catalogue: Catalogue) -> RuleDetail:
    return RuleDetail(
        id=rule.id,
        name=rule.name,
        category=rule.category,
        severity=rule.severity,
        pack=pack,
        message=rule.why,
        suggestion=rule.suggest,
        flag=tuple(example.message.text for example in rule.flag),
        passes=tuple(example.message.text for example in rule.passes),
        basis=tuple(_law(rule.basis, catalogue)),
    )


def _grounds(grounds: Grounds, catalogue: Catalogue) -> RuleDetail:
    return RuleDetail(
        id=grounds.id,
        name="分类模型",
        category=grounds.category,
        severity=None,
        pack=None,
        message=grounds.why,
        suggestion=grounds.suggest,
        flag=(),
        passes=(),
        basis=tuple(_law(grounds.basis, catalogue)),
    )


def _law(provision_ids: Iterable[str], catalogue: Catalogue) -> Iterator[LawText]:
    today = datetime.now(LOCAL_TIME).date()
    for provision_id in provision_ids:
        for provision in catalogue.history(provision_id, today):
            yield LawText(
                provision=provision.id,
                cite=provision.cite,
                gist=provision.gist,
                in_force_from=provision.in_force_from,
                in_force_until=provision.in_force_until,
            )
