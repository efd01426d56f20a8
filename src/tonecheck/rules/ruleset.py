"""Everything a check judges by: packs, lexicons and the law, loaded once and checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from tonecheck.categories import Category
from tonecheck.law.catalogue import Catalogue
from tonecheck.message import LOCAL_TIME
from tonecheck.rules.errors import PackError
from tonecheck.rules.grounds import Grounds, read_grounds
from tonecheck.rules.lexicons import Lexicon, merge
from tonecheck.rules.reader import read_pack
from tonecheck.rules.rule import Pack, Rule
from tonecheck.shipped import shipped


@dataclass(frozen=True)
class Sources:
    """Which files a rule set is made of; the default is what the package ships."""

    packs: tuple[Path, ...] = ()
    lexicons: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()
    with_shipped: bool = True
    """Whether the shipped packs count; the shipped lexicons always do: acquittals need them."""

    @property
    def provisions(self) -> Path:
        """The catalogue of the law."""
        return shipped("rules") / "law" / "provisions.yaml"

    @property
    def grounds(self) -> Path:
        """What the classifier's findings cite."""
        return shipped("rules") / "classifier.yaml"

    @property
    def lexicon_files(self) -> tuple[Path, ...]:
        """In the order in which they are merged."""
        return (*_yaml_files(shipped("rules") / "lexicons"), *_all_files(self.lexicons))

    @property
    def pack_files(self) -> tuple[Path, ...]:
        """In the order of their rules."""
        ours = _yaml_files(shipped("rules") / "packs") if self.with_shipped else []
        return (*ours, *_all_files(self.packs))


@dataclass(frozen=True)
class RuleSet:
    """Packs with their lexicons and the catalogue they cite."""

    packs: tuple[Pack, ...]
    lexicons: dict[str, Lexicon]
    lexicon_files: tuple[Path, ...]
    catalogue: Catalogue
    grounds: Mapping[Category, Grounds]
    rules: tuple[Rule, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", tuple(rule for pack in self.packs for rule in pack.rules))

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def load(sources: Sources = Sources()) -> RuleSet:
    """Read the packs and check them against each other and the law.

    Raises:
        PackError: see there; also an id used twice, an unknown or uncitable provision, or a name
            in ``without`` that is neither a pack nor a rule.
        CatalogueError: the catalogue cannot be read.
    """
    catalogue = Catalogue.load(sources.provisions)
    lexicon_files = sources.lexicon_files
    lexicons = merge(lexicon_files)
    packs = [read_pack(path, lexicons) for path in sources.pack_files]
    packs = _leave_out(packs, sources.without)
    _check_ids(packs)
    grounds = read_grounds(sources.grounds)
    ruleset = RuleSet(tuple(packs), lexicons, lexicon_files, catalogue, grounds)
    check_basis(ruleset)
    return ruleset


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _all_files(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in (_yaml_files(path) if path.is_dir() else [path])]


def _leave_out(packs: Sequence[Pack], without: frozenset[str]) -> list[Pack]:
    known = {pack.version.name for pack in packs} | {r.id for pack in packs for r in pack.rules}
    if unknown := without - known:
        raise PackError(
            "配置", 1, "without", f"没有这样的规则包或规则：{'、'.join(sorted(unknown))}"
        )
    return [
        Pack(pack.version, pack.title, tuple(rule for rule in pack.rules if rule.id not in without))
        for pack in packs
        if pack.version.name not in without
    ]


def _check_ids(packs: Iterable[Pack]) -> None:
    seen: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for pack in packs:
        if pack.version.name in names:
            raise PackError(
                str(pack.rules[0].file if pack.rules else ""),
                1,
                "pack",
                f"规则包名 {pack.version.name} 用了两次",
            )
        names[pack.version.name] = pack.title
        for rule in pack.rules:
            if rule.id in seen:
                first = seen[rule.id]
                raise PackError(
                    rule.file, rule.line, "id", f"编号 {rule.id} 已用于 {first.file}:{first.line}"
                )
            seen[rule.id] = rule


def check_basis(ruleset: RuleSet) -> None:
    """Every provision a rule names must exist, may be cited, and one must be in force today.

    Raises:
        PackError: see there.
    """
    today = datetime.now(LOCAL_TIME).date()
    for cited in chain[Rule | Grounds](ruleset.rules, ruleset.grounds.values()):
        _check_basis(cited, ruleset.catalogue, today)


def _check_basis(rule: Rule | Grounds, catalogue: Catalogue, today: date) -> None:
    for provision_id in rule.basis:
        provision = catalogue.get(provision_id)
        if provision is None:
            raise PackError(rule.file, rule.line, "basis", f"条款目录里没有 {provision_id}")
        if reason := provision.why_not_citable:
            raise PackError(rule.file, rule.line, "basis", f"{provision_id}：{reason}")
        if provision.in_force_until is not None:
            raise PackError(
                rule.file,
                rule.line,
                "basis",
                f"{provision_id} 已失效；请写现行条款 {provision.replaced_by or ''}，旧法按发送日自动取用",
            )
    if not any(catalogue.resolve(provision_id, today) for provision_id in rule.basis):
        raise PackError(rule.file, rule.line, "basis", "没有一条今天有效的依据")
