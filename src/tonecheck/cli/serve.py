"""``tonecheck serve``: the HTTP service and the author's page."""

from pathlib import Path
from typing import Any

import click
import msgspec

from tonecheck.cli.policies import config_for


@click.command()
@click.option("--host", help="监听的地址（默认 127.0.0.1，只有本机能用）。")
@click.option("--port", type=click.IntRange(0, 65535), help="监听的端口（默认 8714；0 任选一个）。")
@click.option("--workers", type=click.IntRange(1, 256), help="检查进程数（默认每核一个）。")
@click.option("--queue", type=click.IntRange(1), help="最多同时在办的单条请求，再多回 503。")
@click.option("--deadline-ms", type=click.IntRange(1, 60000), help="单条的时限（默认 2000）。")
@click.option(
    "--batch-deadline-ms", type=click.IntRange(1, 60000), help="批量的时限（默认 30000）。"
)
@click.option(
    "--remembered",
    type=click.IntRange(0, 1_000_000),
    help="每个检查进程记住多少个结论，供同一模板的消息共用（默认 4096；0 什么都不记）。",
)
@click.option("--keys", type=click.Path(path_type=Path), help="密钥文件。")
@click.option("--no-keys", is_flag=True, help="不要求密钥，即使监听外部地址。")
@click.option(
    "--cors-origin", "cors_origins", multiple=True, help="允许从浏览器调用的网站，可多次给出。"
)
@click.option("--access-log", is_flag=True, default=None, help="每个请求记一行日志（不含内容）。")
@click.option("--tracing", is_flag=True, default=None, help="用 OpenTelemetry 上报调用链。")
@click.option("--config", type=click.Path(path_type=Path), help="配置文件；默认从当前目录向上找。")
@click.option(
    "--model/--no-model", "model", default=None, help="是否要求分类模型；--no-model 只用规则。"
)
def serve(
    config: Path | None, model: bool | None, no_keys: bool, keys: Path | None, **given: Any
) -> None:
    """启动 HTTP 服务和写模板的页面。

    SIGHUP 重新载入规则和密钥，SIGTERM 办完手上的请求后退出。
    """
    try:
        from tonecheck.service import server
        from tonecheck.service.generation import LoadError
        from tonecheck.service.settings import Settings, read_settings
        from tonecheck.service.work import Wanted
    except ImportError as error:
        raise click.UsageError(
            f'缺少 {error.name}；请先安装：pip install "tonecheck[service]"'
        ) from None
    path = config_for(config)
    settings = read_settings(path) if path else Settings()
    changes = {name: value for name, value in given.items() if value not in (None, ())}
    if keys is not None:
        changes["keys"] = str(keys)
    if no_keys:
        changes["require_keys"] = False
    settings = msgspec.structs.replace(settings, **changes)
    wanted = Wanted(str(path.resolve()) if path else None, model, settings.remembered)
    try:
        server.run(settings, wanted, lambda url: click.echo(f"已就绪：{url}（Ctrl-C 停止）"))
    except (LoadError, server.ListenError) as error:
        raise click.UsageError(str(error)) from None
