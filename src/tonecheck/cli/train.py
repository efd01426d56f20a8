"""``tonecheck train``: from the corpus to the model folders that ship."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tonecheck.evaluate.corpus import CorpusError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--train", "train_folder", type=_FOLDER, default="corpus/train", help="训练语料目录。"
)
@click.option("--dev", type=_FOLDER, default="corpus/dev", help="开发语料目录：校准与阈值。")
@click.option("--cold", type=_FOLDER, required=True, help="COLD 数据目录（train.csv、dev.csv）。")
@click.option("--out", type=click.Path(path_type=Path), default="models", help="模型写到哪里。")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default="build/train",
    help="检查点目录；中断后从这里继续。",
)
@click.option(
    "--epochs",
    type=click.IntRange(0),
    default=12,
    help="轮数；0 与 --start 同用：不再学习，只按现在的规则与语料重新校准。",
)
@click.option("--batch", type=click.IntRange(1), help="一步看几条。")
@click.option("--rate", type=click.FloatRange(0, 1), help="学习率的最高点。")
@click.option(
    "--start",
    type=_FOLDER,
    help="从先前的模型接着学（-torch 目录）；语料只增加了一些时，几轮就够。",
)
@click.option("--layers", type=click.IntRange(1, 12), help="取基座的前几层。")
@click.option("--seed", type=int, help="随机种子。")
@click.option("--device", type=click.Choice(["cpu", "cuda"]), help="在哪里算。")
@click.option(
    "--lawful-flagged",
    type=click.FloatRange(0, 1),
    help="合规消息最多标出的比例（95% 置信）。",
)
@click.option(
    "--smoke", is_flag=True, help="只走一遍流程：一层、几十步，不到一分钟；写到 smoke 子目录。"
)
def train(
    train_folder: Path,
    dev: Path,
    cold: Path,
    out: Path,
    work: Path,
    epochs: int,
    batch: int | None,
    rate: float | None,
    start: Path | None,
    layers: int | None,
    seed: int | None,
    device: str | None,
    lawful_flagged: float | None,
    smoke: bool,
) -> None:
    """从语料训练、量化、校准，写出随包的模型（需要 pip install 'tonecheck[train]'）。"""
    if not (epochs or start):
        raise click.UsageError("--epochs 0 只重新校准，要用 --start 给出先前的模型")
    if smoke and start:
        raise click.UsageError("--smoke 只有一层，不能与 --start 同用")
    try:
        from tonecheck.training.data import Data
        from tonecheck.training.e5 import BaseMissingError
        from tonecheck.training.learn import Schedule, StaleCheckpointError
        from tonecheck.training.run import Plan
        from tonecheck.training.run import train as run
    except ImportError as error:
        raise click.UsageError(
            f"缺少训练依赖 {error.name}；请先 pip install 'tonecheck[train]'"
        ) from None
    try:
        data = Data.read(train_folder, dev, cold, sample=smoke)
    except (CorpusError, FileNotFoundError) as error:
        raise click.UsageError(str(error)) from None
    if smoke:
        out, work = _beside(out), _beside(work)
        epochs, batch, rate, layers = 1, 8, None, 1
    schedule = Schedule(epochs, **_given(batch=batch, rate=rate, seed=seed))
    chosen = _given(layers=layers, lawful_flagged=lawful_flagged, device=device, start=start)
    plan = Plan(schedule, **chosen)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TextColumn("损失 {task.fields[loss]:.3f}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("准备", total=None, loss=0.0)

        def progress(stage: str, step: int, total: int, loss: float) -> None:
            bar.update(task, description=stage, completed=step, total=total, loss=loss)

        try:
            folder = run(data, plan, work, out, progress)
        except (StaleCheckpointError, BaseMissingError, ValueError) as error:
            raise click.UsageError(str(error)) from None
    click.echo(f"已写入 {folder}")


def _given(**options: Any) -> dict[str, Any]:
    """Those that were given; of the others `Schedule` and `Plan` know the usual."""
    return {name: value for name, value in options.items() if value is not None}


def _beside(folder: Path) -> Path:
    """Where a smoke run neither overwrites a model nor meets its checkpoint."""
    return folder / "smoke"
