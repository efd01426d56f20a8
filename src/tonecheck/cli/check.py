"""``tonecheck check``: files, folders or standard input in, findings out."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tonecheck.checker import Checker
from tonecheck.cli.endings import Console
from tonecheck.cli.exits import FINDINGS, INCOMPLETE
from tonecheck.cli.policies import Checkers
from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.errors import ColumnError
from tonecheck.drafts.places import STANDARD_INPUT, Places, places_of
from tonecheck.drafts.sources import LINES, TABLES, InputFormat, Reader, format_of
from tonecheck.drafts.table import without_column
from tonecheck.message import Channel, MessageError, Recipient, message_from
from tonecheck.output.github import GitHubOutput
from tonecheck.output.json import JsonLinesOutput, JsonOutput
from tonecheck.output.junit import JUnitOutput
from tonecheck.output.output import Examined, Output
from tonecheck.output.sarif import SarifOutput
from tonecheck.output.text import TextOutput
from tonecheck.report import BAD_INPUT, LEVELS, SEVERITY_ORDER, Level, Severity
from tonecheck.terms import Terms

OutputFormat = Literal["text", "json", "jsonl", "sarif", "github", "junit"]
_FOR_PROGRAMS: Final[dict[OutputFormat, Callable[[BinaryIO], Output]]] = {
    "json": JsonOutput,
    "jsonl": JsonLinesOutput,
    "sarif": SarifOutput,
    "github": GitHubOutput,
    "junit": JUnitOutput,
}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(get_args(OutputFormat)),
    default="text",
    help="输出格式：text 给人看，json、jsonl 给程序，sarif、github、junit 给持续集成。",
)
@click.option(
    "--input-format",
    type=click.Choice(get_args(InputFormat)),
    default="auto",
    help="输入格式；auto 按扩展名判断，标准输入按 text。",
)
@click.option("--column", help="表格（CSV、XLSX）里消息内容所在的列名。")
@click.option(
    "--each-line",
    is_flag=True,
    help="文本或 Word 文件里每一行（段）是一条消息（默认整个文件是一条）。",
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
    output_format: OutputFormat,
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
    """检查草稿、话术脚本或消息记录（txt、md、csv、jsonl、xlsx、docx，目录，或 - 表示标准输入）。

    退出码：0 没有达到 --fail-on 的问题；1 有；2 用法或配置错误；3 有内容未能完整检查。
    """
    _check_sent_at(sent_at)
    reader = Reader(input_format, Defaults(channel, recipient, sent_at), column, each_line)
    places = places_of(paths or (STANDARD_INPUT,))
    _check_options(reader, places)
    checkers = Checkers(config, model)
    output = _output(output_format, color, show_reading)
    terms = Terms(evasion=evasion)
    found = incomplete = finished = False
    try:
        for checker, draft in _drafts(places, reader, checkers):
            threshold = fail_on or checker.policy.fail_on
            examined = _examine(checker, draft, terms, threshold)
            output.write(examined)
            found |= any(
                SEVERITY_ORDER[finding.severity] >= SEVERITY_ORDER[threshold]
                for finding in examined.report.findings
            )
            incomplete |= not examined.report.complete
        finished = True
    finally:  # what reads the output must be able to, however the run ends
        output.close(finished)
    if left_out := places.left_out():
        click.echo(left_out, err=True)
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
    if reader.column is not None and formats.isdisjoint(TABLES):
        raise click.UsageError(
            "--column 只用于表格（CSV、XLSX），而给出的没有表格；"
            "标准输入或别的扩展名请加 --input-format csv 或 xlsx"
        )
    if reader.each_line and formats.isdisjoint(LINES):
        raise click.UsageError(
            "--each-line 只用于 txt、md、docx 这样的文本；表格和 jsonl 每行本来就是一条，请去掉它"
        )


def _examine(checker: Checker, draft: Draft, terms: Terms, fail_on: Severity) -> Examined:
    if draft.message is None:
        report = checker.refuse(draft.problem or BAD_INPUT, draft.id)
        return Examined(draft.place, "", report, (), fail_on, checker.ruleset)
    report, read_as, *_ = checker.examine(draft.message, terms)
    return Examined(draft.place, draft.message.text, report, read_as, fail_on, checker.ruleset)


def _output(output_format: OutputFormat, color: bool | None, show_reading: bool) -> Output:
    if output_format != "text":
        return _FOR_PROGRAMS[output_format](sys.stdout.buffer)
    console = Console(force_terminal=color, no_color=color is False, highlight=False)
    return TextOutput(console, show_reading)


def _drafts(places: Places, reader: Reader, checkers: Checkers) -> Iterator[tuple[Checker, Draft]]:
    """Every draft with the checker of its configuration, in the order given; then what folders
    hold that is not read.

    Raises:
        ColumnError: nothing but one table was to be checked, and its column cannot be told. With
            more to check that is a problem of the table.
    """
    files = places.files
    columns = (TextColumn("检查中"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None if None in files else len(files))
        for path in files:
            checker = checkers.nearest(path or Path.cwd())
            for draft in _read(reader, path, alone=len(files) == 1 and not places.not_read):
                yield checker, draft
                if path is None:  # it may be a stream without end
                    bar.advance(task)
            if path:
                bar.advance(task)
    for draft in places.drafts_not_read():
        yield checkers.nearest(Path(draft.place.file)), draft


def _read(reader: Reader, path: Path | None, alone: bool) -> Iterator[Draft]:
    try:
        if path:
            yield from reader.read_file(path, str(path))
        else:
            yield from reader.read(sys.stdin.buffer, STANDARD_INPUT)
    except ColumnError as error:
        if alone:
            raise
        yield without_column(error)
