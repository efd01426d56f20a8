"""``tonecheck rules``: list, show, test and coverage."""

import sys
from pathlib import Path

import click
from rich.table import Table

from tonecheck.categories import CATEGORIES, TITLES
from tonecheck.cli.endings import Console
from tonecheck.cli.exits import FINDINGS
from tonecheck.cli.explain import rule_or_error
from tonecheck.cli.own_words import unlawful_texts
from tonecheck.cli.policies import Checkers, policy_for
from tonecheck.rules.coverage import read_unwatched, watch
from tonecheck.rules.engine import Engine
from tonecheck.rules.proof import problems
from tonecheck.rules.ruleset import load
from tonecheck.shipped import shipped
from tonecheck.titles import SEVERITY_TITLES

_config = click.option(
    "--config", type=click.Path(path_type=Path), help="配置文件；默认从当前目录向上找。"
)


@click.group()
def rules() -> None:
    """查看和检验规则。"""


@rules.command("list")
@click.option("--category", type=click.Choice(CATEGORIES), help="只列这一类别。")
@_config
def list_rules(category: str | None, config: Path | None) -> None:
    """列出全部规则。"""
    table = Table(box=None, pad_edge=False)
    for heading in ("编号", "级别", "类别", "名称"):
        table.add_column(heading, overflow="fold")
    for rule in load(policy_for(config).sources).rules:
        if category in (None, rule.category):
            table.add_row(rule.id, SEVERITY_TITLES[rule.severity], TITLES[rule.category], rule.name)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


@rules.command("show")
@click.argument("rule_id", metavar="RULE")
@_config
def show(rule_id: str, config: Path | None) -> None:
    """显示一条规则的写法：匹配、免责、例句；model/类别 显示模型发现的说明。"""
    rule = rule_or_error(load(policy_for(config).sources), rule_id)
    lines = Path(rule.file).read_text("utf-8").splitlines()
    indent = len(lines[rule.line - 1]) - len(lines[rule.line - 1].lstrip(" -"))
    click.echo(f"# {Path(rule.file).name}:{rule.line}")
    for number, line in enumerate(lines[rule.line - 1 :]):
        body = line.strip()
        if number and body and len(line) - len(line.lstrip(" ")) < indent:
            break
        click.echo(line)


@rules.command("test")
@_config
def test(config: Path | None) -> None:
    """用每条规则自己的例句检验全部规则：命中、放过、写法都用到，改写本身合规。"""
    ruleset = load(policy_for(config).sources)
    engine = Engine(ruleset.rules, ruleset.lexicons)
    found = [str(problem) for problem in problems(engine, ruleset.rules, ruleset.lexicons)]
    if not found:
        found = list(unlawful_texts(Checkers(config, model=False).nearest(Path.cwd())))
    for problem in found:
        click.echo(problem)
    examples = sum(len(rule.flag) + len(rule.passes) for rule in ruleset.rules)
    click.echo(f"{len(ruleset.rules)} 条规则，{examples} 个例句，{len(found)} 个问题")
    sys.exit(FINDINGS if found else 0)


@rules.command("coverage")
@_config
def coverage(config: Path | None) -> None:
    """逐条列出措辞或发送方式可能违反的大陆现行规定：由哪些规则看着，没有的为什么没有。"""
    ruleset = load(policy_for(config).sources)
    reasons = read_unwatched(shipped("rules") / "law" / "unwatched.yaml")
    watched = watch(ruleset.rules, ruleset.catalogue, reasons)
    for entry in watched:
        click.echo(f"{entry.provision.id}  《{entry.provision.short}》  {entry.provision.gist}")
        click.echo(f"    {'、'.join(entry.rules) if entry.rules else '没有规则：' + entry.why_not}")
    with_rules = sum(bool(entry.rules) for entry in watched)
    click.echo(
        f"共 {len(watched)} 条禁止或义务：{with_rules} 条有规则，{len(watched) - with_rules} 条没有并说明了原因"
    )
