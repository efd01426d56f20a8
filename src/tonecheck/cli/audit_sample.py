"""``tonecheck audit sample``: messages for people to label, in a workbook."""

from pathlib import Path

import click

from tonecheck.audit.defaults import DSN, SAMPLE_SEED, SAMPLE_SIZE
from tonecheck.cli.audit_extra import needs_audit


@click.command()
@click.argument("folder", metavar="结果目录", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="样本写到这个 XLSX 文件（须不存在）。",
)
@click.option(
    "--archive",
    "archives",
    multiple=True,
    help="存档，与审计时给出的相同，可多次；给了才有正文一列。",
)
@click.option("--sql", "query", help="审计的是数据库查询时：同一条 SELECT；给了才有正文一列。")
@click.option("--dsn", envvar=DSN, help="数据库，与审计时相同。")
@click.option(
    "--size",
    type=click.IntRange(1),
    help=f"抽多少条；默认 {SAMPLE_SIZE}，分层多时按需增加。",
)
@click.option(
    "--seed", type=click.IntRange(0), default=SAMPLE_SEED, show_default=True, help="随机种子。"
)
def sample(
    folder: Path,
    out: Path,
    archives: tuple[str, ...],
    query: str | None,
    dsn: str | None,
    size: int | None,
    seed: int,
) -> None:
    """从审计过的消息里分层随机抽样，供人工标注。

    同一份结果、同一个种子，抽出的总是同样的消息；加大 --size 是在原来的样本上增加。
    标注之后用 tonecheck audit estimate 推算全部消息里标错和漏掉的有多少。
    """
    with needs_audit():
        from tonecheck.audit.results import Results
        from tonecheck.audit.sample.book import write_book
        from tonecheck.audit.sample.sample import sample_of
        from tonecheck.audit.sample.texts import texts_of

        if out.suffix.lower() != ".xlsx":
            raise click.BadParameter(f"{out}：应以 .xlsx 结尾", param_hint="--out")
        if not out.parent.is_dir():
            raise click.BadParameter(f"{out.parent}：没有这个目录", param_hint="--out")
        if out.exists():
            raise click.UsageError(f"{out}：已经存在；里面也许有标注，请换一个文件名")
        results = Results(folder)
        drawn, facts = sample_of(results, size, seed)
        with_texts = bool(archives or query)
        texts = texts_of(results, drawn.items, archives, query, dsn) if with_texts else None
        write_book(out, drawn, facts, texts)
    click.echo(
        f"从 {drawn.drawing.messages:,} 条里抽了 {drawn.drawing.size:,} 条，分 {len(drawn.layers)} 层，种子 {seed}：{out}"
    )
    if texts is None:
        click.echo("没有给 --archive，表里没有正文；请按来源和行号到存档里查看。")
