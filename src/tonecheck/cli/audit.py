"""``tonecheck audit``: archives of sent messages in, a folder of results out."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from tonecheck.audit.defaults import DSN
from tonecheck.cli.audit_extra import needs_audit
from tonecheck.cli.exits import FINDINGS, INCOMPLETE
from tonecheck.cli.policies import policy_for
from tonecheck.message import Channel, Recipient
from tonecheck.report import LEVELS, SEVERITY_ORDER, Level, Severity

if TYPE_CHECKING:
    from tonecheck.audit.run import Elsewhere
    from tonecheck.policy import Policy

_RUN: Final = "run"
_ONE_THREAD: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Processes are forked, and a lock that another thread held would never open in them."""


class _Audit(click.Group):
    """``tonecheck audit ARCHIVE…`` runs an audit; ``sample`` and the like are commands beside it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        helps = set(args) & set(ctx.help_option_names)
        if args and args[0] not in self.commands and not (helps and len(args) == 1):
            args = [_RUN, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Audit, subcommand_metavar="存档… --out 目录 | 子命令")
def audit() -> None:
    """审计已发送消息的存档：Parquet、CSV、JSONL、XLSX、目录、通配符，或数据库查询。

    tonecheck audit 存档… --out 目录 就是 tonecheck audit run 存档… --out 目录；
    全部选项见 tonecheck audit run --help。
    """


@audit.command(_RUN)
@click.argument("archives", nargs=-1, metavar="[存档…]")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="结果写到这个目录（须是空的）。"
)
@click.option("--resume", is_flag=True, help="接着上次没跑完的审计跑；结果与一次跑完的完全相同。")
@click.option("--sql", "query", help="数据库查询（一条 SELECT），与 --dsn 一起用。")
@click.option(
    "--dsn",
    envvar=DSN,
    help=f"数据库，如 sqlite:///存档.db、postgresql://用户@主机/库；密码请用环境变量 {DSN} 给。",
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="字段=列名",
    help="列名与常用的不同时指明，可多次：--map text=发送正文。没有的列写 字段=（空），text 除外。",
)
@click.option(
    "--timezone", help="没有写时区的发送时间按哪个时区读，如 Asia/Shanghai；不给则不审计。"
)
@click.option(
    "--channel", type=click.Choice(get_args(Channel)), default="sms", help="没有写明时的渠道。"
)
@click.option(
    "--recipient",
    type=click.Choice(get_args(Recipient)),
    default="debtor",
    help="没有写明时的接收人。",
)
@click.option("--config", type=click.Path(path_type=Path), help="配置文件；默认从当前目录向上找。")
@click.option(
    "--model/--no-model", "model", default=None, help="是否要求分类模型；--no-model 只用规则。"
)
@click.option("--evasion", type=click.Choice(LEVELS), help="还原规避写法到哪一级；默认取配置。")
@click.option(
    "--include-text", is_flag=True, help="结果里写出消息原文；默认只有散列和遮掩过的片段。"
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    help="散列的密钥文件；默认在用户配置目录，首次使用时生成。",
)
@click.option("--workers", type=click.IntRange(1, 256), help="进程数；默认每核一个。")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    help="用本机的进程，还是用 Spark 的执行器（存档和 --out 须在各机器用同一路径看得到的目录里）；结果完全相同。",
)
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(path_type=Path),
    help="复核过的清单（YAML 或 CSV：规则、骨架、原因、负责人、到期日）；与它相符的标为已接受，不计入退出码。",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITY_ORDER)),
    help="达到这一级就以 1 退出（默认取配置，配置没有则 warn）。",
)
def run(
    archives: tuple[str, ...],
    out: Path,
    resume: bool,
    query: str | None,
    dsn: str | None,
    mapped: tuple[str, ...],
    timezone: str | None,
    channel: Channel,
    recipient: Recipient,
    config: Path | None,
    model: bool | None,
    evasion: Level | None,
    include_text: bool,
    key_file: Path | None,
    workers: int | None,
    engine: str,
    baseline_file: Path | None,
    fail_on: Severity | None,
) -> None:
    """审计存档，结果写到 --out 目录。

    退出码：0 没有达到 --fail-on 的问题；1 有；2 用法或配置错误；3 有内容没有审计到或没跑完。
    """
    os.environ.update(_ONE_THREAD)
    try:
        with needs_audit("；排除原因后加 --resume 接着跑"):
            from tonecheck.audit.baseline.reading import read_baseline
            from tonecheck.audit.inputs import inputs_of
            from tonecheck.audit.keys import read_key
            from tonecheck.audit.run import audit as run_audit
            from tonecheck.audit.settings import Settings, checked_zone, read_settings
            from tonecheck.audit.telling import lacking, told_of
            from tonecheck.checker import Checker

            policy = policy_for(config)
            fields, configured_key = read_settings(policy.sources.config)
            fields["columns"] = {**fields["columns"], **_mapped(mapped)}
            if timezone:
                fields["timezone"] = checked_zone(timezone, "--timezone")
            baseline = read_baseline(baseline_file) if baseline_file else None
            settings = Settings(
                **fields,
                channel=channel,
                recipient=recipient,
                evasion=evasion,
                model=model is not False,
                include_text=include_text,
            )
            key = read_key(key_file or configured_key)
            told = run_audit(
                inputs_of(archives, query),
                out,
                partial(Checker, policy, model=model),
                settings,
                key,
                dsn=dsn,
                baseline=baseline,
                resume=resume,
                workers=workers,
                elsewhere=_spark(policy, model, key, workers) if engine == "spark" else None,
            )
    except KeyboardInterrupt:
        click.echo("已中断；加 --resume 接着跑", err=True)
        sys.exit(INCOMPLETE)
    click.echo(told_of(told, out))
    if lacks := lacking(told):
        click.echo(lacks, err=True)
    sys.exit(_exit_code(told, fail_on or policy.fail_on))


def _spark(policy: "Policy", model: bool | None, key: bytes, workers: int | None) -> "Elsewhere":
    try:
        from tonecheck.audit.spark.engine import examine_units
    except ImportError as error:
        raise click.UsageError(
            f'--engine spark 还缺 {error.name}：请先 pip install "tonecheck[spark]"'
        ) from None
    return partial(examine_units, policy=policy, model=model, key=key, at_once=workers)


def _mapped(mapped: tuple[str, ...]) -> dict[str, str | bool]:
    from tonecheck.audit.columns import FIELDS

    columns: dict[str, str | bool] = {}
    for one in mapped:
        field, equals, name = one.partition("=")
        if not equals or field not in FIELDS:
            raise click.BadParameter(
                f"“{one}”应写成 字段=列名；字段有 {'、'.join(FIELDS)}", param_hint="--map"
            )
        columns[field] = name or False
    return columns


def _exit_code(told: dict[str, Any], fail_on: Severity) -> int:
    if told["not_examined"]["rows"] or told["incomplete"]:
        return INCOMPLETE
    severe = [name for name, order in SEVERITY_ORDER.items() if order >= SEVERITY_ORDER[fail_on]]
    counted = [told["baseline"]["remaining"]] if told["baseline"] else told["categories"]
    found = any(one[name] for one in counted for name in severe)
    return FINDINGS if found else 0
