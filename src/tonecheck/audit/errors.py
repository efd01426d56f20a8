"""An audit that cannot go on; the message says what is wrong, where, and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AuditError(ValueError):
    """The fault is in how the audit was asked for: inputs, columns, settings."""


class AuditStopped(RuntimeError):
    """The audit could not be finished (a full disk, a worker lost); it may be resumed."""


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Tell a full disk as what it is.

    Raises:
        AuditStopped: nothing more could be written in ``folder``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise AuditStopped(
                f"{folder}：写不下了（磁盘已满或超过配额）；腾出空间后加 --resume 接着跑"
            ) from error
        raise
