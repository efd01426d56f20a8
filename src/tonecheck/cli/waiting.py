"""A word to who waits: the first check on a machine prepares what later ones find ready."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Final

import click

PATIENCE: Final = 3.0
"""Seconds; what is ready is loaded sooner."""

_SAID: Final = "正在做好规则和词表（第一次用，或规则有变，十秒上下；以后不用）……"


@contextmanager
def told_to_wait() -> Iterator[None]:
    """Says on a terminal why nothing happens yet, if it takes longer than usual."""
    if not sys.stderr.isatty():
        yield
        return
    timer = Timer(PATIENCE, click.echo, (_SAID,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
