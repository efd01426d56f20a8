"""``tonecheck audit estimate``: what a labelled sample says of the whole archive."""

import sys
from pathlib import Path

import click
import msgspec

from tonecheck.cli.audit_extra import needs_audit


@click.command()
@click.argument("book", metavar="样本.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式。",
)
def estimate(book: Path, output_format: str) -> None:
    """读回标注好的样本，推算全部消息里标出的对不对、漏掉了多少（95% 区间）。"""
    with needs_audit():
        from tonecheck.audit.estimate.estimates import estimates
        from tonecheck.audit.estimate.text import told
        from tonecheck.audit.sample.labelled import read_labelled

        found = estimates(*read_labelled(book))
    if output_format == "json":
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    else:
        click.echo(told(found))
