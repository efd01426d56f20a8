"""``tonecheck keys``: keys for those who call the service."""

import click

from tonecheck.service.keys import SCOPES, Scope, new_key


@click.group()
def keys() -> None:
    """服务的密钥。"""


@keys.command("new")
@click.option("--name", required=True, help="给谁用的；出现在日志里。")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    default=("check",),
    help="权限，可多次给出：check 检查和查规则，admin 重新载入。",
)
@click.option("--rate", type=click.IntRange(1), help="每分钟最多请求多少次；默认不限。")
def new(name: str, scopes: tuple[Scope, ...], rate: int | None) -> None:
    """生成一个密钥：只显示这一次；下面的一段加进密钥文件。"""
    if not name.strip():
        raise click.BadParameter("名称为空；请写明给谁用，如 --name 短信网关", param_hint="--name")
    key = new_key(name, dict.fromkeys(scopes), rate)
    click.echo("密钥（只显示这一次，请立即保存）：", err=True)
    click.echo(key.secret)
    click.echo("\n把下面这一段加进密钥文件，然后让服务重新载入：", err=True)
    click.echo(key.table)
