"""Everything a check judges by: packs, lexicons and the law, loaded once and checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from tonecheck.shipped import is_shipped, shipped


@dataclass(frozen=True)
class Sources:
    """Which files a rule set is made of; the default is what the package ships."""

    packs: tuple[Path, ...] = ()
    lexicons: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()
    """Shipped packs and rules that do not count; a user's own of the same name may take their place."""
    with_shipped: bool = True
    """Whether the shipped packs count; the shipped lexicons always do: acquittals need them."""
    config: Path | None = field(default=None, compare=False)
    """The configuration that says all this, for errors to name."""

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
    def shipped_pack_files(self) -> tuple[Path, ...]:
        """Ours, in the order of their rules, which come before a user's own."""
        return tuple(_yaml_files(shipped("rules") / "packs")) if self.with_shipped else ()

    @property
    def own_pack_files(self) -> tuple[Path, ...]:
        """The user's, in the order of their rules."""
        return tuple(_all_files(self.packs))


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
            in ``without`` that is neither a shipped pack nor a shipped rule.
        CatalogueError: the catalogue cannot be read.
    """
    catalogue = Catalogue.load(sources.provisions)
    lexicon_files = sources.lexicon_files
    lexicons = merge(lexicon_files)
    ours = [read_pack(path, lexicons) for path in sources.shipped_pack_files]
    own = [read_pack(path, lexicons) for path in sources.own_pack_files]
    grounds = read_grounds(sources.grounds)
    packs = [*(_for_everybody(pack, grounds) for pack in _leave_out(ours, sources)), *own]
    _check_ids(packs)
    ruleset = RuleSet(tuple(packs), lexicons, lexicon_files, catalogue, grounds)
    check_basis(ruleset)
    return ruleset


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _all_files(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in (_yaml_files(path) if path.is_dir() else [path])]


def _leave_out(packs: Sequence[Pack], sources: Sources) -> list[Pack]:
    without = sources.without
    known = {pack.version.name for pack in packs} | {r.id for pack in packs for r in pack.rules}
    if unknown := sorted(without - known):
        raise PackError(
            *_place(sources.config, unknown[0]),
            "without",
            f"没有这样的随包规则包或规则：{'、'.join(unknown)}；自己的规则请从自己的文件里删去",
        )
    return [
        replace(pack, rules=tuple(rule for rule in pack.rules if rule.id not in without))
        for pack in packs
        if pack.version.name not in without
    ]


def _for_everybody(pack: Pack, grounds: Mapping[Category, Grounds]) -> Pack:
    """What our rules suggest speaks to who owes; a user's own rules say what they mean."""
    rules = (
        rule
        if rule.when.recipients == {"third_party"}
        else replace(rule, suggest_third_party=grounds[rule.category].suggest_third_party)
        for rule in pack.rules
    )
    return replace(pack, rules=tuple(rules))


def _place(config: Path | None, name: str) -> tuple[str, int]:
    """The file and line that names it; policies of the library have none."""
    if config is None:
        return "配置", 1
    lines = config.read_text("utf-8-sig").splitlines()
    quoted = (f'"{name}"', f"'{name}'")
    named = (n for n, line in enumerate(lines, 1) if any(one in line for one in quoted))
    return str(config), next(named, 1)


def _check_ids(packs: Iterable[Pack]) -> None:
    rules: dict[str, Rule] = {}
    names: dict[str, Pack] = {}
    for pack in packs:
        name = pack.version.name
        if first := names.get(name):
            used = f"规则包名 {name} 已用于 {first.file}；{_remedy(first.file, name)}"
            raise PackError(pack.file, 1, "pack", used)
        names[name] = pack
        for rule in pack.rules:
            if other := rules.get(rule.id):
                used = f"编号 {rule.id} 已用于 {other.file}:{other.line}"
                remedy = _remedy(other.file, rule.id)
                raise PackError(rule.file, rule.line, "id", f"{used}；{remedy}")
            rules[rule.id] = rule


def _remedy(file: str, name: str) -> str:
    replace_it = f'要替换随包的，在配置里写 without = ["{name}"]；'
    return f"{replace_it if is_shipped(file) else ''}要追加，请换一个名字"


def check_basis(ruleset: RuleSet) -> None:
    """Every provision a rule names must exist, may be cited and has not lapsed; one is in force today.

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
        if provision.in_force_until is not None and provision.in_force_until < today:
            raise PackError(
                rule.file,
                rule.line,
                "basis",
                f"{provision_id} 已失效；请写现行条款 {provision.replaced_by or ''}，旧法按发送日自动取用",
            )
    if not any(catalogue.resolve(provision_id, today) for provision_id in rule.basis):
        raise PackError(rule.file, rule.line, "basis", "没有一条今天有效的依据")
