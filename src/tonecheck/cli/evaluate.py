"""``tonecheck eval``: recall and false alarms on labelled messages, with intervals."""

from dataclasses import replace
from pathlib import Path

import click

from tonecheck.categories import TITLES
from tonecheck.checker import Checker
from tonecheck.cli.policies import Checkers
from tonecheck.evaluate.cold import PostScores, read_posts, score_posts
from tonecheck.evaluate.corpus import CorpusError, read_cases
from tonecheck.evaluate.scores import Scores, Share, score
from tonecheck.rules.ruleset import Sources

KINDS = {
    "ordinary": "合规·平常",
    "stern": "合规·严厉但属实",
    "hard": "合规·难例",
    "other": "合规·其他行业",
    "plain": "违规·直说",
    "hint": "违规·暗示",
    "polite": "违规·客气",
    "carried": "违规·夹带",
}
"""What writers named their messages, for people."""


@click.command("eval")
@click.argument("corpus", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--show-errors", is_flag=True, help="列出漏报和误报的编号（只用于开发集）。")
@click.option("--config", type=click.Path(path_type=Path), help="配置文件；默认从当前目录向上找。")
@click.option("--model/--no-model", "model", default=None, help="是否要求分类模型。")
@click.option("--rules/--no-rules", "rules", default=True, help="--no-rules 只用分类模型。")
@click.option(
    "--cold",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="COLD 数据的一个 CSV：只算一般冒犯的准确率与宏平均 F1。",
)
def evaluate(
    corpus: tuple[Path, ...],
    show_errors: bool,
    config: Path | None,
    model: bool | None,
    rules: bool,
    cold: Path | None,
) -> None:
    """在标注语料（corpus/*/*.jsonl）上计算召回与误报，附 95% 置信区间（Wilson）。"""
    if not corpus and cold is None:
        raise click.UsageError("请给出语料文件，或用 --cold 给出 COLD 的 CSV")
    try:
        checker = Checkers(config, model).nearest(Path.cwd())
        if not rules:
            if checker.model is None:
                raise click.UsageError("--no-rules 只用分类模型，而没有可用的模型")
            alone = replace(checker.policy, sources=Sources(with_shipped=False))
            checker = Checker(alone, model=checker.model)
        if cold is not None:
            _write_cold(score_posts(checker, read_posts(cold)))
        if corpus:
            _write(score(checker, read_cases(corpus)), show_errors)
    except CorpusError as error:
        raise click.UsageError(str(error)) from None


def _write_cold(scores: PostScores) -> None:
    click.echo(f"一般冒犯（COLD）准确率  {_written(scores.right)}")
    click.echo(f"一般冒犯（COLD）宏平均 F1  {scores.macro_f1:.1%}")


def _write(scores: Scores, show_errors: bool) -> None:
    click.echo(f"违规消息召回        {_written(scores.violating)}")
    click.echo(f"应拦截消息召回      {_written(scores.severe)}")
    click.echo(f"应拦截消息被拦截    {_written(scores.blocking)}")
    click.echo(f"只该复核的被拦截    {_written(scores.mild_blocked)}")
    click.echo(f"合规消息被标出      {_written(scores.lawful_flagged)}")
    click.echo(f"合规消息被拦截      {_written(scores.lawful_blocked)}")
    click.echo(f"标注位置被同类覆盖  {_written(scores.spans_overlapping)}")
    click.echo(f"标注文字重合（字 F1）{scores.overlap.f1:.1%}")
    click.echo(f"类别宏平均 F1       {scores.macro_f1:.1%}")
    if scores.kinds:
        click.echo("\n各种消息被标出")
    for kind, share in scores.kinds.items():
        click.echo(f"  {KINDS.get(kind, kind)}  {_written(share)}")
    click.echo("\n类别（按消息）：召回｜精确率")
    for category, result in scores.categories.items():
        click.echo(f"  {TITLES[category]}  {_written(result.recall)}｜{_written(result.precision)}")
    if show_errors:
        click.echo(f"\n漏报：{' '.join(scores.missed)}")
        for case_id, rules in scores.false_alarms:
            click.echo(f"误报：{case_id}  {'、'.join(rules)}")


def _written(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.1%} [{low:.1%}, {high:.1%}] ({share.hits}/{share.total})"
