"""What loads rules, words and weights does so without Python's collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Meanwhile nothing is collected.

    All that is loaded stays; going over it again and again takes a quarter of the time of loading.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
