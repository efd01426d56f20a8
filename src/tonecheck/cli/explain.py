"""``tonecheck explain RULE``: why, the law with its dates, examples, what to write."""

import difflib
from pathlib import Path

import click

from tonecheck.categories import TITLES
from tonecheck.cli.policies import policy_for
from tonecheck.law.catalogue import Catalogue
from tonecheck.output.wording import law_of, period
from tonecheck.rules.grounds import Grounds
from tonecheck.rules.rule import Rule
from tonecheck.rules.ruleset import RuleSet, load
from tonecheck.titles import SEVERITY_TITLES


@click.command()
@click.argument("rule_id", metavar="RULE")
@click.option("--config", type=click.Path(path_type=Path), help="配置文件；默认从当前目录向上找。")
def explain(rule_id: str, config: Path | None) -> None:
    """解释一条规则：为什么、法律依据及施行日期、例句、可用的改写。"""
    ruleset = load(policy_for(config).sources)
    one = rule_or_error(ruleset, rule_id)
    if isinstance(one, Grounds):
        write_grounds(one, ruleset.catalogue)
    else:
        write_rule(one, ruleset.catalogue)


def rule_or_error(ruleset: RuleSet, rule_id: str) -> Rule | Grounds:
    """The rule, or what findings of the classifier alone cite; or a usage error that names the
    nearest ids.
    """
    grounds = {one.id: one for one in ruleset.grounds.values()}
    rule = ruleset.rule(rule_id) or grounds.get(rule_id)
    if rule is None:
        known = [*(rule.id for rule in ruleset.rules), *grounds]
        near = difflib.get_close_matches(rule_id, known, 3, 0.4)
        hint = f"；是不是 {'、'.join(near)}？" if near else "；用 tonecheck rules list 查看全部"
        raise click.UsageError(f"没有规则 {rule_id}{hint}")
    return rule


def write_rule(rule: Rule, catalogue: Catalogue) -> None:
    """Print a rule for people."""
    click.echo(f"{rule.id}  {rule.name}")
    click.echo(f"{TITLES[rule.category]} · {SEVERITY_TITLES[rule.severity]}（{rule.severity}）\n")
    _write_why(rule, catalogue)
    click.echo("\n会标出")
    for example in rule.flag:
        click.echo(f"  ✗ {example.message.text}")
    click.echo("不会标出")
    for example in rule.passes:
        click.echo(f"  ✓ {example.message.text}")


def write_grounds(grounds: Grounds, catalogue: Catalogue) -> None:
    """Print what is said of a finding of the classifier alone."""
    click.echo(f"{grounds.id}  分类模型")
    click.echo(f"{TITLES[grounds.category]} · 模型认为可疑、规则没有说到时用这一条\n")
    _write_why(grounds, catalogue)


def _write_why(rule: Rule | Grounds, catalogue: Catalogue) -> None:
    click.echo(f"为什么  {rule.why}\n")
    click.echo("依据")
    for provision in law_of(rule.basis, catalogue):
        click.echo(f"  {provision.cite}  [{period(provision)}]\n    {provision.gist}")
    if rule.suggest:
        click.echo(f"\n可改为  {rule.suggest}")
    if rule.suggest_third_party:
        click.echo(f"发给第三人时可改为  {rule.suggest_third_party}")
