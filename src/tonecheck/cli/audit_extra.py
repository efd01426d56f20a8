"""What the commands of the audit have in common: the extra they need, and their errors."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def needs_audit() -> Iterator[None]:
    """Tell of what is not installed, and of what is wrong with the input, as errors of usage."""
    try:
        from tonecheck.audit.errors import AuditError, AuditStopped
    except ImportError as error:
        raise _missing(error) from None
    try:
        yield
    except (AuditError, AuditStopped) as error:
        raise click.UsageError(str(error)) from None
    except ModuleNotFoundError as error:
        raise _missing(error) from None


def _missing(error: ImportError) -> click.UsageError:
    return click.UsageError(f'审计还缺 {error.name}：请先 pip install "tonecheck[audit]"')
