"""``tonecheck check``: files, folders or standard input in, findings out."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, get_args

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tonecheck.checker import Checker
from tonecheck.cli.endings import Console
from tonecheck.cli.policies import Checkers
from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.places import STANDARD_INPUT, Places, places_of
from tonecheck.drafts.sources import InputFormat, Reader, format_of
from tonecheck.examination import Examination
from tonecheck.message import Channel, MessageError, Recipient, message_from
from tonecheck.output.json import JsonLinesOutput, JsonOutput
from tonecheck.output.text import TextOutput
from tonecheck.report import SEVERITY_ORDER, Report, Severity
from tonecheck.terms import Terms
from tonecheck.text.disguise.levels import LEVELS, Level

FINDINGS, INCOMPLETE = 1, 3
"""Exit codes of the contract; what was not completely checked outweighs what was found."""


class Output(Protocol):
    """Where reports go."""

    def write(
        self, source: str, text: str, report: Report, read_as: Sequence[str] = ()
    ) -> None: ...
    def close(self) -> None: ...


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="输出格式。",
)
@click.option(
    "--input-format",
    type=click.Choice(get_args(InputFormat)),
    default="auto",
    help="输入格式；auto 按扩展名判断，标准输入按 text。",
)
@click.option("--column", help="CSV 里消息内容所在的列名。")
@click.option(
    "--each-line", is_flag=True, help="文本文件里每一行是一条消息（默认整个文件是一条）。"
)
@click.option("--channel", type=click.Choice(get_args(Channel)), default="sms", help="渠道。")
@click.option(
    "--recipient", type=click.Choice(get_args(Recipient)), default="debtor", help="接收人。"
)
@click.option(
    "--sent-at", help="发送时间，如 2026-03-02T10:15:00+08:00；决定适用的法律和安静时段。"
)
@click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITY_ORDER)),
    help="达到这一级就以 1 退出（默认 warn）。",
)
@click.option(
    "--config", type=click.Path(path_type=Path), help="配置文件；默认从被检查的文件向上找。"
)
@click.option(
    "--model/--no-model", "model", default=None, help="是否要求分类模型；--no-model 只用规则。"
)
@click.option(
    "--evasion",
    type=click.Choice(LEVELS),
    help="还原规避写法（谐音、拼音、拆字、夹字……）到哪一级：off 不还原，standard 有把握的，strict 全部。默认取配置，配置没有则 standard。",
)
@click.option(
    "--show-reading", is_flag=True, help="在标出处下面写明怎样读的：鲨了你 → 杀了你（谐音）。"
)
@click.option("--color/--no-color", default=None, help="强制开关颜色（默认终端才有）。")
def check(
    paths: tuple[str, ...],
    output_format: str,
    input_format: InputFormat,
    column: str | None,
    each_line: bool,
    channel: Channel,
    recipient: Recipient,
    sent_at: str | None,
    fail_on: Severity | None,
    config: Path | None,
    model: bool | None,
    evasion: Level | None,
    show_reading: bool,
    color: bool | None,
) -> None:
    """检查草稿、话术脚本或消息记录（txt、md、csv、jsonl，或 - 表示标准输入）。

    退出码：0 没有达到 --fail-on 的问题；1 有；2 用法或配置错误；3 有内容未能完整检查。
    """
    _check_sent_at(sent_at)
    reader = Reader(input_format, Defaults(channel, recipient, sent_at), column, each_line)
    places = places_of(paths or (STANDARD_INPUT,))
    _check_options(reader, places)
    checkers = Checkers(config, model)
    output = _output(output_format, color, show_reading)
    terms = Terms(evasion=evasion)
    found = incomplete = False
    for checker, draft in _drafts(places.files, reader, checkers):
        text, examination = _examine(checker, draft, terms)
        report = examination.report
        output.write(draft.source, text, report, examination.read_as)
        threshold = SEVERITY_ORDER[fail_on or checker.policy.fail_on]
        found |= any(SEVERITY_ORDER[finding.severity] >= threshold for finding in report.findings)
        incomplete |= not report.complete
    output.close()
    if places.passed_over:
        click.echo(places.not_checked(), err=True)
    sys.exit(INCOMPLETE if incomplete else FINDINGS if found else 0)


def _check_sent_at(sent_at: str | None) -> None:
    try:
        message_from({"text": "。", "sent_at": sent_at})
    except MessageError:
        raise click.BadParameter(
            "应写成 2026-03-02T10:15:00+08:00", param_hint="--sent-at"
        ) from None


def _check_options(reader: Reader, places: Places) -> None:
    """Options that nothing given heeds would be taken for heeded."""
    formats = {reader.reads(format_of(path) if path else "text") for path in places.files}
    if reader.column is not None and "csv" not in formats:
        raise click.UsageError(
            "--column 只用于 CSV，而给出的没有 CSV；标准输入或别的扩展名请加 --input-format csv"
        )
    if reader.each_line and "text" not in formats:
        raise click.UsageError(
            "--each-line 只用于 txt、md 这样的文本；CSV 每行本来就是一条，请去掉它"
        )


def _examine(checker: Checker, draft: Draft, terms: Terms) -> tuple[str, Examination]:
    if draft.message is None:
        return "", Examination(checker.refuse(draft.problem or "bad_input", draft.id), ())
    return draft.message.text, checker.examine(draft.message, terms)


def _output(output_format: str, color: bool | None, show_reading: bool) -> Output:
    if output_format == "jsonl":
        return JsonLinesOutput(sys.stdout.buffer)
    if output_format == "json":
        return JsonOutput(sys.stdout.buffer)
    console = Console(force_terminal=color, no_color=color is False, highlight=False)
    return TextOutput(console, show_reading)


def _drafts(
    files: Sequence[Path | None], reader: Reader, checkers: Checkers
) -> Iterator[tuple[Checker, Draft]]:
    """Every draft with the checker of its configuration, in the order given."""
    columns = (TextColumn("检查中"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None if None in files else len(files))
        for path in files:
            checker = checkers.nearest(path or Path.cwd())
            drafts = (
                reader.read_file(path, str(path))
                if path
                else reader.read(sys.stdin.buffer, STANDARD_INPUT)
            )
            for draft in drafts:
                yield checker, draft
                if path is None:  # it may be a stream without end
                    bar.advance(task)
            if path:
                bar.advance(task)
