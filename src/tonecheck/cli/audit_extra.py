"""What the commands of the audit have in common: the extra they need, and how they end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tonecheck.cli.exits import INCOMPLETE
from tonecheck.os_errors import why


@contextmanager
def needs_audit(remedy: str = "") -> Iterator[None]:
    """End with 2 where what is installed or asked for must change, with 3 where it stopped halfway.

    What is printed belongs outside: a reader that is gone is no fault of the audit.

    Args:
        remedy: what to do when it stopped, once the reason is gone.
    """
    from tonecheck.audit.errors import AuditError, AuditStopped

    try:
        yield
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f'审计还缺 {error.name}：请先 pip install "tonecheck[audit]"'
        ) from None
    except AuditError as error:
        raise click.UsageError(str(error)) from None
    except (AuditStopped, OSError) as error:
        reason = why(error) if isinstance(error, OSError) else error
        click.echo(f"没有跑完：{reason}{remedy}", err=True)
        sys.exit(INCOMPLETE)
