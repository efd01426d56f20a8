"""The command line."""

import sys

import click

from tonecheck.classifier.decision import ModelError
from tonecheck.cli.audit import audit
from tonecheck.cli.audit_estimate import estimate
from tonecheck.cli.audit_sample import sample
from tonecheck.cli.check import check
from tonecheck.cli.endings import said_in_chinese
from tonecheck.cli.evaluate import evaluate
from tonecheck.cli.explain import explain
from tonecheck.cli.keys import keys
from tonecheck.cli.rules import rules
from tonecheck.cli.serve import serve
from tonecheck.cli.train import train
from tonecheck.drafts.errors import DraftError
from tonecheck.law.catalogue import CatalogueError
from tonecheck.policy import PolicyError
from tonecheck.rules.errors import PackError


class _Group(click.Group):
    """Turns errors of usage, configuration and rule files into exit code 2 with their sentence."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            with said_in_chinese():
                return super().invoke(ctx)
        except (PackError, PolicyError, CatalogueError, DraftError, ModelError) as error:
            raise click.UsageError(str(error)) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tonecheck", prog_name="tonecheck")
def main() -> None:
    """催收话术检查：标出威胁、辱骂、骚扰与违法的表述，给出法律依据和可用的改写。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


main.add_command(check)
main.add_command(audit)
main.add_command(rules)
main.add_command(explain)
main.add_command(evaluate)
main.add_command(train)
main.add_command(serve)
main.add_command(keys)
audit.add_command(sample)
audit.add_command(estimate)
