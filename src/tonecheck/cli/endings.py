"""How a command ends that was stopped, or could not write what it found."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

import click
import rich.console

from tonecheck.cli.exits import INCOMPLETE, INTERRUPTED, READER_GONE
from tonecheck.os_errors import NO_ROOM, why


class Console(rich.console.Console):
    """One that leaves it to `said_in_chinese` what happens when the reader is gone."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


@contextmanager
def said_in_chinese() -> Iterator[None]:
    """Ends the process with a sentence where Python would show a traceback."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # here, where failing can still be said
    except KeyboardInterrupt:
        click.echo("已中断，后面的没有检查；请重新运行", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _write_no_more()
        sys.exit(READER_GONE)
    except OSError as error:
        if error.filename is not None or error.errno not in NO_ROOM | {errno.EIO}:
            raise
        _write_no_more()
        click.echo(f"结果没有全部写出：{why(error)}，写出的不完整；请换一个地方重新运行", err=True)
        sys.exit(INCOMPLETE)


def _write_no_more() -> None:
    """What is still buffered would fail once more when Python exits."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
